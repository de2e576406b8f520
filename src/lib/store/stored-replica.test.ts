/** What a replica keeps when deliveries come in any order, disks refuse, programs die and profiles are copied. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { MAX_COMMAND_OPS, MAX_ENTRY_BYTES } from '#lib/log/limits.ts';
import { Company } from '#lib/modules/company.ts';
import { cmdOf, crypto, foundedDisk, orgOf, replicaOf, someAct, world, type World } from '../../../tests/support/test-company.ts';
import {
	connectionLost,
	deviceKeyOf,
	Profile,
	quotaExceeded,
	type Fault,
	type Life,
	type Moment
} from '../../../tests/support/store-profile.ts';
import { createReplica, openReplica } from './open-replica.ts';
import type { StoredReplica } from './stored-replica.ts';

const AT = '2026-09-01T16:00:00+08:00';
let company: World;
let org = '';
/** Lines of another device of the company, in order. */
let foreign: readonly string[] = [];
beforeAll(async () => {
	company = await world();
	org = orgOf(company);
	const other = replicaOf(company, 1, foundedDisk(company));
	for (let index = 0; index < 12; index++) unwrap(await other.record(cmdOf(`foreign ${String(index)}`), someAct(company, index, AT)));
	foreign = other.linesOf(other.dev, 2, 1000);
});

async function created(profile: Profile, life: Life = profile.life()): Promise<StoredReplica> {
	const lines = company.entries.map(({ line }) => line);
	return unwrap(await createReplica({ lines, key: deviceKeyOf(company, 0), name: '某公司', demo: false, relay: '' }, life.ports)).replica;
}

async function opened(profile: Profile, fault?: Fault): Promise<StoredReplica> {
	return unwrap(await openReplica(org, profile.life(fault).ports));
}

function truthOf(replica: StoredReplica) {
	return { heads: replica.heads(), truth: viewHash(replica.company.engine, crypto) };
}

/** What a company of exactly these lines says. */
function truthOfLines(lines: readonly string[]): string {
	const rebuilt = new Company(crypto);
	for (const line of lines) unwrap(rebuilt.ingest(unwrap(decodeEntry(line, crypto))));
	return viewHash(rebuilt.engine, crypto);
}

function act(replica: StoredReplica, name: string, choice = 1) {
	return replica.record(cmdOf(name), someAct(company, choice, AT));
}

/** A fault at the next writing transaction after `arm`. */
function armed(error: () => Error, moment: Moment = 'before', times = 1): { readonly fault: Fault; arm(): void; disarm(): void } {
	let left = 0;
	return {
		fault: (step) => (step.moment === moment && left-- > 0 ? error() : undefined),
		arm: () => void (left = times),
		disarm: () => void (left = 0)
	};
}

describe('receiving', () => {
	test('in any order, in any portions, with anything twice: the same truth, and what waits survives', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.shuffledSubarray([...Array(24).keys()], { minLength: 24 }),
				fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 24, maxLength: 24 }),
				fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
				async (order, sizes, restarts) => {
					const profile = new Profile();
					let replica = await created(profile);
					const lines = order.map((index) => foreign[index % foreign.length] ?? '');
					for (let at = 0, turn = 0; at < lines.length; turn++) {
						const portion = lines.slice(at, (at += sizes[turn] ?? 1));
						const size = replica.company.log.size;
						const received = unwrap(await replica.receive(portion, 'relay'));
						expect(received.refused).toEqual([]);
						expect(replica.company.log.size - size).toBe(received.accepted);
						if (restarts[turn]) {
							const waiting = replica.company.log.pendingCount;
							await replica.close();
							replica = await opened(profile);
							expect(replica.company.log.pendingCount).toBe(waiting);
						}
					}
					expect(replica.company.log.pendingCount).toBe(0);
					expect(await replica.database.pending.count()).toBe(0);
					expect(viewHash(replica.company.engine, crypto)).toBe(truthOfLines([...company.entries.map(({ line }) => line), ...foreign]));
					await replica.close();
				}
			),
			{ numRuns: 12 }
		);
	});

	test('what does not belong is refused by name, and the rest is taken', async () => {
		const replica = await created(new Profile());
		const [first = '', second = ''] = foreign;
		const forged = first.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
		const received = unwrap(await replica.receive(['nonsense', forged, second, first], 'bundle'));
		expect(received.accepted).toBe(2);
		expect(received.refused.map(({ code }) => code).sort()).toEqual(['bad-json', 'bad-signature']);
		expect(await replica.database.pending.count()).toBe(0);
	});

	test('what waited and turns out not to fit waits no longer, on the disk either', async () => {
		const profile = new Profile();
		const joined = company.entries.findIndex(({ op }) => op.dev === company.devices[1]);
		const lines = company.entries.map(({ line }) => line);
		const few = { lines: lines.slice(0, joined), key: deviceKeyOf(company, 0), name: '某公司', demo: false, relay: '' };
		const { replica } = unwrap(await createReplica(few, profile.life().ports));
		const [first = ''] = foreign;
		// Nobody knows the device yet, so nobody can tell that it did not sign this.
		const forged = first.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
		expect(unwrap(await replica.receive([forged, first], 'relay'))).toMatchObject({ accepted: 0, waiting: 2 });
		expect(await replica.database.pending.count()).toBe(2);
		expect(unwrap(await replica.receive(lines, 'relay'))).toMatchObject({ accepted: lines.length - joined + 1, waiting: 0 });
		expect([replica.company.log.pendingCount, await replica.database.pending.count()]).toEqual([0, 0]);
	});

	test('growth is told once it is on the disk, in runs per chain', async () => {
		const quota = armed(quotaExceeded);
		const profile = new Profile();
		await (await created(profile)).close();
		const replica = await opened(profile, quota.fault);
		const told: unknown[] = [];
		replica.onGrowth((changes) => told.push(...changes));
		quota.arm();
		const refused = await replica.receive(foreign.slice(0, 3), 'relay');
		expect(refused).toMatchObject({ ok: false, error: { code: 'quota', unsaved: foreign.slice(0, 3) } });
		expect(told).toEqual([]);
		expect(replica.heads()[company.devices[1] ?? '']?.[0]).toBe(1);
		unwrap(await replica.receive(foreign.slice(3, 4), 'relay'));
		expect(told).toEqual([
			{ dev: company.devices[1], from: 2, to: 4, own: false },
			{ dev: company.devices[1], from: 5, to: 5, own: false }
		]);
	});
});

describe('recording', () => {
	test('a double click is recorded once', async () => {
		const replica = await created(new Profile());
		const [a, b] = await Promise.all([act(replica, 'same'), act(replica, 'same')]);
		expect(unwrap(a)).toHaveLength(1);
		expect(unwrap(b)).toHaveLength(0);
	});

	test('a full disk records nothing, hands the lines over, and the same action again stores the very same bytes', async () => {
		const quota = armed(quotaExceeded);
		const profile = new Profile();
		await (await created(profile)).close();
		const replica = await opened(profile, quota.fault);
		const before = truthOf(replica);
		quota.arm();
		const failed = await act(replica, 'a');
		expect(failed).toMatchObject({ ok: false, error: { code: 'quota' } });
		expect(truthOf(replica)).toEqual(before);
		const unsaved = failed.ok ? [] : failed.error.unsaved;
		expect(replica.unsavedLines()).toEqual(unsaved);
		quota.arm();
		const still = await act(replica, 'b');
		expect(still).toMatchObject({ ok: false, error: { code: 'quota', unsaved } });
		expect(unwrap(await act(replica, 'a')).map(({ line }) => line)).toEqual(unsaved);
		expect(replica.unsavedLines()).toEqual([]);
		unwrap(await act(replica, 'b'));
		const after = truthOf(replica);
		await replica.close();
		expect(truthOf(await opened(profile))).toEqual(after);
	});

	test('another action after a failure stores the failed one first', async () => {
		const quota = armed(quotaExceeded);
		const profile = new Profile();
		await (await created(profile)).close();
		const replica = await opened(profile, quota.fault);
		quota.arm();
		const failed = await act(replica, 'a');
		const [next] = unwrap(await act(replica, 'b'));
		expect(replica.linesOf(replica.dev, (next?.seq ?? 0) - 1, next?.seq ?? 0)).toEqual([
			...(failed.ok ? [] : failed.error.unsaved),
			next?.line
		]);
		quota.arm();
		await act(replica, 'c');
		unwrap(await replica.retry());
		expect(unwrap(await act(replica, 'c'))).toHaveLength(0);
	});

	test.each(['before', 'after'] as const)('a connection lost %s the commit is opened again and nothing is doubled', async (moment) => {
		const lost = armed(connectionLost, moment);
		const profile = new Profile();
		await (await created(profile)).close();
		const replica = await opened(profile, lost.fault);
		const seq = replica.heads()[replica.dev]?.[0] ?? 0;
		lost.arm();
		expect(unwrap(await act(replica, 'a'))).toMatchObject([{ seq: seq + 1 }]);
		lost.arm();
		expect(unwrap(await replica.receive(foreign.slice(0, 2), 'relay')).accepted).toBe(2);
		expect(unwrap(await act(replica, 'b'))).toMatchObject([{ seq: seq + 2 }]);
		const after = truthOf(replica);
		await replica.close();
		expect(truthOf(await opened(profile))).toEqual(after);
	});

	test('committed, lost, and lost again: not reported as saved, but stored once and answered when asked again', async () => {
		const lost = armed(connectionLost, 'after', 2);
		const profile = new Profile();
		await (await created(profile)).close();
		const replica = await opened(profile, lost.fault);
		lost.arm();
		expect(await act(replica, 'a')).toMatchObject({ ok: false, error: { code: 'lost' } });
		expect(unwrap(await act(replica, 'a'))).toHaveLength(1);
		const after = truthOf(replica);
		await replica.close();
		const again = await opened(profile);
		expect(truthOf(again)).toEqual(after);
		expect(unwrap(await act(again, 'a'))).toHaveLength(0);
	});

	test('what could not be read again is not recorded: the company still opens', async () => {
		const profile = new Profile();
		const replica = await created(profile);
		const [draft] = someAct(company, 1, AT);
		if (!draft) throw new Error('an act has drafts');
		const filled = (last: number) => ({
			...draft,
			data: {
				...draft.data,
				...Object.fromEntries([65_000, 65_000, 65_000, 60_000, last].map((size, index) => [`x${String(index)}`, 'x'.repeat(size)]))
			}
		});
		// The first act names what other devices wrote, and numbers shall keep their digits; the one after is measured.
		for (let index = 0; index < 5; index++) unwrap(await act(replica, `before ${String(index)}`));
		const [small] = unwrap(await replica.record(cmdOf('measure'), [filled(0)]));
		const room = MAX_ENTRY_BYTES - (utf8(small?.line ?? '').length - 87);
		const refused = await replica.record(cmdOf('big'), [filled(room + 1)]);
		expect(refused).toMatchObject({ ok: false, error: { code: 'failed', unsaved: [] } });
		expect(unwrap(await replica.record(cmdOf('just'), [filled(room)]))).toHaveLength(1);
		unwrap(await act(replica, 'small'));
		const after = truthOf(replica);
		await replica.close();
		expect(truthOf(await opened(profile))).toEqual(after);
	});

	test('an action of the greatest size is one transaction; one past it is a bug of the caller', async () => {
		const profile = new Profile();
		const replica = await created(profile);
		const [draft] = someAct(company, 1, AT);
		if (!draft) throw new Error('an act has drafts');
		const most = Array.from({ length: MAX_COMMAND_OPS }, () => draft);
		expect(unwrap(await replica.record(cmdOf('most'), most))).toHaveLength(MAX_COMMAND_OPS);
		await expect(replica.record(cmdOf('more'), [...most, draft])).rejects.toThrow('invariant');
		unwrap(await act(replica, 'next'));
	});
});

describe('the action that fills a block', () => {
	test.each([
		['refused', quotaExceeded, 'before'],
		['not heard of', connectionLost, 'after']
	] as const)('%s, is stored once when asked for again', async (_what, error, moment) => {
		const profile = new Profile();
		await (await created(profile)).close();
		// Both attempts of one call fail.
		const trouble = armed(error, moment, 2);
		const replica = await opened(profile, trouble.fault);
		const [draft] = someAct(company, 1, AT);
		if (!draft) throw new Error('an act has drafts');
		const many = Array.from({ length: MAX_COMMAND_OPS }, () => draft);
		unwrap(await replica.record(cmdOf('first'), many));
		expect(await replica.database.segments.count()).toBe(0);
		const { size } = replica.company.log;
		trouble.arm();
		expect((await replica.record(cmdOf('second'), many)).ok).toBe(false);
		expect(replica.company.log.size).toBe(size);
		trouble.disarm();
		expect(unwrap(await replica.record(cmdOf('second'), many))).toHaveLength(MAX_COMMAND_OPS);
		expect(await replica.database.segments.count()).toBe(1);
		const after = truthOf(replica);
		await replica.close();
		const again = await opened(profile);
		expect(again.company.log.size).toBe(size + MAX_COMMAND_OPS);
		expect(truthOf(again)).toEqual(after);
	});
});

describe('two writers', () => {
	// Dexie says on the console what the problem says anyway.
	beforeAll(() => void vi.spyOn(console, 'warn').mockReturnValue());

	test('the second writes nothing, says so, and hands out nothing that it signed', async () => {
		const profile = new Profile();
		const first = await created(profile);
		const second = await opened(profile);
		unwrap(await act(first, 'a'));
		expect(await act(second, 'b')).toMatchObject({ ok: false, error: { code: 'not-the-writer', unsaved: [] } });
		expect(second.unsavedLines()).toEqual([]);
		expect(await act(second, 'b')).toMatchObject({ ok: false, error: { code: 'not-the-writer' } });
		expect(await second.receive(foreign, 'relay')).toMatchObject({ ok: false, error: { code: 'not-the-writer' } });
		unwrap(await act(first, 'c'));
		const after = truthOf(first);
		await second.close();
		await first.close();
		expect(truthOf(await opened(profile))).toEqual(after);
	});

	test('a copied profile forks its chain; a replica that learns of it keeps both and can name what only it has', async () => {
		const profile = new Profile();
		await (await created(profile)).close();
		const copy = await profile.clone();
		const original = await opened(profile);
		const cloned = await opened(copy);
		const [ours] = unwrap(await act(original, 'ours'));
		const [theirs] = unwrap(await act(cloned, 'theirs', 2));
		expect(ours?.seq).toBe(theirs?.seq);
		const head = [theirs?.seq ?? 0, theirs?.id ?? ''] as const;
		expect(original.adoptable(head)).toBeUndefined();
		unwrap(await original.receive([theirs?.line ?? ''], 'relay'));
		expect(original.company.log.forks).toHaveLength(1);
		expect(original.adoptable(head)).toEqual([ours?.line]);
		expect(original.adoptable([(ours?.seq ?? 0) - 1, original.idAt(original.dev, (ours?.seq ?? 0) - 1) ?? ''])).toEqual([ours?.line]);
		expect(original.adoptable([ours?.seq ?? 0, ours?.id ?? ''])).toEqual([]);
		expect(original.adoptable(undefined)).toHaveLength(ours?.seq ?? 0);
		expect(original.rivalLines()).toEqual([theirs?.line]);
		const after = truthOf(original);
		await original.close();
		expect(truthOf(await opened(profile))).toEqual(after);
	});

	test('a database deleted under the program is lost, not silently begun anew', async () => {
		const profile = new Profile();
		const replica = await created(profile);
		const problems: string[] = [];
		replica.onProblem(({ code }) => problems.push(code));
		await new Promise((resolve) => {
			profile.indexedDB.deleteDatabase(`suyuan:${org}`).addEventListener('success', resolve);
		});
		const failed = await act(replica, 'a');
		expect(failed).toMatchObject({ ok: false, error: { code: 'lost' } });
		expect(failed.ok ? [] : failed.error.unsaved).toHaveLength(1);
		expect(problems).toContain('lost');
		expect((await profile.indexedDB.databases()).map(({ name }) => name)).toEqual(['suyuan']);
	});

	test('a newer program gets the database at once, and the older one says so', async () => {
		const profile = new Profile();
		const replica = await created(profile);
		const problems: string[] = [];
		replica.onProblem(({ code }) => problems.push(code));
		await new Promise((resolve) => {
			const opening = profile.indexedDB.open(`suyuan:${org}`, 20);
			opening.addEventListener('success', () => resolve(opening.result.close()));
		});
		expect(problems).toEqual(['newer-version']);
		expect(await act(replica, 'a')).toMatchObject({ ok: false, error: { code: 'newer-version' } });
		expect(await openReplica(org, profile.life().ports)).toMatchObject({ ok: false, error: { code: 'newer-version' } });
	});
});

type Command =
	| { readonly do: 'record'; readonly choice: number }
	| { readonly do: 'receive'; readonly from: number; readonly count: number }
	| { readonly do: 'timers' }
	| { readonly do: 'restart' };

const command: fc.Arbitrary<Command> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), choice: fc.nat(7) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), from: fc.nat(11), count: fc.integer({ min: 1, max: 4 }) }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'timers' as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) }
);

type Accident = 'quota' | 'lost' | 'kill';

test('whatever happens at whichever transaction, nothing reported as saved is lost and no place is taken twice', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(command, { minLength: 4, maxLength: 14 }),
			fc.array(
				fc.tuple(
					fc.integer({ min: 1, max: 6 }),
					fc.constantFrom<Accident>('quota', 'lost', 'kill'),
					fc.constantFrom<Moment>('before', 'after')
				),
				{
					maxLength: 6
				}
			),
			fc.boolean(),
			async (commands, accidents, hasFiles) => {
				const profile = new Profile();
				profile.hasFiles = hasFiles;
				await (await created(profile)).close();
				const saved = new Set<string>();
				const places = new Map<string, string>();
				const rest = [...accidents];
				let replica: StoredReplica;
				let life: Life;
				const start = async (): Promise<void> => {
					let countdown = rest[0]?.[0] ?? -1;
					const began = profile.life(({ moment }) => {
						const [accident] = rest;
						if (accident?.[2] !== moment || --countdown > 0) return undefined;
						rest.shift();
						countdown = rest[0]?.[0] ?? -1;
						if (accident[1] === 'kill') began.kill();
						// A full disk is known before anything is written.
						return accident[1] === 'quota' && moment === 'before' ? quotaExceeded() : connectionLost();
					});
					life = began;
					const again = await openReplica(org, life.ports);
					// Killed, or refused, while it opened: the next start has to do better.
					if (!again.ok) return start();
					replica = again.value;
					const lines = new Set(replica.company.log.ops.map(({ line }) => line));
					for (const line of replica.company.log.pendingLines()) lines.add(line);
					for (const line of saved) expect(lines).toContain(line);
				};
				await start();
				for (const [index, one] of commands.entries()) {
					const name = `run ${String(index)}`;
					if (one.do === 'record') {
						const recorded = await act(replica!, name, one.choice);
						if (recorded.ok)
							for (const { line, dev, seq } of recorded.value) {
								saved.add(line);
								expect(places.get(`${dev} ${String(seq)}`) ?? line).toBe(line);
								places.set(`${dev} ${String(seq)}`, line);
							}
					} else if (one.do === 'receive') {
						const lines = foreign.slice(one.from, one.from + one.count);
						const received = await replica!.receive(lines, 'relay');
						if (received.ok) for (const line of lines) saved.add(line);
					} else if (one.do === 'timers') life!.runTimers();
					else {
						await replica!.close();
						await start();
					}
					if (isDead(life!)) await start();
				}
				life!.kill();
				rest.length = 0;
				await start();
				expect(replica!.company.log.forks).toEqual([]);
				expect(viewHash(replica!.company.engine, crypto)).toBe(truthOfLines(replica!.company.log.ops.map(({ line }) => line)));
				unwrap(await act(replica!, 'the last'));
			}
		),
		{ numRuns: 40 }
	);
}, 120_000);

function isDead(life: Life): boolean {
	return life.isDead;
}
