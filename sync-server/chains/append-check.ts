/**
 * What the relay checks before it keeps an entry: form, company, place, link, signature. Never time, type, content or who
 * brought it: an entry authenticates itself, and refusing one would lose what happened.
 */
import { fromBase64Url, fromUtf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { decodeEntry, verifyEntrySignature, type Entry } from '#lib/log/entry.ts';
import { verifyJoin } from '#lib/log/invitation.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { RefusalCode } from '#lib/wire/messages.ts';

/** Why an entry was not taken; the codes of the wire, details in English for quoting. */
export interface Refusal {
	readonly code: RefusalCode;
	readonly detail: string;
	readonly seq?: number;
}

export const GENESIS_TYPES: readonly string[] = ['org.initialised', 'sandbox.forked'];

export function refusal(code: RefusalCode, detail: string, seq?: number): Result<never, Refusal> {
	return err({ code, detail, ...(seq === undefined ? {} : { seq }) });
}

/** Reads a line. Errors: `bad-entry`, `over-limit`. */
export function readEntry(line: Uint8Array, crypto: Crypto): Result<Entry, Refusal> {
	const decoded = decodeEntry(line, crypto);
	if (decoded.ok) return decoded;
	const { code, detail } = decoded.error;
	return refusal(code === 'over-limit' ? 'over-limit' : 'bad-entry', `${code}: ${detail}`);
}

/** The device key of the company's first entry. Error: `bad-entry`. */
export function checkGenesis(entry: Entry, org: string, crypto: Crypto): Result<Uint8Array, Refusal> {
	const { op } = entry;
	if (entry.id !== org) return refusal('bad-entry', 'foreign-org: the genesis of another company', op.seq);
	if (op.seq !== 1 || op.n !== 1 || op.prev !== '' || Object.keys(op.heads).length > 0 || !GENESIS_TYPES.includes(op.type))
		return refusal('bad-entry', 'bad-link: not a genesis', op.seq);
	const key = keyIn(op.data['device']);
	if (!key || deviceIdOf(key, crypto) !== op.dev) return refusal('bad-entry', 'unknown-device: the genesis does not carry its key', 1);
	return checkSignature(entry, key, crypto);
}

/** The device key that a chain's first entry proves against its invitation. Error: `bad-entry`. */
export function checkJoin(
	entry: Entry,
	invitation: { readonly id: string; readonly type: string; readonly data: JsonObject },
	crypto: Crypto
): Result<Uint8Array, Refusal> {
	const key = keyIn(entry.op.data);
	if (entry.op.type !== 'device.joined' || !key || !verifyJoin(entry.op, invitation, crypto))
		return refusal('bad-entry', 'unknown-device: a chain begins with device.joined proving its invitation', 1);
	return checkSignature(entry, key, crypto);
}

/** Error: `bad-entry`. */
export function checkSignature(entry: Entry, key: Uint8Array, crypto: Crypto): Result<Uint8Array, Refusal> {
	return verifyEntrySignature(entry, key, crypto)
		? ok(key)
		: refusal('bad-entry', 'bad-signature: not signed by this device', entry.op.seq);
}

/** `pubKey` of an object, if it is one. */
export function keyIn(value: JsonValue | undefined): Uint8Array | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const text = (value as JsonObject)['pubKey'];
	return typeof text === 'string' ? fromBase64Url(text) : undefined;
}

/** The JSON of a stored line, which was checked when it came. */
export function operationOf(line: Uint8Array): Entry['op'] {
	const text = fromUtf8(line) ?? '';
	return JSON.parse(text.slice(text.indexOf(' ') + 1)) as Entry['op'];
}
