/**
 * Who can open a sealed value: its data key, wrapped for each entitled person, in the erasable stream `keys/<kid>`.
 *
 * Erasing is removing the wraps. The record stays as a tombstone, so that a replica that was away cannot bring them back;
 * the entry in the log stays as it is and verifies as before.
 */
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { NONCE_BYTES } from '#lib/log/sealed.ts';
import { decrypt, encrypt, KEY_BYTES, type CipherPorts } from './aes-gcm.ts';
import { agreeWith, ephemeralKey, type KeyAgreement } from './key-agreement.ts';

export const KEY_RECORD_VERSION = 1;
/** Persons one value can be opened by: a company of the size we serve, several keys each. */
export const MAX_WRAPS = 500;
const WRAP_DOMAIN = 'suyuan-wrap-v1';

/** A data key for one person. */
export interface KeyWrap extends JsonObject {
	/** Person uid. */
	readonly person: string;
	/** The person's registered signing key it is wrapped to, base64url. */
	readonly to: string;
	/** Ephemeral X25519 public key, base64url. */
	readonly eph: string;
	readonly nonce: string;
	readonly ct: string;
}

export interface KeyRecord extends JsonObject {
	readonly v: typeof KEY_RECORD_VERSION;
	readonly kid: string;
	readonly erased: boolean;
	/** Empty once erased. */
	readonly wraps: readonly KeyWrap[];
}

/** A person as the log knows it: uid and registered key (32 bytes). */
export interface Recipient {
	readonly person: string;
	readonly publicKey: Uint8Array;
}

/** `no-record`: this device has not (yet) received it · `not-entitled`: it has no wrap for this person's key. */
export type KeyProblem = 'erased' | 'not-entitled' | 'no-record' | 'damaged' | 'newer-version';

/** Error: a recipient's key is no usable key, or there are more than `MAX_WRAPS`. */
export type WrapForProblem = 'unusable-key' | 'too-many';

/** The record of a new data key (32 bytes) for its first recipients. */
export async function wrapDataKey(
	ports: CipherPorts,
	kid: string,
	key: Uint8Array,
	recipients: readonly Recipient[]
): Promise<Result<KeyRecord, WrapForProblem>> {
	return addWraps(ports, { v: KEY_RECORD_VERSION, kid, erased: false, wraps: [] }, key, recipients);
}

/** The record for further persons, by somebody who can open it. An erased record stays as it is. */
export async function addWraps(
	ports: CipherPorts,
	record: KeyRecord,
	key: Uint8Array,
	recipients: readonly Recipient[]
): Promise<Result<KeyRecord, WrapForProblem>> {
	if (record.erased) return ok(record);
	const wraps = [...record.wraps];
	for (const recipient of recipients) {
		if (wraps.some((wrap) => wrap.to === toBase64Url(recipient.publicKey))) continue;
		const wrap = await wrapFor(ports, record.kid, key, recipient);
		if (!wrap) return err('unusable-key');
		wraps.push(wrap);
	}
	return wraps.length > MAX_WRAPS ? err('too-many') : ok({ ...record, wraps });
}

/** The record without wraps: nobody can open the value any more, wherever this record has arrived. */
export function eraseKey(kid: string): KeyRecord {
	return { v: KEY_RECORD_VERSION, kid, erased: true, wraps: [] };
}

/** What two replicas know of one key, in either order. Erased wins for ever. */
export function mergeKeyRecords(a: KeyRecord, b: KeyRecord): KeyRecord {
	if (a.erased || b.erased) return eraseKey(a.kid);
	const wraps = new Map<string, KeyWrap>();
	for (const wrap of [...a.wraps, ...b.wraps]) {
		const known = wraps.get(wrap.to);
		// Two wraps for one key open the same; the smaller text is kept so that replicas agree.
		if (!known || canonicalize(wrap) < canonicalize(known)) wraps.set(wrap.to, wrap);
	}
	return { ...a, wraps: [...wraps.values()].sort((left, right) => (left.to < right.to ? -1 : 1)) };
}

/** The data key (32 bytes) for an unlocked person. `stored` is whatever the stream holds; it is checked here. */
export async function openDataKey(
	ports: CipherPorts,
	stored: unknown,
	kid: string,
	person: KeyAgreement
): Promise<Result<Uint8Array, KeyProblem>> {
	const read = readKeyRecord(stored);
	if (!read.ok) return read;
	const record = read.value;
	if (record.kid !== kid) return err('damaged');
	if (record.erased) return err('erased');
	const own = toBase64Url(person.publicKey);
	const wrap = record.wraps.find((candidate) => candidate.to === own);
	if (!wrap) return err('not-entitled');
	const [eph, nonce, ct] = [fromBase64Url(wrap.eph), fromBase64Url(wrap.nonce), fromBase64Url(wrap.ct)];
	if (!eph || nonce?.length !== NONCE_BYTES || !ct) return err('damaged');
	const aad = context(kid, wrap);
	const wrappingKey = person.agree(eph, aad);
	const key = wrappingKey && (await decrypt(ports, wrappingKey, nonce, ct, aad));
	return key?.length === KEY_BYTES ? ok(key) : err('damaged');
}

/** A stored record, checked in form. */
export function readKeyRecord(stored: unknown): Result<KeyRecord, KeyProblem> {
	if (stored === undefined) return err('no-record');
	if (typeof stored !== 'object' || stored === null) return err('damaged');
	const { v, kid, erased, wraps } = stored as Partial<Record<keyof KeyRecord, unknown>>;
	if (typeof v === 'number' && Number.isSafeInteger(v) && v > KEY_RECORD_VERSION) return err('newer-version');
	const isSound =
		v === KEY_RECORD_VERSION &&
		typeof kid === 'string' &&
		typeof erased === 'boolean' &&
		Array.isArray(wraps) &&
		wraps.length <= MAX_WRAPS &&
		wraps.every(isWrap);
	return isSound ? ok(stored as KeyRecord) : err('damaged');
}

function isWrap(value: unknown): value is KeyWrap {
	if (typeof value !== 'object' || value === null) return false;
	const { person, to, eph, nonce, ct } = value as Partial<Record<keyof KeyWrap, unknown>>;
	return [person, to, eph, nonce, ct].every((part) => typeof part === 'string');
}

async function wrapFor(ports: CipherPorts, kid: string, key: Uint8Array, { person, publicKey }: Recipient): Promise<KeyWrap | undefined> {
	const secret = ports.random(KEY_BYTES);
	const head = { person, to: toBase64Url(publicKey), eph: toBase64Url(ephemeralKey(secret)) };
	const aad = context(kid, head);
	const wrappingKey = agreeWith(publicKey, secret, aad);
	if (!wrappingKey) return undefined;
	const nonce = ports.random(NONCE_BYTES);
	const ct = await encrypt(ports, wrappingKey, nonce, key, aad);
	return { ...head, nonce: toBase64Url(nonce), ct: toBase64Url(ct) };
}

function context(kid: string, { person, to, eph }: Pick<KeyWrap, 'person' | 'to' | 'eph'>): Uint8Array {
	return utf8(canonicalize([WRAP_DOMAIN, kid, person, to, eph]));
}
