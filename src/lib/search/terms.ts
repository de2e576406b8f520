/**
 * Words of a text in Chinese, English and codes. lunr's own tokenizer finds nothing in Chinese; the Segmenter's words depend
 * on the version of its dictionary. So every pair of neighbouring Han characters is a term (these carry what is found), longer
 * words of the Segmenter are terms besides (these only improve the order), and codes are terms as a whole and in parts.
 */

const RUNS = /\p{Script=Han}+|(?!\p{Script=Han})[\p{L}\p{N}](?:(?!\p{Script=Han})[\p{L}\p{N}._\-/])*/gu;
const HAN = /^\p{Script=Han}/u;
const SEPARATORS = /[._\-/]+/;
/** Words of two characters are pairs anyway. */
const SHORTEST_WORD = 3;
/** Terms of one text, so that a huge remark cannot fill an index. */
export const MAX_TERMS = 4096;

export interface Run {
	readonly kind: 'han' | 'code';
	readonly text: string;
}

/** Full and half width, upper and lower case are the same to somebody who searches. */
export function fold(text: string): string {
	return text.normalize('NFKC').toLowerCase();
}

/** A code as it is compared: without spaces around or inside. */
export function foldCode(code: string): string {
	return fold(code).replace(/\s+/g, '');
}

/** Stretches of Han characters, and stretches of other letters and digits with what joins them in codes. */
export function runsOf(text: string): readonly Run[] {
	return (fold(text).match(RUNS) ?? []).map((run) => (HAN.test(run) ? { kind: 'han', text: run } : { kind: 'code', text: trimmed(run) }));
}

/** Neighbouring pairs of a Han run; the character itself of a run of one. */
export function pairsOf(run: string): readonly string[] {
	const characters = Array.from(run);
	return characters.length === 1 ? characters : characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** Parts of a code; itself alone if it has none. */
export function partsOf(code: string): readonly string[] {
	return code.split(SEPARATORS).filter((part) => part !== '');
}

/** Characters, also beyond the basic plane. */
export function lengthOf(run: string): number {
	return Array.from(run).length;
}

/** Longer words of a Han run. */
export function wordsOf(run: string): readonly string[] {
	segmenter ??= new Intl.Segmenter('zh-CN', { granularity: 'word' });
	return [...segmenter.segment(run)].map(({ segment }) => segment).filter((word) => lengthOf(word) >= SHORTEST_WORD);
}

/** All terms under which a text is found, each once. */
export function termsOf(text: string): readonly string[] {
	const terms = new Set<string>();
	for (const { kind, text: run } of runsOf(text)) {
		const found = kind === 'han' ? [...pairsOf(run), ...wordsOf(run)] : [run, ...partsOf(run)];
		for (const term of found) if (terms.size < MAX_TERMS) terms.add(term);
	}
	return [...terms];
}

let segmenter: Intl.Segmenter | undefined;

/** A full stop behind a word is no part of it. */
function trimmed(run: string): string {
	return run.replace(/[._\-/]+$/, '');
}
