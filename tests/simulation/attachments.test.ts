/** Photos between devices over the real relay process: brought, fetched, brought again after everything that can happen. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, unwrap } from '#lib/kernel/result.ts';
import { StoredAttachments } from '#lib/store/attachments.ts';
import { CompanyDatabase } from '#lib/store/database.ts';
import { PARALLEL_TRANSFERS, type AttachmentStore } from '#lib/sync/attachments.ts';
import type { Fetch } from '#lib/sync/ports.ts';
import { MAX_BLOB_NAMES } from '#lib/wire/limits.ts';
import { startRelayProcess } from '../relay/relay-process.ts';
import { act, client, ports, serve, until, type Client, type ServedCompany } from '../support/real-relay.ts';
import { Profile } from '../support/store-profile.ts';
import { crypto, orgOf, world } from '../support/test-company.ts';

let company: ServedCompany;
let running: Client[] = [];

beforeEach(async () => {
	company = await serve(await world('small', 4));
	running = [];
});

afterEach(async () => {
	await Promise.all(running.map(({ engine }) => engine.stop()));
	await company.relay.stop();
	rmSync(company.data, { recursive: true, force: true });
});

const picture = (text: string) => Buffer.concat([Uint8Array.of(0xff, 0xd8, 0xff), Buffer.from(text)]);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
const hex = (hash: string) => Buffer.from(hash, 'base64url').toString('hex');
const folder = () => join(company.data, 'relay', 'blobs');
/** File names of what the relay has. */
const there = () =>
	readdirSync(folder(), { recursive: true, encoding: 'utf8' }).flatMap((path) => /^[0-9a-f]{2}.([0-9a-f]{64})$/.exec(path)?.[1] ?? []);

async function storeOf(profile: Profile): Promise<StoredAttachments> {
	return unwrap(await StoredAttachments.open(unwrap(await CompanyDatabase.create(orgOf(company.world), profile.life().ports)), crypto));
}

/** Photos as a person takes them: kept, then named by a record. */
async function take(store: StoredAttachments, ...texts: readonly string[]): Promise<readonly string[]> {
	const hashes: string[] = [];
	for (const text of texts) hashes.push(unwrap(await store.blobs.put(new Uint8Array(picture(text)))));
	unwrap(await store.name(hashes));
	return hashes;
}

function start(index: number, attachments: AttachmentStore, fetch?: Fetch): Client {
	const made = client(company, index, { attachments, ...(fetch ? { ports: { ...ports, fetch } } : {}) });
	running.push(made);
	made.engine.start();
	return made;
}

const photos = ({ engine }: Client) => engine.status.current.attachments;
const told =
	(...clients: readonly Client[]) =>
	() =>
		JSON.stringify(clients.map(({ engine }) => engine.status.current));
const fetched = async ({ engine }: Client, hash: string) => engine.attachments?.fetch(hash);
const allSent = (one: Client) => until(() => photos(one).waiting === 0, told(one));
const online = (one: Client) => until(() => one.engine.status.current.connection.status === 'online', told(one));

async function reopenRelay(): Promise<void> {
	company.relay = await startRelayProcess(company.data, { env: { PORT: String(company.relay.port) } });
}

test('a photo taken off line is fetched elsewhere, checked and kept; without connection it is said', async () => {
	const [mine, others] = [await storeOf(new Profile()), await storeOf(new Profile())];
	const [hash = ''] = await take(mine, '送货单');
	const [a, b] = [start(0, mine), start(1, others)];
	expect(await fetched(b, hash)).toEqual({ ok: false, error: 'offline' });
	await Promise.all([allSent(a), online(b)]);
	const [first, again] = await Promise.all([fetched(b, hash), fetched(b, hash)]);
	expect(first).toBe(again);
	expect(first).toEqual({ ok: true, value: new Uint8Array(picture('送货单')) });
	expect(unwrap(await others.read(hash))).toEqual(new Uint8Array(picture('送货单')));
	expect(others.all()).toEqual([{ hash, bytes: picture('送货单').length, isThere: true }]);
	expect(await fetched(b, hashOf(picture('还没传的')))).toEqual({ ok: false, error: 'not-there' });
	expect(await fetched(b, '../../relay.key')).toEqual({ ok: false, error: 'not-there' });
});

test('what was never recorded stays here', async () => {
	const mine = await storeOf(new Profile());
	const discarded = unwrap(await mine.blobs.put(new Uint8Array(picture('拍错的'))));
	const [kept = ''] = await take(mine, '拍对的');
	await allSent(start(0, mine));
	expect(there()).toEqual([hex(kept)]);
	expect(there()).not.toContain(hex(discarded));
});

test('the relay is killed in the middle, the device closed: both go on where they were', async () => {
	const profile = new Profile();
	const mine = await storeOf(profile);
	await take(mine, ...Array.from({ length: 40 }, (_, at) => `第 ${String(at)} 张`));
	let puts = 0;
	const fetch: Fetch = async (url, init) => {
		// The tenth is on its way when the relay dies.
		if (init.method === 'PUT' && ++puts === 10) await company.relay.kill();
		return ports.fetch(url, init);
	};
	const a = start(0, mine, fetch);
	await until(() => puts >= 10 && a.engine.status.current.connection.status === 'waiting', told(a));
	const had = there().length;
	expect(had).toBeGreaterThan(0);
	expect(had).toBeLessThan(40);
	await a.engine.stop();
	const reopened = await storeOf(profile);
	const open = reopened.all().filter(({ isThere }) => !isThere).length;
	expect(open).toBeGreaterThanOrEqual(40 - had);
	await reopenRelay();
	let sent = 0;
	const counted: Fetch = (url, init) => {
		if (init.method === 'PUT') sent++;
		return ports.fetch(url, init);
	};
	await allSent(start(0, reopened, counted));
	expect(there()).toHaveLength(40);
	// What had arrived is not sent a second time.
	expect(sent).toBe(40 - had);
});

test('a relay restored without its files is filled by whoever has them, a few at a time', async () => {
	const count = 60;
	const [mine, others] = [await storeOf(new Profile()), await storeOf(new Profile())];
	const hashes = await take(mine, ...Array.from({ length: count }, (_, at) => String(at)));
	const a = start(0, mine);
	await allSent(a);
	expect(there()).toHaveLength(count);
	// Another device has looked at all of them; the one that took them is lost.
	const b = start(1, others);
	await online(b);
	for (const answer of await Promise.all(hashes.map((hash) => fetched(b, hash)))) expect(answer?.ok).toBe(true);
	await Promise.all([a.engine.stop(), b.engine.stop()]);
	await company.relay.stop();
	rmSync(folder(), { recursive: true });
	await reopenRelay();
	let [under, most] = [0, 0];
	const watched: Fetch = async (url, init) => {
		if (init.method !== 'PUT') return ports.fetch(url, init);
		most = Math.max(most, ++under);
		return ports.fetch(url, init).finally(() => under--);
	};
	const c = start(1, others, watched);
	await until(() => there().length === count, told(c));
	await allSent(c);
	expect(most).toBe(PARALLEL_TRANSFERS);
});

test('what is recorded while the relay is asked what it lacks is brought as well', async () => {
	const mine = await storeOf(new Profile());
	await take(mine, '先拍的');
	let meanwhile = '';
	const slow: Fetch = async (url, init) => {
		if (url.endsWith('/blobs/lacking') && meanwhile === '') {
			[meanwhile = ''] = await take(mine, '正问着拍的');
			a.engine.attachments?.send();
		}
		return ports.fetch(url, init);
	};
	const a = start(0, mine, slow);
	await until(() => there().length === 2, told(a));
	expect(there()).toContain(hex(meanwhile));
});

test('no question names more than so many', async () => {
	const named = Array.from({ length: MAX_BLOB_NAMES + 1 }, (_, at) => ({ hash: hashOf(picture(String(at))), bytes: 1, isThere: true }));
	const done = Promise.resolve(ok(undefined));
	const shelf = { all: () => named, read: () => done, keep: () => done, note: () => done, drop: () => done };
	const questions: number[] = [];
	const fetch: Fetch = async (url, init) => {
		if (!url.endsWith('/blobs/lacking')) return ports.fetch(url, init);
		questions.push((JSON.parse(String(init.body)) as { names: unknown[] }).names.length);
		return Response.json({ lacking: [] });
	};
	start(0, shelf, fetch);
	await until(
		() => questions.length === 2,
		() => JSON.stringify(questions)
	);
	expect(questions).toEqual([MAX_BLOB_NAMES, 1]);
});

test('photos that do not get through keep no record waiting', async () => {
	const mine = await storeOf(new Profile());
	await take(mine, '很慢的');
	let isAsked = false;
	const stuck: Fetch = (url, init) => {
		if (init.method !== 'PUT') return ports.fetch(url, init);
		isAsked = true;
		return new Promise(() => undefined);
	};
	const a = start(0, mine, stuck);
	await until(() => isAsked, told(a));
	await act(a, company.world);
	await until(() => a.engine.status.current.uploaded === a.engine.status.current.recorded, told(a));
	expect(photos(a)).toEqual({ waiting: 1, waitingBytes: picture('很慢的').length, sent: 0 });
});

test('what the relay does not take is said and keeps nothing else back; the next connection tries again', async () => {
	const mine = await storeOf(new Profile());
	const wrong = unwrap(await mine.blobs.put(new TextEncoder().encode('no picture')));
	unwrap(await mine.name([wrong]));
	const [right = ''] = await take(mine, '好的');
	let puts = 0;
	const counted: Fetch = (url, init) => {
		if (init.method === 'PUT' && url.endsWith(wrong)) puts++;
		return ports.fetch(url, init);
	};
	const a = start(0, mine, counted);
	await until(() => photos(a).waiting === 1 && puts === 1, told(a));
	expect(there()).toEqual([hex(right)]);
	expect(a.engine.status.current.problems.map(({ problem }) => problem)).toContainEqual({
		kind: 'attachment',
		hash: wrong,
		code: 'wrong-type'
	});
	const [more = ''] = await take(mine, '又一张');
	a.engine.attachments?.send();
	await until(() => there().includes(hex(more)), told(a));
	expect(puts).toBe(1);
	a.engine.reconnect();
	await until(() => puts === 2, told(a));
});

test('bytes that are not what was recorded are taken from nobody: not from the relay, not from this disk', async () => {
	const [mine, others] = [await storeOf(new Profile()), await storeOf(new Profile())];
	const [hash = '', rotten = ''] = await take(mine, '原件', '坏盘上的');
	await spoil(mine, rotten);
	const [a, b] = [start(0, mine), start(1, others)];
	await Promise.all([allSent(a), online(b)]);
	expect(there()).toEqual([hex(hash)]);
	expect(mine.all().map((one) => one.hash)).toEqual([hash]);
	const path = join(folder(), hex(hash).slice(0, 2), hex(hash));
	expect(readFileSync(path)).toEqual(picture('原件'));
	writeFileSync(path, picture('赝品'));
	expect(await fetched(b, hash)).toEqual({ ok: false, error: 'damaged' });
	expect(others.all()).toEqual([]);
	const codes = [a, b].map(({ engine }) => engine.status.current.problems.map(({ problem }) => 'code' in problem && problem.code));
	expect(codes).toEqual([['damaged-here'], ['damaged-there']]);
});

/** Other bytes under the hash, as a failing disk leaves them. */
async function spoil(store: StoredAttachments, hash: string): Promise<void> {
	unwrap(await store.keep(hash, picture('烂了')));
	unwrap(await store.note([hash], false));
}
