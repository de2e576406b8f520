/**
 * The key of this device. Where WebCrypto has Ed25519 the private half never leaves the browser's own keeping: nobody,
 * this program included, can read it, so a copied list of rows does not copy the device. Elsewhere its seed is stored and
 * said to be so.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { createPureSigner } from '#lib/log/ed25519.ts';
import { ED25519, generateEd25519 } from './native-ed25519.ts';
import type { StoreProblem } from './store-problem.ts';

/** As it stands in `meta`. */
export type StoredKey =
	| { readonly kind: 'webcrypto'; readonly publicKey: Uint8Array; readonly privateKey: CryptoKey }
	| { readonly kind: 'seed'; readonly publicKey: Uint8Array; readonly seed: Uint8Array };

export interface DeviceKey extends Signer {
	readonly dev: string;
	/** Whether the private half can be read from the disk by whoever can read the profile. */
	readonly isExtractable: boolean;
	readonly stored: StoredKey;
}

export interface KeyPorts {
	readonly crypto: Crypto;
	readonly random: (bytes: number) => Uint8Array;
	/** Absent outside secure contexts. */
	readonly subtle?: SubtleCrypto;
}

export const DEVICE_KEY = 'device';
const SEED_BYTES = 32;

export async function createDeviceKey(ports: KeyPorts): Promise<DeviceKey> {
	const pair = await generateEd25519(ports.subtle);
	if (pair && ports.subtle) {
		const publicKey = new Uint8Array(await ports.subtle.exportKey('raw', pair.publicKey));
		return webCryptoKey({ kind: 'webcrypto', publicKey, privateKey: pair.privateKey }, ports.subtle, ports.crypto);
	}
	const seed = ports.random(SEED_BYTES);
	return seedKey({ kind: 'seed', publicKey: createPureSigner(seed).publicKey, seed }, ports.crypto);
}

/** The key of a row of `meta`. Errors: `damaged` for anything that is none, `unavailable` where WebCrypto has gone. */
export function openDeviceKey(value: unknown, ports: KeyPorts): Result<DeviceKey, StoreProblem> {
	const stored = storedKey(value);
	if (!stored) return err({ code: 'damaged', detail: 'the device key is missing or damaged', unsaved: [] });
	if (stored.kind === 'seed') return ok(seedKey(stored, ports.crypto));
	if (!ports.subtle)
		return err({ code: 'unavailable', detail: 'the device key needs WebCrypto, which this page does not have', unsaved: [] });
	return ok(webCryptoKey(stored, ports.subtle, ports.crypto));
}

/** Device id of a row of `meta`; "" for anything that is none. */
export function storedDev(value: unknown, crypto: Crypto): string {
	const stored = storedKey(value);
	return stored ? deviceIdOf(stored.publicKey, crypto) : '';
}

function webCryptoKey(stored: StoredKey & { readonly kind: 'webcrypto' }, subtle: SubtleCrypto, crypto: Crypto): DeviceKey {
	const { publicKey, privateKey } = stored;
	return {
		dev: deviceIdOf(publicKey, crypto),
		publicKey,
		isExtractable: false,
		stored,
		sign: async (message) => new Uint8Array(await subtle.sign(ED25519, privateKey, new Uint8Array(message)))
	};
}

function seedKey(stored: StoredKey & { readonly kind: 'seed' }, crypto: Crypto): DeviceKey {
	const signer = createPureSigner(stored.seed);
	return { dev: deviceIdOf(signer.publicKey, crypto), publicKey: signer.publicKey, isExtractable: true, stored, sign: signer.sign };
}

function storedKey(value: unknown): StoredKey | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { kind, publicKey, privateKey, seed } = value as Record<string, unknown>;
	if (!(publicKey instanceof Uint8Array)) return undefined;
	if (kind === 'seed') return seed instanceof Uint8Array && seed.length === SEED_BYTES ? { kind, publicKey, seed } : undefined;
	return kind === 'webcrypto' && typeof privateKey === 'object' && privateKey !== null
		? { kind, publicKey, privateKey: privateKey as CryptoKey }
		: undefined;
}
