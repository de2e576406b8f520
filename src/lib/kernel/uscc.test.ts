import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseUscc, readUscc, USCC_LENGTH } from './uscc.ts';

const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/cn-ids/uscc-vectors.json', import.meta.url), 'utf8')) as {
	alphabet: string;
	cases: { value: string; valid: boolean; note: string }[];
};
const valid = vectors.cases.filter((one) => one.valid).map((one) => one.value);

describe('unified social credit code', () => {
	it.each(vectors.cases)('$value: $note', ({ value, valid: isValid }) => expect(parseUscc(value).ok).toBe(isValid));

	it('reads lower case, full width and spaces', () => {
		expect(readUscc(' 91320594346302401e')).toEqual({ ok: true, value: '91320594346302401E' });
		expect(readUscc('９1320594 346302401E')).toEqual({ ok: true, value: '91320594346302401E' });
	});

	it('names the problem', () => {
		const problem = (text: string) => {
			const result = parseUscc(text);
			return result.ok ? undefined : result.error.code;
		};
		expect(problem('')).toBe('empty');
		expect(problem('9'.repeat(USCC_LENGTH + 1))).toBe('wrong-length');
		expect(problem('9132059434630240IE')).toBe('wrong-character');
		expect(problem('91320594346302401F')).toBe('wrong-check-character');
	});

	it('notices every single wrong character', () => {
		for (const code of valid) {
			for (let at = 0; at < USCC_LENGTH; at++) {
				for (const other of vectors.alphabet) {
					if (other !== code[at]) expect(parseUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
				}
			}
		}
	});
});
