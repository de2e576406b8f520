/**
 * A bundle: a company's log as one file, `*.suyuan` = gzip of lines (compression happens in the shell).
 *
 * Line 1 is the header `‹signature› ‹space› ‹canonical JSON›`, signed by the exporting device over
 * "suyuan-bundle-v1\n" ‖ JSON – its own domain, so that no header can pass for an operation. The other lines are entries
 * in order-key order. A file merged by someone without a device key has the header `merged ‹space› ‹JSON›`, which carries
 * the signed headers of its sources instead of a signature.
 */
import { concatBytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize, parseCanonical } from './canonical.ts';
import type { Crypto } from './crypto.ts';
import { SIGNATURE_TEXT_LENGTH } from './entry.ts';
import { MAX_HEADER_BYTES } from './limits.ts';
import type { JsonObject, JsonValue } from './operation.ts';
import { compareOrder, type OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';

export const BUNDLE_FORMAT = 'suyuan-bundle';
export const BUNDLE_VERSION = 1;
const DOMAIN = utf8('suyuan-bundle-v1\n');
const MERGED = 'merged';
export const NEWLINE = 10;

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
	const json = text.slice(space + 1);
	const parsed = parseCanonical(json);
	if (space < 0 || !parsed.ok || parsed.value['format'] !== BUNDLE_FORMAT) return badHeader('not a Suyuan bundle');
	const header = parsed.value;
	if (typeof header['v'] === 'number' && header['v'] > BUNDLE_VERSION)
		return badHeader(`made by a newer version (bundle format ${header['v']})`);
	if (!hasHeaderShape(header)) return badHeader('the header is not complete');
	const seal = text.slice(0, space);
	if (header.merged) return seal === MERGED ? ok({ header, signature: undefined, json }) : badHeader('a merged header bears no signature');
	const signature = seal.length === SIGNATURE_TEXT_LENGTH ? fromBase64Url(seal) : undefined;
	return signature ? ok({ header, signature, json }) : badHeader('no signature before the header');
}

/** Lines of a file without their newlines. A last piece that no newline ends is no line: something was cut off there. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
	for (let start = 0, end = bytes.indexOf(NEWLINE); end >= 0; start = end + 1, end = bytes.indexOf(NEWLINE, start))
		yield bytes.subarray(start, end);
}

/** Header content for a log: its chains' newest entries. Of a forked chain the branch whose tip comes last in order. */
export function headsOf(tips: readonly OrderKey[]): BundleHeader['heads'] {
	const heads: Record<string, [number, string]> = {};
	for (const tip of [...tips].sort(compareOrder)) heads[tip.dev] = [tip.seq, tip.id];
	return heads;
}

/** The whole file, uncompressed: header line and entries in order-key order. */
export function encodeBundle(header: string, ops: Iterable<OrderKey & { readonly line: string }>): Uint8Array {
	const sorted = [...ops].sort(compareOrder);
	const parts = [utf8(`${header}\n`)];
	// Joined in portions: one string of a million lines would exceed what a JavaScript string can hold.
	const PORTION = 10_000;
	for (let at = 0; at < sorted.length; at += PORTION)
		parts.push(
			utf8(
				sorted
					.slice(at, at + PORTION)
					.map((op) => `${op.line}\n`)
					.join('')
			)
		);
	return concatBytes(...parts);
}

/** Whether the device with this key signed the header. */
export function verifyHeader(read: ReadHeader, publicKey: Uint8Array, crypto: Crypto): boolean {
	return read.signature !== undefined && crypto.verify(publicKey, headerMessage(read.json), read.signature);
}

const HEADER_KEYS = ['by', 'exportedAt', 'format', 'heads', 'org', 'v'];
const ID = /^[A-Za-z0-9_-]{43}$/;
const UID = /^[A-Za-z0-9_-]{22}$/;
const UTC = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;

function hasHeaderShape(header: JsonObject): header is BundleHeader {
	const { v, org, exportedAt, heads, by, merged } = header;
	const keys = merged === undefined ? HEADER_KEYS : [...HEADER_KEYS, 'merged'];
	if (v !== BUNDLE_VERSION || Object.keys(header).length !== keys.length || !keys.every((key) => Object.hasOwn(header, key))) return false;
	if (
		typeof org !== 'string' ||
		!ID.test(org) ||
		typeof exportedAt !== 'string' ||
		!UTC.test(exportedAt) ||
		parseInstant(exportedAt) === undefined
	)
		return false;
	if (typeof heads !== 'object' || heads === null || Array.isArray(heads) || !Object.entries(heads).every(isHead)) return false;
	if (merged === undefined) return typeof by === 'string' && UID.test(by);
	return (
		by === '' && Array.isArray(merged) && merged.length > 0 && (merged as readonly JsonValue[]).every((line) => typeof line === 'string')
	);
}

function isHead([dev, head]: readonly [string, JsonValue]): boolean {
	if (!UID.test(dev) || !Array.isArray(head) || head.length !== 2) return false;
	const [seq, id] = head as readonly JsonValue[];
	return typeof seq === 'number' && seq >= 1 && typeof id === 'string' && ID.test(id);
}

function badHeader(detail: string): Result<never, LogProblem> {
	return err({ code: 'bad-header', detail });
}
