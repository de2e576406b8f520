/** The expected answers of the demo story (tests/vectors/demo-company), asked as a person would: through the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, temporaryDir, type Answer } from './cli.ts';

const dir = temporaryDir();
const changzhou = join(dir, 'demo.suyuan');
const chengdu = `${changzhou}.cd`;
const merged = join(dir, 'merged.suyuan');
const expected = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/demo-company/expected.json'), 'utf8')) as Record<
	string,
	Answer
>;

interface Row {
	readonly party: string;
	readonly site: string;
	readonly lot: string;
	readonly item: string;
	readonly qty: string;
}

/** `{C01: {MK260909: 12000}}` from rows. */
function byHolder(rows: readonly Row[], holder: 'party' | 'site'): Record<string, Record<string, number>> {
	const result: Record<string, Record<string, number>> = {};
	for (const row of rows) {
		const lots = (result[row[holder]] ??= {});
		lots[row.lot] = (lots[row.lot] ?? 0) + Number(row.qty);
	}
	return result;
}

const finished = (rows: readonly Row[]) => rows.filter((row) => row.item === 'FG-MK-01');
const lotsOf = (result: Answer, item?: string) =>
	result.nodes
		.filter((node: Answer) => node.kind === 'lot' && node.direction !== 'start' && (!item || node.item === item))
		.map((node: Answer) => node.lot);

beforeAll(async () => {
	expect((await cli('demo', '--seed', 'test', '--out', changzhou)).code).toBe(0);
	expect((await cli('merge', changzhou, chengdu, '--out', merged)).code).toBe(0);
});

describe('the demo company through the command line', () => {
	it('verifies: both bundles and the merged one', async () => {
		for (const file of [changzhou, chengdu, merged]) {
			const { code, json } = await cli('verify', file, '--all-signatures', '--json');
			expect(json.problems).toEqual([]);
			expect(code).toBe(0);
		}
		const said = await cli('verify', changzhou, '--lang', 'en');
		expect(said.out).toMatch(/Company fingerprint (?:[0-9a-f]{4} ?){5}/);
		expect(said.out).toContain('Complete up to the exporter’s statement of 2026-10-12T03:00:20.000Z');
		expect((await cli('verify', merged, '--against', changzhou)).code).toBe(0);
		expect((await cli('verify', changzhou, '--against', chengdu, '--json')).json.problems[0].code).toBe('head-mismatch');
	});

	it('T1: everything made from the meltblown lot', async () => {
		const answer = expected['T1 forward RM-MB lot L-RMMB-260902-01'];
		const { json } = await cli('trace', changzhou, '--lot', 'L-RMMB-260902-01', '--direction', 'down', '--json');
		expect(lotsOf(json).sort()).toEqual(answer.lots);
		expect(lotsOf(json, 'FG-MK-01').sort()).toEqual(answer.finished);
		expect(byHolder(json.consignees, 'party')).toEqual(answer.consignees);
		const onHand = byHolder(finished(json.onHand), 'site');
		expect({ ...onHand['CZ'], MK260909: 0 }).toEqual(answer.onHandCZ);
		expect(onHand['CD']).toEqual(answer.onHandCD);
		expect(json.balance.onHand).toBe(answer.rawLeftKg);
		expect(json.balances.filter((row: Answer) => row.unexplained !== '0')).toEqual([]);
		expect(json.consignees.reduce((sum: number, row: Row) => sum + Number(row.qty), 0)).toBe(answer.shippedTotal);
	});

	it('T2: what Chengdu shipped off line comes into scope, and exactly two exceptions say so', async () => {
		const answer = expected['T2 after CD syncs the offline shipment'];
		const { json } = await cli('trace', merged, '--lot', 'L-RMMB-260902-01', '--direction', 'down', '--json');
		expect(byHolder(json.consignees, 'party')).toMatchObject(answer.added);
		expect(byHolder(finished(json.onHand), 'site')['CD']).toEqual(answer.onHandCD);
		expect(json.consignees.reduce((sum: number, row: Row) => sum + Number(row.qty), 0)).toBe(answer.shippedTotal);
		const { exceptions } = (await cli('exceptions', merged, '--json')).json;
		expect(exceptions.map((one: Answer) => [one.rule, one.code, one.status])).toEqual([
			['C25', 'RECALL_SCOPE_GREW', 'open'],
			['C7', 'USED_WHILE_HELD', 'open']
		]);
		expect(exceptions[1].explanation.zh).toContain('不算违规');
		expect(exceptions[1].subjects.map((subject: Answer) => subject.label)).toContain('MK260911');
		expect((await cli('exceptions', changzhou, '--json')).json.exceptions).toEqual([]);
	});

	it('T3: back to the origins of MK260912, from a UDI too', async () => {
		const answer = expected['T3 backward from UDI (01)…(10)MK260912'];
		const { json } = await cli('trace', changzhou, '--lot', 'MK260912', '--direction', 'up', '--json');
		expect(lotsOf(json, 'RM-MB').sort()).toEqual(answer.origins);
	});

	it('T4: a cycle fault reaches the lots of that load only', async () => {
		const answer = expected['T4 process cause: load EO-260914-A cycle fault'];
		const { json } = await cli('recall', changzhou, '--lot', 'EO-260914-A', '--cause', 'process', '--json');
		expect(json.scope.lots.map((lot: Answer) => lot.lot)).toEqual(answer.lots);
	});

	it('T6: 289 units by place; the scrapped ones are told apart', async () => {
		const answer = expected['T6 sensor supplier lot SM26-0815'];
		const { json } = await cli('recall', changzhou, '--lot', 'L-SENS-260828-01', '--cause', 'material', '--json');
		expect(json.scope.units.total).toBe(answer.units);
		expect(Object.fromEntries(json.scope.units.byPlace.map((row: Answer) => [row.place, row.units]))).toEqual(answer.byPlace);
		expect(json.scope.units.serials.map((one: Answer) => one.serial)).toContain('CM26090352');
		expect(json.scrapped.map((one: Answer) => one.lot)).toEqual(['CM26090117', 'CM26090233']);
	});

	it('T7: stock of sensors', async () => {
		const answer = expected['T7 stock of sensors'];
		const { stock } = (await cli('stock', changzhou, '--json')).json;
		expect(Object.fromEntries(stock.filter((row: Row) => row.item === 'CM-SENS').map((row: Row) => [row.lot, Number(row.qty)]))).toEqual(
			answer
		);
	});

	it('looks back: as of a moment, and as one device knew it', async () => {
		const before = (
			await cli('trace', merged, '--lot', 'MK260911', '--direction', 'down', '--as-of', '2026-10-10T09:59:59+08:00', '--json')
		).json;
		expect(before.consignees).toEqual([]);
		const after = (await cli('trace', merged, '--lot', 'MK260911', '--direction', 'down', '--as-of', '2026-10-10T10:00:00+08:00', '--json'))
			.json;
		expect(byHolder(after.consignees, 'party')).toEqual({ C03: { MK260911: 8000 } });
		const knownBy = async (file: string) => {
			const { completeUpTo } = (await cli('verify', file, '--json')).json;
			return byHolder(
				(
					await cli(
						'trace',
						merged,
						'--lot',
						'MK260911',
						'--direction',
						'down',
						'--known-by',
						`${completeUpTo.dev}:${completeUpTo.seq}`,
						'--json'
					)
				).json.consignees,
				'party'
			);
		};
		expect(await knownBy(changzhou)).toEqual({ C03: { MK260911: 8000 }, C04: { MK260911: 3000 } });
		expect(await knownBy(chengdu)).toEqual({ C03: { MK260911: 8000 }, C04: { MK260911: 3000 }, C05: { MK260911: 1500 } });
		expect((await cli('trace', merged, '--lot', 'MK260911', '--known-by', 'D1:99999')).code).toBe(1);
		expect((await cli('trace', merged, '--lot', 'MK260911', '--known-by', 'A1:1')).code).toBe(1);
		const stock = (await cli('stock', merged, '--at', '2026-08-30', '--json')).json.stock;
		expect(stock.map((row: Row) => [row.lot, row.qty])).toEqual([
			['L-SENS-260828-01', '300'],
			['L-POUCH-260826-01', '20000'],
			['L-RMNW-260827-01', '5000']
		]);
	});

	it('adds any number of movements to a bundle that still verifies', async () => {
		const file = join(temporaryDir(), 'big.suyuan');
		expect((await cli('demo', '--seed', 'test', '--moves', '400', '--out', file)).code).toBe(0);
		const { json, code } = await cli('verify', file, '--all-signatures', '--json');
		expect(json.problems).toEqual([]);
		expect(code).toBe(0);
		expect(json.entries).toBeGreaterThan(700);
		const t1 = await cli('trace', file, '--lot', 'L-RMMB-260902-01', '--direction', 'down', '--json');
		expect(byHolder(t1.json.consignees, 'party')).toEqual(expected['T1 forward RM-MB lot L-RMMB-260902-01'].consignees);
	});

	it('is the same file for the same seed, and another company without', async () => {
		const [first, second, other] = ['a', 'b', 'c'].map((name) => join(temporaryDir(), name)) as [string, string, string];
		await cli('demo', '--seed', 's', '--out', first);
		await cli('demo', '--seed', 's', '--out', second);
		await cli('demo', '--out', other);
		expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
		expect(readFileSync(first).equals(readFileSync(other))).toBe(false);
	});

	it('exports tables that open in Excel', async () => {
		const out = join(temporaryDir(), 'tables');
		expect((await cli('export', changzhou, '--format', 'csv', '--out', out)).code).toBe(0);
		for (const name of ['stock', 'lots', 'movements', 'consignees', 'exceptions'])
			expect(
				readFileSync(join(out, `${name}.csv`))
					.subarray(0, 3)
					.toString('hex')
			).toBe('efbbbf');
		expect(readFileSync(join(out, 'stock.csv'), 'utf8')).toContain(
			'CM-SENS,血氧传感器模组(660/905 nm),L-SENS-260828-01,CZ,CZ-RM,9,个,0\r\n'
		);
		expect((await cli('report', changzhou, 'consignees', '--json')).json.rows.length).toBeGreaterThan(6);
	});
});
