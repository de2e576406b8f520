/**
 * The short way to recognise canonical JSON. It only ever says yes where `parseCanonical` would say yes too, and leaves
 * everything unusual – escapes, long texts, large numbers – to it; so it decides speed and never the answer.
 */
import { MAX_DEPTH, MAX_KEYS, MAX_STRING_BYTES } from './limits.ts';

/** Assigning it to an object would change its prototype instead: too dangerous a name to let in, and no field needs it. */
export const FORBIDDEN_KEY = '__proto__';

/** Integers of so many digits are safe whatever the digits. */
const SAFE_DIGITS = 15;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;

/** Whether a text, known to be valid JSON, is obviously its own canonical form and within the limits. */
export function isPlainlyCanonical(text: string): boolean {
	if (text.length * 3 > MAX_STRING_BYTES || text.includes('\\') || !text.isWellFormed()) return false;
	const lastKeys: (string | undefined)[] = [];
	let depth = 0;
	let keys = 0;
	for (let at = 0; at < text.length;) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			const end = text.indexOf('"', at + 1);
			if (text.charCodeAt(end + 1) === COLON) {
				const key = text.slice(at + 1, end);
				const before = lastKeys[depth];
				if ((before !== undefined && before >= key) || key === FORBIDDEN_KEY || ++keys > MAX_KEYS) return false;
				lastKeys[depth] = key;
			}
			at = end + 1;
		} else if (code === COMMA || code === COLON) at++;
		else if (code === MINUS || (code >= ZERO && code <= NINE)) {
			const end = endOfInteger(text, at);
			if (end < 0) return false;
			at = end;
		} else
			switch (text[at]) {
				case '{':
				case '[':
					if (++depth > MAX_DEPTH) return false;
					lastKeys[depth] = undefined;
					at++;
					break;
				case '}':
				case ']':
					depth--;
					at++;
					break;
				case 't':
				case 'n':
					at += 4;
					break;
				case 'f':
					at += 5;
					break;
				default:
					return false;
			}
	}
	return true;
}

/** Index after a plainly safe integer; -1 for any other number. */
function endOfInteger(text: string, start: number): number {
	const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
	let end = first;
	for (let code = text.charCodeAt(end); code >= ZERO && code <= NINE; code = text.charCodeAt(end)) end++;
	if (end - first > SAFE_DIGITS || (first > start && text.charCodeAt(first) === ZERO)) return -1;
	// A fraction or an exponent follows where neither a separator nor a bracket does.
	const next = text[end];
	return next === ',' || next === '}' || next === ']' ? end : -1;
}
