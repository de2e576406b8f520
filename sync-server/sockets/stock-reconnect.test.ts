/** Stock y-websocket clients over a relay that dies: they come back by themselves, and nothing they wrote meanwhile is lost. */
import { rmSync } from 'node:fs';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { SOCKET } from '#lib/wire/admission.ts';
import { CLOSE } from '#lib/wire/messages.ts';
import { encodeSegmentRun, LOG_ROOT, segmentClientId } from '#lib/wire/segment-update.ts';
import { act, addDevice, allLines, crypto, identityOf, linesOf } from '../../tests/relay/company.ts';
import { admitted, deliverEntries, download, eventually } from '../../tests/relay/relay-client.ts';
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

const newTicket = async () => (await admitted(setting.relay.url, setting.company.org, identityOf(setting.company.first))).ticket;

async function stockClient(name: string) {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${setting.relay.url.replace('http', 'ws')}${SOCKET}`, name, doc, {
		params: { ticket: await newTicket() },
		WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true
	});
	open.push(provider);
	const closes: number[] = [];
	provider.on('connection-close', (event) => event && closes.push(event.code));
	await eventually(async () => provider.synced);
	return { doc, provider, closes };
}

const contentOf = (doc: Y.Doc) => ({ body: doc.getText('body').toJSON(), fields: doc.getMap('fields').toJSON() });

const linesIn = (doc: Y.Doc) =>
	doc
		.getArray<Uint8Array>(LOG_ROOT)
		.toArray()
		.map((line) => fromUtf8(line));

/** The document of a device's first segment, as its lines make it. */
function documentOf(device: Terminal): Uint8Array {
	const lines = linesOf(device).map((line) => utf8(line));
	return encodeSegmentRun(segmentClientId(device.dev, 0, crypto), { from: 0, lines });
}

/** Pushes lines as the segment's own client; the provider's presence goes by the document's own number, so that comes back. */
function pushAsSegment(doc: Y.Doc, device: Terminal, lines: readonly string[]): void {
	const own = doc.clientID;
	doc.clientID = segmentClientId(device.dev, 0, crypto);
	for (const line of lines) doc.getArray<Uint8Array>(LOG_ROOT).push([utf8(line)]);
	doc.clientID = own;
}

test('both write while the relay is dead; their old tickets are refused, with new ones the same providers merge', async () => {
	const name = 'draft/sop/two-hands';
	const [a, b] = [await stockClient(name), await stockClient(name)];
	a.doc.getText('body').insert(0, '清场');
	await eventually(async () => b.doc.getText('body').length === 2);
	const { port } = setting.relay;
	await setting.relay.kill();
	await eventually(async () => !a.provider.wsconnected && !b.provider.wsconnected);
	a.doc.getText('body').insert(0, '先');
	a.doc.getMap('fields').set('title', '清场规程');
	b.doc.getText('body').insert(2, '后复核');
	b.doc.getMap('fields').set('version', 2);

	setting.relay = await startRelayProcess(setting.data, { env: { PORT: String(port) } });
	await eventually(async () => [a, b].every(({ closes }) => closes.includes(CLOSE.expired)));
	for (const { provider } of [a, b]) provider.params = { ticket: await newTicket() };
	await eventually(async () => [a, b].every(({ doc }) => doc.getText('body').length === 6 && doc.getMap('fields').size === 2));
	expect(contentOf(a.doc)).toEqual({ body: '先清场后复核', fields: { title: '清场规程', version: 2 } });
	expect(contentOf(b.doc)).toEqual(contentOf(a.doc));
	b.doc.getText('body').insert(6, '。');
	await eventually(async () => a.doc.getText('body').length === 7);
	const third = await stockClient(name);
	expect(contentOf(third.doc)).toEqual(contentOf(b.doc));
}, 60_000);

test('one that pushes valid next lines in the segment’s name delivers them; all hold equal bytes, a liar’s lines nowhere', async () => {
	const device = await addDevice(setting.company, 'W1');
	for (const lines of [allLines(setting.company.first), linesOf(device)])
		await deliverEntries(setting.relay.url, await tokenOf(setting), lines);
	const name = `log/${device.dev}/0`;
	const [writer, reader, liar] = [await stockClient(name), await stockClient(name), await stockClient(name)];
	const before = linesOf(device).length;
	expect(Y.encodeStateAsUpdate(writer.doc)).toEqual(documentOf(device));

	pushAsSegment(liar.doc, device, ['a lie in the right name']);
	await act(device, setting.company, 3);
	pushAsSegment(writer.doc, device, linesOf(device).slice(before));

	await eventually(async () => linesIn(reader.doc).length === before + 3);
	expect(linesIn(reader.doc)).toEqual(linesOf(device));
	for (const { doc } of [writer, reader, await stockClient(name)]) expect(Y.encodeStateAsUpdate(doc)).toEqual(documentOf(device));
	expect([...writer.closes, ...reader.closes]).toEqual([]);
	const kept = await download(setting.relay.url, await tokenOf(setting));
	expect(kept).toEqual(expect.arrayContaining([...linesOf(device)]));
	expect(kept).not.toContain('a lie in the right name');
}, 60_000);
