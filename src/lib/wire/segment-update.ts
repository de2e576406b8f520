/**
 * A segment of a chain as a Yjs document that is a **pure function of its lines** (design.md §4): root array `log`, one
 * item of bytes per line, pushed in order by the client whose number is derived from device and segment. Whoever has the
 * lines can make the document, byte for byte; ordinary Yjs synchronisation then merges logs from anybody.
 *
 * An update is accepted only if it *is* that function of some run of lines: it is decoded, and encoding what was found
 * must give the same bytes. So there are no deletes, no other clients, no other types and no second way to write anything.
 *
 * Layout (Yjs update V1): clients 1 · structs n · client · clock · n × item · deletes 0. An item is its flags and origin
 * (or, for clock 0, the name of the root), then the length-prefixed bytes.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { bytesEqual, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { MAX_ENTRY_BYTES } from '#lib/log/limits.ts';
import { SEGMENT_ENTRIES, UPDATE_RUN_BYTES } from './limits.ts';

/** Name of the root array in every segment document. */
export const LOG_ROOT = 'log';
/** Content reference of binary items in Yjs' format. */
const BINARY = 3;
const HAS_ORIGIN = 0x80;
/** Signature and space in front of the JSON. */
const MAX_LINE_BYTES = MAX_ENTRY_BYTES + 87;

/** A run of lines of one segment, the first of which stands at `from` (0 … 1023). */
export interface SegmentRun {
	readonly from: number;
	readonly lines: readonly Uint8Array[];
}

/** First four bytes, big-endian, of SHA-256("suyuan-seg-v1\n" ‖ dev ‖ "\n" ‖ segment). */
export function segmentClientId(dev: string, segment: number, crypto: Crypto): number {
	const [a = 0, b = 0, c = 0, d = 0] = crypto.sha256(utf8(`suyuan-seg-v1\n${dev}\n${String(segment)}`));
	return a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
}

/** The update that adds a run of lines to a segment document that holds everything before it. */
export function encodeSegmentRun(client: number, { from, lines }: SegmentRun): Uint8Array {
	const encoder = encoding.createEncoder();
	if (lines.length === 0) {
		encoding.writeVarUint(encoder, 0);
		encoding.writeVarUint(encoder, 0);
		return encoding.toUint8Array(encoder);
	}
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarUint(encoder, lines.length);
	encoding.writeVarUint(encoder, client);
	encoding.writeVarUint(encoder, from);
	for (const [index, line] of lines.entries()) {
		const clock = from + index;
		encoding.writeUint8(encoder, clock > 0 ? HAS_ORIGIN | BINARY : BINARY);
		if (clock > 0) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock - 1);
		} else {
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarString(encoder, LOG_ROOT);
		}
		encoding.writeVarUint8Array(encoder, line);
	}
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** Cuts a run into runs that each fit a frame. A line alone always fits: an entry is far smaller than a frame. */
export function cutRun({ from, lines }: SegmentRun): readonly SegmentRun[] {
	const runs: SegmentRun[] = [];
	let start = 0;
	let bytes = 0;
	for (const [index, line] of lines.entries()) {
		if (index > start && bytes + line.length > UPDATE_RUN_BYTES) {
			runs.push({ from: from + start, lines: lines.slice(start, index) });
			start = index;
			bytes = 0;
		}
		bytes += line.length;
	}
	if (start < lines.length) runs.push({ from: from + start, lines: lines.slice(start) });
	return runs;
}

export type RunProblem = 'not-a-segment-update' | 'over-limit';

/** The run an update adds, if it is exactly the function of one. An update without content gives an empty run. */
export function decodeSegmentRun(client: number, update: Uint8Array): Result<SegmentRun, RunProblem> {
	try {
		const run = readRun(client, update);
		if (!run) return err('not-a-segment-update');
		if (run.from + run.lines.length > SEGMENT_ENTRIES || run.lines.some((line) => line.length > MAX_LINE_BYTES)) return err('over-limit');
		return bytesEqual(encodeSegmentRun(client, run), update) ? ok(run) : err('not-a-segment-update');
	} catch {
		// lib0 throws on input that ends too early or on numbers out of range.
		return err('not-a-segment-update');
	}
}

function readRun(client: number, update: Uint8Array): SegmentRun | undefined {
	const decoder = decoding.createDecoder(update);
	const clients = decoding.readVarUint(decoder);
	if (clients === 0) return { from: 0, lines: [] };
	const count = decoding.readVarUint(decoder);
	if (clients !== 1 || count < 1 || count > SEGMENT_ENTRIES || decoding.readVarUint(decoder) !== client) return undefined;
	const from = decoding.readVarUint(decoder);
	const lines: Uint8Array[] = [];
	for (let clock = from; clock < from + count; clock++) {
		decoding.readUint8(decoder);
		decoding.readVarUint(decoder);
		if (clock > 0) decoding.readVarUint(decoder);
		else decoding.readVarString(decoder);
		lines.push(decoding.readVarUint8Array(decoder));
	}
	return { from, lines };
}

/** How many lines of the segment somebody has, from a Yjs state vector; undefined if it names anybody but its client. */
export function linesKnown(client: number, stateVector: Uint8Array): number | undefined {
	try {
		const decoder = decoding.createDecoder(stateVector);
		const clients = decoding.readVarUint(decoder);
		if (clients === 0) return 0;
		if (clients !== 1 || decoding.readVarUint(decoder) !== client) return undefined;
		const known = decoding.readVarUint(decoder);
		return known <= SEGMENT_ENTRIES ? known : undefined;
	} catch {
		return undefined;
	}
}
