/**
 * Sealed fields: values in the immutable log that only entitled persons can read, and that can be made unreadable for
 * ever by deleting the wraps of their data key. Here is only their form; ciphers are in `identity/sealed-field.ts`.
 */
import { fromBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from './canonical.ts';
import type { JsonObject, JsonValue, Operation } from './operation.ts';

/** AES-256-GCM under the data key `kid`. */
export interface SealedValue extends JsonObject {
	readonly $s: 1;
	/** Names the data key: 128 random bits, base64url. */
	readonly kid: string;
	/** 12 bytes, base64url. */
	readonly nonce: string;
	/** Ciphertext and 16-byte tag, base64url. */
	readonly ct: string;
}

export const SEALED_MARK = '$s';
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
/** Canonical JSON of the clear value. Sealed values are prices, terms and names; documents are attachments. */
export const MAX_SEALED_PLAIN_BYTES = 16 * 1024;
/** The ciphertext is as long as its clear text, which is filled up to no more than this. */
export const MAX_SEALED_BYTES = MAX_SEALED_PLAIN_BYTES + TAG_BYTES;
const MAX_CT_LENGTH = Math.floor((MAX_SEALED_BYTES * 4 + 2) / 3);
const KID = /^[A-Za-z0-9_-]{22}$/;
const KEY_COUNT = 4;

/** Where a sealed value stands; bound into its encryption, so that it cannot be moved to another field or operation. */
export interface SealedPlace {
	readonly org: string;
	readonly dev: string;
	/** Id of the user action, the first member of `cmd`. */
	readonly cmd: string;
	/** Path inside `data`, e.g. `/patient/name` or `/prices/0`. */
	readonly path: string;
}

/** Additional authenticated data: canonical([org, dev, cmd, path]). */
export function sealedAad({ org, dev, cmd, path }: SealedPlace): Uint8Array {
	return utf8(canonicalize([org, dev, cmd, path]));
}

/** Whether something says it is a sealed value, well-formed or not. */
export function claimsSealed(value: JsonValue): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, SEALED_MARK);
}

export function isSealed(value: JsonValue): value is SealedValue {
	if (!claimsSealed(value) || Object.keys(value).length !== KEY_COUNT) return false;
	const { $s, kid, nonce, ct } = value;
	if ($s !== 1 || typeof kid !== 'string' || !KID.test(kid) || typeof nonce !== 'string' || typeof ct !== 'string') return false;
	if (ct.length > MAX_CT_LENGTH) return false;
	// Every JSON text has a character, so there is always one byte more than the tag.
	return fromBase64Url(nonce)?.length === NONCE_BYTES && (fromBase64Url(ct)?.length ?? 0) > TAG_BYTES;
}

export interface FoundSealed {
	readonly path: string;
	readonly value: JsonObject;
	readonly isWellFormed: boolean;
}

/** All sealed values of an operation's data with their paths, in the order of the data. */
export function findSealed(data: JsonObject): readonly FoundSealed[] {
	const found: FoundSealed[] = [];
	collect(data, '', found);
	return found;
}

/** Paths of all well-formed sealed values of an operation's data. */
export function sealedPaths(data: JsonObject): readonly string[] {
	return findSealed(data).flatMap(({ path, isWellFormed }) => (isWellFormed ? [path] : []));
}

/** The place of a sealed value of an operation, for `sealedAad`. */
export function placeOf(op: Pick<Operation, 'org' | 'dev' | 'cmd'>, path: string): SealedPlace {
	return { org: op.org, dev: op.dev, cmd: op.cmd[0], path };
}

function collect(value: JsonValue, path: string, found: FoundSealed[]): void {
	if (typeof value !== 'object' || value === null) return;
	if (claimsSealed(value)) {
		found.push({ path, value, isWellFormed: isSealed(value) });
		return;
	}
	// Array members are named by their index, which is how Object.entries lists them.
	for (const [key, part] of Object.entries(value))
		collect(part as JsonValue, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, found);
}
