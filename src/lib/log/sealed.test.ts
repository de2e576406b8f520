import { expect, test } from 'vitest';
import { fromUtf8, toBase64Url } from '#lib/kernel/bytes.ts';
import { MAX_STRING_BYTES } from './limits.ts';
import {
	claimsSealed,
	findSealed,
	isSealed,
	MAX_SEALED_BYTES,
	NONCE_BYTES,
	placeOf,
	sealedAad,
	sealedPaths,
	TAG_BYTES,
	type SealedValue
} from './sealed.ts';

const value: SealedValue = {
	$s: 1,
	kid: 'k'.repeat(22),
	nonce: toBase64Url(new Uint8Array(NONCE_BYTES)),
	ct: toBase64Url(new Uint8Array(64 + TAG_BYTES))
};
const ct = (bytes: number) => toBase64Url(new Uint8Array(bytes));

test('the form, and everything beside it', () => {
	expect(isSealed(value)).toBe(true);
	for (const other of [
		{ ...value, $s: 2 },
		{ ...value, $s: '1' },
		{ ...value, extra: 1 },
		{ $s: value.$s, kid: value.kid, nonce: value.nonce },
		{ ...value, kid: 'k'.repeat(21) },
		{ ...value, kid: 'k'.repeat(23) },
		{ ...value, kid: `${'k'.repeat(21)}+` },
		{ ...value, nonce: toBase64Url(new Uint8Array(NONCE_BYTES - 1)) },
		{ ...value, nonce: toBase64Url(new Uint8Array(NONCE_BYTES + 1)) },
		{ ...value, ct: 'not base64url!' },
		{ ...value, ct: 7 }
	]) {
		expect(isSealed(other), JSON.stringify(other)).toBe(false);
		expect(claimsSealed(other)).toBe(true);
	}
	for (const clear of [null, '12.50', 12, true, [], [value], {}, { s: 1 }]) expect(claimsSealed(clear), JSON.stringify(clear)).toBe(false);
});

test('ciphertext at its limits and one past', () => {
	expect([TAG_BYTES, TAG_BYTES + 1].map((bytes) => isSealed({ ...value, ct: ct(bytes) }))).toEqual([false, true]);
	expect([MAX_SEALED_BYTES, MAX_SEALED_BYTES + 1].map((bytes) => isSealed({ ...value, ct: ct(bytes) }))).toEqual([true, false]);
	expect(ct(MAX_SEALED_BYTES).length).toBeLessThanOrEqual(MAX_STRING_BYTES);
});

test('sealed values are found wherever they stand, under paths that cannot be confused', () => {
	const broken = { ...value, $s: 3 };
	const data = { a: value, 'a/b': value, 'a~1b': value, lines: [{ price: value }, { price: '1' }, { price: broken }] };
	expect(sealedPaths(data)).toEqual(['/a', '/a~1b', '/a~01b', '/lines/0/price']);
	expect(findSealed(data).find(({ isWellFormed }) => !isWellFormed)).toEqual({
		path: '/lines/2/price',
		value: broken,
		isWellFormed: false
	});
	expect(sealedPaths({})).toEqual([]);
});

test('what looks like one inside another is part of it, not another place', () => {
	expect(findSealed({ a: { ...value, inner: value } }).map(({ path }) => path)).toEqual(['/a']);
});

test('the place is bound by its canonical text', () => {
	const op = { org: 'O', dev: 'D' as never, cmd: ['C', 1, 2] as const };
	expect(placeOf(op, '/terms')).toEqual({ org: 'O', dev: 'D', cmd: 'C', path: '/terms' });
	expect(fromUtf8(sealedAad(placeOf(op, '/terms')))).toBe('["O","D","C","/terms"]');
});
