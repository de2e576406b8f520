/** Messages of the y-websocket protocol inside a stream, built and read without touching a document. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { AWARENESS, QUERY_AWARENESS, SYNC } from '#lib/wire/messages.ts';

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** An update of no structs and no deletes. */
export const EMPTY_UPDATE = Uint8Array.of(0, 0);

export type StreamMessage =
	| { readonly type: 'step1'; readonly stateVector: Uint8Array }
	/** Step 2 or an update: both bring content. */
	| { readonly type: 'update'; readonly update: Uint8Array }
	| { readonly type: 'awareness'; readonly states: Uint8Array }
	| { readonly type: 'query-awareness' };

/** Undefined for what is no message of the protocol. */
export function readStreamMessage(message: Uint8Array): StreamMessage | undefined {
	try {
		const decoder = decoding.createDecoder(message);
		switch (decoding.readVarUint(decoder)) {
			case SYNC: {
				const step = decoding.readVarUint(decoder);
				const content = decoding.readVarUint8Array(decoder);
				if (step === STEP_1) return { type: 'step1', stateVector: content };
				return step === STEP_2 || step === UPDATE ? { type: 'update', update: content } : undefined;
			}
			case AWARENESS:
				return { type: 'awareness', states: decoding.readVarUint8Array(decoder) };
			case QUERY_AWARENESS:
				return { type: 'query-awareness' };
			default:
				return undefined;
		}
	} catch {
		// lib0 throws on input that ends too early or on numbers out of range.
		return undefined;
	}
}

export function step1Message(stateVector: Uint8Array): Uint8Array {
	return syncMessage(STEP_1, stateVector);
}

export function step2Message(update: Uint8Array): Uint8Array {
	return syncMessage(STEP_2, update);
}

export function updateMessage(update: Uint8Array): Uint8Array {
	return syncMessage(UPDATE, update);
}

export function awarenessMessage(states: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, AWARENESS);
	encoding.writeVarUint8Array(encoder, states);
	return encoding.toUint8Array(encoder);
}

function syncMessage(step: number, content: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, SYNC);
	encoding.writeVarUint(encoder, step);
	encoding.writeVarUint8Array(encoder, content);
	return encoding.toUint8Array(encoder);
}
