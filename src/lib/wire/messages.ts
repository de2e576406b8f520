/**
 * What client and relay say to each other on the multiplexed socket (`/sync/v1?ticket=…`).
 *
 * A frame is binary: the name of a stream (`varString`, see stream-name.ts), then one message of the y-websocket protocol
 * for it (`0` sync, `1` awareness, `3` query awareness), exactly as it would stand alone on a socket of that document.
 * Frames with the empty name are for the connection itself: a message number and its content as JSON (`varString`). The
 * numbers a client may send and those a relay may send are disjoint, so nothing can be reflected.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MAX_STREAM_NAME } from './limits.ts';

/** Newest entry per chain: sequence number and id. Of a forked chain the branch the speaker follows. */
export type Heads = Readonly<Record<string, readonly [seq: number, id: string]>>;

export type RelayMessage =
	/** Entries up to these are committed to the relay's disk. Sent to whoever delivered them. */
	| { readonly type: 'stored'; readonly heads: Heads }
	/**
	 * What the relay has: everything right after connecting (`whole`), later only what changed. `rivals` counts entries on
	 * other branches of forked chains, to be had from `GET /api/v1/rivals`.
	 */
	| { readonly type: 'heads'; readonly whole: boolean; readonly heads: Heads; readonly rivals: number }
	/** Something delivered was not taken, and why; honest clients go on. */
	| { readonly type: 'refused'; readonly stream: string; readonly code: RefusalCode; readonly detail: string; readonly seq?: number }
	/** Devices as the relay sees them; a statement of the relay, not a proof. */
	| { readonly type: 'devices'; readonly devices: readonly DeviceContact[] };

export type ClientMessage =
	/** What this device holds, verified: others may show "n devices have it". Whole after connecting, later what changed. */
	| { readonly type: 'have'; readonly whole: boolean; readonly heads: Heads }
	/** No more of this stream, please. */
	| { readonly type: 'leave'; readonly stream: string };

export interface DeviceContact {
	readonly dev: string;
	readonly online: boolean;
	/** UTC instant of the last frame, by the relay's clock; "" if never. */
	readonly lastContact: string;
	/** What the device said it holds. */
	readonly heads: Heads;
}

export type RefusalCode =
	/** No stream of that name, or not open to this connection. */
	| 'no-such-stream'
	/** Not the exact function of valid next lines. */
	| 'not-a-segment-update'
	/** An entry does not decode, is not linked, not signed or of another company (details say which). */
	| 'bad-entry'
	/** Another entry is stored for that place: kept as evidence when delivered by HTTP. */
	| 'fork'
	/** Lines before these are not here yet. */
	| 'gap'
	| 'over-limit'
	/** This connection may only upload (the device is revoked or forked) or only read (it has not joined). */
	| 'not-allowed';

const RELAY_NUMBERS = { stored: 101, heads: 102, refused: 103, devices: 104 } as const;
const CLIENT_NUMBERS = { have: 111, leave: 112 } as const;

/** y-websocket message numbers inside a stream. */
export const SYNC = 0;
export const AWARENESS = 1;
export const QUERY_AWARENESS = 3;

/** Close codes. 44xx makes stock clients stop for ever; 45xx lets them come back with a new ticket. */
export const CLOSE = {
	/** Ticket or token no longer good: fetch a new one and come back. */
	expired: 4501,
	/** The relay is stopping or overloaded: come back. */
	later: 4503,
	/** Rights changed (revoked, retired): come back, a ticket says what is still allowed. */
	rightsChanged: 4504,
	/** Broke the protocol or a limit. */
	abuse: 4408
} as const;

export interface StreamFrame {
	readonly stream: string;
	/** One y-websocket message; for the empty stream one own message. */
	readonly message: Uint8Array;
}

export function encodeFrame(stream: string, message: Uint8Array): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, stream);
	encoding.writeUint8Array(encoder, message);
	return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

/** Undefined for a frame that is none. */
export function decodeFrame(frame: Uint8Array): StreamFrame | undefined {
	try {
		const decoder = decoding.createDecoder(frame);
		const stream = decoding.readVarString(decoder);
		if (stream.length > MAX_STREAM_NAME) return undefined;
		return { stream, message: decoding.readTailAsUint8Array(decoder) };
	} catch {
		return undefined;
	}
}

export function encodeRelayMessage(message: RelayMessage): Uint8Array<ArrayBuffer> {
	return encodeOwn(RELAY_NUMBERS[message.type], message);
}

export function encodeClientMessage(message: ClientMessage): Uint8Array<ArrayBuffer> {
	return encodeOwn(CLIENT_NUMBERS[message.type], message);
}

/** What a relay said; undefined for anything a relay may not say. */
export function decodeRelayMessage(message: Uint8Array): RelayMessage | undefined {
	return decodeOwn(message, RELAY_NUMBERS) as RelayMessage | undefined;
}

/** What a client said; undefined for anything a client may not say. */
export function decodeClientMessage(message: Uint8Array): ClientMessage | undefined {
	return decodeOwn(message, CLIENT_NUMBERS) as ClientMessage | undefined;
}

function encodeOwn(number: number, { type: _type, ...content }: RelayMessage | ClientMessage): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, number);
	encoding.writeVarString(encoder, JSON.stringify(content));
	return encodeFrame('', encoding.toUint8Array(encoder));
}

function decodeOwn(message: Uint8Array, numbers: Readonly<Record<string, number>>): { readonly type: string } | undefined {
	try {
		const decoder = decoding.createDecoder(message);
		const number = decoding.readVarUint(decoder);
		const type = Object.keys(numbers).find((name) => numbers[name] === number);
		const content: unknown = JSON.parse(decoding.readVarString(decoder));
		if (type === undefined || typeof content !== 'object' || content === null || !hasShape(type, content)) return undefined;
		return { ...content, type };
	} catch {
		return undefined;
	}
}

function hasShape(type: string, content: object): boolean {
	const { heads, whole, stream, code, devices, rivals } = content as Record<string, unknown>;
	switch (type) {
		case 'stored':
			return isHeads(heads);
		case 'heads':
			return isHeads(heads) && typeof whole === 'boolean' && typeof rivals === 'number';
		case 'have':
			return isHeads(heads) && typeof whole === 'boolean';
		case 'refused':
			return typeof stream === 'string' && typeof code === 'string';
		case 'devices':
			return Array.isArray(devices) && devices.every(isContact);
		default:
			return typeof stream === 'string';
	}
}

const DEV = /^[A-Za-z0-9_-]{22}$/;
const ID = /^[A-Za-z0-9_-]{43}$/;

function isHeads(value: unknown): value is Heads {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.entries(value).every(isHead);
}

function isHead([dev, head]: readonly [string, unknown]): boolean {
	if (!DEV.test(dev) || !Array.isArray(head) || head.length !== 2) return false;
	const [seq, id] = head as readonly unknown[];
	return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 && typeof id === 'string' && ID.test(id);
}

function isContact(value: unknown): value is DeviceContact {
	if (typeof value !== 'object' || value === null) return false;
	const { dev, online, lastContact, heads } = value as Record<string, unknown>;
	return typeof dev === 'string' && DEV.test(dev) && typeof online === 'boolean' && typeof lastContact === 'string' && isHeads(heads);
}
