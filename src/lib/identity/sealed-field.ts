/**
 * Encrypting one field value, and reading it again. Every sealed value has its own data key, so that each can be erased
 * alone; the place it was written to (company, device, action, path) is authenticated with it.
 */
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { JsonValue } from '#lib/log/operation.ts';
import { isSealed, MAX_SEALED_PLAIN_BYTES, NONCE_BYTES, sealedAad, type SealedPlace, type SealedValue } from '#lib/log/sealed.ts';
import { decrypt, encrypt, KEY_BYTES, type CipherPorts } from './aes-gcm.ts';
import type { KeyAgreement } from './key-agreement.ts';
import { openDataKey, type KeyProblem } from './key-record.ts';

/** Clear texts are filled up to a multiple of this: else the length would tell a price of 9 from one of 90 000. */
export const PADDING_BYTES = 64;
const KID_BYTES = 16;

export interface DataKey {
	/** Its name: 128 random bits, base64url. */
	readonly kid: string;
	/** 32 bytes. */
	readonly key: Uint8Array;
}

/** `damaged`: the value does not belong to this key and this place – altered, or copied from elsewhere. */
export type OpenProblem = KeyProblem | 'damaged';

/** A new data key; for one sealed value. */
export function createDataKey({ random }: CipherPorts): DataKey {
	return { kid: toBase64Url(random(KID_BYTES)), key: random(KEY_BYTES) };
}

/** Encrypts a JSON value for one place. Error: it is larger than a sealed value may be. */
export async function sealField(
	ports: CipherPorts,
	plain: JsonValue,
	dataKey: DataKey,
	place: SealedPlace
): Promise<Result<SealedValue, 'too-long'>> {
	const bytes = utf8(canonicalize(plain));
	if (bytes.length > MAX_SEALED_PLAIN_BYTES) return err('too-long');
	const nonce = ports.random(NONCE_BYTES);
	const ct = await encrypt(ports, dataKey.key, nonce, padded(bytes), sealedAad(place));
	return ok({ $s: 1, kid: dataKey.kid, nonce: toBase64Url(nonce), ct: toBase64Url(ct) });
}

/** Decrypts with the data key at hand. */
export async function openField(
	ports: CipherPorts,
	value: JsonValue,
	key: Uint8Array,
	place: SealedPlace
): Promise<Result<JsonValue, 'damaged'>> {
	if (!isSealed(value)) return err('damaged');
	const [nonce, ct] = [fromBase64Url(value.nonce), fromBase64Url(value.ct)];
	const plain = nonce && ct && (await decrypt(ports, key, nonce, ct, sealedAad(place)));
	const text = plain && fromUtf8(plain);
	if (text === undefined) return err('damaged');
	try {
		return ok(JSON.parse(text) as JsonValue);
	} catch {
		return err('damaged');
	}
}

/** Decrypts for an unlocked person, with the record of the stream `keys/<kid>` (undefined if this device has none). */
export async function readSealed(
	ports: CipherPorts,
	value: JsonValue,
	place: SealedPlace,
	stored: unknown,
	person: KeyAgreement
): Promise<Result<JsonValue, OpenProblem>> {
	if (!isSealed(value)) return err('damaged');
	const key = await openDataKey(ports, stored, value.kid, person);
	return key.ok ? openField(ports, value, key.value, place) : key;
}

/** White space after a JSON text changes nothing. */
function padded(bytes: Uint8Array): Uint8Array {
	const whole = new Uint8Array(Math.ceil(bytes.length / PADDING_BYTES) * PADDING_BYTES).fill(0x20);
	whole.set(bytes);
	return whole;
}
