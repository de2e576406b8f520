import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiLower, asciiUpper, compareText, foldWidth, isBlank, trim } from './text.ts';

describe('text', () => {
	it('trims ideographic and other spaces at both ends only', () => {
		expect(trim('　\t批 号\u00a0\ufeff')).toBe('批 号');
		expect(isBlank(' 　\n')).toBe(true);
		expect(isBlank('。')).toBe(false);
	});

	it("keeps a scanner's group separator", () => expect(trim('\u001dA\u001d')).toBe('\u001dA\u001d'));

	it('folds full-width ASCII and nothing else', () => {
		expect(foldWidth('ＭＫ２６０９０９－１　（甲）。')).toBe('MK260909-1 (甲)。');
		expect(foldWidth('！～')).toBe('!~');
	});

	it('changes the case of ASCII letters only', () => {
		expect(asciiLower('AZ[É@İ')).toBe('az[É@İ');
		expect(asciiUpper('az{éß`')).toBe('AZ{éß`');
	});

	it('keeps the length and is idempotent', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				for (const change of [foldWidth, asciiLower, asciiUpper]) {
					expect(change(text)).toHaveLength(text.length);
					expect(change(change(text))).toBe(change(text));
				}
				expect(trim(trim(text))).toBe(trim(text));
			})
		);
	});

	it('orders by code unit, totally', () => {
		expect(compareText('B', 'a')).toBe(-1);
		fc.assert(
			fc.property(fc.string(), fc.string(), (a, b) => {
				expect(compareText(a, b) + compareText(b, a)).toBe(0);
				expect(compareText(a, b) === 0).toBe(a === b);
			})
		);
	});
});
