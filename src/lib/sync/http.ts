/** HTTP calls to a relay: bounded in time and size; whatever goes wrong on the way is `unreachable`. */
import { fromUtf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { reasonOf, type FetchAnswer, type FetchInit, type SyncPorts } from './ports.ts';
import type { RelayUrl } from './relay-url.ts';

export interface HttpCall {
	readonly method: FetchInit['method'];
	/** Below the base of the API, with its slash. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array<ArrayBuffer>;
	/** What a 200 answers is bytes, at most so many; any other answer stays text. */
	readonly bytesUpTo?: number;
	/** Default `CALL_TIMEOUT_MS`. */
	readonly timeoutMs?: number;
}

export interface HttpAnswer {
	readonly status: number;
	/** "" where bytes were asked for and came. */
	readonly text: string;
	/** Only where they were asked for. */
	readonly bytes?: Uint8Array<ArrayBuffer>;
}

export interface Unreachable {
	readonly code: 'unreachable';
	readonly detail: string;
}

/** How long a small call may take. */
export const CALL_TIMEOUT_MS = 15_000;
/**
 * How long the calls of an admission may take. After a network has gone silent the browser still tries its old, dead
 * connections one after another; each costs this long, so it is as short as a slow line allows.
 */
export const ADMISSION_TIMEOUT_MS = 5_000;
/** How long a segment or a delivery may take over a slow line. */
export const TRANSFER_TIMEOUT_MS = 120_000;
/** An answer larger than this is cut off: 1024 of the largest entries would be 256 MiB, real segments are about one. */
export const MAX_ANSWER_BYTES = 300 * 1024 * 1024;

export class HttpCaller {
	readonly #ports: Pick<SyncPorts, 'fetch' | 'setTimer'>;
	readonly #url: RelayUrl;
	readonly #underWay = new Set<(reason: Error) => void>();

	constructor(ports: Pick<SyncPorts, 'fetch' | 'setTimer'>, url: RelayUrl) {
		this.#ports = ports;
		this.#url = url;
	}

	/** Gives up what is under way: the line it went over is known to be dead. Those calls end as `unreachable`. */
	giveUp(reason: string): void {
		for (const end of [...this.#underWay]) end(new Error(reason));
	}

	async call({
		method,
		path,
		headers = {},
		body,
		bytesUpTo,
		timeoutMs = CALL_TIMEOUT_MS
	}: HttpCall): Promise<Result<HttpAnswer, Unreachable>> {
		const abort = new AbortController();
		let cancel: () => void = () => undefined;
		let end: (reason: Error) => void = () => undefined;
		// A fetch that ignores its signal must not keep anybody waiting either.
		const ended = new Promise<never>((_, reject) => {
			end = (reason) => {
				abort.abort();
				reject(reason);
			};
			cancel = this.#ports.setTimer(() => end(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
		});
		this.#underWay.add(end);
		try {
			const init = { method, headers, signal: abort.signal, ...(body === undefined ? {} : { body }) };
			const exchange = this.#exchange(`${this.#url.api}${path}`, init, bytesUpTo);
			return ok(await Promise.race([exchange, ended]));
		} catch (error) {
			return err({ code: 'unreachable', detail: `${method} ${path}: ${reasonOf(error)}` });
		} finally {
			cancel();
			this.#underWay.delete(end);
		}
	}

	async #exchange(url: string, init: FetchInit, bytesUpTo: number | undefined): Promise<HttpAnswer> {
		const answer = await this.#ports.fetch(url, init);
		if (bytesUpTo !== undefined && answer.status === 200) return { status: 200, text: '', bytes: await bytesOf(answer, bytesUpTo) };
		return { status: answer.status, text: await readBounded(answer) };
	}
}

/** The text of an answer; rejects if it is larger than `MAX_ANSWER_BYTES` or no UTF-8. */
export async function readBounded(answer: FetchAnswer, limit = MAX_ANSWER_BYTES): Promise<string> {
	if (!answer.body) return answer.text();
	const text = fromUtf8(await bytesOf(answer, limit));
	if (text === undefined) throw new Error('the answer is not UTF-8');
	return text;
}

async function bytesOf({ body }: FetchAnswer, limit: number): Promise<Uint8Array<ArrayBuffer>> {
	if (!body) throw new Error('the answer has no body');
	const parts: Uint8Array[] = [];
	let length = 0;
	const reader = body.getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		length += part.value.length;
		if (length > limit) {
			await reader.cancel();
			throw new Error(`the answer is larger than ${limit} bytes`);
		}
		parts.push(part.value);
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** A JSON object; undefined for anything else. */
export function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
