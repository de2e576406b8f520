/** The door of the real process: the claim, challenges and tickets each good once, rights that change, limits. */
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { admissionMessage, API, SOCKET } from '#lib/wire/admission.ts';
import { MAX_DELIVERY_BYTES, MAX_FRAME_BYTES } from '#lib/wire/limits.ts';
import { CLOSE, encodeFrame } from '#lib/wire/messages.ts';
import {
	act,
	addDevice,
	allLines,
	foundCompany,
	identityOf,
	inviteBy,
	linesOf,
	ports,
	revoke,
	rivalHistory
} from '../../tests/relay/company.ts';
import {
	admitted,
	call,
	claim,
	deliverEntries,
	download,
	relayInfo,
	requestTicket,
	rivals,
	segments,
	TestSocket
} from '../../tests/relay/relay-client.ts';
import { startRelayProcess, temporaryDirectory } from '../../tests/relay/relay-process.ts';
import { claimedRelay, tokenOf, type Setting } from '../../tests/relay/setting.ts';

let setting: Setting;

beforeAll(async () => {
	setting = await claimedRelay();
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

const post = (path: string, body: unknown) =>
	call(setting.relay.url, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function signedRequest(change: Partial<Record<'org' | 'relay' | 'nonce', string>> = {}) {
	const { company, relay } = setting;
	const { nonce } = (await call(relay.url, '/challenge', { method: 'POST' })).body as { nonce: string };
	const content = { org: company.org, relay: (await relayInfo(relay.url)).relay, nonce, dev: company.first.dev, invite: '', ...change };
	return { ...content, sig: toBase64Url(await company.first.signer.sign(admissionMessage(content))) };
}

describe('the claim', () => {
	test('is good for one company; its code is void afterwards, a wrong one is refused, nobody enters before', async () => {
		const data = temporaryDirectory();
		const relay = await startRelayProcess(data);
		const [ours, theirs] = [await foundCompany(), await foundCompany()];
		const ask = async (company: typeof ours, code: string) =>
			claim(relay.url, {
				code,
				org: company.org,
				dev: company.first.dev,
				invitation: (await inviteBy(company, { kind: 'relay', code: 'R1' })).code
			});
		expect((await requestTicket(relay.url, ours.org, identityOf(ours.first))).body).toMatchObject({ code: 'not-claimed' });
		expect((await ask(ours, 'AAAA-BBBB-CCCC')).body).toMatchObject({ code: 'bad-code' });
		const typed = (relay.claimCode ?? '').toLowerCase().replaceAll('-', ' ');
		expect((await ask(ours, typed)).status).toBe(200);
		const again = await ask(theirs, relay.claimCode ?? '');
		expect([again.status, again.body]).toMatchObject([409, { code: 'claimed' }]);
		expect((await relayInfo(relay.url)).org).toBe(ours.org);
		await relay.stop();
		rmSync(data, { recursive: true });
	});
});

describe('challenge and ticket', () => {
	test('an answered challenge is good once', async () => {
		const answer = await signedRequest();
		expect((await post('/ticket', answer)).status).toBe(200);
		expect(await post('/ticket', answer)).toMatchObject({ status: 403, body: { code: 'expired-challenge' } });
	});

	test('an answer for another relay, another company or by another key is refused', async () => {
		expect((await post('/ticket', await signedRequest({ relay: 'x'.repeat(22) }))).body).toMatchObject({ code: 'expired-challenge' });
		expect((await post('/ticket', await signedRequest({ org: 'x'.repeat(43) }))).body).toMatchObject({ code: 'foreign-org' });
		expect((await post('/ticket', await signedRequest({ nonce: toBase64Url(ports.random(32)) }))).body).toMatchObject({
			code: 'expired-challenge'
		});
		const { signer } = setting.company.first;
		const other = await requestTicket(setting.relay.url, setting.company.org, { dev: 'x'.repeat(22), invite: '', signer });
		expect(other.body).toMatchObject({ code: 'unknown-device' });
		const answer = await signedRequest();
		expect((await post('/ticket', { ...answer, sig: toBase64Url(new Uint8Array(64)) })).body).toMatchObject({ code: 'bad-signature' });
	});

	test('a ticket opens one connection; a second one is told to fetch a new ticket', async () => {
		const { relay, company } = setting;
		const { ticket } = await admitted(relay.url, company.org, identityOf(company.first));
		const socket = await TestSocket.open(relay.url, ticket);
		const second = await TestSocket.open(relay.url, ticket);
		expect(second.closed?.code).toBe(CLOSE.expired);
		expect(socket.closed).toBeUndefined();
		await socket.close();
	});

	test('calls without a token, or with a made-up one, are refused', async () => {
		for (const headers of [{}, { authorization: `Bearer ${toBase64Url(ports.random(32))}` }])
			expect((await call(setting.relay.url, '/segments', { headers })).status).toBe(401);
	});
});

describe('a revoked device', () => {
	test('loses its live connection at once, still delivers, and is shown nothing', async () => {
		const { relay, company } = setting;
		const lost = await addDevice(company, 'L1');
		await deliverEntries(relay.url, await tokenOf(setting), [...allLines(company.first), ...linesOf(lost)]);
		const socket = await TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(lost))).ticket);
		await revoke(company, lost.dev);
		await deliverEntries(relay.url, await tokenOf(setting), linesOf(company.first));
		await socket.until(() => socket.closed !== undefined);
		expect(socket.closed?.code).toBe(CLOSE.rightsChanged);

		await act(lost, company, 2);
		const back = await admitted(relay.url, company.org, identityOf(lost));
		expect(back.scope).toBe('upload');
		expect((await deliverEntries(relay.url, back.token, linesOf(lost))).refused).toEqual([]);
		for (const path of ['/segments', `/segments/${company.first.dev}/0`, '/rivals'])
			expect((await call(relay.url, path, { headers: { authorization: `Bearer ${back.token}` } })).status, path).toBe(403);
		const uploading = await TestSocket.open(relay.url, back.ticket);
		const heads = uploading.messages.find((message) => message.type === 'heads');
		expect(heads?.type === 'heads' && Object.keys(heads.heads)).toEqual([lost.dev]);
		await uploading.close();
		expect(await download(relay.url, await tokenOf(setting))).toContain(linesOf(lost).at(-1));
	});

	test('is one only by a genuine signature', async () => {
		const { relay, company } = setting;
		const accused = await addDevice(company, 'L2');
		await revoke(company, accused.dev, { signed: false });
		await deliverEntries(relay.url, await tokenOf(setting), [...allLines(company.first), ...linesOf(accused)]);
		expect((await admitted(relay.url, company.org, identityOf(accused))).scope).toBe('full');
	});
});

describe('delivery', () => {
	test('by anybody: a device brings the chain of another, in any order of chains, twice without harm', async () => {
		const { relay, company } = setting;
		const [a, b] = [await addDevice(company, 'D1'), await addDevice(company, 'D2')];
		await act(a, company, 3);
		await deliverEntries(relay.url, await tokenOf(setting), allLines(company.first));
		const { token } = await admitted(relay.url, company.org, identityOf(b));
		expect(await deliverEntries(relay.url, token, linesOf(a))).toEqual({ stored: 3, duplicates: 1, refused: [] });
		expect(await deliverEntries(relay.url, token, linesOf(a))).toMatchObject({ stored: 0, duplicates: linesOf(a).length, refused: [] });
	});

	test('a line that is wrong is named; the good ones around it are kept', async () => {
		const { relay, company } = setting;
		const device = await addDevice(company, 'D3');
		await act(device, company, 1);
		const lines = linesOf(device);
		await deliverEntries(relay.url, await tokenOf(setting), allLines(company.first));
		const told = await deliverEntries(relay.url, await tokenOf(setting), [lines[0] ?? '', 'garbage', lines[1] ?? '']);
		expect(told).toMatchObject({ stored: 1, duplicates: 1, refused: [{ line: 2, code: 'bad-entry' }] });
	});
});

describe('limits', () => {
	test('a delivery of exactly the limit is read, one byte more is not, packed or plain', async () => {
		const { relay } = setting;
		const headers = { authorization: `Bearer ${await tokenOf(setting)}` };
		const body = (bytes: number) => Buffer.concat([Buffer.alloc(bytes - 1, 'x'), Buffer.from('\n')]);
		const read = [200, { stored: 0, refused: [{ line: 1 }] }];
		const plain = await call(relay.url, '/entries', { method: 'POST', headers, body: body(MAX_DELIVERY_BYTES) });
		expect([plain.status, plain.body]).toMatchObject(read);
		const packed = (bytes: number) =>
			call(relay.url, '/entries', { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body(bytes)) });
		const [at, past] = [await packed(MAX_DELIVERY_BYTES), await packed(MAX_DELIVERY_BYTES + 1)];
		expect([at.status, at.body]).toMatchObject(read);
		expect([past.status, past.body]).toMatchObject([413, { code: 'over-limit' }]);
		// Refused by its announced length, before any of it is sent.
		const announced = await new Promise<number | undefined>((resolve, reject) => {
			const asking = request(`${relay.url}${API}/entries`, {
				method: 'POST',
				headers: { ...headers, 'content-length': MAX_DELIVERY_BYTES + 1 }
			});
			asking.on('response', (answer) => {
				resolve(answer.statusCode);
				asking.destroy();
			});
			asking.on('error', reject);
			asking.flushHeaders();
		});
		expect(announced).toBe(413);
	});

	test('a frame of exactly the limit is read, one byte more ends the connection', async () => {
		const { relay, company } = setting;
		const open = async () => TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(company.first))).ticket);
		const stream = 'draft/test/limit';
		const header = encodeFrame(stream, new Uint8Array()).length;
		const socket = await open();
		// No message of the protocol, hence a fault, but read whole; the connection goes on.
		socket.send(stream, new Uint8Array(MAX_FRAME_BYTES - header).fill(9));
		socket.deliver(company.first.dev, 1, linesOf(company.first).slice(0, 1));
		await socket.until(() => socket.stored(company.first.dev) >= 1);
		socket.send(stream, new Uint8Array(MAX_FRAME_BYTES - header + 1).fill(9));
		await socket.until(() => socket.closed !== undefined);
		expect(socket.closed?.code).toBe(1009);
	});

	test('garbage frames end the connection after a few', async () => {
		const { relay, company } = setting;
		const { ticket } = await admitted(relay.url, company.org, identityOf(company.first));
		const socket = await TestSocket.open(relay.url, ticket);
		for (let time = 0; time < 8; time++) socket.socket.send(utf8('garbage'));
		await socket.until(() => socket.closed !== undefined);
		expect(socket.closed?.code).toBe(CLOSE.abuse);
	});

	test('a socket without a ticket is told so, and no other path is a socket', async () => {
		const closed = await new Promise<number>((resolve) => {
			const socket = new WebSocket(`${setting.relay.url.replace('http', 'ws')}${SOCKET}`);
			socket.on('close', resolve);
		});
		expect(closed).toBe(CLOSE.expired);
		const failed = await new Promise<string>((resolve) => {
			const socket = new WebSocket(`${setting.relay.url.replace('http', 'ws')}/elsewhere`);
			socket.on('error', (error) => resolve(error.message));
		});
		expect(failed).toContain('404');
	});
});

test('/healthz says that all is well', async () => {
	const answer = await fetch(`${setting.relay.url}/healthz`);
	expect(answer.status).toBe(200);
	expect(await answer.json()).toMatchObject({ ok: true, storage: 'ok' });
});

test('a second history of a device: both are kept, the device only delivers and is told why', async () => {
	const { relay, company } = setting;
	const device = await addDevice(company, 'F1');
	await act(device, company, 1);
	const from = linesOf(device).length;
	await act(device, company, 2);
	const rival = await rivalHistory(device, from);
	await deliverEntries(relay.url, await tokenOf(setting), [...allLines(company.first), ...linesOf(device)]);
	expect((await admitted(relay.url, company.org, identityOf(device))).forked).toBeUndefined();
	expect((await deliverEntries(relay.url, await tokenOf(setting), rival)).refused).toEqual([]);
	const answer = await admitted(relay.url, company.org, identityOf(device));
	expect(answer).toMatchObject({ scope: 'upload', forked: true });
	const token = await tokenOf(setting);
	expect(await rivals(relay.url, token)).toEqual(rival);
	expect(await download(relay.url, token)).toEqual(expect.arrayContaining([...linesOf(device)]));
	expect((await segments(relay.url, token)).some(({ dev }) => dev === device.dev)).toBe(true);
});
