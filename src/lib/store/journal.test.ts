/** Arrival blocks and their files: whatever is folded, compressed, cached or damaged, the lines stay what they were. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { crypto, orgOf, world, type World } from '../../../tests/support/test-company.ts';
import { Profile } from '../../../tests/support/store-profile.ts';
import { BLOCK_LINES, decodeBlock, encodeBlock, joinLines, splitLines } from './blocks.ts';
import { CompanyDatabase } from './database.ts';
import { EMPTY_HEAD, HEAD_KEY, Journal } from './journal.ts';
import { openLines } from './open-lines.ts';

let company: World;
beforeAll(async () => {
	company = await world();
});

/** Lines the journal takes for lines: it does not look into them. */
const line = (index: number): string => `行 ${String(index)} ${'x'.repeat((index * 37) % 90)}`;
const linesTo = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => line(index));

async function emptyJournal(profile: Profile): Promise<{ journal: Journal; database: CompanyDatabase }> {
	const database = unwrap(await CompanyDatabase.create(orgOf(company), profile.life().ports));
	unwrap(await database.write(['meta'], async () => void (await database.meta.put(EMPTY_HEAD, HEAD_KEY))));
	return { journal: unwrap(await Journal.open(database, { crypto, gzip: profile.gzip })), database };
}

async function append(journal: Journal, count: number): Promise<void> {
	const { count: from } = journal.head;
	const lines = Array.from({ length: count }, (_, index) => line(from + index));
	unwrap(await journal.append({ lines, head: { count: from + count, last: `id ${String(from + count)}`, seq: 0, id: '' } }));
}

async function allLines(journal: Journal, from = 0): Promise<readonly string[]> {
	const lines: string[] = [];
	for await (const portion of journal.portions(from)) lines.push(...unwrap(portion));
	return lines;
}

test.each([false, true])('folding into blocks never changes a line, nor does reopening (gzip %s)', async (gzip) => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: BLOCK_LINES - 3, max: BLOCK_LINES + 3 }), fc.constant(2 * BLOCK_LINES)),
				{
					minLength: 1,
					maxLength: 6
				}
			),
			fc.nat(6000),
			async (sizes, from) => {
				const profile = new Profile();
				profile.gzip = gzip;
				const { journal, database } = await emptyJournal(profile);
				for (const size of sizes) await append(journal, size);
				const count = sizes.reduce((sum, size) => sum + size, 0);
				const expected = linesTo(count);
				expect(await allLines(journal)).toEqual(expected);
				expect(await database.segments.count()).toBe(Math.floor(count / BLOCK_LINES));
				const again = unwrap(await Journal.open(database, { crypto }));
				expect(await allLines(again)).toEqual(expected);
				const start = from % (count + 1);
				expect(await allLines(again, start)).toEqual(expected.slice(start));
				await append(again, 1);
				expect(await allLines(again)).toEqual(linesTo(count + 1));
				database.close();
			}
		),
		{ numRuns: 12 }
	);
});

describe('a block', () => {
	test('is full at BLOCK_LINES: one less stays in the tail', async () => {
		const { journal, database } = await emptyJournal(new Profile());
		await append(journal, BLOCK_LINES - 1);
		expect([await database.segments.count(), await database.entries.count()]).toEqual([0, 1]);
		await append(journal, 1);
		expect([await database.segments.count(), await database.entries.count()]).toEqual([1, 0]);
		await append(journal, 1);
		expect([await database.segments.count(), await database.entries.count()]).toEqual([1, 1]);
	});

	test('comes back as it was, compressed or not; damaged it does not decode', async () => {
		const lines = linesTo(BLOCK_LINES);
		for (const gzip of [false, true]) {
			const row = await encodeBlock(lines, crypto, gzip);
			expect(splitLines((await decodeBlock(row)) ?? new Uint8Array())).toEqual(lines);
		}
		const row = await encodeBlock(lines, crypto, true);
		expect(await decodeBlock({ ...row, bytes: row.bytes.slice(0, -9) })).toBeUndefined();
		expect(splitLines(joinLines(lines).slice(0, -1))).toBeUndefined();
		expect(splitLines(Uint8Array.of(0xff, 10))).toBeUndefined();
		expect(splitLines(joinLines([]))).toEqual([]);
	});

	test('with a changed byte is damaged, not read', async () => {
		const { journal, database } = await emptyJournal(new Profile());
		await append(journal, BLOCK_LINES);
		const row = await database.segments.get(0);
		if (!row) throw new Error('there is a block');
		const bytes = row.bytes.slice();
		bytes[bytes.length - 2] = 'y'.charCodeAt(0);
		await database.segments.put({ ...row, bytes }, 0);
		const portions = [];
		for await (const portion of journal.portions(0)) portions.push(portion);
		expect(portions).toMatchObject([{ ok: false, error: { code: 'damaged' } }]);
	});
});

test.each([
	['a missing block', async (database: CompanyDatabase) => database.segments.delete(0)],
	['a missing row', async (database: CompanyDatabase) => database.entries.delete(BLOCK_LINES)],
	['a head that is ahead', async (database: CompanyDatabase) => database.meta.put({ ...EMPTY_HEAD, count: 5000 }, HEAD_KEY)],
	['a head that is behind', async (database: CompanyDatabase) => database.meta.put({ ...EMPTY_HEAD, count: 3 }, HEAD_KEY)]
] as const)('%s is damage, and says so', async (_what, damage) => {
	const { journal, database } = await emptyJournal(new Profile());
	await append(journal, BLOCK_LINES);
	await append(journal, 2);
	await append(journal, 2);
	await damage(database);
	expect(await Journal.open(database, { crypto })).toMatchObject({ ok: false, error: { code: 'damaged' } });
});

test('the same append again changes nothing; another one behind the old head is not the writer', async () => {
	const profile = new Profile();
	const { journal, database } = await emptyJournal(profile);
	const stale = unwrap(await Journal.open(database, { crypto }));
	const same = { lines: linesTo(2), head: { count: 2, last: 'b', seq: 2, id: 'b' } };
	unwrap(await journal.append(same));
	unwrap(await stale.append(same));
	expect(await allLines(stale)).toEqual(linesTo(2));
	const older = { lines: ['other'], head: { count: 3, last: 'c', seq: 3, id: 'c' } };
	unwrap(await journal.append({ lines: [line(2)], head: { count: 3, last: 'd', seq: 3, id: 'd' } }));
	expect(await stale.append(older)).toMatchObject({ ok: false, error: { code: 'not-the-writer', unsaved: [] } });
	expect(await allLines(unwrap(await Journal.open(database, { crypto })))).toEqual(linesTo(3));
});

describe('the line files', () => {
	async function filled(count: number) {
		const profile = new Profile();
		profile.hasFiles = true;
		const { journal } = await emptyJournal(profile);
		for (let left = count; left > 0; left -= 700) await append(journal, Math.min(700, left));
		const open = async () => profile.life().ports.openFiles?.(orgOf(company));
		return { profile, journal, open };
	}

	test.each([0, 5, BLOCK_LINES - 1, BLOCK_LINES, BLOCK_LINES + 1, 3000])('hold exactly the first %i lines, twice', async (count) => {
		const { profile, journal, open } = await filled(3100);
		for (let round = 0; round < 2; round++) {
			const lines = unwrap(await openLines(journal, count, await open(), crypto));
			expect(lines.kind).toBe('file');
			expect(Array.from({ length: lines.store.length }, (_, index) => lines.store.read(index))).toEqual(linesTo(count));
			lines.store.append('beyond');
			lines.close(count);
			expect([...profile.files.values()][0]?.getSize()).toBe(joinLines(linesTo(count)).length);
		}
	});

	test.each([
		['in the last block', 2500],
		['behind the last block', 3090]
	])('that were changed %s are written again', async (_where, at) => {
		const { profile, journal, open } = await filled(3100);
		unwrap(await openLines(journal, 3100, await open(), crypto)).close(3100);
		const [file] = [...profile.files.values()];
		const start = joinLines(linesTo(at)).length;
		file?.damage((bytes) => bytes.fill('#'.charCodeAt(0), start, start + 3));
		const again = unwrap(await openLines(journal, 3100, await open(), crypto));
		expect(again.store.read(at)).toBe(line(at));
		again.close(3100);
	});

	test('that cannot be read or cut give way to memory', async () => {
		const { journal, open } = await filled(2000);
		const files = await open();
		if (!files) throw new Error('there are files');
		const broken = {
			...files,
			lines: Object.assign(files.lines, {
				truncate: () => {
					throw new Error('disk');
				}
			})
		};
		const lines = unwrap(await openLines(journal, 2000, broken, crypto));
		expect(lines.kind).toBe('memory');
		expect(lines.store.read(1999)).toBe(line(1999));
	});

	test('on a full disk keep the lines in memory, and the next start writes them again', async () => {
		const { profile, journal, open } = await filled(2000);
		const files = await open();
		const [file] = [...profile.files.values()];
		if (!files || !file) throw new Error('there are files');
		file.space = 10_000;
		const lines = unwrap(await openLines(journal, 2000, files, crypto));
		lines.store.append('one more');
		expect(lines.flush()).toBe(false);
		expect([...Array(2000).keys()].map((index) => lines.store.read(index))).toEqual(linesTo(2000));
		expect(lines.store.read(2000)).toBe('one more');
		lines.close(2000);
		file.space = Number.MAX_SAFE_INTEGER;
		const again = unwrap(await openLines(journal, 2000, await open(), crypto));
		expect(again.store.read(1234)).toBe(line(1234));
	});
});
