/** The few ASN.1 DER forms an X.509 certificate is made of (ITU-T X.690). */

type Bytes = Uint8Array;

const encode = (tag: number, content: Bytes): Bytes => Buffer.concat([Buffer.of(tag), length(content.length), content]);

export const sequence = (...parts: readonly Bytes[]): Bytes => encode(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Bytes[]): Bytes => encode(0x31, Buffer.concat(parts));
export const octetString = (content: Bytes): Bytes => encode(0x04, content);
export const utf8String = (text: string): Bytes => encode(0x0c, Buffer.from(text));
export const boolean = (value: boolean): Bytes => encode(0x01, Buffer.of(value ? 0xff : 0));
/** Context-specific, constructed. */
export const explicit = (number: number, content: Bytes): Bytes => encode(0xa0 | number, content);
/** Context-specific, primitive. */
export const implicit = (number: number, content: Bytes): Bytes => encode(0x80 | number, content);
export const bitString = (content: Bytes, unused = 0): Bytes => encode(0x03, Buffer.concat([Buffer.of(unused), content]));

/** A non-negative integer, big-endian. */
export function integer(bytes: Bytes): Bytes {
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start++;
	const digits = bytes.subarray(start);
	// A leading bit would make it negative.
	return encode(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

export function oid(text: string): Bytes {
	const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
	const parts = [first * 40 + second, ...rest].flatMap((value) => {
		const groups = [value & 0x7f];
		for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80);
		return groups;
	});
	return encode(0x06, Buffer.from(parts));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(date: Date): Bytes {
	const text = date
		.toISOString()
		.replaceAll(/[-:T]/g, '')
		.replace(/\.\d+Z$/, 'Z');
	return date.getUTCFullYear() < 2050 ? encode(0x17, Buffer.from(text.slice(2))) : encode(0x18, Buffer.from(text));
}

function length(size: number): Bytes {
	if (size < 0x80) return Buffer.of(size);
	const digits: number[] = [];
	for (let left = size; left > 0; left = Math.floor(left / 256)) digits.unshift(left & 0xff);
	return Buffer.of(0x80 | digits.length, ...digits);
}
