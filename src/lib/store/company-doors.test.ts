/** The small doors of a company's database: answers, settings, guards; and its removal. */
import { beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { deviceKeyOf, Profile, quotaExceeded } from '../../../tests/support/store-profile.ts';
import { orgOf, world } from '../../../tests/support/test-company.ts';
import { AnswerCache, MAX_ANSWERS } from './answer-cache.ts';
import { readGuard, readSetting, writeGuard, writeSettings } from './company-settings.ts';
import { CompanyDatabase } from './database.ts';
import { deleteCompany } from './delete-company.ts';
import { createReplica, openReplica } from './open-replica.ts';
import { CompanyRegistry } from './registry.ts';

const ORG = 'O'.repeat(43);
let profile: Profile;
beforeEach(() => {
	profile = new Profile();
});

async function database(fault?: Parameters<Profile['life']>[0]): Promise<CompanyDatabase> {
	return unwrap(await CompanyDatabase.create(ORG, profile.life(fault).ports));
}

describe('answers', () => {
	test('hold for the log and the program they were computed from, and for no other', async () => {
		const cache = new AnswerCache(await database());
		unwrap(await cache.put('summary', { size: 7, build: 'b1' }, { lots: 3 }));
		expect(await cache.get('summary', { size: 7, build: 'b1' })).toEqual({ lots: 3 });
		expect(await cache.get('summary', { size: 8, build: 'b1' })).toBeUndefined();
		expect(await cache.get('summary', { size: 7, build: 'b2' })).toBeUndefined();
		expect(await cache.get('lots', { size: 7, build: 'b1' })).toBeUndefined();
	});

	test('are bounded: one past the limit begins anew, one more of a kept question does not', async () => {
		const db = await database();
		const cache = new AnswerCache(db);
		const basis = { size: 1, build: 'b' };
		for (let index = 0; index < MAX_ANSWERS; index++) unwrap(await cache.put(`q${String(index)}`, basis, index));
		unwrap(await cache.put('q0', basis, 'again'));
		expect(await db.answers.count()).toBe(MAX_ANSWERS);
		unwrap(await cache.put('one more', basis, 1));
		expect(await db.answers.count()).toBe(1);
	});

	test('that cannot be written or read are none', async () => {
		const db = await database(() => quotaExceeded());
		const cache = new AnswerCache(db);
		expect(await cache.put('a', { size: 1, build: 'b' }, 1)).toMatchObject({ ok: false, error: { code: 'quota' } });
		db.close();
		expect(await cache.get('a', { size: 1, build: 'b' })).toBeUndefined();
	});
});

test('settings and guards survive; a setting can be forgotten', async () => {
	const first = await database();
	unwrap(await writeSettings(first, { relay: 'https://relay.example', joining: 'code' }));
	unwrap(await writeSettings(first, { joining: undefined }));
	unwrap(await writeGuard(first, 'person', { failures: 2, failedAt: 5 }));
	first.close();
	const second = await database();
	expect(unwrap(await readSetting(second, 'relay'))).toBe('https://relay.example');
	expect(unwrap(await readSetting(second, 'joining'))).toBeUndefined();
	expect(unwrap(await readGuard(second, 'person'))).toEqual({ failures: 2, failedAt: 5 });
	expect(unwrap(await readGuard(second, 'other'))).toBeUndefined();
});

describe('deleting a company', () => {
	async function kept() {
		const company = await world();
		const { replica } = unwrap(
			await createReplica(
				{ lines: company.entries.map(({ line }) => line), key: deviceKeyOf(company, 0), name: '某', demo: true, relay: '' },
				profile.life().ports
			)
		);
		await replica.close();
		return orgOf(company);
	}
	const listed = async () => unwrap(await unwrap(await CompanyRegistry.open(profile.life().ports)).list()).length;

	test('leaves nothing of it', async () => {
		const org = await kept();
		const removed: string[] = [];
		const folder = async () => ({ removeEntry: async (name: string) => void removed.push(name) });
		unwrap(await deleteCompany(org, 'delete', profile.life().ports, folder));
		expect((await profile.indexedDB.databases()).map(({ name }) => name)).toEqual(['suyuan']);
		expect(removed).toEqual([org]);
		expect(await listed()).toBe(0);
		expect(await openReplica(org, profile.life().ports)).toMatchObject({ ok: false, error: { code: 'lost' } });
	});

	test('whose files somebody uses fails and stays listed; files that never were do not matter', async () => {
		const org = await kept();
		const refusing = (name: string) => async () => ({ removeEntry: () => Promise.reject(new DOMException('no', name)) });
		const inUse = await deleteCompany(org, 'delete', profile.life().ports, refusing('NoModificationAllowedError'));
		expect(inUse).toMatchObject({ ok: false, error: { code: 'failed' } });
		expect(await listed()).toBe(1);
		unwrap(await deleteCompany(org, 'delete', profile.life().ports, refusing('NotFoundError')));
		expect(await listed()).toBe(0);
	});
});
