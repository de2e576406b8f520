/**
 * GS1 Digital Link URIs (GS1 Digital Link Standard: URI Syntax 1.3): an element string written as a web address,
 * https://example.com/01/06901234567892/10/MK260909?17=281231
 *
 * Invariants
 * 1. The host says nothing about the goods and is ignored; nothing is ever looked up there.
 * 2. The path holds one key and then its qualifiers in their fixed order; other AIs stand in the query. Query
 *    parameters that are not all digits belong to the web site and are ignored.
 */
import { AI_RULES } from './gs1-ai.ts';
import { toGtin14 } from './gs1-check-digit.ts';
import { checkedElements, MAX_ELEMENT_STRING_LENGTH, type ElementString, type Gs1Element, type Gs1Problem } from './gs1.ts';
import { err, ok, type Result } from './result.ts';
import { asciiUpper, trim } from './text.ts';

/** Keys that may head a path, each with its allowed sequences of optional qualifiers. */
const QUALIFIERS_BY_KEY: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
	['00', [[]]],
	['01', [['22', '10', '21'], ['235']]],
	['253', [[]]],
	['401', [[]]],
	['402', [[]]],
	['414', [['254']]],
	['417', [[]]],
	['8004', [[]]],
	['8017', [[]]],
	['8018', [[]]]
]);

const WEB_ADDRESS = /^https?:\/\/[^/?#]+(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

/** Characters that need no escape in a path or query. */
const UNRESERVED = /[^A-Za-z0-9\-._~]/g;

/** Reads a Digital Link URI with any host and path prefix. A GTIN of 8, 12 or 13 digits is taken as its 14. */
export function parseDigitalLink(uri: string): Result<ElementString, Gs1Problem> {
	if (uri.length > MAX_ELEMENT_STRING_LENGTH) return err({ code: 'too-long' });
	const match = WEB_ADDRESS.exec(trim(uri));
	if (match === null) return err({ code: 'not-an-element-string' });
	const path = pathElements((match[1] ?? '').split('/').slice(1));
	if (!path.ok) return path;
	const query = queryElements(match[2] ?? '');
	return query.ok ? checkedElements([...path.value, ...query.value]) : query;
}

/**
 * The URI of an element string below `base` (an address without a trailing slash).
 * Fails with `not-an-element-string` where it has no key that can head a path.
 */
export function formatDigitalLink({ elements }: ElementString, base: string): Result<string, Gs1Problem> {
	const key = elements.find(({ ai }) => QUALIFIERS_BY_KEY.has(ai));
	if (key === undefined) return err({ code: 'not-an-element-string' });
	const sequences = QUALIFIERS_BY_KEY.get(key.ai) ?? [];
	const sequence = sequences.find((one) => elements.some(({ ai }) => one.includes(ai))) ?? [];
	const qualifiers = sequence.flatMap((ai) => elements.filter((element) => element.ai === ai));
	const attributes = elements.filter((element) => element !== key && !qualifiers.includes(element));
	const path = [key, ...qualifiers].map(({ ai, value }) => `/${ai}/${escaped(value)}`).join('');
	const query = attributes.map(({ ai, value }) => `${ai}=${escaped(value)}`).join('&');
	return ok(`${base}${path}${query === '' ? '' : `?${query}`}`);
}

/** The key is sought from the end, since a path prefix may contain digits too. */
function pathElements(segments: readonly string[]): Result<readonly Gs1Element[], Gs1Problem> {
	const parts = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
	for (let at = parts.length - 2; at >= 0; at -= 2) {
		const sequences = QUALIFIERS_BY_KEY.get(parts[at] ?? '');
		if (sequences === undefined) continue;
		const elements = pairs(parts.slice(at));
		if (elements === undefined) return err({ code: 'wrong-character' });
		const qualifiers = elements.slice(1).map(({ ai }) => ai);
		if (!sequences.some((sequence) => isInOrder(qualifiers, sequence))) return err({ code: 'qualifier-order' });
		return ok(elements);
	}
	return err({ code: 'not-an-element-string' });
}

function queryElements(query: string): Result<readonly Gs1Element[], Gs1Problem> {
	const elements: Gs1Element[] = [];
	for (const parameter of query.split(/[&;]/)) {
		const [ai = '', raw = ''] = parameter.split('=', 2);
		if (!/^\d{2,4}$/.test(ai)) continue;
		const value = unescaped(raw);
		if (!AI_RULES.has(ai)) return err({ code: 'unknown-ai' });
		if (value === undefined) return err({ code: 'wrong-character', ai });
		elements.push({ ai, value });
	}
	return ok(elements);
}

function pairs(parts: readonly string[]): readonly Gs1Element[] | undefined {
	const elements: Gs1Element[] = [];
	for (let at = 0; at < parts.length; at += 2) {
		const ai = parts[at] ?? '';
		const value = unescaped(parts[at + 1] ?? '');
		if (value === undefined) return undefined;
		elements.push({ ai, value: ai === '01' ? (toGtin14(value) ?? value) : value });
	}
	return elements;
}

/** True where `found` is a subsequence of `sequence`. */
function isInOrder(found: readonly string[], sequence: readonly string[]): boolean {
	let from = 0;
	for (const ai of found) {
		const position = sequence.indexOf(ai, from);
		if (position < 0) return false;
		from = position + 1;
	}
	return true;
}

function escaped(value: string): string {
	return value.replace(UNRESERVED, (character) => `%${asciiUpper(character.charCodeAt(0).toString(16)).padStart(2, '0')}`);
}

/** Undefined for a broken escape. Values are ASCII, so a byte is a character. */
function unescaped(value: string): string | undefined {
	if (/%(?![0-9a-fA-F]{2})/.test(value)) return undefined;
	return value.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
