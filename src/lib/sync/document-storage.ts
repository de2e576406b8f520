/** Where Yjs documents are kept between sessions, by the name of their stream. */

export interface DocumentStorage {
	load(name: string): Promise<Uint8Array | undefined>;
	/** On disk when it resolves. */
	save(name: string, bytes: Uint8Array): Promise<void>;
	erase(name: string): Promise<void>;
	list(): Promise<readonly string[]>;
}

/** A stored document: its whole state, and whether the relay may not have all of it. */
export interface StoredDocument {
	readonly unsent: boolean;
	readonly update: Uint8Array;
}

const SENT = 1;
const UNSENT = 2;

/** One byte in front of the Yjs update. */
export function encodeStored({ unsent, update }: StoredDocument): Uint8Array {
	const bytes = new Uint8Array(update.length + 1);
	bytes[0] = unsent ? UNSENT : SENT;
	bytes.set(update, 1);
	return bytes;
}

/** Undefined for what is none. */
export function decodeStored(bytes: Uint8Array | undefined): StoredDocument | undefined {
	const [mark] = bytes ?? [];
	if (!bytes || (mark !== SENT && mark !== UNSENT)) return undefined;
	return { unsent: mark === UNSENT, update: bytes.subarray(1) };
}

/** In memory, for tests and for companies that are only looked at. */
export class MemoryDocuments implements DocumentStorage {
	readonly kept = new Map<string, Uint8Array>();

	async load(name: string): Promise<Uint8Array | undefined> {
		return this.kept.get(name);
	}

	async save(name: string, bytes: Uint8Array): Promise<void> {
		this.kept.set(name, bytes.slice());
	}

	async erase(name: string): Promise<void> {
		this.kept.delete(name);
	}

	async list(): Promise<readonly string[]> {
		return [...this.kept.keys()];
	}
}
