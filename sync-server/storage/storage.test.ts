/** The contract of `Storage`, for both of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { MemoryStorage } from './memory-storage.ts';
import { ERASE_DELAY_MS, SqliteStorage } from './sqlite-storage.ts';
import type { NewEntry, Storage } from './storage.ts';

const directories: string[] = [];
const opened: Storage[] = [];

function sqlite(directory = mkdtempSync(join(tmpdir(), 'suyuan-storage-'))): SqliteStorage {
	if (!directories.includes(directory)) directories.push(directory);
	const storage = new SqliteStorage(join(directory, 'company.sqlite'));
	opened.push(storage);
	return storage;
}

afterEach(() => {
	for (const storage of opened.splice(0)) storage.close();
	for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const dev = (number: number) => `device${String(number)}`.padEnd(22, 'x');
const idOf = (text: string) => toBase64Url(utf8(text.padEnd(32, '.').slice(0, 32)));

function entry(device: number, seq: number, branch = 0, admits = false): NewEntry {
	const name = `${String(device)}/${String(branch)}/${String(seq)}`;
	return { dev: dev(device), branch, seq, n: seq + 10, id: idOf(name), line: utf8(`line ${name}`), admits };
}

const tipOf = (device: number, tip: number) => ({
	dev: dev(device),
	branch: 0,
	first: 1,
	tip,
	tipId: idOf(`${String(device)}/0/${String(tip)}`),
	complete: 0,
	quoted: 0
});

describe.each([
	['memory', () => new MemoryStorage()],
	['SQLite', () => sqlite()]
] satisfies [string, () => Storage][])('%s', (_name, create) => {
	test('keeps entries, finds them by id and place, and tells them in order of arrival', () => {
		const storage = create();
		storage.commit({ entries: [entry(1, 1, 0, true), entry(1, 2)], branches: [tipOf(1, 2)] });
		storage.commit({ entries: [entry(2, 1), entry(1, 2, 1)] });
		expect(storage.entryById(idOf('1/0/2'))).toMatchObject({ dev: dev(1), seq: 2, n: 12, line: utf8('line 1/0/2') });
		expect(storage.entryAt(dev(1), 1, 2)?.line).toEqual(utf8('line 1/1/2'));
		expect(storage.placeById(idOf('2/0/1'))).toMatchObject({ dev: dev(2), branch: 0, seq: 1 });
		expect([storage.entryById(idOf('none')), storage.entryAt(dev(9), 0, 1), storage.placeById('no id!')]).toEqual([
			undefined,
			undefined,
			undefined
		]);
		expect(storage.lines(dev(1), 1, 9)).toEqual([utf8('line 1/0/1'), utf8('line 1/0/2')]);
		const first = storage.entriesAfter(0, 3);
		expect(first.map(({ id }) => id)).toEqual(['1/0/1', '1/0/2', '2/0/1'].map(idOf));
		expect(storage.entriesAfter(first.at(-1)?.arrival ?? 0, 3).map(({ id }) => id)).toEqual([idOf('1/1/2')]);
		expect(storage.rivalsAfter(0, 9).map(({ id }) => id)).toEqual([idOf('1/1/2')]);
		expect(storage.rivalCount()).toBe(1);
		expect(storage.admitting().map(({ id }) => id)).toEqual([idOf('1/0/1')]);
		expect(storage.branches()).toEqual([tipOf(1, 2)]);
	});

	test('a batch with one entry that is there already leaves nothing behind', () => {
		const storage = create();
		storage.commit({ entries: [entry(1, 1)] });
		for (const bad of [entry(1, 1), { ...entry(1, 1), id: idOf('other') }])
			expect(() =>
				storage.commit({
					entries: [entry(3, 1), bad],
					branches: [tipOf(3, 1)],
					documents: [{ name: 'draft/a/b', bytes: utf8('x'), replace: false }],
					meta: new Map([['org', 'x']])
				})
			).toThrow();
		expect(storage.entriesAfter(0, 9).length).toBe(1);
		expect([storage.branches(), storage.document('draft/a/b'), storage.meta('org')]).toEqual([[], [], undefined]);
		storage.commit({ entries: [entry(3, 1)], branches: [tipOf(3, 1)] });
		expect(storage.lines(dev(3), 1, 1).length).toBe(1);
	});

	test('keeps documents, contacts and small facts; replacing and removing works', () => {
		const storage = create();
		storage.commit({ documents: ['a', 'b'].map((text) => ({ name: 'draft/a/b', bytes: utf8(text), replace: false })) });
		expect(storage.document('draft/a/b')).toEqual([utf8('a'), utf8('b')]);
		storage.commit({ documents: [{ name: 'draft/a/b', bytes: utf8('ab'), replace: true }], meta: new Map([['org', 'x']]) });
		storage.commit({ contacts: [{ dev: dev(1), lastContact: 't1', heads: '{}' }], meta: new Map([['org', undefined]]) });
		storage.commit({ contacts: [{ dev: dev(1), lastContact: 't2', heads: '{}' }] });
		expect(storage.document('draft/a/b')).toEqual([utf8('ab')]);
		expect(storage.contacts()).toEqual([{ dev: dev(1), lastContact: 't2', heads: '{}' }]);
		expect(storage.meta('org')).toBeUndefined();
	});
});

test('both answer the same after any sequence of batches (property)', () => {
	const one = fc.record({
		device: fc.integer({ min: 1, max: 3 }),
		branch: fc.integer({ min: 0, max: 1 }),
		seq: fc.integer({ min: 1, max: 6 })
	});
	fc.assert(
		fc.property(fc.array(fc.array(one, { maxLength: 4 }), { maxLength: 6 }), (batches) => {
			const both = [new MemoryStorage(), sqlite()] as const;
			for (const batch of batches) {
				const entries = batch.map(({ device, branch, seq }) => entry(device, seq, branch));
				const outcome = both.map((storage) => {
					try {
						storage.commit({ entries });
						return 'stored';
					} catch {
						return 'refused';
					}
				});
				expect(outcome[0]).toBe(outcome[1]);
			}
			const [memory, disk] = both.map((storage) => ({
				all: storage.entriesAfter(0, 99).map(({ id, line }) => [id, ...line]),
				rivals: storage.rivalsAfter(0, 99).map(({ id }) => id),
				at: storage.entryAt(dev(1), 1, 2)?.id
			}));
			expect(memory?.all).toEqual(disk?.all);
			expect([memory?.rivals, memory?.at]).toEqual([disk?.rivals, disk?.at]);
		}),
		{ numRuns: 40 }
	);
});

describe('the file', () => {
	test('opens again with everything in it', () => {
		const directory = mkdtempSync(join(tmpdir(), 'suyuan-storage-'));
		sqlite(directory).commit({ entries: [entry(1, 1)], branches: [tipOf(1, 1)], meta: new Map([['org', 'x']]) });
		opened.pop()?.close();
		const again = sqlite(directory);
		expect([again.lines(dev(1), 1, 1), again.meta('org'), again.integrity()]).toEqual([[utf8('line 1/0/1')], 'x', []]);
		again.commit({ entries: [entry(1, 2)] });
		expect(again.lines(dev(1), 1, 2).length).toBe(2);
	});

	test('of a newer version is refused, not damaged', async () => {
		const { DatabaseSync } = await import('node:sqlite');
		const directory = mkdtempSync(join(tmpdir(), 'suyuan-storage-'));
		directories.push(directory);
		const db = new DatabaseSync(join(directory, 'company.sqlite'));
		db.exec('PRAGMA user_version = 2');
		db.close();
		expect(() => new SqliteStorage(join(directory, 'company.sqlite'))).toThrow(/newer version/);
	});

	test('no longer holds the bytes of a replaced document, neither in the file nor in its log', async () => {
		const directory = mkdtempSync(join(tmpdir(), 'suyuan-storage-'));
		const storage = sqlite(directory);
		storage.commit({ documents: [{ name: 'keys/p', bytes: utf8('the-old-wrapped-key'), replace: true }] });
		storage.commit({ documents: [{ name: 'keys/p', bytes: utf8('new'), replace: true }] });
		await new Promise((resolve) => setTimeout(resolve, ERASE_DELAY_MS * 2));
		for (const name of ['company.sqlite', 'company.sqlite-wal'])
			expect(readFileSync(join(directory, name)).includes('the-old-wrapped-key'), name).toBe(false);
	});
});
