/** Text of a CSV file or of the clipboard as rows. Pure. */
import Papa from 'papaparse';
import type { ReadAnswer } from './read-table.ts';

/** UTF-16 with its mark, else UTF-8 if every byte is, else GB18030 if that is possible; undefined for no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	for (const encoding of ['utf-8', 'gb18030'])
		try {
			return new TextDecoder(encoding, { fatal: true }).decode(bytes);
		} catch {
			// Not this one.
		}
	return undefined;
}

export function rowsOfText(name: string, text: string, maxRows: number): ReadAnswer {
	// An empty last line has one cell: in a small table it would hide how the others are separated.
	const { data, errors } = Papa.parse<string[]>(text.replace(/(?:\r?\n)+$/, ''), {
		delimiter: '',
		delimitersToGuess: [',', '\t', ';'],
		skipEmptyLines: false
	});
	const quotes = errors.find(({ type }) => type === 'Quotes');
	if (quotes) return { failure: 'quotes', row: (quotes.row ?? 0) + 1 };
	return data.length > maxRows ? { failure: 'too-many-rows', row: maxRows } : { sheets: [{ name, rows: data }] };
}
