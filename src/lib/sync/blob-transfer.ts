/**
 * Attachments between this device and the relay, in the background and one at a time, so that records never wait for them.
 *
 * Who connects says what it keeps; the relay names what of it it lacks, and that is brought. Nothing is remembered about what
 * was brought before: a relay that was restored without its attachments gets them back from whoever has them. What another
 * device keeps is fetched when somebody wants to see it.
 *
 * Invariants
 * 1. An attachment counts as brought only when the relay has said so, and as here only when its bytes hash to its name.
 * 2. What one attachment does wrong (refused, unreadable) does not keep the others from going.
 */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import { MAX_BLOB_BYTES, MAX_BLOB_NAMES } from '#lib/wire/limits.ts';
import { problemOf, type AdmissionClient, type RelayProblem } from './admission-client.ts';
import { retryDelay } from './backoff.ts';
import { readJson, TRANSFER_TIMEOUT_MS } from './http.ts';
import type { Multiplexer } from './multiplexer.ts';
import type { Cancel, SyncPorts } from './ports.ts';
import type { SyncProblem } from './problems.ts';

/** Where attachments are kept on this device, by base64url SHA-256. */
export interface BlobKeep {
	names(): Promise<Result<readonly string[], StoreProblem>>;
	/** Undefined where it is not here, or is not what was hashed. */
	get(name: string): Promise<Result<Uint8Array | undefined, StoreProblem>>;
	/** On disk when it resolves; answers the name. */
	put(bytes: Uint8Array): Promise<Result<string, StoreProblem>>;
}

export interface BlobTransferOptions {
	readonly keep: BlobKeep;
	readonly relay: AdmissionClient;
	readonly multiplexer: Multiplexer;
	readonly ports: SyncPorts;
	readonly onProblem: (problem: SyncProblem) => void;
	readonly onChange: () => void;
}

/** `absent`: the relay does not have it (yet): whoever has it has not been here. */
export type FetchedBlob = 'kept' | 'absent' | 'offline' | 'damaged' | 'not-kept';

type Brought = 'there' | 'refused' | 'later';

export class BlobTransfer {
	readonly #options: BlobTransferOptions;
	readonly #fetching = new Map<string, Promise<FetchedBlob>>();
	/** Not at the relay as far as is known; undefined before the relay was asked. */
	#waiting: Set<string> | undefined;
	/** Taken since the start, before the relay was asked. */
	readonly #fresh = new Set<string>();
	/** Counts connections: what belongs to an earlier one stops. */
	#session = 0;
	#isRunning = false;
	#failures = 0;
	#retry: Cancel | undefined;
	#unsubscribe: (() => void) | undefined;

	constructor(options: BlobTransferOptions) {
		this.#options = options;
	}

	/** Attachments that are here and not at the relay; undefined as long as no relay was asked since the start and none is new. */
	get waiting(): number | undefined {
		if (this.#waiting) return this.#waiting.size;
		return this.#fresh.size > 0 ? this.#fresh.size : undefined;
	}

	start(): void {
		this.#unsubscribe ??= this.#options.multiplexer.link.subscribe((link) => {
			this.#session++;
			this.#retry?.();
			this.#retry = undefined;
			// A device that is joining only reads.
			if (link.status !== 'online' || link.scope === 'join') return;
			// What an earlier connection knew of the relay may be true no more.
			this.#waiting = undefined;
			void this.#run();
		});
	}

	stop(): void {
		this.#session++;
		this.#retry?.();
		this.#retry = undefined;
		this.#unsubscribe?.();
		this.#unsubscribe = undefined;
	}

	/** An attachment was kept here just now. */
	added(name: string): void {
		(this.#waiting ?? this.#fresh).add(name);
		this.#options.onChange();
		if (this.#isOnline) void this.#run();
	}

	/** Gets what this device does not have; asked for twice it comes once. */
	fetch(name: string): Promise<FetchedBlob> {
		const coming = this.#fetching.get(name);
		if (coming) return coming;
		const fetched = this.#fetch(name).finally(() => this.#fetching.delete(name));
		this.#fetching.set(name, fetched);
		return fetched;
	}

	get #isOnline(): boolean {
		const link = this.#options.multiplexer.link.current;
		return link.status === 'online' && link.scope !== 'join';
	}

	async #run(): Promise<void> {
		if (this.#isRunning) return;
		this.#isRunning = true;
		let session: number;
		let failure: RelayProblem | undefined;
		do {
			session = this.#session;
			failure = await this.#pass(session);
			// The connection changed meanwhile: what is asked now is another relay's answer, or the same one's later.
		} while (session !== this.#session && this.#isOnline);
		this.#isRunning = false;
		if (!failure || session !== this.#session) return;
		if (failure.code !== 'unreachable') this.#options.onProblem({ kind: 'relay', problem: failure });
		this.#retry = this.#options.ports.setTimer(() => void this.#run(), retryDelay(this.#failures++, this.#options.ports.random));
	}

	/** Asks what the relay lacks and brings it. The problem, if it has to be tried again. */
	async #pass(session: number): Promise<RelayProblem | undefined> {
		const lacking = await this.#lacking();
		if (session !== this.#session) return undefined;
		if (!lacking.ok) return lacking.error;
		// What was taken while the relay was asked is brought too: bringing twice is harmless.
		const waiting = new Set([...lacking.value, ...this.#fresh]);
		this.#waiting = waiting;
		this.#fresh.clear();
		this.#options.onChange();
		for (const name of waiting) {
			const brought = await this.#bring(name);
			if (session !== this.#session) return undefined;
			if (brought === 'later') return { code: 'unreachable', detail: name };
			if (brought === 'refused') continue;
			this.#failures = 0;
			waiting.delete(name);
			this.#options.onChange();
		}
		return undefined;
	}

	async #lacking(): Promise<Result<readonly string[], RelayProblem>> {
		const names = await this.#options.keep.names();
		if (!names.ok) {
			this.#options.onProblem({ kind: 'store', problem: names.error });
			return ok([]);
		}
		const lacking: string[] = [];
		for (let at = 0; at < names.value.length; at += MAX_BLOB_NAMES) {
			const answer = await this.#options.relay.call({
				method: 'POST',
				path: '/blobs/lacking',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ names: names.value.slice(at, at + MAX_BLOB_NAMES) })
			});
			if (!answer.ok) return answer;
			if (answer.value.status !== 200) return err(problemOf(answer.value));
			const told = readJson(answer.value.text)?.['lacking'];
			if (!Array.isArray(told)) return err({ code: 'relay-failed', detail: 'the list of lacking attachments is none' });
			const ours = new Set(names.value);
			lacking.push(...told.filter((name): name is string => typeof name === 'string' && ours.has(name)));
		}
		return ok(lacking);
	}

	async #bring(name: string): Promise<Brought> {
		const { keep, relay, onProblem } = this.#options;
		const bytes = await keep.get(name);
		if (!bytes.ok) {
			onProblem({ kind: 'store', problem: bytes.error });
			return 'refused';
		}
		if (!bytes.value) return 'refused';
		const answer = await relay.call({
			method: 'PUT',
			path: `/blobs/${name}`,
			headers: { 'content-type': 'application/octet-stream' },
			body: new Uint8Array(bytes.value),
			timeoutMs: TRANSFER_TIMEOUT_MS
		});
		if (!answer.ok) return 'later';
		const { status, text } = answer.value;
		if (status === 200 || status === 201) return 'there';
		if (status >= 500) return 'later';
		onProblem({ kind: 'refused-there', stream: 'blobs', code: String(readJson(text)?.['code'] ?? status), detail: name });
		return 'refused';
	}

	async #fetch(name: string): Promise<FetchedBlob> {
		if (!this.#isOnline) return 'offline';
		const { relay, keep, ports, onProblem } = this.#options;
		const answer = await relay.call({ method: 'GET', path: `/blobs/${name}`, timeoutMs: TRANSFER_TIMEOUT_MS, maxBytes: MAX_BLOB_BYTES });
		if (!answer.ok) return 'offline';
		const { status, bytes } = answer.value;
		if (status === 404) return 'absent';
		if (status !== 200 || !bytes) {
			onProblem({ kind: 'relay', problem: problemOf(answer.value) });
			return 'absent';
		}
		if (toBase64Url(ports.crypto.sha256(bytes)) !== name) {
			onProblem({ kind: 'oddity', detail: `the relay answered other bytes for attachment ${name}` });
			return 'damaged';
		}
		const kept = await keep.put(bytes);
		if (kept.ok) return 'kept';
		onProblem({ kind: 'store', problem: kept.error });
		return 'not-kept';
	}
}
