import { expect, test } from 'vitest';
import { MIN_PASSPHRASE } from '#lib/sync/sealed-container.ts';
import { isLongEnough, SUGGESTED_CHARACTERS, suggestPassphrase } from './passphrase.ts';

test('a suggestion uses every random byte', () => {
	expect(suggestPassphrase((bytes) => Uint8Array.from({ length: bytes }, (_, at) => at))).toBe('0123-4567-89AB-CDEF');
	expect(suggestPassphrase((bytes) => new Uint8Array(bytes).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
	const asked: number[] = [];
	suggestPassphrase((bytes) => {
		asked.push(bytes);
		return new Uint8Array(bytes);
	});
	expect(asked).toEqual([SUGGESTED_CHARACTERS]);
});

test('what is suggested may be used; the limit counts characters, not code units', () => {
	expect(isLongEnough(suggestPassphrase((bytes) => new Uint8Array(bytes)))).toBe(true);
	expect(isLongEnough('口'.repeat(MIN_PASSPHRASE))).toBe(true);
	expect(isLongEnough('口'.repeat(MIN_PASSPHRASE - 1))).toBe(false);
	expect(isLongEnough('😀'.repeat(MIN_PASSPHRASE - 1))).toBe(false);
});
