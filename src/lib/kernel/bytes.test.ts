import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesEqual, concatBytes, fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from './bytes.ts';

describe('bytes and their texts', () => {
	it('go there and back', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
				expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
				expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
				expect(fromHex(toHex(bytes))).toEqual(bytes);
			})
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(fromUtf8(utf8(text))).toBe(text);
			})
		);
	});

	it.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'AA=', 'A A', 'A+', 'A/', 'Aé', 'AA\n'])('%j is no canonical base64url', (text) =>
		expect(fromBase64Url(text)).toBeUndefined()
	);

	it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xf5, 0x80, 0x80, 0x80]], [[0xe6, 0x89]]])('%j is no UTF-8', (bytes) =>
		expect(fromUtf8(Uint8Array.from(bytes))).toBeUndefined()
	);

	it('keeps a byte order mark as the character it is', () => expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa'));

	it('joins and compares', () => {
		expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
		expect(bytesEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
		expect(bytesEqual(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
		expect(bytesEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
		expect([fromHex('0'), fromHex('0g')]).toEqual([undefined, undefined]);
	});
});
