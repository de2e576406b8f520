import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOT_DOCUMENTS, SEALED_DOCUMENTS, SearchIndex } from './search-index.ts';
import { MemorySearchStorage } from './search-storage.ts';
import { MAX_BEGUN_IN_LUNR, type SearchDocument } from './segment.ts';
import { foldCode, lengthOf, pairsOf, partsOf, runsOf, termsOf } from './terms.ts';

const doc = (id: string, title: string, body = '', codes: readonly string[] = []): SearchDocument => ({ id, title, body, codes });
let storage: MemorySearchStorage;
let index: SearchIndex;
beforeEach(async () => {
	storage = new MemorySearchStorage();
	index = await SearchIndex.open(storage, 'b1');
});
const found = async (text: string, limit = 1000) => (await index.find(text, limit)).map(({ id }) => id);

describe('finding', () => {
	test('Chinese by any neighbouring characters, in title or body', async () => {
		index.put([doc('a', '无菌试验记录'), doc('b', '放行审核', '无菌'), doc('c', '菌落总数')]);
		expect((await found('无菌')).sort()).toEqual(['a', 'b']);
		expect(await found('试验记')).toEqual(['a']);
		expect((await found('菌')).sort()).toEqual(['a', 'b', 'c']);
		expect(await found('无菌放行')).toEqual([]);
		expect(await found('无菌 放行')).toEqual(['b']);
		expect(await found('')).toEqual([]);
		expect(await found('，。')).toEqual([]);
	});

	test('a title before a body', async () => {
		index.put([doc('body', '别的东西', '熔喷布'), doc('title', '熔喷布')]);
		expect(await found('熔喷布')).toEqual(['title', 'body']);
	});

	test('codes by whole, part and beginning, an exact one before everything else', async () => {
		index.put([
			doc('long', '熔喷布', 'L-RMMB-260902-01 两次', ['L-RMMB-260902-01']),
			doc('remark', 'L-RMMB-260902', 'L-RMMB-260902 L-RMMB-260902'),
			doc('short', '别的', '', ['L-RMMB-260902'])
		]);
		const [first, ...rest] = await index.find('l-rmmb-２６０９０２', 10);
		expect(first).toMatchObject({ id: 'short', isExact: true });
		expect(rest.every(({ isExact }) => !isExact)).toBe(true);
		expect(rest.map(({ id }) => id).sort()).toEqual(['long', 'remark']);
		expect((await found('rmmb')).length).toBe(3);
		expect((await found('L-RMMB-2609')).length).toBe(3);
		expect(await found('RMMB-260902-01')).toEqual(['long']);
		expect(await found('MMB')).toEqual([]);
		expect(await found('L-RMMB-260902', 1)).toEqual(['short']);
	});

	test('a beginning of many words, alone and behind others: one past what lunr joins finds as much', async () => {
		const numbered = (count: number) =>
			Array.from({ length: count }, (_, at) => doc(`n${String(at)}`, `批 C-7${String(at).padStart(3, '0')}`));
		for (const count of [MAX_BEGUN_IN_LUNR, MAX_BEGUN_IN_LUNR + 1]) {
			index = await SearchIndex.open(new MemorySearchStorage(), 'b');
			index.put([...numbered(count), doc('other', 'D-7 批 别'), doc('none', '批 无')]);
			expect(await found('7')).toHaveLength(count + 1);
			expect(await found('c-7')).toHaveLength(count);
			expect(await found('批 7')).toHaveLength(count + 1);
			expect(await found('批 c-7')).toHaveLength(count);
			expect(await found('别 7')).toEqual(['other']);
			expect(await found('c-7003')).toEqual(['n3']);
		}
	});

	test('an exact code of signs that are no words', async () => {
		index.put([doc('a', '某', '', ['(01)06912345000014(10)A#1'])]);
		expect(await found('(01)06912345000014(10)A#1')).toEqual(['a']);
	});
});

describe('segments', () => {
	const many = (count: number, from = 0) =>
		Array.from({ length: count }, (_, at) => doc(`d${String(from + at)}`, `批 ${String(from + at)}`));

	test('are sealed one past the hot limit and hold at most their own', async () => {
		index.put(many(HOT_DOCUMENTS));
		await found('批');
		expect(index.sealed).toBe(0);
		index.put(many(1, HOT_DOCUMENTS));
		await found('批');
		expect(index.sealed).toBe(1);
		index.put(many(SEALED_DOCUMENTS, 5000));
		await found('批');
		expect(index.sealed).toBe(2);
		index.put(many(SEALED_DOCUMENTS + HOT_DOCUMENTS + 1, 10_000));
		await found('批');
		expect(index.sealed).toBe(4);
	});

	test('a document that changed is found as it is now, one that was removed not at all', async () => {
		index.put(many(HOT_DOCUMENTS + 1));
		await found('批');
		index.put([doc('d7', '改名', '', ['NEW'])]);
		index.remove(['d8', 'never']);
		expect(await found('改名')).toEqual(['d7']);
		expect(await found('批 7')).not.toContain('d7');
		expect(await found('批 8')).not.toContain('d8');
		await index.save(3);
		index = await SearchIndex.open(storage, 'b1');
		expect(await found('改名')).toEqual(['d7']);
		expect(await found('new')).toEqual(['d7']);
		expect(await found('批 7')).not.toContain('d7');
		expect(await found('批 8')).not.toContain('d8');
		expect(index.size).toBe(HOT_DOCUMENTS);
		expect(index.indexed).toBe(3);
	});

	test('merging takes every document from where it is found, and only from there', async () => {
		const old = many(HOT_DOCUMENTS + 1);
		index.put(old);
		await found('批');
		index.put(old.slice(1).map(({ id }) => doc(id, '改名')));
		index.put(many(1, 900));
		await found('批');
		expect(index.sealed).toBe(2);
		while (await index.tidy());
		expect(index.sealed).toBe(1);
		expect(await found('批')).toEqual(['d0', 'd900']);
		expect(await found('改名')).toHaveLength(HOT_DOCUMENTS);
		index.remove(old.slice(0, HOT_DOCUMENTS).map(({ id }) => id));
		expect(await index.tidy()).toBe(true);
		await index.save(1);
		index = await SearchIndex.open(storage, 'b1');
		expect([index.size, index.sealed]).toEqual([2, 1]);
		// The manifest and the three rows of one segment.
		expect(storage.rows.size).toBe(4);
	});

	test('another build begins anew and leaves no rows', async () => {
		index.put(many(HOT_DOCUMENTS + 1));
		await index.save(9);
		index = await SearchIndex.open(storage, 'b2');
		expect([index.size, index.indexed, storage.rows.size]).toEqual([0, 0, 0]);
	});

	test('an index that does not decode is built again from its documents; names that are missing begin anew', async () => {
		index.put(many(HOT_DOCUMENTS + 1));
		await index.save(9);
		storage.rows.set('index 1', '{');
		index = await SearchIndex.open(storage, 'b1');
		expect(await found('批')).toHaveLength(HOT_DOCUMENTS + 1);
		storage.rows.delete('names 1');
		index = await SearchIndex.open(storage, 'b1');
		expect([index.size, index.indexed, storage.rows.size]).toEqual([0, 0, 0]);
	});

	test('a save that fails loses nothing', async () => {
		index.put(many(HOT_DOCUMENTS + 1));
		const { save } = storage;
		storage.save = () => Promise.reject(new Error('full'));
		await expect(index.save(1)).rejects.toThrow('full');
		storage.save = save;
		index.release();
		expect(await found('批')).toHaveLength(HOT_DOCUMENTS + 1);
		await index.save(2);
		index = await SearchIndex.open(storage, 'b1');
		expect(await found('批')).toHaveLength(HOT_DOCUMENTS + 1);
	});
});

/** What a document must hold, said without lunr. */
function matches({ title, body, codes }: SearchDocument, text: string): boolean {
	if (codes.some((code) => foldCode(code) === foldCode(text))) return true;
	const runs = runsOf(text);
	const terms = [...new Set([...termsOf(`${title} ${codes.join(' ')}`), ...termsOf(body)])];
	return (
		runs.length > 0 &&
		runs.every(({ kind, text: run }, at) => {
			if (kind === 'han')
				return lengthOf(run) === 1 ? terms.some((term) => term.includes(run)) : pairsOf(run).every((pair) => terms.includes(pair));
			const parts = partsOf(run);
			return parts.every((part, index) =>
				at === runs.length - 1 && index === parts.length - 1 ? terms.some((term) => term.startsWith(part)) : terms.includes(part)
			);
		})
	);
}

const words = [
	'无菌',
	'菌试验',
	'放行',
	'熔喷布',
	'膜',
	'SOP-QA-00042',
	'L-RM-26',
	'a',
	'批号',
	'EO灭菌',
	...Array.from({ length: 40 }, (_, at) => `Q-5${String(at)}`)
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((parts) => parts.join(' '));
const document = fc.record({
	id: fc.integer({ min: 0, max: 400 }).map((number) => `d${String(number)}`),
	title: text,
	body: text,
	codes: fc.array(fc.constantFrom('SOP-QA-00042', 'L-RM-26', 'X1'), { maxLength: 1 })
});
const step = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), documents: fc.array(document, { maxLength: 120 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), from: fc.nat(380), count: fc.nat(60) }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'tidy' as const }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'reopen' as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'release' as const }) }
);

test('whatever was put, changed, removed, merged and reopened: found is what holds everything asked for', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { minLength: 5, maxLength: 16 }),
			fc.array(text, { minLength: 3, maxLength: 3 }),
			async (steps, asked) => {
				storage = new MemorySearchStorage();
				index = await SearchIndex.open(storage, 'b');
				const model = new Map<string, SearchDocument>();
				for (const one of steps) {
					if (one.do === 'put') {
						index.put(one.documents);
						for (const each of one.documents) model.set(each.id, each);
					} else if (one.do === 'remove') {
						const ids = Array.from({ length: one.count }, (_, at) => `d${String(one.from + at)}`);
						index.remove(ids);
						for (const id of ids) model.delete(id);
					} else if (one.do === 'tidy') {
						while (await index.tidy());
					} else if (one.do === 'release') index.release();
					else {
						await index.save(1);
						index = await SearchIndex.open(storage, 'b');
					}
				}
				expect(index.size).toBe(model.size);
				for (const query of [...asked, '菌', 'sop-qa-00042', 'L-RM', '5', 'q-5', '放行 q-5']) {
					const expected = [...model.values()].filter((each) => matches(each, query)).map(({ id }) => id);
					expect((await found(query)).sort()).toEqual(expected.sort());
				}
			}
		),
		{ numRuns: 120 }
	);
}, 60_000);
