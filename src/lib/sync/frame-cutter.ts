/**
 * One message of a stream in as many frames as it needs. A frame is bounded (`MAX_FRAME_BYTES`), a Yjs update is not: of a
 * log segment it is cut between lines, of any other document between the pieces of its clients, which Yjs puts together
 * again in any order.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Crypto } from '#lib/log/crypto.ts';
import { MAX_FRAME_BYTES, MAX_STREAM_NAME } from '#lib/wire/limits.ts';
import { SYNC } from '#lib/wire/messages.ts';
import { cutRun, decodeSegmentRun, encodeSegmentRun, segmentClientId } from '#lib/wire/segment-update.ts';
import { parseStream } from '#lib/wire/stream-name.ts';
import { splitUpdate } from '#lib/wire/split-update.ts';

/** y-protocols' numbers inside a sync message. */
export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;
/** Room for the stream's name, the message numbers and lengths around an update. */
const OVERHEAD_BYTES = MAX_STREAM_NAME * 3 + 32;
/** The largest message that fits a frame whatever the stream is called. */
export const MAX_MESSAGE_BYTES = MAX_FRAME_BYTES - OVERHEAD_BYTES;

/** The messages to send instead of this one; undefined if it cannot be cut small enough. */
export function cutMessage(stream: string, message: Uint8Array, crypto: Crypto): readonly Uint8Array[] | undefined {
	if (message.length <= MAX_MESSAGE_BYTES) return [message];
	const sync = readSyncUpdate(message);
	if (!sync) return undefined;
	const updates = cutUpdate(stream, sync.update, crypto);
	return updates?.map((update, index) => syncMessage(index === 0 ? sync.step : SYNC_UPDATE, update));
}

/** A sync message of the y-websocket protocol: step 2 or update. */
export function syncMessage(step: number, content: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, SYNC);
	encoding.writeVarUint(encoder, step);
	encoding.writeVarUint8Array(encoder, content);
	return encoding.toUint8Array(encoder);
}

function readSyncUpdate(message: Uint8Array): { readonly step: number; readonly update: Uint8Array } | undefined {
	try {
		const decoder = decoding.createDecoder(message);
		if (decoding.readVarUint(decoder) !== SYNC) return undefined;
		const step = decoding.readVarUint(decoder);
		if (step !== SYNC_STEP_2 && step !== SYNC_UPDATE) return undefined;
		return { step, update: decoding.readVarUint8Array(decoder) };
	} catch {
		return undefined;
	}
}

function cutUpdate(stream: string, update: Uint8Array, crypto: Crypto): readonly Uint8Array[] | undefined {
	const parsed = parseStream(stream);
	if (parsed?.kind !== 'log') return splitUpdate(update, MAX_MESSAGE_BYTES - OVERHEAD_BYTES);
	const client = segmentClientId(parsed.dev, parsed.segment, crypto);
	const run = decodeSegmentRun(client, update);
	return run.ok ? cutRun(run.value).map((piece) => encodeSegmentRun(client, piece)) : undefined;
}
