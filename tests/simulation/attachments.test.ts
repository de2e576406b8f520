/** Attachments between the product's client and the real relay process. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { ok } from '#lib/kernel/result.ts';
import type { BlobKeep } from '#lib/sync/blob-transfer.ts';
import type { Fetch } from '#lib/sync/ports.ts';
import { MAX_BLOB_NAMES } from '#lib/wire/limits.ts';
import { startRelayProcess } from '../relay/relay-process.ts';
import { client, ports, serve, until, type Client, type ServedCompany } from '../support/real-relay.ts';
import { crypto, world } from '../support/test-company.ts';

/** What a device keeps, in memory. */
class Shelf implements BlobKeep {
	readonly kept = new Map<string, Uint8Array>();
	names = () => Promise.resolve(ok([...this.kept.keys()]));
	get = (name: string) => Promise.resolve(ok(this.kept.get(name)));
	put = (bytes: Uint8Array) => {
		const name = nameOf(bytes);
		this.kept.set(name, bytes);
		return Promise.resolve(ok(name));
	};
}

const nameOf = (bytes: Uint8Array) => toBase64Url(crypto.sha256(bytes));
const picture = (text: string) => new TextEncoder().encode(`picture ${text}`);

let company: ServedCompany;
const running = new Set<Client>();

beforeAll(async () => {
	company = await serve(await world('small', 4));
});

afterAll(async () => {
	await Promise.all([...running].map(({ engine }) => engine.stop()));
	await company.relay.stop();
	rmSync(company.data, { recursive: true, force: true });
});

function device(index: number, shelf = new Shelf(), fetch?: Fetch) {
	const made = client(company, index, { blobs: shelf, ...(fetch ? { ports: { ...ports, fetch } } : {}) });
	made.engine.start();
	running.add(made);
	const { blobs } = made.engine;
	if (!blobs) throw new Error('no attachments');
	return { ...made, shelf, blobs };
}

type Device = ReturnType<typeof device>;

const isOnline = ({ engine }: Device) => engine.status.current.connection.status === 'online';
const online = (one: Device) =>
	until(
		() => isOnline(one),
		() => JSON.stringify(one.engine.status.current.connection)
	);
const brought = (one: Device) =>
	until(
		() => one.blobs.waiting === 0,
		() => `${String(one.blobs.waiting)} wait: ${JSON.stringify(one.engine.status.current.problems)}`
	);

async function take(one: Device, text: string): Promise<string> {
	const kept = await one.shelf.put(picture(text));
	one.blobs.added(kept.value);
	return kept.value;
}

async function leave(one: Device): Promise<void> {
	await one.engine.stop();
	for (const known of running) if (known.engine === one.engine) running.delete(known);
}

describe('attachments', () => {
	test('what was taken before there was a connection is brought by itself, and fetched elsewhere when asked for, once', async () => {
		const shelf = new Shelf();
		const early = await shelf.put(picture('early'));
		const a = device(0, shelf);
		expect(a.engine.status.current.attachments).toBeUndefined();
		await online(a);
		await brought(a);
		const late = await take(a, 'late');
		await brought(a);
		const b = device(1);
		await online(b);
		expect(await Promise.all([b.blobs.fetch(early.value), b.blobs.fetch(early.value), b.blobs.fetch(late)])).toEqual([
			'kept',
			'kept',
			'kept'
		]);
		expect(b.shelf.kept.get(late)).toEqual(picture('late'));
		await Promise.all([leave(a), leave(b)]);
	});

	test('what nobody brought is absent; without a connection the device says so', async () => {
		const b = device(1);
		expect(await b.blobs.fetch(nameOf(picture('unseen')))).toBe('offline');
		await online(b);
		expect(await b.blobs.fetch(nameOf(picture('unseen')))).toBe('absent');
		expect(b.engine.status.current.problems).toEqual([]);
		await leave(b);
	});

	test('what is taken while the relay is asked what it lacks is brought as well', async () => {
		const shelf = new Shelf();
		let meanwhile = '';
		const slow: Fetch = async (url, init) => {
			if (url.endsWith('/blobs/lacking') && meanwhile === '') meanwhile = await take(a, 'meanwhile');
			return ports.fetch(url, init);
		};
		await shelf.put(picture('before'));
		const a = device(0, shelf, slow);
		await online(a);
		await until(
			() => meanwhile !== '',
			() => 'never asked'
		);
		await brought(a);
		const b = device(1);
		await online(b);
		expect(await b.blobs.fetch(meanwhile)).toBe('kept');
		await Promise.all([leave(a), leave(b)]);
	});

	test('bytes that are not what was hashed are not kept, and told', async () => {
		const a = device(0);
		await online(a);
		const name = await take(a, 'genuine');
		await brought(a);
		const bent: Fetch = async (url, init) =>
			init.method === 'GET' && url.includes('/blobs/') ? new Response(picture('another').slice()) : ports.fetch(url, init);
		const b = device(1, new Shelf(), bent);
		await online(b);
		expect(await b.blobs.fetch(name)).toBe('damaged');
		expect(b.shelf.kept.size).toBe(0);
		expect(b.engine.status.current.problems.map(({ problem }) => problem.kind)).toContain('oddity');
		await Promise.all([leave(a), leave(b)]);
	});

	test('the relay killed while attachments are brought, and put back without any: all of them are there again', async () => {
		const a = device(0);
		await online(a);
		const names: string[] = [];
		for (let at = 0; at < 40; at++) names.push(await take(a, `page ${String(at)} ${'x'.repeat(20_000)}`));
		await until(
			() => (a.blobs.waiting ?? 99) < 35,
			() => 'none was brought'
		);
		await company.relay.kill();
		await until(
			() => !isOnline(a),
			() => 'still connected'
		);
		rmSync(join(company.data, 'relay/blobs'), { recursive: true });
		const { port } = company.relay;
		company.relay = await startRelayProcess(company.data, { env: { PORT: String(port) } });
		a.engine.nudge();
		await online(a);
		await brought(a);
		const b = device(1);
		await online(b);
		expect(new Set(await Promise.all(names.map((name) => b.blobs.fetch(name))))).toEqual(new Set(['kept']));
		await Promise.all([leave(a), leave(b)]);
	}, 60_000);

	test('a question names at most so many; one more, or what is no name, is refused', async () => {
		const a = device(0);
		await online(a);
		const ask = async (names: readonly unknown[]) => {
			const answer = await a.engine.relay.call({
				method: 'POST',
				path: '/blobs/lacking',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ names })
			});
			return answer.ok ? answer.value.status : answer.error.code;
		};
		const name = nameOf(picture('nobody has it'));
		expect(await ask(Array.from({ length: MAX_BLOB_NAMES }, () => name))).toBe(200);
		expect(await ask(Array.from({ length: MAX_BLOB_NAMES + 1 }, () => name))).toBe(400);
		expect(await ask(['../../company.sqlite'])).toBe(400);
		expect(await ask([7])).toBe(400);
		await leave(a);
	});
});
