/**
 * Handing a secret to a person who is not there: X25519 with the person's registered Ed25519 key in Montgomery form, then
 * HKDF-SHA256 (docs/adr/0009-sealed-fields-use-the-signing-key.md).
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { isUsableKey } from '#lib/log/ed25519.ts';
import { KEY_BYTES } from './aes-gcm.ts';

/** The receiving side. It holds the seed and shows nothing of it. */
export interface KeyAgreement {
	/** The person's registered signing key, 32 bytes. */
	readonly publicKey: Uint8Array;
	/** 32 bytes shared with the holder of the ephemeral key; undefined if that is no usable point. `info` separates uses. */
	readonly agree: (ephemeral: Uint8Array, info: Uint8Array) => Uint8Array | undefined;
}

export function agreementOf(seed: Uint8Array): KeyAgreement {
	const secret = ed25519.utils.toMontgomerySecret(seed);
	return { publicKey: ed25519.getPublicKey(seed), agree: (ephemeral, info) => derive(secret, ephemeral, info) };
}

/** The public half of an ephemeral secret (32 random bytes). */
export function ephemeralKey(secret: Uint8Array): Uint8Array {
	return x25519.getPublicKey(secret);
}

/** The sending side: 32 bytes only the owner of the registered key can derive too; undefined if that is no usable key. */
export function agreeWith(registeredKey: Uint8Array, ephemeralSecret: Uint8Array, info: Uint8Array): Uint8Array | undefined {
	return isUsableKey(registeredKey) ? derive(ephemeralSecret, ed25519.utils.toMontgomery(registeredKey), info) : undefined;
}

function derive(secret: Uint8Array, point: Uint8Array, info: Uint8Array): Uint8Array | undefined {
	if (point.length !== KEY_BYTES) return undefined;
	try {
		return hkdf(sha256, x25519.getSharedSecret(secret, point), undefined, info, KEY_BYTES);
	} catch {
		// A point of small order: nobody honest makes one.
		return undefined;
	}
}
