/**
 * An entry: one line `‹base64url Ed25519 signature› ‹space› ‹canonical JSON›`. Its id hashes the whole line, so the
 * signature too is pinned by whatever comes after. Stored bytes are hashed, never a re-serialisation.
 */
import { concatBytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize, parseCanonical } from './canonical.ts';
import type { Crypto } from './crypto.ts';
import { operationShapeProblem } from './operation-shape.ts';
import { MAX_ENTRY_BYTES } from './limits.ts';
import type { OpId, Operation } from './operation.ts';
import type { LogProblem } from './problem.ts';

export interface Entry {
	readonly id: OpId;
	readonly line: string;
	readonly op: Operation;
}

const DOMAIN = utf8('suyuan-op-v1\n');
export const SIGNATURE_TEXT_LENGTH = 86;
/** 64 bytes leave four bits of the last character unused; canonical text has them zero. */
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw] /;
/** Reused because a million ids are computed in a row; only ever read before this module returns. */
const scratch = new Uint8Array(8192);
scratch.set(DOMAIN);

/** What the device signs. */
export function entryMessage(json: string): Uint8Array {
	return concatBytes(DOMAIN, utf8(json));
}

/** base64url(SHA-256("suyuan-op-v1\n" ‖ line)). */
export function entryId(line: Uint8Array, crypto: Crypto): OpId {
	const fits = DOMAIN.length + line.length <= scratch.length;
	if (fits) scratch.set(line, DOMAIN.length);
	const bytes = fits ? scratch.subarray(0, DOMAIN.length + line.length) : concatBytes(DOMAIN, line);
	return (crypto.sha256Text?.(bytes) ?? toBase64Url(crypto.sha256(bytes))) as OpId;
}

/** The entry for an operation just signed. */
export function sealEntry(op: Operation, signature: Uint8Array, crypto: Crypto): Entry {
	const json = canonicalize(op);
	const line = `${toBase64Url(signature)} ${json}`;
	// What is kept shares nothing with the caller, and is the same as if the line had come from elsewhere.
	return { id: entryId(utf8(line), crypto), line, op: JSON.parse(json) as Operation };
}

/**
 * Reads one line: size, form, canonical JSON, envelope. Not its link and not its signature.
 * Errors: `over-limit`, `bad-json`, `not-canonical`.
 */
export function decodeEntry(line: string | Uint8Array, crypto: Crypto): Result<Entry, LogProblem> {
	const bytes = typeof line === 'string' ? utf8(line) : line;
	if (bytes.length > MAX_ENTRY_BYTES + SIGNATURE_TEXT_LENGTH + 1)
		return err({ code: 'over-limit', detail: `longer than ${MAX_ENTRY_BYTES} bytes` });
	const text = typeof line === 'string' ? line : fromUtf8(bytes);
	if (text === undefined) return err({ code: 'bad-json', detail: 'not UTF-8' });
	if (!SIGNATURE.test(text)) return err({ code: 'bad-json', detail: 'no signature before the JSON' });
	const parsed = parseCanonical(text.slice(SIGNATURE_TEXT_LENGTH + 1));
	if (!parsed.ok) return err(parsed.error);
	const problem = operationShapeProblem(parsed.value);
	if (problem) return err(problem);
	return ok({ id: entryId(bytes, crypto), line: text, op: parsed.value as unknown as Operation });
}

/** Whether the device with this key signed the line. */
export function verifyEntrySignature(entry: { readonly line: string }, publicKey: Uint8Array, crypto: Crypto): boolean {
	const signature = fromBase64Url(entry.line.slice(0, SIGNATURE_TEXT_LENGTH));
	return signature !== undefined && crypto.verify(publicKey, entryMessage(entry.line.slice(SIGNATURE_TEXT_LENGTH + 1)), signature);
}
