import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { Company } from '#lib/modules/company.ts';
import { mergedEntries, randomFrom, shuffledCausally } from './delivery.ts';
import { histories, THEMES, play } from './histories.ts';
import { crypto, meet, replica, world } from './world.ts';

const SEED = Number(process.env['SUYUAN_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['SUYUAN_RUNS'] ?? 60);
console.log(`histories: seed ${SEED}`);
const options = { seed: SEED, numRuns: RUNS, endOnFailure: false };

test.each(Object.entries(THEMES))(
	'any causal order, with duplicates and questions in between, gives the rebuilt truth (%s)',
	{ timeout: 120_000 },
	async (theme, names) => {
		const from = await world();
		await fc.assert(
			fc.asyncProperty(histories(32, names, 4, theme === 'everything' ? 1 : 2), fc.nat(), async (steps, order) => {
				const terminals = await play(from, steps, String(order));
				const entries = mergedEntries(terminals);
				const rebuilt = viewHash(replica(entries).engine, crypto);

				const random = randomFrom(order);
				const asking = new Company(crypto);
				const shuffled = shuffledCausally(entries, random);
				for (const [index, entry] of shuffled.entries()) {
					expect(asking.ingest(entry, { signatureVerified: true }).ok).toBe(true);
					if (random() < 0.1) asking.ingest(shuffled[Math.floor(random() * index)] ?? entry, { signatureVerified: true });
					if (index >= from.entries.length && random() < 0.2) viewHash(asking.engine, crypto);
				}
				expect(viewHash(asking.engine, crypto)).toBe(rebuilt);

				meet(...terminals);
				for (const terminal of terminals) expect(viewHash(terminal.company.engine, crypto)).toBe(rebuilt);
			}),
			options
		);
	}
);

test('nothing is lost: every operation of every device is in the merged log once', { timeout: 120_000 }, async () => {
	const from = await world();
	await fc.assert(
		fc.asyncProperty(histories(30), fc.nat(), async (steps, order) => {
			const terminals = await play(from, steps, String(order));
			const written = new Set(terminals.flatMap((terminal) => terminal.company.log.ops.map((op) => op.id)));
			meet(...terminals);
			for (const terminal of terminals) {
				const { log } = terminal.company;
				expect(log.pendingCount).toBe(0);
				expect(log.ops.length).toBe(new Set(log.ops.map((op) => op.id)).size);
				expect(new Set(log.ops.map((op) => op.id))).toEqual(written);
			}
		}),
		{ ...options, numRuns: RUNS * 3 }
	);
});

test('no cycle: every verdict, standing and exception can be computed; exception keys are unique', { timeout: 120_000 }, async () => {
	const from = await world();
	await fc.assert(
		fc.asyncProperty(histories(40), fc.nat(), async (steps, order) => {
			const { engine } = replica(mergedEntries(await play(from, steps, String(order))));
			for (const op of engine.log.ops) {
				engine.verdict(op);
				engine.standing(op);
			}
			const keys = findExceptions(engine.registry.rules, engine).map((exception) => exception.key);
			expect(keys).toEqual([...new Set(keys)].sort());
		}),
		{ ...options, numRuns: RUNS * 3 }
	);
});
