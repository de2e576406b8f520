/**
 * Strict Ed25519 in plain JavaScript (over noble's curve arithmetic), for surroundings without a synchronous one.
 *
 * The equation is checked without cofactor and R is compared byte by byte, as OpenSSL and BoringSSL do (RFC 8032 §5.1.7
 * permits both); keys and R of small order are refused, on which versions of OpenSSL differ. These choices are part of the
 * format: a signature that one replica accepts and another refuses would split the company's truth. noble's own `verify`
 * multiplies by the cofactor and is therefore not used.
 */
import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesEqual, concatBytes, toBase64Url, toHex } from '#lib/kernel/bytes.ts';
import type { Crypto, Signer } from './crypto.ts';

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const MAX_CACHED_KEYS = 4096;
const usableKeys = new Map<string, boolean>();
const smallOrder: ReadonlySet<string> = new Set(ED25519_TORSION_SUBGROUP);

/** Whether a public key is canonical, on the curve and not of small order. */
export function isUsableKey(publicKey: Uint8Array): boolean {
	if (publicKey.length !== 32) return false;
	const name = toBase64Url(publicKey);
	const known = usableKeys.get(name);
	if (known !== undefined) return known;
	const answer = decode(publicKey)?.isSmallOrder() === false;
	if (usableKeys.size >= MAX_CACHED_KEYS) usableKeys.clear();
	usableKeys.set(name, answer);
	return answer;
}

/** Whether R, the first half of a signature, is the canonical encoding of a point of small order. */
export function isSmallOrderR(signature: Uint8Array): boolean {
	return smallOrder.has(toHex(signature.subarray(0, 32)));
}

export function verifyStrict(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
	if (signature.length !== 64 || !isUsableKey(publicKey) || isSmallOrderR(signature)) return false;
	const r = signature.subarray(0, 32);
	const s = littleEndian(signature.subarray(32));
	const a = decode(publicKey);
	if (s >= ORDER || !a) return false;
	const k = littleEndian(sha512(concatBytes(r, publicKey, message))) % ORDER;
	const sB = s === 0n ? Point.ZERO : Point.BASE.multiplyUnsafe(s);
	const kA = k === 0n ? Point.ZERO : a.multiplyUnsafe(k);
	return bytesEqual(sB.subtract(kA).toBytes(), r);
}

export function createPureCrypto(): Crypto {
	return { sha256: (bytes) => sha256(bytes), verify: verifyStrict };
}

/** Signs with a 32-byte seed (RFC 8032 private key). */
export function createPureSigner(seed: Uint8Array): Signer {
	return { publicKey: ed25519.getPublicKey(seed), sign: (message) => ed25519.sign(message, seed) };
}

function decode(bytes: Uint8Array) {
	try {
		return Point.fromBytes(bytes, false);
	} catch {
		return undefined;
	}
}

function littleEndian(bytes: Uint8Array): bigint {
	let value = 0n;
	for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] ?? 0);
	return value;
}
