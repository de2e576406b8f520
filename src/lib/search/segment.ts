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

const TITLE_WEIGHT = 5;
/** What a whole word found adds to its pairs. */
const WORD_WEIGHT = 2;

export class Segment {
	readonly #index: lunr.Index;

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
		if (runs.length === 0) return [];
		return this.#index
			.query((query) => {
				for (const [index, { kind, text: run }] of runs.entries()) {
					if (kind === 'han') askHan(query, run);
					else askCode(query, run, index === runs.length - 1);
				}
			})
			.map(({ ref, score }) => ({ id: ref, score }));
	}
}

const { REQUIRED, OPTIONAL } = lunr.Query.presence;
const { NONE, LEADING, TRAILING } = lunr.Query.wildcard;

function askHan(query: lunr.Query, run: string): void {
	const pairs = pairsOf(run);
	// A single character is looked for inside the pairs.
	const wildcard = lengthOf(run) === 1 ? LEADING | TRAILING : NONE;
	for (const pair of pairs) query.term(pair, { presence: REQUIRED, wildcard });
	for (const word of wordsOf(run)) query.term(word, { presence: OPTIONAL, boost: WORD_WEIGHT });
}

/** The parts are asked for, not the whole: in a document the code may be part of a longer one. */
function askCode(query: lunr.Query, run: string, isLast: boolean): void {
	const parts = partsOf(run);
	for (const [index, part] of parts.entries())
		query.term(part, { presence: REQUIRED, wildcard: isLast && index === parts.length - 1 ? TRAILING : NONE });
	query.term(run, { presence: OPTIONAL, boost: WORD_WEIGHT });
}

function tokens(text: unknown, metadata: object): lunr.Token[] {
	return termsOf(typeof text === 'string' ? text : '').map((term) => new lunr.Token(term, { ...metadata }));
}
