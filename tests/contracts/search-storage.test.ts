/** Both places for the search index keep the same promises. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { SearchIndex } from '#lib/search/search-index.ts';
import { MemorySearchStorage, type SearchStorage } from '#lib/search/search-storage.ts';
import { CompanyDatabase } from '#lib/store/database.ts';
import { StoredSearchRows } from '#lib/store/search-rows.ts';
import { Profile, quotaExceeded, type Fault } from '../support/store-profile.ts';

async function stored(fault?: Fault): Promise<SearchStorage> {
	return new StoredSearchRows(unwrap(await CompanyDatabase.create('O'.repeat(43), new Profile().life(fault).ports)));
}

describe.each([
	['in memory', async (): Promise<SearchStorage> => new MemorySearchStorage()],
	['in the database', stored]
])('the search index %s', (_where, open) => {
	test('keeps rows, replaces and removes them together, and forgets all', async () => {
		const storage = await open();
		await storage.save(
			new Map<string, unknown>([
				['a', { x: 1 }],
				['b', 'text']
			]),
			[]
		);
		await storage.save(new Map([['a', 2]]), ['b', 'never']);
		expect([await storage.load('a'), await storage.load('b')]).toEqual([2, undefined]);
		await storage.clear();
		expect(await storage.load('a')).toBeUndefined();
	});

	test('is opened as it was saved', async () => {
		const storage = await open();
		const index = await SearchIndex.open(storage, 'b');
		index.put(
			Array.from({ length: 300 }, (_, at) => ({
				id: `d${String(at)}`,
				title: `熔喷布 ${String(at)}`,
				body: '',
				codes: [`C-${String(at)}`]
			}))
		);
		await index.save(5);
		const again = await SearchIndex.open(storage, 'b');
		expect([again.size, again.indexed, again.sealed]).toEqual([300, 5, 1]);
		expect((await again.find('熔喷布', 1000)).length).toBe(300);
		expect((await again.find('c-77', 1))[0]).toMatchObject({ id: 'd77', isExact: true });
	});
});

test('a store that failed is a rejection with the reason', async () => {
	const full = await stored(() => quotaExceeded());
	await expect(full.save(new Map([['a', 1]]), [])).rejects.toMatchObject({ code: 'quota' });
});
