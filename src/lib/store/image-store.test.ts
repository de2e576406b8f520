/** The image on disk: whatever is interrupted, a reader gets one whole image or none; and when it is written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { err, ok, unwrap } from '#lib/kernel/result.ts';
import type { CompanyImage } from '#lib/modules/company.ts';
import { Profile, quotaExceeded } from '../../../tests/support/store-profile.ts';
import { CompanyDatabase } from './database.ts';
import { IDLE_ENTRIES, IDLE_MS, ImageKeeper, LATEST_MS, MAX_REPLAY } from './image-keeper.ts';
import { ImageStore, PIECE_BYTES, PIECES_AT_ONCE } from './image-store.ts';

const ORG = 'O'.repeat(43);

/** An image of `ops` operations: one column that grows, one that is rewritten. Contents follow from the numbers alone. */
function imageOf(ops: number, grown: number, changing: number, format = 'f1'): CompanyImage {
	return {
		format,
		ops,
		columns: [
			{ name: 'grows', appendOnly: true, bytes: Uint8Array.from({ length: grown }, (_, index) => (index * 7) % 251) },
			{ name: 'changes', appendOnly: false, bytes: new Uint8Array(changing).fill(ops % 256) },
			{ name: 'empty', appendOnly: true, bytes: new Uint8Array(0) }
		]
	};
}

async function databaseOf(profile: Profile, fault?: Parameters<Profile['life']>[0]): Promise<CompanyDatabase> {
	return unwrap(await CompanyDatabase.create(ORG, profile.life(fault).ports));
}

const size = fc.oneof(fc.nat(3000), fc.constantFrom(PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, PIECE_BYTES * PIECES_AT_ONCE + 5));

test('images written one after another, some interrupted: what is read is always one of them, whole', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ grow: size, changing: size, failAt: fc.option(fc.integer({ min: 1, max: 4 })) }), {
				minLength: 1,
				maxLength: 5
			}),
			async (writes) => {
				const profile = new Profile();
				let stored: CompanyImage | undefined;
				let grown = 0;
				for (const [index, { grow, changing, failAt }] of writes.entries()) {
					let steps = 0;
					const database = await databaseOf(profile, ({ moment }) =>
						moment === 'before' && ++steps === failAt ? quotaExceeded() : undefined
					);
					const store = unwrap(await ImageStore.open(database));
					const image = imageOf(index + 1, (grown += grow), changing);
					// The company has moved on when the pieces are written; columns that grow have grown further.
					const later = imageOf(index + 100, grown + 50, changing + 3);
					const written = await store.prepare(image)(() => later);
					if (written.ok) stored = image;
					database.close();
					const reader = await databaseOf(profile);
					const read = unwrap(await unwrap(await ImageStore.open(reader)).load('f1'));
					reader.close();
					expect(isSame(read, stored)).toBe(true);
				}
			}
		),
		{ numRuns: 15 }
	);
}, 60_000);

test('an image of another format is none; written over, it is gone', async () => {
	const database = await databaseOf(new Profile());
	const store = unwrap(await ImageStore.open(database));
	unwrap(await store.prepare(imageOf(1, PIECE_BYTES * 2, 10, 'old'))(() => imageOf(1, PIECE_BYTES * 2, 10, 'old')));
	expect(unwrap(await store.load('f1'))).toBeUndefined();
	unwrap(await store.prepare(imageOf(2, 5, 5))(() => imageOf(2, 5, 5)));
	expect(isSame(unwrap(await store.load('f1')), imageOf(2, 5, 5))).toBe(true);
	expect(await database.image.count()).toBe(3);
});

test('what an image replaces is removed', async () => {
	const database = await databaseOf(new Profile());
	const store = unwrap(await ImageStore.open(database));
	for (let ops = 1; ops < 4; ops++) {
		const image = imageOf(ops, 10, PIECE_BYTES + 1);
		unwrap(await store.prepare(image)(() => image));
		// The manifest, one piece that grew, two that changed.
		expect(await database.image.count()).toBe(4);
	}
});

test('a piece that is missing or too short makes no image', async () => {
	const database = await databaseOf(new Profile());
	const image = imageOf(1, PIECE_BYTES + 10, 10);
	const store = unwrap(await ImageStore.open(database));
	unwrap(await store.prepare(image)(() => image));
	await database.image.put(new Uint8Array(9), ['grows', 0, 1]);
	expect(unwrap(await store.load('f1'))).toBeUndefined();
	await database.image.delete(['grows', 0, 1]);
	expect(unwrap(await store.load('f1'))).toBeUndefined();
});

test('pieces of a growing column that are full are not written again', async () => {
	const database = await databaseOf(new Profile());
	const store = unwrap(await ImageStore.open(database));
	const first = imageOf(1, PIECE_BYTES * 2 + 10, 0);
	unwrap(await store.prepare(first)(() => first));
	await database.image.put('untouched', ['grows', 0, 0]);
	const second = imageOf(2, PIECE_BYTES * 3, 0);
	unwrap(await store.prepare(second)(() => second));
	expect(await database.image.get(['grows', 0, 0])).toBe('untouched');
});

describe('the keeper', () => {
	function keeper(fails = () => false) {
		const timers: { readonly ms: number; readonly run: () => void }[] = [];
		const sizes = { log: 0, image: 0 };
		const problems: string[] = [];
		let writes = 0;
		const made = new ImageKeeper({
			schedule: (ms, run) => {
				const timer = { ms, run };
				timers.push(timer);
				return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
			},
			sizes: () => sizes,
			write: async () => {
				writes++;
				if (fails()) return err({ code: 'quota', detail: '', unsaved: [] });
				sizes.image = sizes.log;
				return ok(undefined);
			},
			onProblem: ({ code }) => problems.push(code)
		});
		const settle = () => new Promise((resolve) => setTimeout(resolve));
		return { made, timers, sizes, problems, settle, writes: () => writes };
	}

	test('waits a minute for little, a moment for more, and not at all for a lot', async () => {
		const { made, timers, sizes, settle, writes } = keeper();
		sizes.log = IDLE_ENTRIES;
		made.grew();
		expect(timers.map(({ ms }) => ms)).toEqual([LATEST_MS]);
		sizes.log = IDLE_ENTRIES + 1;
		made.grew();
		expect(timers.map(({ ms }) => ms).sort((a, b) => a - b)).toEqual([IDLE_MS, LATEST_MS]);
		sizes.log = MAX_REPLAY;
		made.grew();
		await settle();
		expect(writes()).toBe(0);
		sizes.log = MAX_REPLAY + 1;
		made.grew();
		await settle();
		expect(writes()).toBe(1);
		expect(timers).toEqual([]);
	});

	test('asks a disk that refuses only once a minute, and complains once', async () => {
		let isFull = true;
		const { made, timers, sizes, problems, settle, writes } = keeper(() => isFull);
		sizes.log = MAX_REPLAY * 3;
		made.grew();
		await settle();
		made.grew();
		await settle();
		expect([writes(), problems.length, timers.length]).toEqual([1, 1, 1]);
		timers[0]?.run();
		await settle();
		expect([writes(), problems.length]).toEqual([2, 1]);
		isFull = false;
		timers.at(-1)?.run();
		await settle();
		expect([writes(), sizes.image]).toEqual([3, sizes.log]);
	});

	test('writes what is new when the company closes, and nothing afterwards', async () => {
		const { made, timers, sizes, writes } = keeper();
		sizes.log = 1;
		made.grew();
		await made.finish();
		sizes.log = MAX_REPLAY * 9;
		made.grew();
		expect([writes(), timers.length]).toEqual([1, 0]);
	});
});

function isSame(a: CompanyImage | undefined, b: CompanyImage | undefined): boolean {
	if (!a || !b) return a === b;
	return (
		a.ops === b.ops &&
		a.columns.length === b.columns.length &&
		a.columns.every(({ name, bytes }, index) => {
			const other = b.columns[index];
			return other?.name === name && Buffer.compare(bytes, other.bytes) === 0;
		})
	);
}
