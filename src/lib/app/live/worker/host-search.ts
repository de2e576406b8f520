/**
 * Search over the hosted company. The index is brought up to date when somebody asks – from where it was stored, looking only
 * through what was recorded since – and stored afterwards.
 */
import type { Company } from '#lib/modules/company.ts';
import { SearchIndex } from '#lib/search/search-index.ts';
import type { SearchStorage } from '#lib/search/search-storage.ts';
import { searchableAmong, searchableSubjects, searchDocument } from '../queries/searchable.ts';

/** More than anybody reads through; another word narrows. */
export const MAX_HITS = 200;
/** Raised whenever documents look different than before. */
const DOCUMENTS_LAYOUT = 1;
/** Documents after which others get a turn. */
const SLICE = 500;

export class HostSearch {
	readonly #company: Company;
	readonly #storage: SearchStorage;
	readonly #pause: () => Promise<void>;
	#index: Promise<SearchIndex> | undefined;
	/** Operations looked through. */
	#seen = 0;
	#catchingUp: Promise<void> | undefined;

	constructor(company: Company, storage: SearchStorage, pause: () => Promise<void>) {
		this.#company = company;
		this.#storage = storage;
		this.#pause = pause;
	}

	/** Subjects `kind:uid` that hold all words of the text, best first; none for an empty text. A search needs no store: without it, it only begins anew. */
	async find(text: string): Promise<readonly string[]> {
		if (text.trim() === '') return [];
		const index = await (this.#index ??= this.#open());
		if (this.#seen < this.#company.log.size)
			await (this.#catchingUp ??= this.#catchUp(index).finally(() => (this.#catchingUp = undefined)));
		return (await index.find(text, MAX_HITS)).map(({ id }) => id);
	}

	async #open(): Promise<SearchIndex> {
		const index = await SearchIndex.open(this.#storage, `documents ${String(DOCUMENTS_LAYOUT)}`);
		// More than there is: the company was deleted and joined anew.
		if (index.indexed <= this.#company.log.size) this.#seen = index.indexed;
		return index;
	}

	async #catchUp(index: SearchIndex): Promise<void> {
		const { engine, log } = this.#company;
		const size = log.size;
		const subjects = this.#seen === 0 ? searchableSubjects(engine) : searchableAmong(engine, this.#touched(size));
		for (let from = 0; from < subjects.length; from += SLICE) {
			const documents = subjects.slice(from, from + SLICE).flatMap((subject) => searchDocument(engine, subject) ?? []);
			index.put(documents);
			await this.#pause();
		}
		this.#seen = size;
		await index.save(size).catch(() => undefined);
	}

	/** Everything the operations not looked through yet are about. */
	#touched(size: number): ReadonlySet<string> {
		const touched = new Set<string>();
		for (let at = this.#seen; at < size; at++) for (const subject of this.#company.log.opAt(at)?.refs ?? []) touched.add(subject);
		return touched;
	}
}
