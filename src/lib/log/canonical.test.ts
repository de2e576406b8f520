import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalize, parseCanonical } from './canonical.ts';
import { MAX_DEPTH, MAX_KEYS, MAX_STRING_BYTES } from './limits.ts';
import type { JsonValue } from './operation.ts';
import { isPlainlyCanonical } from './plain-canonical.ts';

const folder = new URL('../../../tests/vectors/rfc8785-jcs/', import.meta.url);
const vector = (kind: 'input' | 'output', name: string) => readFileSync(new URL(`${kind}/${name}.json`, folder), 'utf8').trim();
const codeOf = (text: string) => {
	const parsed = parseCanonical(text);
	return parsed.ok ? 'ok' : parsed.error.code;
};

describe('RFC 8785 vectors', () => {
	it.each(['arrays', 'french', 'structures', 'unicode', 'weird'])('%s', (name) => {
		const value = JSON.parse(vector('input', name)) as JsonValue;
		expect(canonicalize(value)).toBe(vector('output', name));
		expect(codeOf(vector('output', name))).toBe(Array.isArray(value) ? 'bad-json' : 'ok');
	});

	it('values: fractions and exponents are outside our restriction, so its numbers are refused', () => {
		expect(() => canonicalize(JSON.parse(vector('input', 'values')) as JsonValue)).toThrow('not a safe integer');
		expect(codeOf(vector('output', 'values'))).toBe('not-canonical');
	});
});

describe('reading', () => {
	it.each([
		['{"a":1}', 'ok'],
		['{"10":1,"9":2}', 'ok'],
		['{"9":2,"10":1}', 'not-canonical'],
		['{"n":9007199254740991}', 'ok'],
		['{"n":-9007199254740991}', 'ok'],
		['{"n":9007199254740992}', 'not-canonical'],
		['{"n":-0}', 'not-canonical'],
		['{"n":1.0}', 'not-canonical'],
		['{"n":1e2}', 'not-canonical'],
		['{"n":1.5}', 'not-canonical'],
		['{"n":1e999}', 'not-canonical'],
		['{"n":01}', 'bad-json'],
		['{"a": 1}', 'not-canonical'],
		['{"a":1} ', 'not-canonical'],
		['{"b":1,"a":1}', 'not-canonical'],
		['{"a":1,"a":1}', 'not-canonical'],
		['{"a":"\\ud800"}', 'not-canonical'],
		['{"a":"\\u0041"}', 'not-canonical'],
		['{"a":"\\/"}', 'not-canonical'],
		['{"a":"\\u001f\\n"}', 'ok'],
		['{"a":"\\u001F"}', 'not-canonical'],
		['{"a":"\u007f\u2028"}', 'ok'],
		['{"__proto__":1}', 'not-canonical'],
		['{"":{"":{}}}', 'ok'],
		['{"\ud83d\ude02":1,"\ufb33":2}', 'ok'],
		['{"\ufb33":2,"\ud83d\ude02":1}', 'not-canonical'],
		['[]', 'bad-json'],
		['null', 'bad-json'],
		['1', 'bad-json'],
		['', 'bad-json'],
		['{"a":NaN}', 'bad-json'],
		['\ufeff{}', 'bad-json']
	])('%s → %s', (text, code) => expect(codeOf(text)).toBe(code));

	it('does not let a key change the prototype', () => {
		expect(() => canonicalize(JSON.parse('{"__proto__":{"admin":true}}') as JsonValue)).toThrow('__proto__');
	});

	it('names a limit before the form', () => {
		expect(codeOf(`{"b": "${'x'.repeat(MAX_STRING_BYTES + 1)}","a":1}`)).toBe('over-limit');
	});
});

describe('limits hold at the limit and fail one past it', () => {
	const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
	const keyed = (count: number) => canonicalText(Array.from({ length: count }, (_, at) => [`k${String(at).padStart(5, '0')}`, 1]));
	const canonicalText = (pairs: readonly (readonly [string, number])[]) =>
		`{${pairs.map(([key, value]) => `"${key}":${value}`).join(',')}}`;

	it.each([
		['depth', nested, MAX_DEPTH],
		['keys', keyed, MAX_KEYS],
		['ASCII string', (length: number) => `{"a":"${'x'.repeat(length)}"}`, MAX_STRING_BYTES],
		['Chinese string', (length: number) => `{"a":"${'x'.repeat(length % 3)}${'批'.repeat(Math.floor(length / 3))}"}`, MAX_STRING_BYTES],
		['key', (length: number) => `{"${'x'.repeat(length)}":1}`, MAX_STRING_BYTES]
	])('%s', (_name, make, limit) => {
		expect(codeOf(make(limit))).toBe('ok');
		expect(codeOf(make(limit + 1))).toBe('over-limit');
	});
});

describe('the short way', () => {
	const value = fc.object({
		maxDepth: 4,
		key: fc.oneof(fc.string(), fc.constantFrom('10', '9', 'a', '')),
		values: [fc.string({ unit: 'grapheme' }), fc.integer(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)]
	});

	it('and the long one read what was written', () => {
		fc.assert(
			fc.property(value, (object) => {
				fc.pre(!JSON.stringify(object).includes('__proto__'));
				const clean = JSON.parse(JSON.stringify(object).replaceAll('-0', '0')) as JsonValue;
				const text = canonicalize(clean);
				expect(parseCanonical(text)).toEqual({ ok: true, value: clean });
			}),
			{ numRuns: 300 }
		);
	});

	it('never says yes to a text that is not its own canonical form', () => {
		fc.assert(
			fc.property(value, fc.nat(), fc.constantFrom(' ', '0', '.', 'e', ',', '"', '1', '-', '{', '}', '\\', 'A'), (object, place, piece) => {
				fc.pre(!JSON.stringify(object).includes('__proto__'));
				const text = JSON.stringify(object);
				const at = place % text.length;
				for (const altered of [text, text.slice(0, at) + piece + text.slice(at), text.slice(0, at) + text.slice(at + 1)]) {
					let parsed: JsonValue;
					try {
						parsed = JSON.parse(altered) as JsonValue;
					} catch {
						continue;
					}
					if (isPlainlyCanonical(altered)) expect(canonicalize(parsed)).toBe(altered);
				}
			}),
			{ numRuns: 1000 }
		);
	});
});
