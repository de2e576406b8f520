/** One lunr index over some documents: built once, never changed, stored as text. */
import lunr from 'lunr';
import { lengthOf, pairsOf, partsOf, runsOf, termsOf, wordsOf } from './terms.ts';

export interface SearchDocument {
	readonly id: string;
	/** What it is called; weighs more. */
	readonly title: string;
	/** Whatever else it shall be found by. */
	readonly body: string;
	/** Its numbers and codes: one that is typed or scanned exactly comes first. */
	readonly codes: readonly string[];
}

export interface SegmentHit {
	readonly id: string;
	readonly score: number;
}

const FIELDS = ['title', 'body'] as const;
/** Terms that a beginning may stand for before the documents are joined here. */
export const MAX_BEGUN_IN_LUNR = 16;
const TITLE_WEIGHT = 5;
/** What a whole word found adds to its pairs. */
const WORD_WEIGHT = 2;

export class Segment {
	readonly #index: lunr.Index;
	/** All its terms, ascending; made when first needed. */
	#terms: readonly string[] | undefined;

	private constructor(index: lunr.Index) {
		this.#index = index;
	}

	static build(documents: Iterable<SearchDocument>): Segment {
		const builder = new lunr.Builder();
		builder.tokenizer = tokens as typeof builder.tokenizer;
		builder.ref('id');
		builder.field('title', { boost: TITLE_WEIGHT });
		builder.field('body');
		for (const { id, title, body, codes } of documents) builder.add({ id, title: `${title} ${codes.join(' ')}`, body });
		return new Segment(builder.build());
	}

	/** Throws for text that `toText` has not made. */
	static fromText(text: string): Segment {
		return new Segment(lunr.Index.load(JSON.parse(text) as object));
	}

	toText(): string {
		return JSON.stringify(this.#index);
	}

	/** Documents that hold everything asked for, best first. The last word may be the beginning of one. */
	find(text: string): readonly SegmentHit[] {
		const runs = runsOf(text);
		const last = runs.at(-1);
		if (!last) return [];
		const beginning = last.kind === 'code' ? (partsOf(last.text).at(-1) ?? '') : '';
		const begun = beginning === '' ? [] : this.#termsFrom(beginning);
		// lunr joins the documents of every term a beginning stands for, one term after the other: many are quicker here.
		const within = begun.length > MAX_BEGUN_IN_LUNR ? this.#documentsOf(begun) : undefined;
		let required = 0;
		const hits = this.#index
			.query((query) => {
				for (const run of runs)
					required += run.kind === 'han' ? askHan(query, run.text) : askCode(query, run.text, run === last, within !== undefined);
			})
			.map(({ ref, score }) => ({ id: ref, score }));
		if (!within) return hits;
		if (required > 0) return hits.filter(({ id }) => within.has(id));
		const scores = new Map(hits.map(({ id, score }) => [id, score]));
		return Array.from(within, (id) => ({ id, score: scores.get(id) ?? 0 })).sort((x, y) => y.score - x.score);
	}

	/** Terms that begin with something, itself included. */
	#termsFrom(beginning: string): readonly string[] {
		this.#terms ??= Object.keys(insideOf(this.#index).invertedIndex).sort();
		const terms = this.#terms;
		let low = 0;
		for (let high = terms.length; low < high;) {
			const middle = Math.floor((low + high) / 2);
			if ((terms[middle] ?? '') < beginning) low = middle + 1;
			else high = middle;
		}
		const rest = terms.slice(low);
		const end = rest.findIndex((term) => !term.startsWith(beginning));
		return end < 0 ? rest : rest.slice(0, end);
	}

	#documentsOf(terms: readonly string[]): ReadonlySet<string> {
		const { invertedIndex } = insideOf(this.#index);
		const documents = new Set<string>();
		for (const term of terms)
			for (const field of FIELDS) for (const id of Object.keys(invertedIndex[term]?.[field] ?? {})) documents.add(id);
		return documents;
	}
}

interface LunrInside {
	/** Documents of every term, by field. */
	readonly invertedIndex: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** lunr's types do not show what every index has, and what it is serialised from. */
function insideOf(index: lunr.Index): LunrInside {
	return index as unknown as LunrInside;
}

const { REQUIRED, OPTIONAL } = lunr.Query.presence;
const { NONE, LEADING, TRAILING } = lunr.Query.wildcard;

/** How many terms a document has to have for this run. */
function askHan(query: lunr.Query, run: string): number {
	const pairs = pairsOf(run);
	// A single character is looked for inside the pairs.
	const wildcard = lengthOf(run) === 1 ? LEADING | TRAILING : NONE;
	for (const pair of pairs) query.term(pair, { presence: REQUIRED, wildcard });
	for (const word of wordsOf(run)) query.term(word, { presence: OPTIONAL, boost: WORD_WEIGHT });
	return pairs.length;
}

/** The parts are asked for, not the whole: in a document the code may be part of a longer one. */
function askCode(query: lunr.Query, run: string, isLast: boolean, isEndKnown: boolean): number {
	const parts = partsOf(run);
	const asked = isLast && isEndKnown ? parts.slice(0, -1) : parts;
	for (const [index, part] of asked.entries())
		query.term(part, { presence: REQUIRED, wildcard: isLast && index === parts.length - 1 ? TRAILING : NONE });
	query.term(run, { presence: OPTIONAL, boost: WORD_WEIGHT });
	return asked.length;
}

function tokens(text: unknown, metadata: object): lunr.Token[] {
	return termsOf(typeof text === 'string' ? text : '').map((term) => new lunr.Token(term, { ...metadata }));
}
