/**
 * Monotone safety (domain.md §4.4 (d)): adding an operation makes a lot or unit usable only if it is a permitting act of
 * an enabling kind that knew everything restricting that stood in the way.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restrictions } from '#lib/engine/effectiveness.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Company } from '#lib/modules/company.ts';
import { blockersOf, type Blocker } from '#lib/modules/quality/index.ts';
import { mergedEntries, randomFrom, shuffledCausally } from './delivery.ts';
import { BATCHES, histories, LOTS, play, THEMES } from './histories.ts';
import { crypto, DAY, replica, world } from './world.ts';

const SEED = Number(process.env['SUYUAN_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['SUYUAN_RUNS'] ?? 200);
console.log(`monotone safety: seed ${SEED}`);

const ENABLING: readonly string[] = [
	'lot.dispositioned',
	'hold.lifted',
	'release.marketReleased',
	'release.productionReleased',
	'op.ratified',
	'op.cosigned',
	'steril.loadReleased',
	'lot.relabelled'
];
const NODES = [...LOTS.map((lot) => `lot:${lot}`), ...BATCHES.flatMap((batch) => [1, 2, 3, 4].map((number) => `unit:${batch}-${number}`))];
const PURPOSES = ['produce', 'ship'] as const;

type Snapshot = ReadonlyMap<string, readonly Blocker[]>;

function blockers(engine: Engine): Snapshot {
	return new Map(
		NODES.flatMap((node) => PURPOSES.map((purpose) => [`${purpose} ${node}`, blockersOf(engine, node, purpose, { day: DAY })] as const))
	);
}

/** Effective restricting operations behind what stood in the way. */
function behind(engine: Engine, node: string, before: readonly Blocker[]): readonly RecordedOp[] {
	return before.flatMap((blocker) => {
		switch (blocker.code) {
			case 'on-hold':
			case 'inherited-hold':
				return engine
					.inputs(restrictions, blocker.from)
					.flatMap(({ op }) => (op.type === 'hold.placed' && op.data['hold'] === blocker.hold && engine.verdict(op).effective ? [op] : []));
			case 'quarantine':
			case 'rejected':
				return engine
					.inputs(restrictions, node)
					.flatMap(({ op }) => (op.type !== 'hold.placed' && engine.verdict(op).effective ? [op] : []));
			default:
				return [];
		}
	});
}

function check(engine: Engine, added: readonly RecordedOp[], before: Snapshot): void {
	const after = blockers(engine);
	for (const [key, then] of before) {
		if (then.length === 0 || (after.get(key) ?? []).length > 0) continue;
		const node = key.slice(key.indexOf(' ') + 1);
		const identityOnly = then.every((blocker) => blocker.code === 'identity');
		const enabling = added.filter((op) => ENABLING.includes(op.type) || (op.type === 'op.errorDeclared' && identityOnly));
		const said = `${key} became usable by ${added.map((op) => op.type).join('+')}; before: ${JSON.stringify(then)}`;
		expect(enabling.length, said).toBeGreaterThan(0);
		if (enabling.some((op) => op.type === 'lot.relabelled') || identityOnly) continue;
		for (const restriction of behind(engine, node, then))
			expect(
				enabling.some((op) => engine.isKnownTo(restriction, op)),
				`${said}; unknown to it: ${restriction.type} ${JSON.stringify(restriction.data)}`
			).toBe(true);
	}
}

for (const theme of ['quality', 'safety', 'everything'] as const) {
	const safety = [
		...(THEMES['quality'] ?? []),
		'errorDeclared',
		'loaded',
		'loadRejected',
		'loadReleased',
		'unknownType',
		'relabelled',
		'badSignature',
		'wrongRefs',
		'wrongClass',
		'keyAdded',
		'granted',
		'revoked',
		'deviceRevoked'
	];
	const names = theme === 'safety' ? safety : (THEMES[theme] ?? []);
	test(`nothing becomes usable by accident (${theme})`, { timeout: 120_000 }, async () => {
		const from = await world('micro');
		const start = replica(from.entries).log.ops.length;
		await fc.assert(
			fc.asyncProperty(histories(36, names, 10), fc.nat(), async (steps, order) => {
				const entries = shuffledCausally(mergedEntries(await play(from, steps, String(order))), randomFrom(order));
				const company = new Company(crypto);
				let before: Snapshot | undefined;
				let action: RecordedOp[] = [];
				for (const [index, entry] of entries.entries()) {
					const taken = company.ingest(entry, { signatureVerified: true });
					if (!taken.ok || taken.value.outcome !== 'accepted') continue;
					action.push(...taken.value.ops);
					if (index < start) continue;
					if (before) check(company.engine, action, before);
					before = blockers(company.engine);
					action = action.filter((op) => op.seq !== op.cmdEnd);
				}
			}),
			{ seed: SEED, numRuns: RUNS }
		);
	});
}
