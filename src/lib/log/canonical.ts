/**
 * Canonical JSON: RFC 8785, restricted to integers and well-formed strings, so that one value has exactly one text.
 *
 * Reading is strict: the text must equal its own canonical form. For a parsed value the platform's `JSON.stringify`
 * already writes numbers, strings and whitespace as RFC 8785 asks, so equality with it leaves only the order of keys, the
 * range of numbers and the limits to check. Nearly all entries take a shorter way with the same answer: see
 * `isPlainlyCanonical`.
 *
 * Which problem is named when there are several is part of the format (docs/log-format.md §2): JSON first, then limits,
 * then canonical form.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { MAX_DEPTH, MAX_KEYS, MAX_STRING_BYTES } from './limits.ts';
import type { JsonObject, JsonValue } from './operation.ts';
import { FORBIDDEN_KEY, isPlainlyCanonical } from './plain-canonical.ts';

export interface CanonicalProblem {
	readonly code: 'bad-json' | 'not-canonical' | 'over-limit';
	readonly detail: string;
}

/** Canonical text of a value made by this program; a value outside the restriction or the limits is a bug and throws. */
export function canonicalize(value: JsonValue): string {
	const text = write(value);
	const inspection = inspect(value, text);
	const problem = inspection.overLimit ?? inspection.notCanonical;
	if (problem !== undefined) throw new Error(`not canonicalisable: ${problem}`);
	return text;
}

/** The object in a canonical text. */
export function parseCanonical(text: string): Result<JsonObject, CanonicalProblem> {
	let value: JsonValue;
	try {
		value = JSON.parse(text) as JsonValue;
	} catch {
		return err({ code: 'bad-json', detail: 'not JSON' });
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return err({ code: 'bad-json', detail: 'not an object' });
	if (isPlainlyCanonical(text)) return ok(value as JsonObject);
	const { overLimit, notCanonical, unsorted } = inspect(value, text);
	if (overLimit !== undefined) return err({ code: 'over-limit', detail: overLimit });
	if (notCanonical !== undefined) return err({ code: 'not-canonical', detail: notCanonical });
	// Objects list keys such as "10" and "9" by number, whatever the text: then only rewriting can tell.
	const canonical = unsorted ? write(value) : JSON.stringify(value);
	if (canonical !== text) return err({ code: 'not-canonical', detail: 'the text is not its own canonical form' });
	return ok(value as JsonObject);
}

function write(value: JsonValue): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(write).join(',')}]`;
	const object = value as JsonObject;
	const parts: string[] = [];
	for (const key of Object.keys(object).sort()) parts.push(`${JSON.stringify(key)}:${write(object[key] as JsonValue)}`);
	return `{${parts.join(',')}}`;
}

interface Inspection {
	keys: number;
	/** Some object's keys are not enumerated in canonical order. */
	unsorted: boolean;
	/** Strings have to be looked at one by one: the text is long, or escapes something beyond control characters. */
	readonly strings: boolean;
	overLimit: string | undefined;
	notCanonical: string | undefined;
}

function inspect(value: JsonValue, text: string): Inspection {
	// Every UTF-16 unit is at most three UTF-8 bytes; and only an escape can smuggle in a lone surrogate.
	const strings = text.length * 3 > MAX_STRING_BYTES || text.includes('\\u') || !text.isWellFormed();
	const inspection: Inspection = { keys: 0, unsorted: false, strings, overLimit: undefined, notCanonical: undefined };
	walk(value, 1, inspection);
	return inspection;
}

function walk(value: JsonValue, depth: number, seen: Inspection): void {
	if (typeof value === 'string') {
		if (seen.strings) inspectText(value, seen);
		return;
	}
	if (typeof value === 'number') {
		if (!Number.isSafeInteger(value) || Object.is(value, -0)) seen.notCanonical ??= `number ${value} is not a safe integer`;
		return;
	}
	if (typeof value === 'boolean' || value === null) return;
	if (typeof value !== 'object') {
		seen.notCanonical ??= `a ${typeof value} is not JSON`;
		return;
	}
	if (depth > MAX_DEPTH) {
		seen.overLimit ??= `deeper than ${MAX_DEPTH}`;
		return;
	}
	if (Array.isArray(value)) {
		for (const part of value as readonly JsonValue[]) walk(part, depth + 1, seen);
		return;
	}
	const object = value as JsonObject;
	let before = '';
	for (const key of Object.keys(object)) {
		if (++seen.keys > MAX_KEYS) {
			seen.overLimit ??= `more than ${MAX_KEYS} keys`;
			return;
		}
		if (before > key) seen.unsorted = true;
		before = key;
		if (key === FORBIDDEN_KEY) seen.notCanonical ??= `the key ${FORBIDDEN_KEY} is not allowed`;
		if (seen.strings) inspectText(key, seen);
		walk(object[key] as JsonValue, depth + 1, seen);
	}
}

function inspectText(text: string, seen: Inspection): void {
	if (text.length * 3 > MAX_STRING_BYTES && utf8Length(text) > MAX_STRING_BYTES)
		seen.overLimit ??= `a string longer than ${MAX_STRING_BYTES} bytes`;
	if (!text.isWellFormed()) seen.notCanonical ??= 'a lone surrogate';
}

function utf8Length(text: string): number {
	let length = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return length;
}
