/** The life of a company in a browser: kept, closed, opened, moved, looked at – and what is not there or not right. */
import { beforeAll, describe, expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { Company } from '#lib/modules/company.ts';
import { cmdOf, crypto, orgOf, someAct, world, type World } from '../../../tests/support/test-company.ts';
import { deviceKeyOf, Profile } from '../../../tests/support/store-profile.ts';
import { createForeign, createReplica, openReplica } from './open-replica.ts';
import { CompanyRegistry } from './registry.ts';
import type { StoredReplica } from './stored-replica.ts';

const AT = '2026-09-01T16:00:00+08:00';
let company: World;
beforeAll(async () => {
	company = await world();
});

function newCompany(from: World, device = 0) {
	return { lines: from.entries.map(({ line }) => line), key: deviceKeyOf(from, device), name: '某公司', demo: false, relay: '' };
}

async function kept(profile: Profile, device = 0): Promise<StoredReplica> {
	return unwrap(await createReplica(newCompany(company, device), profile.life().ports)).replica;
}

function truthOf(replica: StoredReplica) {
	return { heads: replica.heads(), truth: viewHash(replica.company.engine, crypto), size: replica.company.log.size };
}

describe.each([false, true])('lines in files: %s', (hasFiles) => {
	test('what was recorded is there after closing and opening, with the same heads and views', async () => {
		const profile = new Profile();
		profile.hasFiles = hasFiles;
		const replica = await kept(profile);
		for (let index = 0; index < 12; index++) unwrap(await replica.record(cmdOf(`act ${String(index)}`), someAct(company, index, AT)));
		const before = truthOf(replica);
		await replica.close();
		const again = unwrap(await openReplica(orgOf(company), profile.life().ports));
		expect(truthOf(again)).toEqual(before);
		expect(again.opened.lines).toBe(hasFiles ? 'file' : 'memory');
		expect(again.opened.restored).toBe(before.size);
		const rebuilt = new Company(crypto);
		for (const op of again.company.log.ops) unwrap(rebuilt.ingest(unwrap(decodeEntry(op.line, crypto))));
		expect(viewHash(rebuilt.engine, crypto)).toBe(before.truth);
		// And the chain goes on where it ended.
		const [next] = unwrap(await again.record(cmdOf('next'), someAct(company, 1, AT)));
		expect(next?.seq).toBe((before.heads[again.dev]?.[0] ?? 0) + 1);
		await again.close();
	});

	test('a killed program leaves everything it reported, without an image', async () => {
		const profile = new Profile();
		profile.hasFiles = hasFiles;
		const life = profile.life();
		const { replica } = unwrap(await createReplica(newCompany(company), life.ports));
		unwrap(await replica.record(cmdOf('one'), someAct(company, 0, AT)));
		const before = truthOf(replica);
		life.kill();
		const again = unwrap(await openReplica(orgOf(company), profile.life().ports));
		expect(again.opened.restored).toBe(0);
		expect(truthOf(again)).toEqual(before);
	});
});

test('a company that is not here is not found, and looking for it leaves nothing behind', async () => {
	const profile = new Profile();
	const opened = await openReplica('A'.repeat(43), profile.life().ports);
	expect(opened).toMatchObject({ ok: false, error: { code: 'lost' } });
	expect((await profile.indexedDB.databases()).map(({ name }) => name)).toEqual(['suyuan']);
});

test('a company is kept once; keeping it again after an attempt that was not listed lists it', async () => {
	const profile = new Profile();
	await (await kept(profile)).close();
	const registry = unwrap(await CompanyRegistry.open(profile.life().ports));
	unwrap(await registry.remove(orgOf(company)));
	const again = await createReplica(newCompany(company, 1), profile.life().ports);
	expect(again).toMatchObject({ ok: false, error: { code: 'failed', detail: 'this company is here already' } });
	expect(unwrap(await registry.list())).toMatchObject([{ org: orgOf(company), dev: company.devices[0] }]);
});

test('lines without the genesis found no company, and a second attempt with it does', async () => {
	const profile = new Profile();
	const lines = company.entries.map(({ line }) => line);
	const headless = await createReplica({ ...newCompany(company), lines: lines.slice(1) }, profile.life().ports);
	expect(headless).toMatchObject({ ok: false, error: { code: 'failed' } });
	const registry = unwrap(await CompanyRegistry.open(profile.life().ports));
	expect(unwrap(await registry.list())).toEqual([]);
	const replica = await kept(profile);
	expect(replica.company.log.size).toBe(lines.length);
});

test('a foreign company is read and never written', async () => {
	const profile = new Profile();
	const { lines, name, demo } = newCompany(company);
	const { replica } = unwrap(await createForeign({ lines, name, demo }, profile.life().ports));
	expect(replica.dev).toBe('');
	expect(await replica.record(cmdOf('x'), someAct(company, 0, AT))).toMatchObject({ ok: false, error: { code: 'not-the-writer' } });
	await expect(replica.sign(new Uint8Array(1))).rejects.toThrow('no device key');
	const before = truthOf(replica);
	await replica.close();
	const again = unwrap(await openReplica(orgOf(company), profile.life().ports));
	expect(truthOf(again)).toEqual(before);
	expect(again.dev).toBe('');
});

test('a device that has retired stays so after a restart, and can still sign for its former self', async () => {
	const profile = new Profile();
	const replica = await kept(profile);
	unwrap(await replica.retireLocally('behind'));
	unwrap(await replica.retireLocally('replaced'));
	await replica.close();
	const again = unwrap(await openReplica(orgOf(company), profile.life().ports));
	expect(again.retired?.reason).toBe('behind');
	expect(again.dev).toBe('');
	expect(again.formerDev).toBe(company.devices[0]);
	expect(await again.record(cmdOf('x'), someAct(company, 0, AT))).toMatchObject({ ok: false, error: { code: 'not-the-writer' } });
	expect(await again.sign(new Uint8Array(3))).toHaveLength(64);
});

test('who comes after closing is told so, and closing twice is closing once', async () => {
	const profile = new Profile();
	const replica = await kept(profile);
	// The image is up to date when closing begins, and no longer when it ends.
	unwrap(await replica.writeImage());
	const late = replica.record(cmdOf('in time'), someAct(company, 0, AT));
	await Promise.all([replica.close(), replica.close()]);
	expect((await late).ok).toBe(true);
	expect(await replica.record(cmdOf('late'), someAct(company, 0, AT))).toMatchObject({ ok: false, error: { code: 'lost' } });
	const again = unwrap(await openReplica(orgOf(company), profile.life().ports));
	expect(again.opened.restored).toBe(again.company.log.size);
	expect(again.company.log.hasCommand(again.dev, cmdOf('in time'))).toBe(true);
	expect(again.company.log.hasCommand(again.dev, cmdOf('late'))).toBe(false);
});
