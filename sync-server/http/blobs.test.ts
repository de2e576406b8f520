/** Attachments over HTTP: who may bring and who may fetch them, and what is refused. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#lib/kernel/bytes.ts';
import { API } from '#lib/wire/admission.ts';
import { MAX_BLOB_NAMES, MAX_BLOB_BYTES } from '#lib/wire/limits.ts';
import { addDevice, allLines, inviteBy, linesOf, revoke } from '../../tests/relay/company.ts';
import { admitted, deliverEntries } from '../../tests/relay/relay-client.ts';
import { claimedRelay, tokenOf, type Setting } from '../../tests/relay/setting.ts';

let setting: Setting;
let full: string;
let upload: string;
let join: string;

beforeAll(async () => {
	setting = await claimedRelay();
	const { relay, company } = setting;
	const lost = await addDevice(company, 'B1');
	const invitation = await inviteBy(company, { kind: 'personal', code: 'B2' });
	full = await tokenOf(setting);
	await deliverEntries(relay.url, full, [...allLines(company.first), ...linesOf(lost)]);
	await revoke(company, lost.dev);
	await deliverEntries(relay.url, full, allLines(company.first));
	upload = await tokenOf(setting, lost);
	join = (await admitted(relay.url, company.org, { dev: '', invite: invitation.invite, signer: invitation.signer })).token;
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

const picture = (text: string) => Buffer.concat([Uint8Array.of(0xff, 0xd8, 0xff), utf8(text)]);
const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

function blob(token: string, name: string, init: RequestInit = {}): Promise<Response> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': init.method === 'POST' ? 'application/json' : 'image/jpeg' };
	return fetch(`${setting.relay.url}${API}/blobs/${name}`, { ...init, headers });
}

const put = (token: string, bytes: Buffer<ArrayBuffer>, name = nameOf(bytes)) => blob(token, name, { method: 'PUT', body: bytes });
const lacking = (token: string, body: unknown) => blob(token, 'lacking', { method: 'POST', body: JSON.stringify(body) });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code];

test('comes back byte for byte, to be saved and never to be run', async () => {
	const bytes = picture('送货单');
	expect([(await put(full, bytes)).status, (await put(full, bytes)).status]).toEqual([201, 200]);
	const answer = await blob(full, nameOf(bytes));
	expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		'content-type': 'application/octet-stream',
		'content-disposition': 'attachment',
		'x-content-type-options': 'nosniff',
		'content-security-policy': "sandbox; default-src 'none'"
	});
});

test('a device that only delivers brings and asks, and fetches nothing; one that joins brings nothing; a stranger does nothing', async () => {
	const bytes = picture('从丢失的手机');
	expect(await (await lacking(upload, { names: [nameOf(bytes)] })).json()).toEqual({ lacking: [nameOf(bytes)] });
	expect((await put(upload, bytes)).status).toBe(201);
	expect(await codeOf(await blob(upload, nameOf(bytes)))).toEqual([403, 'not-allowed']);
	expect(await codeOf(await put(join, picture('新来的')))).toEqual([403, 'not-allowed']);
	expect(await codeOf(await lacking(join, { names: [] }))).toEqual([403, 'not-allowed']);
	for (const answer of [await put('x', bytes), await blob('x', nameOf(bytes)), await lacking('x', { names: [] })])
		expect(await codeOf(answer)).toEqual([401, 'not-admitted']);
});

test('the question takes exactly so many names, all of them hashes', async () => {
	const names = Array.from({ length: MAX_BLOB_NAMES }, (_, at) => nameOf(utf8(String(at))));
	expect(await (await lacking(full, { names })).json()).toEqual({ lacking: names });
	for (const bad of [[...names, names[0]], ['../../relay.key'], [7], 'x', undefined])
		expect(await codeOf(await lacking(full, { names: bad })), JSON.stringify(bad)?.slice(0, 40)).toEqual([400, 'bad-request']);
});

test('refuses what is no hash, another content, another type', async () => {
	for (const name of ['..%2f..%2frelay.key', '%2e%2e%2frelay.key', 'a'.repeat(63), `${'a'.repeat(64)}%00`]) {
		expect(await codeOf(await put(full, picture('x'), name)), name).toEqual([400, 'bad-request']);
		expect(await codeOf(await blob(full, name)), name).toEqual([404, 'not-found']);
	}
	expect(await codeOf(await put(full, picture('x'), nameOf(picture('y'))))).toEqual([422, 'wrong-hash']);
	expect(await codeOf(await put(full, Buffer.from('<script>')))).toEqual([415, 'wrong-type']);
	expect(await codeOf(await blob(full, nameOf(picture('y'))))).toEqual([404, 'not-found']);
});

test('refuses one byte past the limit by its announced length, before it is sent', async () => {
	const answer = await new Promise<string>((resolve, reject) => {
		const socket = connect(setting.relay.port, '127.0.0.1', () =>
			socket.write(
				`PUT ${API}/blobs/${nameOf(utf8('x'))} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${full}\r\ncontent-length: ${String(MAX_BLOB_BYTES + 1)}\r\n\r\n`
			)
		);
		socket.once('data', (data: Buffer) => {
			resolve(data.toString());
			socket.destroy();
		});
		socket.once('error', reject);
	});
	expect(answer).toContain('413');
	expect(answer).toContain('over-limit');
});
