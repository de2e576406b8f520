import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '#lib/engine/engine.ts';
import { findByNumber, trace } from '#lib/modules/trace/index.ts';
import { openCompany } from '../../src/cli/bundle-file.ts';
import { cli, crypto, folder } from './cli.ts';
import { Oracle } from './history-oracle.ts';
import { randomHistory, thousandths } from './random-history.ts';

async function imported(files: Readonly<Record<string, string>>): Promise<Engine> {
	const dir = folder(files);
	const out = join(dir, 'company.suyuan');
	const said = await cli('import', dir, '--out', out, '--json');
	expect(said.code, said.err).toBe(0);
	const opened = openCompany(out, crypto);
	if (!opened.ok) throw new Error(opened.error.message.en);
	return opened.value.company.engine;
}

/** Compares one lot in both directions with the oracle. */
function compare(engine: Engine, oracle: Oracle, name: string): void {
	const [item = '', lot = ''] = name.split(' ');
	const [node = '', ...others] = findByNumber(engine, lot, item);
	expect(others).toEqual([]);
	for (const direction of ['down', 'up'] as const) {
		const result = trace(engine, node, { direction });
		const goods = result.nodes.filter((one) => one.lot !== null).map((one) => `${one.item} ${one.lot}`);
		const closure = oracle.closure(name, direction);
		expect(goods.sort(), `${name} ${direction}`).toEqual([...closure].sort());
		expect(
			new Map(result.consignees.map((row) => [`${row.party}|${row.item} ${row.lot}`, row.qty])),
			`${name} ${direction} consignees`
		).toEqual(texts(oracle.consignees(closure)));
		const bySite = new Map<string, bigint>();
		for (const row of result.onHand) {
			const key = `${row.site}|${row.item} ${row.lot}`;
			bySite.set(key, (bySite.get(key) ?? 0n) + BigInt(Math.round(Number(row.qty) * 1000)));
		}
		const onHand = new Map([...bySite].filter(([, qty]) => qty !== 0n).map(([key, qty]) => [key, thousandths(Number(qty))]));
		expect(onHand, `${name} ${direction} on hand`).toEqual(texts(oracle.onHand(closure)));
		for (const [part, qty] of Object.entries(oracle.balance(name)))
			expect(result.balance[part as 'made'], `${name} ${part}`).toBe(thousandths(qty));
	}
}

function texts(numbers: ReadonlyMap<string, number>): Map<string, string> {
	return new Map([...numbers].map(([key, qty]) => [key, thousandths(qty)]));
}

describe('an imported history says what the CSV says', () => {
	it.each(Array.from({ length: 40 }, (_, index) => index + 1))('random history %i, every lot both ways', async (seed) => {
		const history = randomHistory(seed, 20 + (seed % 8) * 15);
		const oracle = new Oracle(history.rows, history.siteOf);
		const engine = await imported(history.files);
		for (const lot of oracle.lots) compare(engine, oracle, lot);
	});

	it('twenty thousand rows, a sample of lots', { timeout: 120_000 }, async () => {
		const history = randomHistory(7919, 20_000);
		const oracle = new Oracle(history.rows, history.siteOf);
		const engine = await imported(history.files);
		const { lots } = oracle;
		const every = Math.ceil(lots.length / 25);
		for (const lot of lots.filter((_, index) => index % every === 0)) compare(engine, oracle, lot);
	});
});
