/**
 * The badge secret as text, for the QR code and for typing when the scanner is broken:
 * `SYB1-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
 *
 * 128 bits are 26 characters of Crockford's base32 (the last two bits are zero); two more are check characters of a
 * Reed–Solomon code over GF(32). Any two wrong characters, so also any two exchanged ones, are always noticed.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';

export const BADGE_SECRET_BYTES = 16;
/** Longest text looked at; a badge has 39 characters. */
export const MAX_BADGE_TEXT = 100;
const PREFIX = 'SYB';
const VERSION = '1';
const DATA_LENGTH = 26;
const CHECK_LENGTH = 2;
const GROUP = 4;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TAG_DOMAIN = utf8('suyuan-badge-v1\n');
const TAG_LENGTH = 22;

/** `mistyped`: the right number of characters, but the check does not hold. */
export type BadgeProblem = 'not-a-badge' | 'newer-version' | 'wrong-length' | 'mistyped';

/** The text on a badge. The secret has 16 bytes; other lengths are a bug and throw. */
export function formatBadge(secret: Uint8Array): string {
	if (secret.length !== BADGE_SECRET_BYTES) throw new Error(`a badge secret has ${BADGE_SECRET_BYTES} bytes`);
	const data = toDigits(secret);
	const text = [...data, ...checkDigits(data)].map((digit) => ALPHABET.charAt(digit)).join('');
	const groups: string[] = [PREFIX + VERSION];
	for (let at = 0; at < text.length; at += GROUP) groups.push(text.slice(at, at + GROUP));
	return groups.join('-');
}

/** The secret in a scanned or typed text: case, spaces and dashes do not matter; O is 0, I and L are 1. */
export function parseBadge(text: string): Result<Uint8Array, BadgeProblem> {
	if (text.length > MAX_BADGE_TEXT) return err('not-a-badge');
	const plain = upperCase(text.replace(/[\s\-–—_.·]/gu, ''));
	if (!plain.startsWith(PREFIX)) return err('not-a-badge');
	const rest = plain.slice(PREFIX.length).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
	if (!rest.startsWith(VERSION)) return err(/^[0-9]/.test(rest) ? 'newer-version' : 'not-a-badge');
	const digits = Array.from(rest.slice(VERSION.length), (character) => ALPHABET.indexOf(character));
	if (digits.length !== DATA_LENGTH + CHECK_LENGTH) return err('wrong-length');
	const data = digits.slice(0, DATA_LENGTH);
	const isIntact = !digits.includes(-1) && checkDigits(data).every((digit, at) => digit === digits[DATA_LENGTH + at]);
	const secret = isIntact ? fromDigits(data) : undefined;
	return secret ? ok(secret) : err('mistyped');
}

/**
 * A public name of the badge, by which a terminal finds whose key it opens. It says nothing about the secret, which has
 * 128 random bits.
 */
export function badgeTag(secret: Uint8Array): string {
	return toBase64Url(sha256(concatBytes(TAG_DOMAIN, secret))).slice(0, TAG_LENGTH);
}

function toDigits(bytes: Uint8Array): number[] {
	const digits: number[] = [];
	let buffer = 0;
	let bits = 0;
	for (const byte of bytes) {
		buffer = (buffer << 8) | byte;
		bits += 8;
		for (; bits >= 5; bits -= 5) digits.push((buffer >> (bits - 5)) & 31);
		buffer &= (1 << bits) - 1;
	}
	if (bits > 0) digits.push((buffer << (5 - bits)) & 31);
	return digits;
}

/** Undefined if the bits beyond the last byte are not zero: one secret has one text. */
function fromDigits(digits: readonly number[]): Uint8Array | undefined {
	const bytes: number[] = [];
	let buffer = 0;
	let bits = 0;
	for (const digit of digits) {
		buffer = (buffer << 5) | digit;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push(buffer >> bits);
		buffer &= (1 << bits) - 1;
	}
	return buffer === 0 ? Uint8Array.from(bytes) : undefined;
}

/** Remainder of the data by (x + 1)(x + α) = x² + (1 + α)x + α over GF(32), α = 2. */
function checkDigits(data: readonly number[]): readonly [number, number] {
	let [high, low] = [0, 0];
	for (const digit of data) {
		const top = digit ^ high;
		high = low ^ top ^ timesAlpha(top);
		low = timesAlpha(top);
	}
	return [high, low];
}

/** Multiplication by α modulo x⁵ + x² + 1. */
function timesAlpha(value: number): number {
	return value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1;
}

/** ASCII only: what a locale makes of `i` must not matter. */
function upperCase(text: string): string {
	return text.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32));
}
