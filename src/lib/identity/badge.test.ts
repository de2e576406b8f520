import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { BADGE_SECRET_BYTES, badgeTag, formatBadge, MAX_BADGE_TEXT, parseBadge } from './badge.ts';

const secrets = fc.uint8Array({ minLength: BADGE_SECRET_BYTES, maxLength: BADGE_SECRET_BYTES });
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const START = 'SYB1'.length;

/** A secret whose text has both kinds of characters that are read leniently. */
const sample = Uint8Array.from({ length: BADGE_SECRET_BYTES }, (_, at) => at * 17);
const plain = (text: string) => text.replaceAll('-', '');

test('the text has a fixed form, pinned because badges are printed', () => {
	expect(formatBadge(new Uint8Array(BADGE_SECRET_BYTES))).toBe('SYB1-0000-0000-0000-0000-0000-0000-0000');
	expect(formatBadge(sample)).toMatch(/^SYB1(-[0-9A-HJKMNP-TV-Z]{4}){7}$/);
	expect(formatBadge(sample)).toMatchInlineSnapshot(`"SYB1-008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWXR"`);
});

test('every secret comes back', () => {
	fc.assert(
		fc.property(secrets, (secret) => {
			expect(unwrap(parseBadge(formatBadge(secret)))).toEqual(secret);
		})
	);
});

test('case, spaces, dashes and look-alike letters do not matter', () => {
	const text = formatBadge(sample);
	const [prefix, rest] = [text.slice(0, START), text.slice(START)];
	for (const typed of [
		text.toLowerCase(),
		plain(text),
		text.replaceAll('-', ' '),
		` ${text}\r\n`,
		prefix + rest.replaceAll('0', 'o').replaceAll('1', 'l'),
		prefix + rest.replaceAll('0', 'O').replaceAll('1', 'I'),
		text.replace('SYB1', 'sybI')
	]) {
		expect(parseBadge(typed), typed).toEqual({ ok: true, value: sample });
	}
});

test('one and two wrong characters are always noticed', () => {
	const wrong = fc.record({
		secret: secrets,
		places: fc.uniqueArray(fc.nat(27), { minLength: 1, maxLength: 2 }),
		shift: fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }))
	});
	fc.assert(
		fc.property(wrong, ({ secret, places, shift }) => {
			const characters = plain(formatBadge(secret)).split('');
			for (const [index, place] of places.entries())
				characters[START + place] = ALPHABET.charAt(ALPHABET.indexOf(characters[START + place] ?? '') ^ (shift[index] ?? 0));
			expect(parseBadge(characters.join(''))).toEqual({ ok: false, error: 'mistyped' });
		}),
		{ numRuns: 2000 }
	);
});

test('two exchanged characters are noticed', () => {
	fc.assert(
		fc.property(secrets, fc.nat(26), (secret, place) => {
			const characters = plain(formatBadge(secret)).split('');
			const [a = '', b = ''] = characters.slice(START + place, START + place + 2);
			fc.pre(a !== b);
			characters.splice(START + place, 2, b, a);
			expect(parseBadge(characters.join('')).ok).toBe(false);
		})
	);
});

test.each([
	['', 'not-a-badge'],
	['https://example.org/', 'not-a-badge'],
	['SYBX-0000', 'not-a-badge'],
	['SYB2-0000-0000-0000-0000-0000-0000-0000', 'newer-version'],
	['SYB1-0000-0000-0000-0000-0000-0000-000', 'wrong-length'],
	['SYB1-0000-0000-0000-0000-0000-0000-00000', 'wrong-length'],
	['SYB1-0000-0000-0000-0000-0000-0000-000U', 'mistyped'],
	['SYB1-0000-0000-0000-0000-0000-0000-000零', 'mistyped']
])('%s is refused as %s', (text, error) => {
	expect(parseBadge(text)).toEqual({ ok: false, error });
});

test('unused bits of the last character must be zero, even with matching checks', () => {
	// 1 · (x² mod generator) by hand: a one in the last data place is the remainder (1 + α, α) = (3, 2).
	expect(parseBadge('SYB1-0000-0000-0000-0000-0000-0000-0132')).toEqual({ ok: false, error: 'mistyped' });
});

test('text is looked at up to its limit', () => {
	const text = formatBadge(sample);
	expect(parseBadge(text + ' '.repeat(MAX_BADGE_TEXT - text.length)).ok).toBe(true);
	expect(parseBadge(text + ' '.repeat(MAX_BADGE_TEXT - text.length + 1))).toEqual({ ok: false, error: 'not-a-badge' });
});

test('a secret of another length is a bug', () => {
	expect(() => formatBadge(new Uint8Array(BADGE_SECRET_BYTES - 1))).toThrow();
	expect(() => formatBadge(new Uint8Array(BADGE_SECRET_BYTES + 1))).toThrow();
});

test('the tag names a badge without containing it', () => {
	expect(badgeTag(sample)).toMatch(/^[\w-]{22}$/);
	expect(badgeTag(sample)).not.toBe(badgeTag(new Uint8Array(BADGE_SECRET_BYTES)));
});
