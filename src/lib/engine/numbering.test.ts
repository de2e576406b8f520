import { expect, test } from 'vitest';
import { DOCUMENT_PATTERN, formatNumber, LOT_PATTERN, MAX_NUMBER_LENGTH } from './numbering.ts';

const parts = { day: '2026-09-12', device: 'B1', seq: 7 };

test('documents and lots, by the device that writes them', () => {
	expect(formatNumber(DOCUMENT_PATTERN, { ...parts, type: 'R', site: 'CZ' })).toBe('RCZ2609B10007');
	expect(formatNumber(LOT_PATTERN, { ...parts, product: 'MK', line: '1' })).toBe('MK2609121B107');
	expect(formatNumber('{seq:4}', { ...parts, seq: 12345 })).toBe('12345');
});

test('20 characters fit the GS1 element, 21 do not', () => {
	const product = 'P'.repeat(MAX_NUMBER_LENGTH - 2);
	expect(formatNumber('{product}{seq:2}', { ...parts, product })).toHaveLength(20);
	expect(() => formatNumber('{product}{seq:3}', { ...parts, product })).toThrow('longer than 20');
});

test('a piece that does not exist is a mistake in the pattern', () => {
	expect(() => formatNumber('{typo}', parts)).toThrow('no piece {typo}');
});
