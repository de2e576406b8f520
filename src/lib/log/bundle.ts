/**
 * A bundle: a company's log as one file, `*.suyuan` = gzip of lines (compression happens in the shell).
 *
 * Line 1 is the header `‹signature› ‹space› ‹canonical JSON›`, signed by the exporting device over
 * "suyuan-bundle-v1\n" ‖ JSON – its own domain, so that no header can pass for an operation. The other lines are entries
 * in order-key order. A file merged by someone without a device key has the header `merged ‹space› ‹JSON›`, which carries
 * the signed headers of its sources instead of a signature.
 */
import { concatBytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize, parseCanonical } from './canonical.ts';
import type { Crypto } from './crypto.ts';
import { SIGNATURE_TEXT_LENGTH } from './entry.ts';
import { MAX_HEADER_BYTES } from './limits.ts';
import type { JsonObject } from './operation.ts';
import { compareOrder } from './order.ts';
import type { LogProblem } from './problem.ts';
import type { RecordedOp } from './recorded-op.ts';

export const BUNDLE_FORMAT = 'suyuan-bundle';
export const BUNDLE_VERSION = 1;
const DOMAIN = utf8('suyuan-bundle-v1\n');
const MERGED = 'merged';
const NEWLINE = 10;

export interface BundleHeader extends JsonObject {
	readonly format: typeof BUNDLE_FORMAT;
	readonly v: typeof BUNDLE_VERSION;
	readonly org: string;
	/** UTC instant. */
	readonly exportedAt: string;
	/** Newest entry of every chain in the file. */
	readonly heads: { readonly [dev: string]: readonly [seq: number, id: string] };
	/** Exporting device; "" in a merged file. */
	readonly by: string;
	/** Header lines of the sources, in a merged file. */
	readonly merged?: readonly string[];
}

export interface ReadHeader {
	readonly header: BundleHeader;
	/** 64 bytes; undefined in a merged file. */
	readonly signature: Uint8Array | undefined;
	/** The JSON as it stands in the file. */
	readonly json: string;
}

/** What the exporting device signs. */
export function headerMessage(json: string): Uint8Array {
	return concatBytes(DOMAIN, utf8(json));
}

export function headerLine(json: string, signature: Uint8Array): string {
	return `${toBase64Url(signature)} ${json}`;
}

export function mergedHeaderLine(header: BundleHeader): string {
	return `${MERGED} ${canonicalize(header)}`;
}

/** Reads the first line. Error: `bad-header`, telling a newer version apart from damage. */
export function readHeader(line: Uint8Array): Result<ReadHeader, LogProblem> {
	if (line.length > MAX_HEADER_BYTES) return badHeader(`longer than ${MAX_HEADER_BYTES} bytes`);
	const text = fromUtf8(line);
	if (text === undefined) return badHeader('not a Suyuan bundle: the first line is not text');
	const space = text.indexOf(' ');
	const parsed = parseCanonical(text.slice(space + 1));
	if (space < 0 || !parsed.ok || parsed.value['format'] !== BUNDLE_FORMAT) return badHeader('not a Suyuan bundle');
	const header = parsed.value;
	if (typeof header['v'] === 'number' && header['v'] > BUNDLE_VERSION) return badHeader(`made by a newer version (bundle format ${header['v']})`);
	const signature = space === SIGNATURE_TEXT_LENGTH ? fromBase64Url(text.slice(0, space)) : undefined;
	const isMerged = text.startsWith(`${MERGED} `) && Array.isArray(header['merged']);
	if (header['v'] !== BUNDLE_VERSION || !hasHeaderShape(header) || (!isMerged && signature?.length !== 64)) return badHeader('the header is not complete');
	return ok({ header: header as BundleHeader, signature, json: text.slice(space + 1) });
}

/** Lines of a file without their newlines; the last one must be ended too. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
	for (let start = 0; start < bytes.length; ) {
		const end = bytes.indexOf(NEWLINE, start);
		yield bytes.subarray(start, end < 0 ? bytes.length : end);
		start = end < 0 ? bytes.length : end + 1;
	}
}

/** Header content for a log: its chains' newest entries. Of a forked chain the branch whose tip comes last in order. */
export function headsOf(tips: readonly RecordedOp[]): BundleHeader['heads'] {
	const heads: Record<string, [number, string]> = {};
	for (const tip of [...tips].sort(compareOrder)) heads[tip.dev] = [tip.seq, tip.id];
	return heads;
}

/** The whole file, uncompressed: header line and entries in order-key order. */
export function encodeBundle(header: string, ops: readonly RecordedOp[]): Uint8Array {
	const sorted = [...ops].sort(compareOrder);
	const parts = [utf8(`${header}\n`)];
	// Joined in portions: one string of a million lines would exceed what a JavaScript string can hold.
	const PORTION = 10_000;
	for (let at = 0; at < sorted.length; at += PORTION) parts.push(utf8(sorted.slice(at, at + PORTION).map((op) => `${op.line}\n`).join('')));
	return concatBytes(...parts);
}

/** Whether the device with this key signed the header. */
export function verifyHeader(read: ReadHeader, publicKey: Uint8Array, crypto: Crypto): boolean {
	return read.signature !== undefined && crypto.verify(publicKey, headerMessage(read.json), read.signature);
}

function hasHeaderShape(header: JsonObject): boolean {
	const { org, exportedAt, heads, by } = header;
	if (typeof org !== 'string' || typeof exportedAt !== 'string' || typeof by !== 'string' || typeof heads !== 'object' || heads === null || Array.isArray(heads)) return false;
	return Object.values(heads).every((head) => Array.isArray(head) && head.length === 2 && typeof head[0] === 'number' && typeof head[1] === 'string');
}

function badHeader(detail: string): Result<never, LogProblem> {
	return err({ code: 'bad-header', detail });
}
