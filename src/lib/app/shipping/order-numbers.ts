import type { Reader } from '#lib/engine/reader.ts';
import { documentNumbers } from '#lib/modules/org/index.ts';

/** Formal numbers of one kind of document, kept as `kind|number`. */
export function numbersOf(read: Reader, prefix: string): readonly string[] {
	return read
		.keys(documentNumbers)
		.filter((key) => key.startsWith(prefix))
		.map((key) => key.slice(prefix.length));
}
