/** On every device of every random history the list of lots, brought up to date record by record, equals one made anew. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LotIndex } from '#lib/app/lots/lot-index.ts';
import { compareLots } from '#lib/app/lots/lot-window.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { Company } from '#lib/modules/company.ts';
import { histories, play, THEMES } from './histories.ts';
import { crypto, world } from './world.ts';

const SEED = Number(process.env['SUYUAN_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['SUYUAN_RUNS'] ?? 25);
console.log(`lot index: seed ${SEED}`);

function run(steps: Generator<void, void>): void {
	while (!steps.next().done);
}

test.each(Object.entries(THEMES))('the lot list follows the log (%s)', { timeout: 120_000 }, async (_theme, names) => {
	const from = await world();
	await fc.assert(
		fc.asyncProperty(histories(32, names, 4, 1), fc.nat(), async (steps, order) => {
			for (const { company: played, dev } of await play(from, steps, String(order))) {
				const company = new Company(crypto);
				const index = new LotIndex(company.engine, dev, compareLots(company.engine));
				run(index.rebuild());
				for (const { line } of played.log.ops) {
					const entry = decodeEntry(line, crypto);
					if (!entry.ok) throw new Error('a written line is readable');
					company.ingest(entry.value, { signatureVerified: true });
					run(index.update() ?? index.rebuild());
					const fresh = new LotIndex(company.engine, dev, compareLots(company.engine));
					run(fresh.rebuild());
					expect(index.ordered()).toEqual(fresh.ordered());
				}
			}
		}),
		{ seed: SEED, numRuns: RUNS, endOnFailure: false }
	);
});
