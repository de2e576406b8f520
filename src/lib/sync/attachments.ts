/**
 * Attachments – photos of papers and goods – between this device and the relay, beside the log and never in its way.
 *
 * What records of this device name is brought to the relay: at every connection it is asked which of all attachments kept
 * here it lacks – a relay that was restored without its files is filled again by that – and those are sent, a few at a time.
 * What others' records name is fetched when somebody wants to see it, checked, and kept. See docs/adr/0017.
 */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { Scope } from '#lib/wire/admission.ts';
import { attachmentType } from '#lib/wire/attachment-type.ts';
import { MAX_BLOB_NAMES, MAX_BLOB_BYTES } from '#lib/wire/limits.ts';
import { problemOf, type AdmissionClient, type RelayProblem } from './admission-client.ts';
import { retryDelay } from './backoff.ts';
import { readJson, TRANSFER_TIMEOUT_MS } from './http.ts';
import { reasonOf, type Cancel, type SyncPorts } from './ports.ts';
import type { SyncProblem } from './problems.ts';

/** An attachment kept on this device. */
export interface KeptAttachment {
	/** base64url SHA-256. */
	readonly hash: string;
	readonly bytes: number;
	/** The relay said that it has it. */
	readonly isThere: boolean;
}

/** Where attachments are kept between sessions. What `note` resolved for survives a restart. */
export interface AttachmentStore {
	all(): readonly KeptAttachment[];
	/** Undefined where it is not here, or is not any more what was hashed. */
	read(hash: string): Promise<Result<Uint8Array | undefined, StoreProblem>>;
	/** Keeps what was fetched. */
	keep(hash: string, bytes: Uint8Array): Promise<Result<void, StoreProblem>>;
	/** What the relay said of attachments kept here. */
	note(hashes: readonly string[], isThere: boolean): Promise<Result<void, StoreProblem>>;
	/** Its bytes are gone: nothing is left to send, and it may be fetched again. */
	drop(hash: string): Promise<Result<void, StoreProblem>>;
}

export interface AttachmentStatus {
	/** Attachments kept here that the relay does not have, as far as is known. */
	readonly waiting: number;
	readonly waitingBytes: number;
	/** Sent since something waited last: with `waiting` the whole of what is being sent. */
	readonly sent: number;
}

/** Why an attachment cannot be shown. */
export type FetchFailure =
	/** Not connected. */
	| 'offline'
	/** The relay does not have it: the device that took it has not uploaded it yet. */
	| 'not-there'
	/** This device may only deliver. */
	| 'not-allowed'
	/** What came is not what the record names. */
	| 'damaged'
	| 'failed';

/** Attachments on the way at the same time, each way: browsers open six connections, segments use four of them. */
export const PARALLEL_TRANSFERS = 2;

export interface AttachmentsOptions {
	readonly store: AttachmentStore;
	readonly relay: AdmissionClient;
	readonly ports: SyncPorts;
	readonly onProblem: (problem: SyncProblem) => void;
	readonly onChange: () => void;
}

export class Attachments {
	readonly #options: AttachmentsOptions;
	readonly #fetches = new Map<string, Promise<Result<Uint8Array, FetchFailure>>>();
	readonly #queue: (() => void)[] = [];
	#fetching = 0;
	#scope: Scope | undefined;
	/** Counts connections: what belongs to an earlier one finds that it is late. */
	#connection = 0;
	/** The relay was asked, in this connection, what it lacks of everything kept here. */
	#isSurveyed = false;
	#isSending = false;
	/** Something came while a round was under way. */
	#isAskedAgain = false;
	#failures = 0;
	#retry: Cancel | undefined;
	#sent = 0;
	/** Not taken by this relay for what they are; tried again at the next connection only. */
	readonly #refused = new Set<string>();

	constructor(options: AttachmentsOptions) {
		this.#options = options;
	}

	get status(): AttachmentStatus {
		const open = this.#options.store.all().filter(({ isThere }) => !isThere);
		return { waiting: open.length, waitingBytes: open.reduce((sum, { bytes }) => sum + bytes, 0), sent: this.#sent };
	}

	connected(scope: Scope): void {
		this.disconnected();
		this.#scope = scope;
		this.#failures = 0;
		this.#refused.clear();
		this.send();
	}

	disconnected(): void {
		this.#connection++;
		this.#scope = undefined;
		this.#isSurveyed = false;
		this.#retry?.();
		this.#retry = undefined;
	}

	/** Sends what waits: something was added, or a person asks. Does nothing while not connected. */
	send(): void {
		if (this.#scope === undefined || this.#scope === 'join') return;
		this.#retry?.();
		this.#retry = undefined;
		this.#isAskedAgain = true;
		if (!this.#isSending) void this.#sendAll();
	}

	/** The attachment, kept here from now on. Asked for twice it is fetched once. */
	fetch(hash: string): Promise<Result<Uint8Array, FetchFailure>> {
		const underWay = this.#fetches.get(hash);
		if (underWay) return underWay;
		const fetched = this.#fetchInTurn(hash).finally(() => this.#fetches.delete(hash));
		this.#fetches.set(hash, fetched);
		return fetched;
	}

	async #sendAll(): Promise<void> {
		this.#isSending = true;
		try {
			while (this.#isAskedAgain && this.#scope !== undefined) {
				this.#isAskedAgain = false;
				const connection = this.#connection;
				const problem = await this.#round(connection).catch((error: unknown): RelayProblem => ({
					code: 'relay-failed',
					detail: reasonOf(error)
				}));
				if (connection !== this.#connection) continue;
				if (problem) this.#later(problem);
				else this.#failures = 0;
			}
		} finally {
			this.#isSending = false;
			if (this.status.waiting === 0) this.#sent = 0;
			this.#options.onChange();
		}
	}

	#later(problem: RelayProblem): void {
		const { ports, onProblem } = this.#options;
		// A line that broke is told by the connection itself.
		if (problem.code !== 'unreachable') onProblem({ kind: 'relay', problem });
		const wait = retryDelay(this.#failures++, ports.random);
		this.#retry ??= ports.setTimer(() => this.send(), wait);
	}

	/** Asks what is lacking and sends it. Answers what kept it from ending. */
	async #round(connection: number): Promise<RelayProblem | undefined> {
		const { store } = this.#options;
		const isLate = () => connection !== this.#connection;
		const asked = store.all().filter(({ hash, isThere }) => (!this.#isSurveyed || !isThere) && !this.#refused.has(hash));
		for (let from = 0; from < asked.length; from += MAX_BLOB_NAMES) {
			const names = asked.slice(from, from + MAX_BLOB_NAMES).map(({ hash }) => hash);
			const lacking = await this.#lacking(names);
			if (isLate()) return undefined;
			if (!lacking.ok) return lacking.error;
			await this.#note(
				names.filter((name) => !lacking.value.has(name)),
				true
			);
			await this.#note([...lacking.value], false);
			const problem = await this.#sendThose([...lacking.value], isLate);
			if (problem || isLate()) return problem;
		}
		this.#isSurveyed = true;
		return undefined;
	}

	async #lacking(names: readonly string[]): Promise<Result<ReadonlySet<string>, RelayProblem>> {
		const answer = await this.#options.relay.call({
			method: 'POST',
			path: '/blobs/lacking',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ names })
		});
		if (!answer.ok) return answer;
		if (answer.value.status !== 200) return err(problemOf(answer.value));
		const asked = new Set(names);
		const lacking = readJson(answer.value.text)?.['lacking'];
		const isAnswer = Array.isArray(lacking) && lacking.every((name) => typeof name === 'string' && asked.has(name));
		return isAnswer ? ok(new Set(lacking as string[])) : err({ code: 'relay-failed', detail: 'the list of lacking attachments is none' });
	}

	async #sendThose(hashes: readonly string[], isLate: () => boolean): Promise<RelayProblem | undefined> {
		let problem: RelayProblem | undefined;
		const rest = [...hashes];
		const lane = async (): Promise<void> => {
			for (let hash = rest.shift(); hash !== undefined && !problem && !isLate(); hash = rest.shift()) problem ??= await this.#sendOne(hash);
		};
		await Promise.all(Array.from({ length: PARALLEL_TRANSFERS }, lane));
		return problem;
	}

	async #sendOne(hash: string): Promise<RelayProblem | undefined> {
		const { store, relay, onProblem, onChange } = this.#options;
		const read = await store.read(hash);
		if (!read.ok) {
			onProblem({ kind: 'store', problem: read.error });
			return undefined;
		}
		if (!read.value) {
			onProblem({ kind: 'attachment', hash, code: 'damaged-here' });
			await store.drop(hash);
			return undefined;
		}
		const answer = await relay.call({
			method: 'PUT',
			path: `/blobs/${hash}`,
			headers: { 'content-type': 'application/octet-stream' },
			body: read.value as Uint8Array<ArrayBuffer>,
			timeoutMs: TRANSFER_TIMEOUT_MS
		});
		if (!answer.ok) return answer.error;
		const { status } = answer.value;
		if (status === 200 || status === 201) {
			this.#sent++;
			await this.#note([hash], true);
			onChange();
			return undefined;
		}
		if (status >= 500 || status === 429 || status === 401) return problemOf(answer.value);
		this.#refused.add(hash);
		onProblem({ kind: 'attachment', hash, code: String(readJson(answer.value.text)?.['code'] ?? status) });
		return undefined;
	}

	async #note(hashes: readonly string[], isThere: boolean): Promise<void> {
		if (hashes.length === 0) return;
		const noted = await this.#options.store.note(hashes, isThere);
		if (!noted.ok) this.#options.onProblem({ kind: 'store', problem: noted.error });
	}

	async #fetchInTurn(hash: string): Promise<Result<Uint8Array, FetchFailure>> {
		if (this.#fetching >= PARALLEL_TRANSFERS) await new Promise<void>((resolve) => this.#queue.push(resolve));
		this.#fetching++;
		try {
			return await this.#fetchOne(hash);
		} finally {
			this.#fetching--;
			this.#queue.shift()?.();
		}
	}

	async #fetchOne(hash: string): Promise<Result<Uint8Array, FetchFailure>> {
		const { store, relay, ports, onProblem } = this.#options;
		if (this.#scope === undefined) return err('offline');
		if (this.#scope === 'upload') return err('not-allowed');
		const path = `/blobs/${encodeURIComponent(hash)}`;
		const answer = await relay.call({ method: 'GET', path, bytesUpTo: MAX_BLOB_BYTES, timeoutMs: TRANSFER_TIMEOUT_MS });
		if (!answer.ok) return err(answer.error.code === 'unreachable' ? 'offline' : 'failed');
		const { status, bytes } = answer.value;
		if (status === 404) return err('not-there');
		if (status === 403) return err('not-allowed');
		if (!bytes) return err('failed');
		if (toBase64Url(ports.crypto.sha256(bytes)) !== hash || !attachmentType(bytes)) {
			onProblem({ kind: 'attachment', hash, code: 'damaged-there' });
			return err('damaged');
		}
		const kept = await store.keep(hash, bytes);
		// It can be looked at all the same; the next time it is fetched again.
		if (!kept.ok) onProblem({ kind: 'store', problem: kept.error });
		return ok(bytes);
	}
}
