/** Bounds of what one connection and one document may hold: exactly the limit is taken, one past it is refused and nothing else suffers. */
import { rmSync } from 'node:fs';
import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { decodeEntry, entryMessage, sealEntry } from '#lib/log/entry.ts';
import { MAX_ENTRY_BYTES, MAX_STRING_BYTES } from '#lib/log/limits.ts';
import {
	MAX_AWARENESS_BYTES,
	MAX_DRAFT_BYTES,
	MAX_FRAME_BYTES,
	MAX_KEYS_BYTES,
	MAX_OPEN_STREAMS,
	MAX_STREAM_NAME
} from '#lib/wire/limits.ts';
import { encodeClientMessage, encodeFrame } from '#lib/wire/messages.ts';
import { newUid, type Terminal } from '#lib/modules/authoring.ts';
import { act, addDevice, allLines, crypto, identityOf, linesOf, ports } from '../../tests/relay/company.ts';
import { admitted, deliverEntries, syncMessage, TestSocket } from '../../tests/relay/relay-client.ts';
import { claimedRelay, tokenOf, type Setting } from '../../tests/relay/setting.ts';
import { awarenessMessage, readStreamMessage } from './sync-messages.ts';

const EMPTY_VECTOR = Uint8Array.of(0);
/** Content of one update in these tests; well below a frame. */
const PIECE_BYTES = 500_000;

let setting: Setting;
const open: TestSocket[] = [];

beforeAll(async () => {
	setting = await claimedRelay();
});

afterEach(async () => {
	for (const socket of open.splice(0)) await socket.close();
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

async function connect(terminal = setting.company.first): Promise<TestSocket> {
	const { relay, company } = setting;
	const socket = await TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(terminal))).ticket);
	open.push(socket);
	return socket;
}

/** Updates that make a document of exactly so many bytes when encoded. */
function documentOf(bytes: number): readonly Uint8Array[] {
	const make = (last: number) => {
		const doc = new Y.Doc();
		doc.clientID = 7;
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		for (let rest = bytes - PIECE_BYTES; rest > PIECE_BYTES; rest -= PIECE_BYTES)
			doc.getArray<Uint8Array>('pages').push([new Uint8Array(PIECE_BYTES)]);
		doc.getArray<Uint8Array>('pages').push([new Uint8Array(last)]);
		return { updates, size: Y.encodeStateAsUpdate(doc).length };
	};
	const made = make(PIECE_BYTES + (bytes - make(PIECE_BYTES).size));
	expect(made.size).toBe(bytes);
	return made.updates;
}

/** What the relay answers to somebody who has nothing of a stream; never in a frame above the bound. */
async function stateAt(name: string): Promise<Uint8Array> {
	const reader = await connect();
	reader.send(name, syncMessage(0, EMPTY_VECTOR));
	const own = () => reader.frames.filter(({ stream }) => stream === name);
	await reader.until(() => own().some(({ message }) => message[0] === 0 && message[1] === 1));
	const doc = new Y.Doc();
	for (const { message } of own()) {
		expect(encodeFrame(name, message).length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
		const read = readStreamMessage(message);
		if (read?.type === 'update') Y.applyUpdate(doc, read.update);
	}
	return Y.encodeStateAsUpdate(doc);
}

test.each([
	['draft', MAX_DRAFT_BYTES],
	['keys', MAX_KEYS_BYTES]
])(
	'the state of a document (%s): %i bytes are kept, one more is refused and leaves what was there',
	async (kind, limit) => {
		const socket = await connect();
		const nameOf = (what: string) => (kind === 'draft' ? `draft/test/${what}` : `keys/${what}`);
		const write = (what: string, updates: readonly Uint8Array[]) => {
			for (const update of updates) socket.send(nameOf(what), syncMessage(2, update));
		};
		write('at', documentOf(limit));
		const past = documentOf(limit + 1);
		write('past', past);
		await socket.until(() => socket.refusals().length > 0);
		expect(socket.refusals()).toMatchObject([{ stream: nameOf('past'), code: 'over-limit' }]);
		expect((await stateAt(nameOf('at'))).length).toBe(limit);
		expect(await stateAt(nameOf('past'))).toEqual(Y.mergeUpdates(past.slice(0, -1)));
		expect(socket.closed).toBeUndefined();
	},
	60_000
);

test(`${String(MAX_OPEN_STREAMS)} streams may be open on a connection; one more is refused until another is left`, async () => {
	const socket = await connect();
	const nameOf = (segment: number) => `log/${setting.company.first.dev}/${String(segment)}`;
	const ask = (segment: number) => socket.send(nameOf(segment), syncMessage(0, EMPTY_VECTOR));
	const answered = (segment: number) => socket.frames.some(({ stream }) => stream === nameOf(segment));
	for (let segment = 0; segment < MAX_OPEN_STREAMS; segment++) ask(segment);
	await socket.until(() => answered(MAX_OPEN_STREAMS - 1));
	expect(socket.refusals()).toEqual([]);
	ask(MAX_OPEN_STREAMS);
	await socket.until(() => socket.refusals().length > 0);
	expect(socket.refusals()).toMatchObject([{ stream: nameOf(MAX_OPEN_STREAMS), code: 'over-limit' }]);
	socket.socket.send(encodeClientMessage({ type: 'leave', stream: nameOf(3) }));
	ask(MAX_OPEN_STREAMS);
	await socket.until(() => answered(MAX_OPEN_STREAMS));
	expect(socket.refusals().length).toBe(1);
});

test(`a state of awareness has up to ${String(MAX_AWARENESS_BYTES)} bytes, whatever its letters`, async () => {
	const name = 'presence/CZ';
	const [speaker, listener] = [await connect(), await connect()];
	listener.send(name, syncMessage(0, EMPTY_VECTOR));
	const say = (id: number, state: string) => {
		const encoder = encoding.createEncoder();
		for (const number of [1, id, 1]) encoding.writeVarUint(encoder, number);
		encoding.writeVarString(encoder, state);
		speaker.send(name, awarenessMessage(encoding.toUint8Array(encoder)));
	};
	const stateOf = (bytes: number) => JSON.stringify('座'.repeat(Math.floor((bytes - 2) / 3)) + 'x'.repeat((bytes - 2) % 3));
	expect(utf8(stateOf(MAX_AWARENESS_BYTES)).length).toBe(MAX_AWARENESS_BYTES);
	say(1, stateOf(MAX_AWARENESS_BYTES + 1));
	await speaker.until(() => speaker.refusals().length > 0);
	expect(speaker.refusals()).toMatchObject([{ stream: name, code: 'over-limit' }]);
	say(2, stateOf(MAX_AWARENESS_BYTES));
	await listener.until(() => listener.frames.some(({ message }) => message[0] === 1 && message.length > MAX_AWARENESS_BYTES));
	expect(speaker.refusals().length).toBe(1);
});

test('a name of a stream is at most so long; a longer one is no frame', async () => {
	const socket = await connect();
	for (const length of [MAX_STREAM_NAME, MAX_STREAM_NAME + 1]) socket.send('x'.repeat(length), syncMessage(0, EMPTY_VECTOR));
	socket.deliver(setting.company.first.dev, 1, linesOf(setting.company.first).slice(0, 1));
	await socket.until(() => socket.stored(setting.company.first.dev) > 0);
	expect(socket.refusals()).toMatchObject([{ code: 'no-such-stream' }]);
});

/** The next entry of a device, its JSON exactly so many bytes long; of a type nobody knows, which is nothing to a relay. */
async function nextLine(device: Terminal, bytes: number): Promise<string> {
	const newest = decodeEntry(linesOf(device).at(-1) ?? '', crypto);
	if (!newest.ok) throw new Error(newest.error.detail);
	const { op, id } = newest.value;
	const opWith = (texts: readonly string[]) => ({
		...op,
		seq: op.seq + 1,
		n: op.n + 1,
		prev: id,
		heads: {},
		cmd: [newUid(ports), 1, 1] as const,
		data: { texts: [...texts] }
	});
	const texts = Array.from({ length: Math.floor(bytes / MAX_STRING_BYTES) - 1 }, () => 'x'.repeat(MAX_STRING_BYTES));
	const missing = bytes - utf8(canonicalize(opWith([...texts, '', '']))).length;
	const half = Math.floor(missing / 2);
	const next = opWith([...texts, 'y'.repeat(half), 'z'.repeat(missing - half)]);
	const message = entryMessage(canonicalize(next));
	return sealEntry(next, await device.signer.sign(message), crypto).line;
}

test('a line is as long as the format allows, not one byte more, by HTTP and by the socket', async () => {
	const device = await addDevice(setting.company, 'M1');
	await act(device, setting.company);
	const token = await tokenOf(setting);
	for (const lines of [allLines(setting.company.first), linesOf(device)]) await deliverEntries(setting.relay.url, token, lines);
	const seq = linesOf(device).length + 1;
	const past = await nextLine(device, MAX_ENTRY_BYTES + 1);
	expect(await deliverEntries(setting.relay.url, token, [past])).toMatchObject({ stored: 0, refused: [{ code: 'over-limit' }] });
	const socket = await connect(device);
	socket.deliver(device.dev, seq, [past]);
	await socket.until(() => socket.refusals().length > 0);
	expect(socket.refusals()).toMatchObject([{ code: 'over-limit' }]);
	const at = await nextLine(device, MAX_ENTRY_BYTES);
	socket.deliver(device.dev, seq, [at]);
	await socket.until(() => socket.stored(device.dev) === seq);
	expect(await deliverEntries(setting.relay.url, token, [at])).toEqual({ stored: 0, duplicates: 1, refused: [] });
});
