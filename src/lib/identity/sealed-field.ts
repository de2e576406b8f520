/**
 * Sealing field values, and giving entitled persons the key.
 *
 * Every sealed value has its own data key; the key is wrapped for each entitled person and the wraps live in the erasable
 * stream `keys/<kid>`, never in the log. `personal.erased{kid}` obliges every replica to delete them: the chain stays
 * intact and the value is gone.
 *
 * Wrapping is X25519 to the person's registered signing key (converted to Montgomery form), HKDF-SHA256, AES-256-GCM. A
 * symmetric wrap under the person's secret would be shorter, but whoever writes a sealed value has to wrap it for
 * colleagues who are not there; and the registered key is already vouched for by the log, a second one would have to be.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { isUsableKey } from '#lib/log/ed25519.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { isSealed, NONCE_BYTES, sealedAad, type SealedPlace, type SealedValue } from '#lib/log/sealed.ts';
import { decrypt, encrypt, KEY_BYTES, type CipherPorts } from './aes-gcm.ts';

const WRAP_DOMAIN = 'suyuan-wrap-v1';
const KID_BYTES = 16;

export interface DataKey {
	readonly kid: string;
	/** 32 bytes. */
	readonly key: Uint8Array;
}

/** A data key for one person. */
export interface KeyWrap extends JsonObject {
	readonly kid: string;
	/** Person uid. */
	readonly person: string;
	/** The person's registered signing key it is wrapped to, base64url. */
	readonly to: string;
	/** Ephemeral X25519 public key, base64url. */
	readonly eph: string;
	readonly nonce: string;
	readonly ct: string;
}

/** `no-wrap`: not entitled, or erased. `unreadable`: something does not belong together. */
export type SealedProblem = 'no-wrap' | 'unreadable';

/** A new data key; one for each sealed value, so that each can be erased alone. */
export function createDataKey({ random }: CipherPorts): DataKey {
	return { kid: toBase64Url(random(KID_BYTES)), key: random(KEY_BYTES) };
}

export async function sealField(ports: CipherPorts, plain: JsonValue, dataKey: DataKey, place: SealedPlace): Promise<SealedValue> {
	const nonce = ports.random(NONCE_BYTES);
	const ct = await encrypt(ports, dataKey.key, nonce, utf8(canonicalize(plain)), sealedAad(place));
	return { $s: 1, kid: dataKey.kid, nonce: toBase64Url(nonce), ct: toBase64Url(ct) };
}

export async function openField(ports: CipherPorts, value: JsonValue, key: Uint8Array, place: SealedPlace): Promise<Result<JsonValue, SealedProblem>> {
	if (!isSealed(value)) return err('unreadable');
	const [nonce, ct] = [fromBase64Url(value.nonce), fromBase64Url(value.ct)];
	const plain = nonce && ct && (await decrypt(ports, key, nonce, ct, sealedAad(place)));
	const text = plain && fromUtf8(plain);
	return text === undefined ? err('unreadable') : ok(JSON.parse(text) as JsonValue);
}

/** Wraps a data key for a person. Error: `unreadable` if the registered key is no usable key. */
export async function wrapFor(ports: CipherPorts, dataKey: DataKey, person: string, registeredKey: Uint8Array): Promise<Result<KeyWrap, SealedProblem>> {
	if (!isUsableKey(registeredKey)) return err('unreadable');
	const secret = ports.random(KEY_BYTES);
	const eph = x25519.getPublicKey(secret);
	const wrap = { kid: dataKey.kid, person, to: toBase64Url(registeredKey), eph: toBase64Url(eph) };
	const nonce = ports.random(NONCE_BYTES);
	const shared = x25519.getSharedSecret(secret, ed25519.utils.toMontgomery(registeredKey));
	const ct = await encrypt(ports, wrappingKey(shared, wrap), nonce, dataKey.key, context(wrap));
	return ok({ ...wrap, nonce: toBase64Url(nonce), ct: toBase64Url(ct) });
}

/** The data key, with the person's unlocked signing seed (32 bytes). */
export async function unwrap(ports: CipherPorts, wraps: readonly KeyWrap[], kid: string, seed: Uint8Array): Promise<Result<Uint8Array, SealedProblem>> {
	const own = toBase64Url(ed25519.getPublicKey(seed));
	const wrap = wraps.find((candidate) => candidate.kid === kid && candidate.to === own);
	if (!wrap) return err('no-wrap');
	const [eph, nonce, ct] = [fromBase64Url(wrap.eph), fromBase64Url(wrap.nonce), fromBase64Url(wrap.ct)];
	if (eph?.length !== KEY_BYTES || nonce?.length !== NONCE_BYTES || !ct) return err('unreadable');
	let shared: Uint8Array;
	try {
		shared = x25519.getSharedSecret(ed25519.utils.toMontgomerySecret(seed), eph);
	} catch {
		// A point of small order: nobody honest makes one.
		return err('unreadable');
	}
	const key = await decrypt(ports, wrappingKey(shared, wrap), nonce, ct, context(wrap));
	return key ? ok(key) : err('unreadable');
}

type WrapContext = Pick<KeyWrap, 'kid' | 'person' | 'to' | 'eph'>;

function context({ kid, person, to, eph }: WrapContext): Uint8Array {
	return utf8(canonicalize([WRAP_DOMAIN, kid, person, to, eph]));
}

function wrappingKey(shared: Uint8Array, wrap: WrapContext): Uint8Array {
	return hkdf(sha256, shared, undefined, context(wrap), KEY_BYTES);
}
