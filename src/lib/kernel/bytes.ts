/** Bytes and their texts: UTF-8, base64url without padding (RFC 4648 §5), hex. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
/** Arguments of one call; engines bound them at some ten thousands. */
const MAX_ARGUMENTS = 4096;
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

export function utf8(text: string): Uint8Array {
	return encoder.encode(text);
}

/** The text of well-formed UTF-8, or undefined. A byte order mark is kept as the character it is. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
	try {
		return decoder.decode(bytes);
	} catch {
		return undefined;
	}
}

export function toBase64Url(bytes: Uint8Array): string {
	const codes = new Uint8Array(Math.floor((bytes.length * 4 + 2) / 3));
	let to = 0;
	for (let at = 0; at < bytes.length; at += 3) {
		const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
		// What lies beyond the last character falls off the end of the array.
		codes[to++] = CODES[group >> 18] ?? 0;
		codes[to++] = CODES[(group >> 12) & 63] ?? 0;
		codes[to++] = CODES[(group >> 6) & 63] ?? 0;
		codes[to++] = CODES[group & 63] ?? 0;
	}
	return asciiText(codes);
}

/** One flat string; adding characters one by one would leave a tree of parts behind. */
export function asciiText(codes: Uint8Array): string {
	if (codes.length <= MAX_ARGUMENTS) return String.fromCharCode.apply(undefined, codes as unknown as number[]);
	let text = '';
	for (let at = 0; at < codes.length; at += MAX_ARGUMENTS)
		text += String.fromCharCode.apply(undefined, codes.subarray(at, at + MAX_ARGUMENTS) as unknown as number[]);
	return text;
}

/** Bytes of canonical base64url; undefined for padding, other characters, or stray bits in the last character. */
export function fromBase64Url(text: string): Uint8Array | undefined {
	const rest = text.length % 4;
	if (rest === 1) return undefined;
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	let buffer = 0;
	let bits = 0;
	let at = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		const value = code < 128 ? (VALUES[code] ?? -1) : -1;
		if (value < 0) return undefined;
		buffer = (buffer << 6) | value;
		bits += 6;
		if (bits < 8) continue;
		bits -= 8;
		bytes[at++] = (buffer >> bits) & 255;
		buffer &= (1 << bits) - 1;
	}
	return buffer === 0 ? bytes : undefined;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}

export function toHex(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
	return text;
}

export function fromHex(text: string): Uint8Array | undefined {
	if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
	return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
}
