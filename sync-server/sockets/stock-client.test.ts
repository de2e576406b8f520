/** An unmodified y-websocket client beside ours: it reads logs, writes drafts, and cannot spoil a log for the others. */
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { SOCKET } from '#lib/wire/admission.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import { CLOSE } from '#lib/wire/messages.ts';
import { encodeSegmentRun, LOG_ROOT, segmentClientId } from '#lib/wire/segment-update.ts';
import { act, addDevice, allLines, crypto, identityOf, linesOf } from '../../tests/relay/company.ts';
import { admitted, call, deliverEntries, eventually, segments, syncMessage, TestSocket } from '../../tests/relay/relay-client.ts';
import { startRelayProcess } from '../../tests/relay/relay-process.ts';
import { claimedRelay, tokenOf, type Setting } from '../../tests/relay/setting.ts';
import type { Terminal } from '#lib/modules/authoring.ts';

let setting: Setting;
const open: WebsocketProvider[] = [];

beforeAll(async () => {
	setting = await claimedRelay();
});

afterEach(() => {
	for (const provider of open.splice(0)) provider.destroy();
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

/** What any y-websocket user would write; the ticket is the only thing particular to this relay. */
async function stockClient(name: string, doc = new Y.Doc()) {
	const { relay, company } = setting;
	const { ticket } = await admitted(relay.url, company.org, identityOf(company.first));
	const provider = new WebsocketProvider(`${relay.url.replace('http', 'ws')}${SOCKET}`, name, doc, {
		params: { ticket },
		WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true
	});
	open.push(provider);
	const closes: number[] = [];
	provider.on('connection-close', (event) => event && closes.push(event.code));
	await eventually(async () => provider.synced || closes.length > 0);
	return { doc, provider, closes };
}

async function multiplexed(terminal = setting.company.first): Promise<TestSocket> {
	const { relay, company } = setting;
	return TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(terminal))).ticket);
}

const linesIn = (doc: Y.Doc): readonly (string | undefined)[] =>
	doc
		.getArray<Uint8Array>(LOG_ROOT)
		.toArray()
		.map((line) => fromUtf8(line));

/** A device whose chain the relay holds up to now. */
async function knownDevice(code: string): Promise<Terminal> {
	const device = await addDevice(setting.company, code);
	await deliverEntries(setting.relay.url, await tokenOf(setting), allLines(setting.company.first));
	await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
	return device;
}

describe('a stock client', () => {
	test('reads a log document: the relay’s lines, byte for byte what we would make of them, and what comes later', async () => {
		const { first } = setting.company;
		const { doc } = await stockClient(`log/${first.dev}/0`);
		expect(linesIn(doc)).toEqual(linesOf(first));
		const run = { from: 0, lines: linesOf(first).map((line) => utf8(line)) };
		expect(Y.encodeStateAsUpdate(doc)).toEqual(encodeSegmentRun(segmentClientId(first.dev, 0, crypto), run));
		await act(first, setting.company, 2);
		await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(first));
		await eventually(async () => linesIn(doc).length === linesOf(first).length);
		expect(linesIn(doc)).toEqual(linesOf(first));
	});

	test('reads a chain longer than a segment as two documents; the full one never changes and is cached for ever', async () => {
		const device = await knownDevice('S0');
		const { relay } = setting;
		await act(device, setting.company, SEGMENT_ENTRIES + 1 - linesOf(device).length);
		const lines = linesOf(device);
		const token = await tokenOf(setting);
		const headers = { authorization: `Bearer ${token}` };
		await deliverEntries(relay.url, token, lines.slice(0, SEGMENT_ENTRIES - 1));
		const cached = async () => (await call(relay.url, `/segments/${device.dev}/0`, { headers })).headers.get('cache-control');
		expect(await cached()).toBe('no-store');
		await deliverEntries(relay.url, token, lines);
		expect(await cached()).toContain('immutable');
		const infos = (await segments(relay.url, token)).filter(({ dev }) => dev === device.dev);
		expect(infos.map(({ segment, count }) => [segment, count])).toEqual([
			[0, SEGMENT_ENTRIES],
			[1, 1]
		]);
		const [full, tail] = [await stockClient(`log/${device.dev}/0`), await stockClient(`log/${device.dev}/1`)];
		await eventually(async () => linesIn(full.doc).length === SEGMENT_ENTRIES && linesIn(tail.doc).length === 1);
		expect([...linesIn(full.doc), ...linesIn(tail.doc)]).toEqual(lines);
	}, 60_000);

	test('edits a draft that a second one sees, and a third after the relay was killed', async () => {
		const name = 'draft/sop/clean-room';
		const [a, b] = [await stockClient(name), await stockClient(name)];
		a.doc.getText('body').insert(0, '进入洁净区前');
		b.doc.getMap('fields').set('title', '更衣规程');
		await eventually(async () => b.doc.getText('body').length > 0 && a.doc.getMap('fields').size > 0);
		b.doc.getText('body').insert(6, '洗手');
		await eventually(async () => a.doc.getText('body').length === 8);
		for (const provider of open.splice(0)) provider.destroy();
		await setting.relay.kill();
		setting.relay = await startRelayProcess(setting.data);
		const c = await stockClient(name);
		expect(c.doc.toJSON()).toEqual({});
		expect([c.doc.getText('body').toJSON(), c.doc.getMap('fields').toJSON()]).toEqual(['进入洁净区前洗手', { title: '更衣规程' }]);
	});

	test('that writes into a log as itself is refused and sent away; honest ones beside it never see that and go on', async () => {
		const device = await knownDevice('S1');
		const name = `log/${device.dev}/0`;
		const [honest, liar] = [await stockClient(name), await stockClient(name)];
		for (let time = 0; time < 8; time++) liar.doc.getArray(LOG_ROOT).push([utf8(`lie ${String(time)}`)]);
		await eventually(async () => liar.closes.length > 0);
		expect(liar.closes[0]).toBe(CLOSE.abuse);
		await act(device, setting.company, 3);
		await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
		await eventually(async () => linesIn(honest.doc).length >= linesOf(device).length);
		expect(linesIn(honest.doc)).toEqual(linesOf(device));
		expect(honest.closes).toEqual([]);
	});

	test('that deletes in a log is refused; nothing is deleted', async () => {
		const device = await knownDevice('S2');
		const name = `log/${device.dev}/0`;
		const [honest, eraser] = [await stockClient(name), await stockClient(name)];
		eraser.doc.getArray(LOG_ROOT).delete(0, 1);
		await act(device, setting.company, 1);
		await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
		await eventually(async () => linesIn(honest.doc).length >= linesOf(device).length);
		expect(linesIn(honest.doc)).toEqual(linesOf(device));
	});
});

/** Updates of a segment's next lines, each wrong in one way. */
const WRONG: Readonly<
	Record<string, (device: Terminal, from: number, next: readonly Uint8Array[]) => { update: Uint8Array; code: string }>
> = {
	'by a foreign client': (_device, from, next) => ({ update: encodeSegmentRun(4711, { from, lines: next }), code: 'not-a-segment-update' }),
	'with a changed byte in a line': (device, from, next) => ({
		update: encodeSegmentRun(clientOf(device), { from, lines: next.map((line) => changed(line, '"货架"', '"货柜"')) }),
		code: 'bad-entry'
	}),
	'with a forged signature': (device, from, next) => ({
		update: encodeSegmentRun(clientOf(device), {
			from,
			lines: next.map((line) => utf8(`${'A'.repeat(86)}${(fromUtf8(line) ?? '').slice(86)}`))
		}),
		code: 'bad-entry'
	}),
	'with a gap before it': (device, from, next) => ({
		update: encodeSegmentRun(clientOf(device), { from: from + 1, lines: next.slice(1) }),
		code: 'gap'
	}),
	'that says something else about a stored line': (device, _from, next) => ({
		update: encodeSegmentRun(clientOf(device), { from: 0, lines: next.slice(0, 1) }),
		code: 'bad-entry'
	}),
	'beyond the end of the segment': (device, _from, next) => ({
		update: encodeSegmentRun(clientOf(device), { from: SEGMENT_ENTRIES, lines: next.slice(0, 1) }),
		code: 'over-limit'
	}),
	'with another type beside the log': (device, from, next) => ({
		update: asClient(device, from, next, (doc) => doc.getMap('more').set('key', 'value')),
		code: 'not-a-segment-update'
	}),
	'with text for bytes': (device, from) => ({
		update: asClient(device, from, [], (doc) => doc.getArray(LOG_ROOT).push(['a line'])),
		code: 'not-a-segment-update'
	}),
	'with a deletion': (device, from, next) => ({
		update: asClient(device, from, next, (doc) => doc.getArray(LOG_ROOT).delete(0, 1)),
		code: 'not-a-segment-update'
	}),
	'in the second encoding of Yjs': (device, from, next) => ({
		update: Y.convertUpdateFormatV1ToV2(encodeSegmentRun(clientOf(device), { from, lines: next })),
		code: 'not-a-segment-update'
	})
};

const clientOf = (device: Terminal): number => segmentClientId(device.dev, 0, crypto);

function changed(line: Uint8Array, from: string, to: string): Uint8Array {
	return utf8((fromUtf8(line) ?? '').replace(from, to));
}

/** What Yjs itself makes of the lines and one more change by the segment's own client. */
function asClient(device: Terminal, from: number, lines: readonly Uint8Array[], change: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc();
	const before = linesOf(device)
		.slice(0, from)
		.map((line) => utf8(line));
	Y.applyUpdate(doc, encodeSegmentRun(clientOf(device), { from: 0, lines: before }));
	const known = Y.encodeStateVector(doc);
	doc.clientID = clientOf(device);
	doc.transact(() => {
		for (const line of lines) doc.getArray(LOG_ROOT).push([line]);
		change(doc);
	});
	return Y.encodeStateAsUpdate(doc, known);
}

describe('an update of a log document is refused', () => {
	let device: Terminal;
	let code = 0;

	for (const [what, make] of Object.entries(WRONG))
		test(`${what}; the honest update on the same connection is taken`, async () => {
			device = await knownDevice(`T${String(code++)}`);
			const reader = await stockClient(`log/${device.dev}/0`);
			const from = linesOf(device).length;
			await act(device, setting.company, 2);
			const next = linesOf(device)
				.slice(from)
				.map((line) => utf8(line));
			const wrong = make(device, from, next);
			const socket = await multiplexed(device);
			socket.send(`log/${device.dev}/0`, syncMessage(2, wrong.update));
			await socket.until(() => socket.refusals().length > 0);
			expect(socket.refusals()[0]?.code).toBe(wrong.code);
			expect(socket.stored(device.dev)).toBeLessThanOrEqual(from);
			socket.deliver(device.dev, from + 1, linesOf(device).slice(from));
			await socket.until(() => socket.stored(device.dev) === from + 2);
			await eventually(async () => linesIn(reader.doc).length === from + 2);
			expect(linesIn(reader.doc)).toEqual(linesOf(device));
			await socket.close();
		});

	test('whatever is done to its bytes (property)', async () => {
		device = await knownDevice('P1');
		const from = linesOf(device).length;
		await act(device, setting.company, 2);
		const good = encodeSegmentRun(clientOf(device), {
			from,
			lines: linesOf(device)
				.slice(from)
				.map((line) => utf8(line))
		});
		const socket = await multiplexed(device);
		const stream = `log/${device.dev}/0`;
		const mutant = fc.oneof(
			fc.record({ at: fc.nat(good.length - 1), bit: fc.integer({ min: 1, max: 255 }) }).map(({ at, bit }) => {
				const bytes = Uint8Array.from(good);
				bytes[at] = (bytes[at] ?? 0) ^ bit;
				return bytes;
			}),
			fc.integer({ min: 1, max: good.length - 1 }).map((end) => good.slice(0, end)),
			fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Uint8Array.from([...good, ...more])),
			fc.uint8Array({ minLength: 3, maxLength: 200 })
		);
		const seed = Date.now();
		console.log(`seed of the stock client property: ${String(seed)}`);
		const mutants = fc.sample(mutant, { seed, numRuns: 400 });
		for (const bytes of mutants) socket.send(stream, syncMessage(2, bytes));
		socket.deliver(device.dev, from + 1, linesOf(device).slice(from));
		await socket.until(() => socket.stored(device.dev) === from + 2);
		expect(socket.refusals().length).toBe(mutants.length);
		const { doc } = await stockClient(stream);
		expect(linesIn(doc)).toEqual(linesOf(device));
		await socket.close();
	});
});
