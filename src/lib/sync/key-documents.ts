/**
 * Wrapped keys: `keys/‹person›` holds a person's wrapped signing key, `keys/‹kid›` the wraps of one data key. Every device
 * keeps all of them, so that anybody signs and reads anywhere, offline.
 *
 * In a document's map `record` a person's key is one value; of a data key every wrap is a value of its own, so that wraps
 * added at the same time on two devices are both kept. `erased` wins for ever: whoever sees it removes what else is there,
 * and Yjs drops the content.
 *
 * The relay does not list documents. Sixteen index documents `keys/index-0 … f` name them all, each with a short hash of its
 * record, so that a device knows what it lacks.
 */
import type * as Y from 'yjs';
import { toHex, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { KEY_RECORD_VERSION, mergeKeyRecords, readKeyRecord, type KeyRecord } from '#lib/identity/key-record.ts';
import { inParallel, type Documents, type OpenDocument } from './documents.ts';
import { callSafely } from './observable.ts';
import { reasonOf } from './ports.ts';

const SHARDS = '0123456789abcdef';
const HASH_CHARACTERS = 12;
/** Key documents compared with the relay at the same time. */
export const PARALLEL_KEYS = 16;
const PERSON = 'person';
const ERASED = 'erased';
const WRAP = 'wrap:';

export interface KeyDocumentsOptions {
	readonly documents: Documents;
	readonly crypto: Crypto;
	readonly onProblem: (detail: string) => void;
}

export class KeyDocuments {
	readonly #options: KeyDocumentsOptions;
	readonly #listeners = new Set<(name: string) => void>();
	readonly #indexes: OpenDocument[] = [];
	/** Names waiting to be compared with the relay. */
	readonly #wanted = new Set<string>();
	#mirroring: Promise<void> | undefined;
	#isOpen = false;

	constructor(options: KeyDocumentsOptions) {
		this.#options = options;
	}

	/** A person's wrapped key as it was put; undefined if there is none here, or it was erased. */
	async personKey(person: string): Promise<JsonObject | undefined> {
		return this.#with(person, (record) => {
			const value = record.get(PERSON);
			return record.get(ERASED) === true || typeof value !== 'string' ? undefined : (JSON.parse(value) as JsonObject);
		});
	}

	/** Keeps a person's wrapped key: a new PIN, a new badge. On disk when it resolves. */
	async putPersonKey(person: string, wrapped: JsonObject): Promise<void> {
		await this.#change(person, (record) => {
			if (record.get(ERASED) !== true) record.set(PERSON, canonicalize(wrapped));
		});
	}

	/** The record of a data key, for `openDataKey`; undefined if nothing of it has arrived here. */
	async keyRecord(kid: string): Promise<KeyRecord | undefined> {
		return this.#with(kid, (record) => recordIn(kid, record));
	}

	/** Adds what a record has to what is known. On disk when it resolves. */
	async putKeyRecord(record: KeyRecord): Promise<void> {
		if (record.erased) return this.erase(record.kid);
		await this.#change(record.kid, (map) => {
			if (map.get(ERASED) === true) return;
			const known = recordIn(record.kid, map);
			const merged = known ? mergeKeyRecords(known, record) : record;
			for (const wrap of merged.wraps) {
				const text = canonicalize(wrap);
				if (map.get(WRAP + wrap.to) !== text) map.set(WRAP + wrap.to, text);
			}
		});
	}

	/** Removes a key for good, here now and everywhere this record arrives. On disk when it resolves. */
	async erase(name: string): Promise<void> {
		await this.#change(name, (record) => record.set(ERASED, true));
	}

	/** Called with the name of every key that changed, wherever the change came from. */
	observe(listener: (name: string) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Keeps the indexes open and everything they name here. Called when synchronisation starts. */
	async start(): Promise<void> {
		if (this.#isOpen) return;
		this.#isOpen = true;
		for (const shard of SHARDS) {
			const index = await this.#options.documents.open({ kind: 'keys', name: `index-${shard}` });
			if (!this.#isOpen) return index.close();
			this.#indexes.push(index);
			namesIn(index).observe((event) => this.#look(event.keysChanged));
			this.#look(namesIn(index).keys());
		}
	}

	async stop(): Promise<void> {
		this.#isOpen = false;
		this.#wanted.clear();
		await Promise.all(this.#indexes.splice(0).map((index) => index.close()));
	}

	/** A connection begins: what is named and not as named here is fetched. */
	connected(): void {
		for (const index of this.#indexes) this.#look(namesIn(index).keys());
	}

	/** Resolves when everything the indexes name was compared. */
	async settled(): Promise<void> {
		while (this.#mirroring) await this.#mirroring;
	}

	#look(names: Iterable<string>): void {
		for (const name of names) this.#wanted.add(name);
		if (this.#wanted.size === 0 || this.#mirroring || !this.#isOpen) return;
		this.#mirroring = this.#mirror()
			.catch((error: unknown) => this.#options.onProblem(`keys: ${reasonOf(error)}`))
			.finally(() => {
				this.#mirroring = undefined;
				if (this.#wanted.size > 0) this.#look([]);
			});
	}

	async #mirror(): Promise<void> {
		const names = [...this.#wanted];
		this.#wanted.clear();
		await inParallel(names, PARALLEL_KEYS, async (name) => {
			const named = this.#indexOf(name)?.get(name);
			if (!this.#isOpen || named === undefined || named === (await this.#hashOf(name))) return;
			const { documents } = this.#options;
			await documents.settle({ kind: 'keys', name });
			await this.#change(name, () => undefined);
			this.#tell(name);
		});
	}

	/** Changes a record, keeps it, and names it in the index. */
	async #change(name: string, change: (record: Y.Map<JsonValue>) => void): Promise<void> {
		const { document, close } = await this.#options.documents.open({ kind: 'keys', name });
		try {
			const record = recordOf(document.doc);
			const before = textOf(record);
			document.doc.transact(() => {
				change(record);
				purge(record);
			});
			await document.flush();
			this.#name(name, hashText(textOf(record), this.#options.crypto));
			if (before !== textOf(record)) this.#tell(name);
		} finally {
			await close();
		}
	}

	async #with<T>(name: string, read: (record: Y.Map<JsonValue>) => T): Promise<T> {
		const { document, close } = await this.#options.documents.open({ kind: 'keys', name });
		try {
			return read(recordOf(document.doc));
		} finally {
			await close();
		}
	}

	#hashOf(name: string): Promise<string> {
		return this.#with(name, (record) => hashText(textOf(record), this.#options.crypto));
	}

	#name(name: string, hash: string): void {
		const index = this.#indexOf(name);
		if (index && index.get(name) !== hash) index.set(name, hash);
	}

	#indexOf(name: string): Y.Map<JsonValue> | undefined {
		const index = this.#indexes[shardOf(name)];
		return index && namesIn(index);
	}

	#tell(name: string): void {
		for (const listener of [...this.#listeners]) callSafely(listener, name);
	}
}

function shardOf(name: string): number {
	return (name.charCodeAt(0) + name.charCodeAt(name.length - 1) * 3) % SHARDS.length;
}

function namesIn({ document }: OpenDocument): Y.Map<JsonValue> {
	return document.doc.getMap<JsonValue>('names');
}

function recordOf(doc: Y.Doc): Y.Map<JsonValue> {
	return doc.getMap<JsonValue>('record');
}

/** Of an erased record nothing but that is kept, whatever a device that was away brings. */
function purge(record: Y.Map<JsonValue>): void {
	if (record.get(ERASED) !== true) return;
	for (const key of [...record.keys()]) if (key !== ERASED) record.delete(key);
}

function recordIn(kid: string, record: Y.Map<JsonValue>): KeyRecord | undefined {
	if (record.size === 0) return undefined;
	const erased = record.get(ERASED) === true;
	const wraps: JsonValue[] = [];
	for (const [key, value] of record.entries()) if (!erased && key.startsWith(WRAP) && typeof value === 'string') wraps.push(parsed(value));
	const read = readKeyRecord({ v: KEY_RECORD_VERSION, kid, erased, wraps });
	return read.ok ? mergeKeyRecords(read.value, read.value) : undefined;
}

function parsed(text: string): JsonValue {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		return null;
	}
}

function textOf(record: Y.Map<JsonValue>): string {
	return canonicalize(Object.fromEntries(record.entries()) as JsonObject);
}

function hashText(text: string, crypto: Crypto): string {
	return toHex(crypto.sha256(utf8(text))).slice(0, HASH_CHARACTERS);
}
