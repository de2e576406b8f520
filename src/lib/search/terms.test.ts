import { describe, expect, test } from 'vitest';
import { fold, foldCode, lengthOf, MAX_TERMS, pairsOf, partsOf, runsOf, termsOf } from './terms.ts';

describe('runs', () => {
	test('part Chinese from codes, wherever they touch', () => {
		expect(runsOf('一次性A4纸，SOP-QA-00042放行。x')).toEqual([
			{ kind: 'han', text: '一次性' },
			{ kind: 'code', text: 'a4' },
			{ kind: 'han', text: '纸' },
			{ kind: 'code', text: 'sop-qa-00042' },
			{ kind: 'han', text: '放行' },
			{ kind: 'code', text: 'x' }
		]);
	});

	test('do not care for width and case, nor for marks behind a word', () => {
		expect(runsOf('ＲＭＭＢ－２６０９０２')).toEqual([{ kind: 'code', text: 'rmmb-260902' }]);
		expect(runsOf('see P15. And…')).toEqual(['see', 'p15', 'and'].map((text) => ({ kind: 'code', text })));
		expect(runsOf(' ，。！ ')).toEqual([]);
	});
});

test('pairs of neighbours carry Chinese; a lone character stands for itself', () => {
	expect(pairsOf('无菌试验')).toEqual(['无菌', '菌试', '试验']);
	expect(pairsOf('膜')).toEqual(['膜']);
	// Beyond the basic plane, two code units are one character.
	expect(pairsOf('𠮷野家')).toEqual(['𠮷野', '野家']);
	expect(lengthOf('𠮷野')).toBe(2);
});

test('a code is found by its whole and its parts', () => {
	expect(partsOf('l-rmmb_260902/01')).toEqual(['l', 'rmmb', '260902', '01']);
	expect(termsOf('L-RMMB-260902-01')).toEqual(['l-rmmb-260902-01', 'l', 'rmmb', '260902', '01']);
});

test('codes are compared without spaces, width and case', () => {
	expect(foldCode(' l-ＲＭＭＢ 260902 ')).toBe('l-rmmb260902');
	expect(fold('Ａb')).toBe('ab');
});

test('terms of one text are bounded', () => {
	const words = (count: number) => Array.from({ length: count }, (_, index) => `w${String(index)}`).join(' ');
	expect(termsOf(words(MAX_TERMS))).toHaveLength(MAX_TERMS);
	expect(termsOf(words(MAX_TERMS + 1))).toHaveLength(MAX_TERMS);
});
