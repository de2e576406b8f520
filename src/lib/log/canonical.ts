/**
 * Canonical JSON: RFC 8785, restricted to integers and well-formed strings, so that one value has exactly one text.
 *
 * Reading is strict: the text must equal its own canonical form. For a parsed value the platform's `JSON.stringify`
 * already writes numbers, strings and whitespace as RFC 8785 asks, so equality with it leaves only the order of keys, the
 * range of numbers and the limits to check.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { MAX_DEPTH, MAX_KEYS, MAX_STRING_BYTES } from './limits.ts';
import type { JsonObject, JsonValue } from './operation.ts';

export interface CanonicalProblem {
	readonly code: 'bad-json' | 'not-canonical' | 'over-limit';
	readonly detail: string;
}

/** Canonical text of a value made by this program; a value outside the restriction is a bug and throws. */
export function canonicalize(value: JsonValue): string {
	const problem = inspect(value, 1, { keys: 0 }, false);
	if (problem) throw new Error(`not canonicalisable: ${problem.detail}`);
	return write(value);
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
	const problem = inspect(value, 1, { keys: 0 }, true);
	if (problem) return err(problem);
	if (JSON.stringify(value) !== text) return err({ code: 'not-canonical', detail: 'the text is not its own canonical form' });
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

function inspect(value: JsonValue, depth: number, count: { keys: number }, sorted: boolean): CanonicalProblem | undefined {
	switch (typeof value) {
		case 'string':
			return inspectText(value);
		case 'number':
			return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : { code: 'not-canonical', detail: `number ${value} is not a safe integer` };
		case 'boolean':
			return undefined;
		default:
			break;
	}
	if (value === null) return undefined;
	if (typeof value !== 'object') return { code: 'bad-json', detail: 'a value that is not JSON' };
	if (depth > MAX_DEPTH) return { code: 'over-limit', detail: `deeper than ${MAX_DEPTH}` };
	if (Array.isArray(value)) {
		for (const part of value as readonly JsonValue[]) {
			const problem = inspect(part, depth + 1, count, sorted);
			if (problem) return problem;
		}
		return undefined;
	}
	const object = value as JsonObject;
	let before: string | undefined;
	for (const key of Object.keys(object)) {
		if (++count.keys > MAX_KEYS) return { code: 'over-limit', detail: `more than ${MAX_KEYS} keys` };
		if (sorted && before !== undefined && before > key) return { code: 'not-canonical', detail: `key ${key} is out of order` };
		before = key;
		const problem = inspectText(key) ?? inspect(object[key] as JsonValue, depth + 1, count, sorted);
		if (problem) return problem;
	}
	return undefined;
}

function inspectText(text: string): CanonicalProblem | undefined {
	// Every UTF-16 unit is at most three UTF-8 bytes.
	if (text.length * 3 > MAX_STRING_BYTES && utf8Length(text) > MAX_STRING_BYTES) return { code: 'over-limit', detail: `a string longer than ${MAX_STRING_BYTES} bytes` };
	return text.isWellFormed() ? undefined : { code: 'not-canonical', detail: 'a lone surrogate' };
}

function utf8Length(text: string): number {
	let length = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return length;
}
