/** The record in the erasable stream `keys/<person>`: its form, its check, and finding it by a badge. */
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { NONCE_BYTES, TAG_BYTES } from '#lib/log/sealed.ts';
import { KEY_BYTES } from './aes-gcm.ts';
import { ARGON2_LANES, MAX_ARGON2_MEMORY_KIB, MAX_ARGON2_PASSES, SALT_BYTES } from './argon2.ts';
import { badgeTag } from './badge.ts';

export const WRAP_VERSION = 1;
/** Longest of the texts in a record that are not of fixed length (uids). */
const MAX_UID = 64;

/** The authenticated part of a record. */
export interface WrapHead extends JsonObject {
	readonly v: typeof WRAP_VERSION;
	/** Id of the genesis entry. */
	readonly org: string;
	/** Person uid. */
	readonly person: string;
	/** Ed25519 public key, base64url. */
	readonly key: string;
	/** `badgeTag` of the badge that opens it. */
	readonly badge: string;
	readonly kdf: {
		readonly name: 'argon2id';
		readonly memoryKib: number;
		readonly passes: number;
		readonly lanes: number;
		readonly salt: string;
	};
}

export interface WrappedPersonKey extends WrapHead {
	readonly nonce: string;
	/** 32 bytes of seed and 16 of tag, encrypted; base64url. */
	readonly ct: string;
	/** base64url SHA-256 of the rest. Covers nothing secret; tells a damaged record from a wrong PIN, which costs an attempt. */
	readonly sum: string;
}

/** `newer-version`: written by a program that knows more than this one; update instead of trying again. */
export type WrapProblem = 'damaged' | 'newer-version';

/** A stored record, checked in form and by its sum. */
export function readWrappedPersonKey(stored: unknown): Result<WrappedPersonKey, WrapProblem> {
	if (!isObject(stored)) return err('damaged');
	const { v, kdf, sum } = stored;
	if (typeof v === 'number' && Number.isSafeInteger(v) && v > WRAP_VERSION) return err('newer-version');
	const isSound =
		v === WRAP_VERSION &&
		isUid(stored['org']) &&
		isUid(stored['person']) &&
		hasBytes(stored['key'], KEY_BYTES) &&
		isUid(stored['badge']) &&
		isObject(kdf) &&
		kdf['name'] === 'argon2id' &&
		isWithin(kdf['memoryKib'], MAX_ARGON2_MEMORY_KIB) &&
		isWithin(kdf['passes'], MAX_ARGON2_PASSES) &&
		isWithin(kdf['lanes'], ARGON2_LANES) &&
		hasBytes(kdf['salt'], SALT_BYTES) &&
		hasBytes(stored['nonce'], NONCE_BYTES) &&
		hasBytes(stored['ct'], KEY_BYTES + TAG_BYTES) &&
		hasBytes(sum, KEY_BYTES);
	if (!isSound) return err('damaged');
	const record = stored as unknown as WrappedPersonKey;
	return checksumOf(record) === sum ? ok(record) : err('damaged');
}

/** base64url SHA-256 over the known members but `sum`. */
export function checksumOf({ v, org, person, key, badge, kdf, nonce, ct }: Omit<WrappedPersonKey, 'sum'>): string {
	const { name, memoryKib, passes, lanes, salt } = kdf as WrapHead['kdf'];
	return toBase64Url(sha256(utf8(canonicalize([v, org, person, key, badge, name, memoryKib, passes, lanes, salt, nonce, ct] as never))));
}

/** Whose key a scanned badge opens; undefined for a badge that was replaced or is none of this company's. */
export function findByBadge(records: readonly WrappedPersonKey[], badgeSecret: Uint8Array): WrappedPersonKey | undefined {
	const tag = badgeTag(badgeSecret);
	return records.find((record) => record.badge === tag);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isUid(value: unknown): value is string {
	return typeof value === 'string' && value !== '' && value.length <= MAX_UID && value.isWellFormed();
}

function hasBytes(value: unknown, length: number): boolean {
	// The length of the text first: decoding is not for megabytes somebody put there.
	return typeof value === 'string' && value.length === Math.ceil((length * 4) / 3) && fromBase64Url(value)?.length === length;
}

function isWithin(value: unknown, limit: number): boolean {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= limit;
}
