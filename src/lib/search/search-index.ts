/**
 * Search over everything a company has a name for, in segments: a lunr index cannot be changed, so what is new stands in a
 * small *hot* segment that is built again when asked, and in *sealed* ones that stay.
 *
 * Invariants
 * 1. A document is found in the newest segment that holds it, and nowhere else; in none once it was removed.
 * 2. Sealed segments hold at most `SEALED_DOCUMENTS`, the hot one, whenever it is built, at most `HOT_DOCUMENTS`.
 * 3. What is stored is whole: rows and the manifest that names them are written together. What does not fit the program or
 *    does not decode is forgotten, and `indexed` says from where to begin.
 */
import { Segment, type SearchDocument, type SegmentHit } from './segment.ts';
import type { SearchStorage } from './search-storage.ts';
import { foldCode } from './terms.ts';

export const HOT_DOCUMENTS = 200;
export const SEALED_DOCUMENTS = 2000;
/** Part of a sealed segment that may be out of date before it is built again. */
const MAX_STALE = 1 / 2;
/** Layout of the rows; joined with the caller's build. */
const LAYOUT = 1;

export interface Hit {
	readonly id: string;
	/** Greater is better; comparable within one answer. */
	readonly score: number;
	/** What was typed is one of its codes. */
	readonly isExact: boolean;
}

interface Manifest {
	readonly layout: number;
	readonly build: string;
	readonly indexed: number;
	readonly next: number;
	/** Numbers of the sealed segments, oldest first. */
	readonly segments: readonly number[];
	readonly removed: readonly string[];
	readonly hot: readonly SearchDocument[];
}

interface Sealed {
	readonly number: number;
	readonly ids: readonly string[];
	segment: Segment | undefined;
}

const MANIFEST = 'manifest';

export class SearchIndex {
	readonly #storage: SearchStorage;
	readonly #build: string;
	#indexed = 0;
	#next = 1;
	#sealed: Sealed[] = [];
	readonly #hot = new Map<string, SearchDocument>();
	#hotSegment: Segment | undefined;
	/** Number of the segment in which a document is to be found; 0 for the hot one. */
	readonly #homes = new Map<string, number>();
	/** Documents by their folded codes. */
	readonly #codes = new Map<string, Set<string>>();
	readonly #codesOf = new Map<string, readonly string[]>();
	/** Rows to be written and removed by the next `save`. */
	readonly #rows = new Map<string, unknown>();
	readonly #gone = new Set<string>();

	private constructor(storage: SearchStorage, build: string) {
		this.#storage = storage;
		this.#build = build;
	}

	/** `build` names whatever decides what documents look like: another one begins anew. */
	static async open(storage: SearchStorage, build: string): Promise<SearchIndex> {
		const index = new SearchIndex(storage, build);
		if (await index.#restore()) return index;
		await storage.clear();
		return new SearchIndex(storage, build);
	}

	/** Operations of the log that were looked through when it was last saved. */
	get indexed(): number {
		return this.#indexed;
	}

	/** Documents there are. */
	get size(): number {
		return this.#homes.size;
	}

	/** Segments there are, the hot one not counted. */
	get sealed(): number {
		return this.#sealed.length;
	}

	/** Adds documents, or puts them in the place of older ones with the same id. */
	put(documents: Iterable<SearchDocument>): void {
		for (const document of documents) {
			this.#hot.set(document.id, document);
			this.#place(document.id, 0, document.codes.map(foldCode));
		}
		this.#hotSegment = undefined;
	}

	remove(ids: Iterable<string>): void {
		for (const id of ids) {
			this.#forgetCodes(id);
			this.#homes.delete(id);
			if (this.#hot.delete(id)) this.#hotSegment = undefined;
		}
	}

	/** What holds all that is asked for: exact codes first, then by how well it fits. */
	async find(text: string, limit: number): Promise<readonly Hit[]> {
		this.#seal();
		for (let next = this.#unread(); next; next = this.#unread()) next.segment = await this.#read(next);
		const exact = this.#codes.get(foldCode(text)) ?? new Set<string>();
		const hits: Hit[] = [...exact].map((id) => ({ id, score: Number.POSITIVE_INFINITY, isExact: true }));
		const take = (found: readonly SegmentHit[], home: number): void => {
			for (const { id, score } of found) if (this.#homes.get(id) === home && !exact.has(id)) hits.push({ id, score, isExact: false });
		};
		if (this.#hot.size > 0) take((this.#hotSegment ??= Segment.build(this.#hot.values())).find(text), 0);
		for (const { segment, number } of this.#sealed) if (segment) take(segment.find(text), number);
		return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
	}

	/** Stores what is new. `indexed`: operations of the log that are in it. Rejects if the store failed; nothing is lost by it. */
	async save(indexed: number): Promise<void> {
		this.#seal();
		const manifest: Manifest = {
			layout: LAYOUT,
			build: this.#build,
			indexed,
			next: this.#next,
			segments: this.#sealed.map(({ number }) => number),
			removed: [...new Set(this.#sealed.flatMap(({ ids }) => ids))].filter((id) => !this.#homes.has(id)),
			hot: [...this.#hot.values()]
		};
		const rows = new Map([...this.#rows, [MANIFEST, manifest]]);
		const gone = [...this.#gone];
		await this.#storage.save(rows, gone);
		for (const [key, value] of rows) if (this.#rows.get(key) === value) this.#rows.delete(key);
		for (const key of gone) this.#gone.delete(key);
		this.#indexed = indexed;
	}

	/**
	 * One step towards fewer and fuller segments, for when nothing else is to be done; false if there is nothing to gain.
	 * `save` afterwards.
	 */
	async tidy(): Promise<boolean> {
		this.#seal();
		const group = this.#toMerge();
		if (group.length === 0) return false;
		const documents: SearchDocument[] = [];
		for (const { number } of group)
			for (const document of await this.#documentsOf(number)) if (this.#homes.get(document.id) === number) documents.push(document);
		const at = this.#sealed.findIndex((one) => one === group[0]);
		if (at < 0 || group.some((one, offset) => this.#sealed[at + offset] !== one)) return true;
		const alive = documents.filter(({ id }) => group.some(({ number }) => this.#homes.get(id) === number));
		this.#sealed.splice(at, group.length, ...(alive.length > 0 ? [this.#sealedOf(alive)] : []));
		for (const { number } of group) this.#drop(number);
		return true;
	}

	/** Gives the memory of sealed segments back; they are read again when somebody searches. */
	release(): void {
		for (const sealed of this.#sealed) if (!this.#rows.has(`index ${String(sealed.number)}`)) sealed.segment = undefined;
	}

	/** Moves hot documents into sealed segments until few enough are left. */
	#seal(): void {
		while (this.#hot.size > HOT_DOCUMENTS) {
			const documents = [...this.#hot.values()].slice(0, SEALED_DOCUMENTS);
			for (const { id } of documents) this.#hot.delete(id);
			this.#hotSegment = undefined;
			this.#sealed.push(this.#sealedOf(documents));
		}
	}

	/** A new segment of these documents, which are found there from now on. */
	#sealedOf(documents: readonly SearchDocument[]): Sealed {
		const number = this.#next++;
		const segment = Segment.build(documents);
		const ids = documents.map(({ id }) => id);
		for (const id of ids) this.#homes.set(id, number);
		this.#rows.set(`documents ${String(number)}`, documents);
		this.#rows.set(`index ${String(number)}`, segment.toText());
		this.#rows.set(
			`names ${String(number)}`,
			documents.map(({ id, codes }) => [id, codes.map(foldCode)])
		);
		return { number, ids, segment };
	}

	#drop(number: number): void {
		for (const kind of ['documents', 'index', 'names']) {
			this.#rows.delete(`${kind} ${String(number)}`);
			this.#gone.add(`${kind} ${String(number)}`);
		}
	}

	/** Neighbours that fit into one segment, or one that is mostly out of date. Neighbours: newer must stay newer. */
	#toMerge(): readonly Sealed[] {
		const alive = this.#sealed.map(({ ids, number }) => ids.filter((id) => this.#homes.get(id) === number).length);
		for (const [at, sealed] of this.#sealed.entries()) {
			let count = alive[at] ?? 0;
			const group = [sealed];
			for (let next = at + 1; next < this.#sealed.length && count + (alive[next] ?? 0) <= SEALED_DOCUMENTS; next++) {
				const neighbour = this.#sealed[next];
				if (neighbour) group.push(neighbour);
				count += alive[next] ?? 0;
			}
			if (group.length > 1 || (alive[at] ?? 0) < sealed.ids.length * MAX_STALE) return group;
		}
		return [];
	}

	#unread(): Sealed | undefined {
		return this.#sealed.find(({ segment }) => segment === undefined);
	}

	async #read({ number }: Sealed): Promise<Segment> {
		const text = await this.#row(`index ${String(number)}`);
		try {
			return Segment.fromText(String(text));
		} catch {
			return Segment.build(await this.#documentsOf(number));
		}
	}

	/** Throws where the row is missing: then begin anew, with `clear` of the storage. */
	async #documentsOf(number: number): Promise<readonly SearchDocument[]> {
		const row = await this.#row(`documents ${String(number)}`);
		if (!Array.isArray(row)) throw new Error(`the documents of search segment ${String(number)} are missing`);
		return row as readonly SearchDocument[];
	}

	#row(key: string): Promise<unknown> {
		return this.#rows.has(key) ? Promise.resolve(this.#rows.get(key)) : this.#storage.load(key);
	}

	#place(id: string, home: number, codes: readonly string[]): void {
		this.#forgetCodes(id);
		this.#homes.set(id, home);
		this.#codesOf.set(id, codes);
		for (const code of codes) {
			const ids = this.#codes.get(code);
			if (ids) ids.add(id);
			else this.#codes.set(code, new Set([id]));
		}
	}

	#forgetCodes(id: string): void {
		for (const code of this.#codesOf.get(id) ?? []) {
			const ids = this.#codes.get(code);
			ids?.delete(id);
			if (ids?.size === 0) this.#codes.delete(code);
		}
		this.#codesOf.delete(id);
	}

	/** False if there is nothing, or nothing that fits. */
	async #restore(): Promise<boolean> {
		const manifest = readManifest(await this.#storage.load(MANIFEST), this.#build);
		if (!manifest) return false;
		for (const number of manifest.segments) {
			const names = readNames(await this.#storage.load(`names ${String(number)}`));
			if (!names) return false;
			for (const [id, codes] of names) this.#place(id, number, codes);
			this.#sealed.push({ number, ids: names.map(([id]) => id), segment: undefined });
		}
		this.remove(manifest.removed);
		this.put(manifest.hot);
		this.#next = manifest.next;
		this.#indexed = manifest.indexed;
		return true;
	}
}

function readManifest(value: unknown, build: string): Manifest | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const manifest = value as Manifest;
	return manifest.layout === LAYOUT && manifest.build === build ? manifest : undefined;
}

function readNames(value: unknown): readonly (readonly [id: string, codes: readonly string[]])[] | undefined {
	return Array.isArray(value) ? (value as readonly (readonly [string, readonly string[]])[]) : undefined;
}
