/** A client of the relay for tests: admission, HTTP calls, the multiplexed socket. Nothing of the product's own client. */
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { admissionMessage, API, SOCKET, type Admitted, type Delivered, type RelayInfo, type SegmentInfo } from '#lib/wire/admission.ts';
import { decodeFrame, decodeRelayMessage, encodeClientMessage, encodeFrame, type Heads, type RelayMessage } from '#lib/wire/messages.ts';
import { encodeSegmentRun, segmentClientId } from '#lib/wire/segment-update.ts';
import { firstSeqOf, formatStream, segmentOf } from '#lib/wire/stream-name.ts';
import { crypto, type Identity } from './company.ts';

const WAIT_MS = 10_000;

export async function call(
	url: string,
	path: string,
	init: RequestInit = {}
): Promise<{ status: number; body: unknown; headers: Headers }> {
	const answer = await fetch(`${url}${API}${path}`, init);
	const text = await answer.text();
	return {
		status: answer.status,
		headers: answer.headers,
		body: answer.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text
	};
}

const json = (body: unknown): RequestInit => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
});

export async function relayInfo(url: string): Promise<RelayInfo> {
	return (await call(url, '/relay')).body as RelayInfo;
}

export async function claim(url: string, request: { code: string; org: string; dev: string; invitation: string }) {
	return call(url, '/claim', json(request));
}

export async function requestTicket(url: string, org: string, { dev, invite, signer }: Identity) {
	const { relay } = await relayInfo(url);
	const { nonce } = (await call(url, '/challenge', { method: 'POST' })).body as { nonce: string };
	const content = { org, relay, nonce, dev: invite === '' ? dev : '', invite };
	const sig = toBase64Url(await signer.sign(admissionMessage(content)));
	return call(url, '/ticket', json({ ...content, sig }));
}

export async function admitted(url: string, org: string, identity: Identity): Promise<Admitted> {
	const answer = await requestTicket(url, org, identity);
	if (answer.status !== 200) throw new Error(`not admitted: ${JSON.stringify(answer.body)}`);
	return answer.body as Admitted;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export async function deliverEntries(url: string, token: string, lines: readonly string[]): Promise<Delivered> {
	const all: Delivered = { stored: 0, duplicates: 0, refused: [] };
	const answer = await call(url, '/entries', { method: 'POST', headers: bearer(token), body: lines.map((line) => `${line}\n`).join('') });
	if (answer.status !== 200) throw new Error(`delivery failed: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
	return { ...all, ...(answer.body as Delivered) };
}

export async function segments(url: string, token: string): Promise<readonly SegmentInfo[]> {
	return (await call(url, '/segments', { headers: bearer(token) })).body as SegmentInfo[];
}

/** Every line of the relay, by way of segments. */
export async function download(url: string, token: string): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const { dev, segment } of await segments(url, token)) {
		const { body } = await call(url, `/segments/${dev}/${String(segment)}`, { headers: bearer(token) });
		lines.push(...String(body).split('\n').slice(0, -1));
	}
	return lines;
}

export async function rivals(url: string, token: string): Promise<readonly string[]> {
	return String((await call(url, '/rivals', { headers: bearer(token) })).body)
		.split('\n')
		.slice(0, -1);
}

/** The update that carries lines of a chain from a sequence number on; all in one segment. */
export function lineUpdate(dev: string, seq: number, lines: readonly string[]): { stream: string; message: Uint8Array } {
	const segment = segmentOf(seq);
	const run = { from: seq - firstSeqOf(segment), lines: lines.map((line) => utf8(line)) };
	return {
		stream: formatStream({ kind: 'log', dev, segment }),
		message: syncMessage(2, encodeSegmentRun(segmentClientId(dev, segment, crypto), run))
	};
}

export function syncMessage(step: number, content: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	encoding.writeVarUint(encoder, step);
	encoding.writeVarUint8Array(encoder, content);
	return encoding.toUint8Array(encoder);
}

export class TestSocket {
	readonly socket: WebSocket;
	readonly messages: RelayMessage[] = [];
	readonly frames: { stream: string; message: Uint8Array }[] = [];
	closed: { code: number; reason: string } | undefined;
	readonly #waiting = new Set<() => void>();

	private constructor(socket: WebSocket) {
		this.socket = socket;
		socket.binaryType = 'nodebuffer';
		socket.on('message', (data: Buffer) => {
			const frame = decodeFrame(new Uint8Array(data));
			if (frame?.stream === '') {
				const message = decodeRelayMessage(frame.message);
				if (message) this.messages.push(message);
			} else if (frame) this.frames.push(frame);
			for (const check of this.#waiting) check();
		});
		socket.on('close', (code, reason) => {
			this.closed = { code, reason: reason.toString() };
			for (const check of this.#waiting) check();
		});
		socket.on('error', () => undefined);
	}

	static async open(url: string, ticket: string): Promise<TestSocket> {
		const client = new TestSocket(new WebSocket(`${url.replace('http', 'ws')}${SOCKET}?ticket=${ticket}`, { perMessageDeflate: false }));
		await client.until(() => client.messages.some((message) => message.type === 'heads') || client.closed !== undefined);
		return client;
	}

	send(stream: string, message: Uint8Array): void {
		this.socket.send(encodeFrame(stream, message));
	}

	have(heads: Heads, whole = true): void {
		this.socket.send(encodeClientMessage({ type: 'have', whole, heads }));
	}

	deliver(dev: string, seq: number, lines: readonly string[]): void {
		const { stream, message } = lineUpdate(dev, seq, lines);
		this.send(stream, message);
	}

	/** Highest acknowledged sequence number of a chain. */
	stored(dev: string): number {
		let highest = 0;
		for (const message of this.messages) if (message.type === 'stored') highest = Math.max(highest, message.heads[dev]?.[0] ?? 0);
		return highest;
	}

	refusals(): readonly { code: string; detail: string }[] {
		return this.messages.flatMap((message) => (message.type === 'refused' ? [message] : []));
	}

	/** Waits until something is so; fails after a while, telling what came. */
	until(condition: () => boolean): Promise<void> {
		if (condition()) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const giveUp = setTimeout(() => {
				this.#waiting.delete(check);
				reject(
					new Error(`waited in vain; closed: ${JSON.stringify(this.closed)}, last messages: ${JSON.stringify(this.messages.slice(-3))}`)
				);
			}, WAIT_MS);
			const check = () => {
				if (!condition()) return;
				clearTimeout(giveUp);
				this.#waiting.delete(check);
				resolve();
			};
			this.#waiting.add(check);
		});
	}

	async close(): Promise<void> {
		this.socket.close();
		await this.until(() => this.closed !== undefined);
	}
}

/** Waits until an asynchronous question is answered with yes. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
	for (const until = Date.now() + WAIT_MS; ;) {
		if (await condition()) return;
		if (Date.now() > until) throw new Error('waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
}
