/**
 * A person's signing key at rest: an Ed25519 seed under argon2id(PIN, badge secret) and AES-256-GCM, kept in the erasable
 * stream `keys/<person>`.
 *
 * A PIN alone could be guessed by whoever holds the wrapped key, and a log keeps what it once held for ever. Therefore the
 * badge (or the person's phone) adds 128 random bits that are stored nowhere else, and the wrap is never put into an
 * operation. With badge and PIN a person signs on any enrolled device, offline.
 */
import { argon2id } from 'hash-wasm';
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { NONCE_BYTES } from '#lib/log/sealed.ts';
import { decrypt, encrypt, KEY_BYTES, type CipherPorts } from './aes-gcm.ts';

/** Memory of one derivation, in KiB: what a shop-floor tablet can spare, and a guesser must pay for each guess. */
export const KDF_MEMORY_KIB = 64 * 1024;
export const KDF_PASSES = 3;
export const KDF_LANES = 1;
/** A stored wrap asking for more would freeze the device that opens it. */
export const MAX_KDF_MEMORY_KIB = 256 * 1024;
export const MAX_KDF_PASSES = 10;
export const BADGE_SECRET_BYTES = 16;
const SALT_BYTES = 16;
const WRAP_VERSION = 1;

export interface KdfInput {
	readonly pin: string;
	readonly badgeSecret: Uint8Array;
	readonly salt: Uint8Array;
	readonly memoryKib: number;
	readonly passes: number;
	readonly lanes: number;
}

/** Derives 32 bytes; tests put something fast in its place. */
export type Kdf = (input: KdfInput) => Promise<Uint8Array>;

export interface WrappedPersonKey extends JsonObject {
	readonly v: typeof WRAP_VERSION;
	/** Person uid. */
	readonly person: string;
	/** Public key, base64url. */
	readonly key: string;
	readonly kdf: { readonly name: 'argon2id'; readonly memoryKib: number; readonly passes: number; readonly lanes: number; readonly salt: string };
	readonly nonce: string;
	readonly ct: string;
}

/** `wrong-pin-or-badge` is all that can be known: neither half can be tried alone. */
export type PersonKeyProblem = 'wrong-pin-or-badge' | 'bad-wrap';

/** argon2id with the badge secret as its secret parameter. */
export const argon2idKdf: Kdf = ({ pin, badgeSecret, salt, memoryKib, passes, lanes }) =>
	argon2id({ password: pin, salt, secret: badgeSecret, iterations: passes, memorySize: memoryKib, parallelism: lanes, hashLength: KEY_BYTES, outputType: 'binary' });

export interface PersonKeyPorts extends CipherPorts {
	readonly kdf: Kdf;
}

export interface Unlocking {
	readonly pin: string;
	readonly badgeSecret: Uint8Array;
}

/** Wraps a 32-byte seed. `key` is its public key. */
export async function wrapPersonKey(ports: PersonKeyPorts, person: string, key: Uint8Array, seed: Uint8Array, unlocking: Unlocking): Promise<WrappedPersonKey> {
	const salt = ports.random(SALT_BYTES);
	const nonce = ports.random(NONCE_BYTES);
	const kdf = { name: 'argon2id', memoryKib: KDF_MEMORY_KIB, passes: KDF_PASSES, lanes: KDF_LANES, salt: toBase64Url(salt) } as const;
	const head = { v: WRAP_VERSION, person, key: toBase64Url(key), kdf } as const;
	const secret = await ports.kdf({ ...unlocking, ...kdf, salt });
	const ct = await encrypt(ports, secret, nonce, seed, context(head));
	return { ...head, nonce: toBase64Url(nonce), ct: toBase64Url(ct) };
}

/** The seed. */
export async function unlockPersonKey(ports: PersonKeyPorts, wrapped: WrappedPersonKey, unlocking: Unlocking): Promise<Result<Uint8Array, PersonKeyProblem>> {
	const { v, kdf } = wrapped;
	const [salt, nonce, ct] = [fromBase64Url(kdf.salt), fromBase64Url(wrapped.nonce), fromBase64Url(wrapped.ct)];
	const isKnown = v === WRAP_VERSION && kdf.name === 'argon2id' && isWithin(kdf.memoryKib, MAX_KDF_MEMORY_KIB) && isWithin(kdf.passes, MAX_KDF_PASSES) && kdf.lanes === KDF_LANES;
	if (!isKnown || !salt || nonce?.length !== NONCE_BYTES || !ct) return err('bad-wrap');
	const secret = await ports.kdf({ ...unlocking, salt, memoryKib: kdf.memoryKib, passes: kdf.passes, lanes: kdf.lanes });
	const seed = await decrypt(ports, secret, nonce, ct, context(wrapped));
	return seed?.length === KEY_BYTES ? ok(seed) : err('wrong-pin-or-badge');
}

/** Everything beside the ciphertext is authenticated, so that no wrap can be passed off as another person's. */
function context({ v, person, key, kdf }: Pick<WrappedPersonKey, 'v' | 'person' | 'key' | 'kdf'>): Uint8Array {
	return utf8(canonicalize({ v, person, key, kdf }));
}

function isWithin(value: number, limit: number): boolean {
	return Number.isSafeInteger(value) && value >= 1 && value <= limit;
}

export interface Badge {
	readonly person: string;
	/** 128 random bits. */
	readonly secret: Uint8Array;
}

const BADGE_PREFIX = 'suyuan-badge:1.';
const UID = /^[A-Za-z0-9_-]{22}$/;

/** What the code on a badge says: `suyuan-badge:1.‹person›.‹secret›`. */
export function formatBadge({ person, secret }: Badge): string {
	return `${BADGE_PREFIX}${person}.${toBase64Url(secret)}`;
}

/** The badge in a scanned text; undefined if it is none. */
export function parseBadge(text: string): Badge | undefined {
	if (!text.startsWith(BADGE_PREFIX)) return undefined;
	const [person, secretText, ...rest] = text.slice(BADGE_PREFIX.length).split('.');
	const secret = fromBase64Url(secretText ?? '');
	return person !== undefined && UID.test(person) && rest.length === 0 && secret?.length === BADGE_SECRET_BYTES ? { person, secret } : undefined;
}
