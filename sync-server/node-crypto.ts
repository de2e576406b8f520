/**
 * The log's primitives on Node: OpenSSL, with the same answers as the plain JavaScript ones. The relay shares no code with
 * the command line, hence its own copy.
 */
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { isSmallOrderR, isUsableKey } from '#lib/log/ed25519.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const MAX_CACHED_KEYS = 4096;

export function createNodeCrypto(): Crypto {
	const keys = new Map<string, KeyObject>();
	const keyObject = (publicKey: Uint8Array) => {
		const name = toBase64Url(publicKey);
		let key = keys.get(name);
		if (!key) {
			if (keys.size >= MAX_CACHED_KEYS) keys.clear();
			keys.set(name, (key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })));
		}
		return key;
	};
	return {
		sha256: (bytes) => hash('sha256', bytes, 'buffer'),
		sha256Text: (bytes) => hash('sha256', bytes, 'base64url'),
		verify: (publicKey, message, signature) =>
			signature.length === 64 &&
			isUsableKey(publicKey) &&
			!isSmallOrderR(signature) &&
			verify(null, message, keyObject(publicKey), signature)
	};
}

/** Signs with a 32-byte seed (RFC 8032 private key), at once. */
export interface NodeSigner extends Signer {
	sign(message: Uint8Array): Uint8Array;
}

export function createNodeSigner(seed: Uint8Array): NodeSigner {
	const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
	const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })).subarray(SPKI_PREFIX.length);
	return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}
