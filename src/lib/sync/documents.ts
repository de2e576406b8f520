/**
 * Drafts and keys as Yjs documents: open while somebody works on them, kept on disk between sessions, merged with others'
 * whenever there is a connection. What was changed offline and closed is brought to the relay at the next connection.
 */
import { Awareness } from 'y-protocols/awareness';
import { assert } from '#lib/kernel/assert.ts';
import { formatStream, parseStream, type Stream } from '#lib/wire/stream-name.ts';
import type { DocumentStorage } from './document-storage.ts';
import { decodeStored } from './document-storage.ts';
import { LiveDocument } from './live-document.ts';
import type { Multiplexer } from './multiplexer.ts';
import { pause, reasonOf, type SyncPorts } from './ports.ts';
import type { SyncProblem } from './problems.ts';

export type { DocumentStorage } from './document-storage.ts';
export type DocumentStream = Extract<Stream, { kind: 'draft' | 'keys' }>;

/** Documents open at the same time; the relay's limit for all streams of a connection is twice this. */
export const MAX_OPEN_DOCUMENTS = 256;
/** Unsent documents brought at the same time after connecting. */
export const PARALLEL_DELIVERIES = 8;
/** How long a document may take to be compared with the relay and confirmed before the next has its turn. */
export const SETTLE_MS = 15_000;
const SETTLE_STEP_MS = 100;

export interface DocumentsOptions {
	readonly ports: SyncPorts;
	readonly storage: DocumentStorage;
	readonly multiplexer: Multiplexer;
	/** Without and with people's awareness. */
	readonly socket: typeof WebSocket;
	readonly awareSocket: typeof WebSocket;
	readonly onProblem: (problem: SyncProblem) => void;
}

/** A use of a document. Whoever opens it closes it. */
export interface OpenDocument {
	readonly document: LiveDocument;
	close(): Promise<void>;
}

interface Held {
	readonly document: LiveDocument;
	readonly loaded: Promise<void>;
	users: number;
}

export class Documents {
	readonly #options: DocumentsOptions;
	readonly #held = new Map<string, Held>();
	/** Documents that are being written to disk after their last use. */
	readonly #closing = new Map<string, Promise<void>>();
	#delivery: Promise<void> = Promise.resolve();

	constructor(options: DocumentsOptions) {
		this.#options = options;
	}

	get openCount(): number {
		return this.#held.size;
	}

	/** Opens a document; the same one for everybody who has it open. Rejects if it cannot be read, or too many are open. */
	async open(stream: DocumentStream): Promise<OpenDocument> {
		const name = formatStream(stream);
		await this.#closing.get(name);
		let held = this.#held.get(name);
		if (!held) {
			assert(this.#held.size < MAX_OPEN_DOCUMENTS, `more than ${MAX_OPEN_DOCUMENTS} documents are open`);
			const { ports, storage, multiplexer, socket, awareSocket, onProblem } = this.#options;
			const isShared = stream.kind === 'draft';
			const document = new LiveDocument({
				name,
				ports,
				storage,
				multiplexer,
				socket: isShared ? awareSocket : socket,
				awareness: isShared ? (doc) => new Awareness(doc) : undefined,
				onProblem: (detail) => onProblem({ kind: 'oddity', detail })
			});
			held = { document, loaded: document.load(), users: 0 };
			this.#held.set(name, held);
		}
		held.users++;
		const { document } = held;
		let isOpen = true;
		const close = async () => {
			if (!isOpen) return;
			isOpen = false;
			await this.#release(name);
		};
		try {
			await held.loaded;
		} catch (error) {
			await close();
			throw error;
		}
		return { document, close };
	}

	/** Forgets a document here: it was approved, discarded, or is no business of this device any more. */
	async forget(stream: DocumentStream): Promise<void> {
		const name = formatStream(stream);
		assert(!this.#held.has(name), 'a document in use is not forgotten');
		await this.#closing.get(name);
		await this.#options.storage.erase(name);
	}

	/** Brings what was changed while there was no connection. Called after connecting. */
	deliverUnsent(): Promise<void> {
		this.#delivery = this.#delivery
			.then(() => this.#deliverAll())
			.catch((error: unknown) => this.#options.onProblem({ kind: 'oddity', detail: `documents: ${reasonOf(error)}` }));
		return this.#delivery;
	}

	async closeAll(): Promise<void> {
		const open = [...this.#held.values()];
		this.#held.clear();
		await Promise.all([...open.map(({ document }) => document.close()), ...this.#closing.values()]);
	}

	/** Opens a document until it was compared with the relay and what it had to say is stored there, or time is up. */
	async settle(stream: DocumentStream): Promise<boolean> {
		const { document, close } = await this.open(stream);
		try {
			await Promise.race([document.synced(), pause(this.#options.ports, SETTLE_MS)]);
			for (let waited = 0; document.isUnsent && waited < SETTLE_MS; waited += SETTLE_STEP_MS) {
				if (!this.#options.multiplexer.isOnline) break;
				await pause(this.#options.ports, SETTLE_STEP_MS);
			}
			return document.isSynced && !document.isUnsent;
		} finally {
			await close();
		}
	}

	async #deliverAll(): Promise<void> {
		const unsent: DocumentStream[] = [];
		for (const name of await this.#options.storage.list()) {
			const stream = parseStream(name);
			if (stream?.kind !== 'draft' && stream?.kind !== 'keys') continue;
			if (!this.#held.has(name) && decodeStored(await this.#options.storage.load(name))?.unsent) unsent.push(stream);
		}
		await inParallel(unsent, PARALLEL_DELIVERIES, async (stream) => {
			if (this.#options.multiplexer.isOnline) await this.settle(stream);
		});
	}

	async #release(name: string): Promise<void> {
		const held = this.#held.get(name);
		if (!held || --held.users > 0) return;
		this.#held.delete(name);
		const closed = held.document.close().finally(() => this.#closing.delete(name));
		this.#closing.set(name, closed);
		await closed;
	}
}

/** Works through a list, so many at a time. */
export async function inParallel<T>(list: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
	let next = 0;
	const lane = async () => {
		for (let item = list[next++]; item !== undefined; item = list[next++]) await work(item);
	};
	await Promise.all(Array.from({ length: Math.min(lanes, list.length) }, lane));
}
