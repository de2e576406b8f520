/**
 * Text as people and spreadsheets deliver it, made comparable without any locale.
 *
 * Invariants
 * 1. Results depend on code units only: no Unicode tables, hence the same on every replica and in every year.
 * 2. These helpers run when *writing*; what was received is never altered.
 * 3. `foldWidth` and the ASCII case functions keep the length of the text, so positions stay valid.
 */

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_OFFSET = 0xff01 - 0x21;
const IDEOGRAPHIC_SPACE = 0x3000;

const ASCII_LOWER_OFFSET = 0x20;

/** Spaces people leave around a value: ASCII white space, NBSP, U+2000…U+200B, narrow NBSP, U+3000 and the byte-order mark. */
function isSpace(code: number): boolean {
	return (
		code === 0x20 ||
		(code >= 0x09 && code <= 0x0d) ||
		code === 0xa0 ||
		(code >= 0x2000 && code <= 0x200b) ||
		code === 0x202f ||
		code === IDEOGRAPHIC_SPACE ||
		code === 0xfeff
	);
}

/** The text without spaces at either end (the set is fixed here, not by the runtime's Unicode version). */
export function trim(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && isSpace(text.charCodeAt(start))) start++;
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
	return start === 0 && end === text.length ? text : text.slice(start, end);
}

export const isBlank = (text: string): boolean => trim(text) === '';

/** Full-width ASCII (Ａ１．－) to its half-width twin and U+3000 to a space; all else unchanged. */
export function foldWidth(text: string): string {
	return mapCodeUnits(text, (code) => {
		if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST) return code - FULL_WIDTH_OFFSET;
		return code === IDEOGRAPHIC_SPACE ? 0x20 : code;
	});
}

/** A–Z to a–z; no other character changes. */
export const asciiLower = (text: string): string =>
	mapCodeUnits(text, (code) => (code >= 0x41 && code <= 0x5a ? code + ASCII_LOWER_OFFSET : code));

/** a–z to A–Z; no other character changes. */
export const asciiUpper = (text: string): string =>
	mapCodeUnits(text, (code) => (code >= 0x61 && code <= 0x7a ? code - ASCII_LOWER_OFFSET : code));

/** Total order by UTF-16 code unit, the order RFC 8785 uses for keys. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Copies only from the first change on: most texts need none. */
function mapCodeUnits(text: string, map: (code: number) => number): string {
	let result = '';
	let copied = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const mapped = map(code);
		if (mapped === code) continue;
		result += text.slice(copied, at) + String.fromCharCode(mapped);
		copied = at + 1;
	}
	return copied === 0 ? text : result + text.slice(copied);
}
