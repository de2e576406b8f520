/**
 * One draft or key document while it is open: loaded from disk, saved after every change, kept at the relay by a
 * y-websocket provider whenever there is a connection.
 *
 * Invariants
 * 1. A stored state is always the whole state: what was deleted and collected is gone from the disk too.
 * 2. `unsent` stays set until the relay has answered a question asked after the last local change: it works through what it
 *    is sent in order and stores before it goes on, so the answer means "stored".
 */
import type { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { SYNC } from '#lib/wire/messages.ts';
import { decodeStored, encodeStored, type DocumentStorage } from './document-storage.ts';
import { SYNC_STEP_1, SYNC_STEP_2, syncMessage } from './frame-cutter.ts';
import type { Endpoint, Multiplexer } from './multiplexer.ts';
import { reasonOf, type Cancel, type SyncPorts } from './ports.ts';
import { openProvider } from './tail-document.ts';

/** Changes within this time are saved together. */
export const SAVE_DELAY_MS = 300;
/** After the last change, before the relay is asked whether it has everything. */
export const CONFIRM_DELAY_MS = 500;

export interface LiveDocumentOptions {
	readonly name: string;
	readonly ports: SyncPorts;
	readonly storage: DocumentStorage;
	readonly multiplexer: Multiplexer;
	readonly socket: typeof WebSocket;
	/** People see each other in it. */
	readonly awareness: ((doc: Y.Doc) => Awareness) | undefined;
	readonly onProblem: (detail: string) => void;
}

export class LiveDocument {
	readonly name: string;
	readonly doc = new Y.Doc();
	readonly awareness: Awareness | undefined;
	readonly #options: LiveDocumentOptions;
	#provider: WebsocketProvider | undefined;
	#unsent = false;
	/** Counts changes; an answer that is older than the newest change confirms nothing. */
	#changes = 0;
	#saved = 0;
	#saving: Promise<void> = Promise.resolve();
	#saveTimer: Cancel | undefined;
	#confirmTimer: Cancel | undefined;
	#question: Endpoint | undefined;
	#isClosed = false;
	readonly #waiters = new Set<() => void>();

	constructor(options: LiveDocumentOptions) {
		this.#options = options;
		this.name = options.name;
		this.awareness = options.awareness?.(this.doc);
	}

	/** Whether the relay may lack something of it. */
	get isUnsent(): boolean {
		return this.#unsent;
	}

	/** Whether it has been compared with the relay since the connection began. */
	get isSynced(): boolean {
		return this.#provider?.synced ?? false;
	}

	/** Reads it from disk and attaches it to the connection. */
	async load(): Promise<void> {
		const bytes = await this.#options.storage.load(this.name);
		const stored = decodeStored(bytes);
		if (stored) {
			try {
				Y.applyUpdate(this.doc, stored.update, LOADED);
				this.#unsent = stored.unsent;
			} catch (error) {
				this.#options.onProblem(`${this.name}: the stored state does not decode (${reasonOf(error)}); it is fetched again`);
			}
		} else if (bytes) this.#options.onProblem(`${this.name}: the stored state is none; it is fetched again`);
		if (this.#isClosed) return;
		this.doc.on('update', (_update: Uint8Array, origin: unknown) => this.#changed(origin));
		this.#provider = this.awareness
			? openProvider(this.name, this.doc, this.#options.socket, this.awareness)
			: openProvider(this.name, this.doc, this.#options.socket);
		this.#provider.on('sync', (isSynced: boolean) => {
			if (isSynced && this.#unsent) this.#confirmLater();
			if (isSynced) for (const settle of [...this.#waiters]) settle();
		});
	}

	/** Resolves once it was compared with the relay, or when it is closed. */
	synced(): Promise<void> {
		if (this.isSynced || this.#isClosed) return Promise.resolve();
		return new Promise((resolve) => {
			const settle = () => {
				this.#waiters.delete(settle);
				resolve();
			};
			this.#waiters.add(settle);
		});
	}

	/** On disk when it resolves. */
	async flush(): Promise<void> {
		this.#saveTimer?.();
		this.#saveTimer = undefined;
		this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
		return this.#saving;
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#confirmTimer?.();
		this.#stopAsking();
		for (const settle of [...this.#waiters]) settle();
		this.#provider?.destroy();
		try {
			if (this.#saved !== this.#changes || this.#saveTimer) await this.flush();
		} catch (error) {
			this.#options.onProblem(`${this.name}: could not be saved (${reasonOf(error)})`);
		}
		this.doc.destroy();
	}

	#changed(origin: unknown): void {
		this.#changes++;
		if (origin !== this.#provider) {
			this.#unsent = true;
			if (this.isSynced) this.#confirmLater();
		}
		this.#saveLater();
	}

	#saveLater(): void {
		if (this.#isClosed) return;
		this.#saveTimer ??= this.#options.ports.setTimer(() => {
			this.#saveTimer = undefined;
			this.flush().catch((error: unknown) => this.#options.onProblem(`${this.name}: could not be saved (${reasonOf(error)})`));
		}, SAVE_DELAY_MS);
	}

	async #save(): Promise<void> {
		const changes = this.#changes;
		await this.#options.storage.save(this.name, encodeStored({ unsent: this.#unsent, update: Y.encodeStateAsUpdate(this.doc) }));
		this.#saved = changes;
	}

	#confirmLater(): void {
		this.#confirmTimer?.();
		this.#confirmTimer = this.#options.ports.setTimer(() => this.#confirm(), CONFIRM_DELAY_MS);
	}

	/** Asks for what the relay has more than this; that it answers means that it has stored what it was sent before. */
	#confirm(): void {
		if (this.#isClosed || !this.isSynced) return;
		this.#stopAsking();
		const { multiplexer } = this.#options;
		const asked = this.#changes;
		const question: Endpoint = {
			opened: () => undefined,
			closed: () => this.#stopAsking(),
			received: (message) => {
				if (message[0] !== SYNC || message[1] !== SYNC_STEP_2) return;
				this.#stopAsking();
				if (asked !== this.#changes) return this.#confirmLater();
				this.#unsent = false;
				this.#saveLater();
			}
		};
		this.#question = question;
		multiplexer.attach(this.name, question);
		if (!multiplexer.sendTo(this.name, syncMessage(SYNC_STEP_1, Y.encodeStateVector(this.doc)))) this.#stopAsking();
	}

	#stopAsking(): void {
		if (!this.#question) return;
		this.#options.multiplexer.detach(this.name, this.#question, false);
		this.#question = undefined;
	}
}

/** Origin of what comes from disk. */
const LOADED = 'loaded';
