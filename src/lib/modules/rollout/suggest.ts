/** "Did you mean": the nearest known word, by edits. */
import { asciiLower } from '#lib/kernel/text.ts';

/** Beyond this many edits two words are different words. */
const MAX_EDITS = 2;

export function nearest(word: string, known: Iterable<string>): string | undefined {
	const wanted = asciiLower(word);
	let best: string | undefined;
	let fewest = MAX_EDITS + 1;
	for (const candidate of known) {
		if (Math.abs(candidate.length - wanted.length) >= fewest) continue;
		const edits = editDistance(wanted, asciiLower(candidate));
		if (edits < fewest && edits < candidate.length) {
			fewest = edits;
			best = candidate;
		}
	}
	return best;
}

function editDistance(a: string, b: string): number {
	let before = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, (before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		before = current;
	}
	return before[b.length] ?? 0;
}
