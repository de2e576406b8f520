/** Stock answers the demo's questions (domain.md §5.7), and what was in stock on a day is what the records up to that day say. */
import { beforeAll, describe, expect, test } from 'vitest';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { decodeEntry, type Entry } from '#lib/log/entry.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { Company } from '#lib/modules/company.ts';
import { generateMovements } from '#lib/modules/demo/generate-movements.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { binQueries } from './bin-card.ts';
import { conditionOf, CONDITIONS } from './condition.ts';
import { endOfDay, stockCells } from './stock-base.ts';
import { stockQueries, sumsOf, type StockAsk, type StockRow } from './stock-query.ts';

const crypto = createPureCrypto();
const NOW = '2026-10-12T12:00:00+08:00';
const ASK: StockAsk = { axis: 'item', day: '', text: '', classes: [], sites: [], conditions: [], item: '', first: 0, count: 100_000 };
let story: readonly Entry[];
let withChengdu: readonly Entry[];
let years: readonly Entry[];

function entriesOf(...companies: readonly Company[]): readonly Entry[] {
	const lines = new Map(companies.flatMap(({ log }) => [...log.ops].map((op) => [op.id, op.line])));
	return [...lines.values()].flatMap((line) => {
		const entry = decodeEntry(line, crypto);
		return entry.ok ? [entry.value] : [];
	});
}

function contextOf(entries: readonly Entry[]): QueryContext {
	const company = new Company(crypto);
	for (const entry of entries) company.ingest(entry, { signatureVerified: true });
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-10-12' }, company, '');
	return { engine: company.engine, session, day: '2026-10-12', now: NOW, dev: '', site: '' };
}

const rowsOf = (context: QueryContext, more: Partial<StockAsk> = {}): readonly StockRow[] =>
	stockQueries['stock.rows'](context, { ...ASK, ...more }).entries.flatMap((entry) => (entry.kind === 'row' ? [entry.row] : []));

beforeAll(async () => {
	const demo = await tellDemoStory({ crypto, random: seededRandom('stock', crypto), createSigner: createPureSigner, app: 'test' });
	story = entriesOf(demo.office.company);
	withChengdu = entriesOf(demo.office.company, demo.chengdu.company);
	await generateMovements(demo, { moves: 500, seed: 3 });
	years = entriesOf(demo.office.company, demo.chengdu.company, demo.floor.company);
});

describe('the demo company', () => {
	const onHand = (context: QueryContext, site: string) =>
		Object.fromEntries(
			['MK260909', 'MK260910', 'MK260911', 'MK260912'].map((lot) => [
				lot,
				sumsOf(rowsOf(context).filter((row) => row.number === lot && row.site === site && row.locationName !== '留样室'))[0]?.qty ?? '0'
			])
		);

	test('has what T1 says, and after Chengdu is heard what T2 says', () => {
		expect(onHand(contextOf(story), 'CZ')).toEqual({ MK260909: '0', MK260910: '20800', MK260911: '20800', MK260912: '38800' });
		expect(onHand(contextOf(story), 'CD')).toMatchObject({ MK260909: '2800', MK260911: '7000' });
		expect(onHand(contextOf(withChengdu), 'CD')).toMatchObject({ MK260909: '2800', MK260911: '5500' });
	});

	test('has what T7 says of the sensors, serial units added up under their lot', () => {
		const rows = rowsOf(contextOf(story), { item: 'CM-SENS' });
		expect(Object.fromEntries(rows.map(({ number, qty }) => [number, qty]))).toMatchObject({
			'L-SENS-260828-01': '9',
			'L-SENS-260903-01': '50'
		});
		expect(sumsOf(rowsOf(contextOf(story)).filter(({ number }) => number === 'OX260910'))).toEqual([{ unit: '台', qty: '258' }]);
	});

	test('sums every axis to the same, and an item to its lots', () => {
		const context = contextOf(story);
		const totals = (['item', 'lot', 'location', 'site', 'state', 'expiry'] as const).map((axis) => sumsOf(rowsOf(context, { axis })));
		const sorted = totals.map((sums) => [...sums].sort((a, b) => (a.unit < b.unit ? -1 : 1)));
		for (const sums of sorted) expect(sums).toEqual(sorted[0]);
		const items = stockQueries['stock.items'](context, ASK);
		for (const item of items.items) {
			expect(sumsOf(rowsOf(context, { item: item.item }))[0]?.qty).toBe(item.total);
			const parts = CONDITIONS.reduce((sum, condition) => sum + (amountOf(item.by[condition]) ?? 0n), 0n);
			expect(fromAmount(parts as Amount)).toBe(item.total);
		}
	});

	test('goes out first what expires first', () => {
		const expiries = rowsOf(contextOf(story), { item: 'FG-MK-01' }).map(({ expiry }) => expiry);
		expect(expiries).toEqual([...expiries].sort());
	});

	test('narrows by state, site and words', () => {
		const context = contextOf(story);
		const { conditions, sites } = stockQueries['stock.rows'](context, ASK);
		expect(rowsOf(context, { conditions: ['hold'] })).toHaveLength(conditions.hold);
		for (const { value, count } of sites) expect(rowsOf(context, { sites: [value] })).toHaveLength(count);
		expect(rowsOf(context, { text: 'mk260911 cd' }).map(({ qty }) => qty)).toEqual(['7000']);
	});
});

describe('a past day', () => {
	test('has what a replay of the log up to that day has, wherever the log can be cut there', () => {
		let cuts = 0;
		for (const entries of [story, years]) {
			const whole = contextOf(entries);
			for (const day of new Set(entries.map(({ op }) => op.at.slice(0, 10)))) {
				const past = pastOf(entries, endOfDay(day, NOW));
				if (!past) continue;
				cuts++;
				expect(told(whole, day), day).toEqual(told(contextOf(past), ''));
			}
		}
		expect(cuts).toBeGreaterThan(10);
	});

	test('has the sum of the movements up to then, late entries included', () => {
		const { engine, ...rest } = contextOf(years);
		for (const day of ['2021-03-15', '2026-09-15', '2026-10-03']) {
			const end = endOfDay(day, NOW);
			const sums = new Map<string, bigint>();
			for (let number = 0; number < engine.ledger.nodes.size; number++)
				for (const { node, from, to, qty, at, standing } of engine.ledger.movesOf(engine.ledger.nodes.text(number))) {
					if (at > end || standing === 'void' || !node.startsWith('lot:')) continue;
					sums.set(`${node} ${from}`, (sums.get(`${node} ${from}`) ?? 0n) - qty);
					sums.set(`${node} ${to}`, (sums.get(`${node} ${to}`) ?? 0n) + qty);
				}
			const expected = [...sums]
				.filter(([key, qty]) => qty !== 0n && / (?:loc|transit):/.test(key))
				.map(([key, qty]) => `${key} ${String(qty)}`);
			const lots = told({ engine, ...rest }, day).filter((text) => expected.includes(text));
			expect(lots).toHaveLength(expected.length);
		}
	});

	test('ends with its last millisecond, in the offset of this device', () => {
		expect(new Date(endOfDay('2026-10-12', NOW)).toISOString()).toBe('2026-10-12T15:59:59.999Z');
		expect(endOfDay('2026-10-13', NOW) - endOfDay('2026-10-12', NOW)).toBe(86_400_000);
	});
});

function told(context: QueryContext, day: string): readonly string[] {
	return stockCells(context.engine, day, NOW)
		.map(({ node, place, qty }) => `${node} ${place} ${String(qty)}`)
		.sort();
}

/** The beginning of every chain that had happened by an instant; undefined where later things were recorded between. */
function pastOf(entries: readonly Entry[], end: number): readonly Entry[] | undefined {
	const had = (entry: Entry) => (parseInstant(entry.op.at) ?? 0) <= end;
	const lastOf = new Map<string, number>();
	for (const entry of entries) if (had(entry)) lastOf.set(entry.op.dev, Math.max(entry.op.seq, lastOf.get(entry.op.dev) ?? 0));
	const kept = entries.filter(({ op }) => op.seq <= (lastOf.get(op.dev) ?? 0));
	return kept.every(had) ? kept : undefined;
}

describe('a bin card', () => {
	test('adds up to what lies there', () => {
		const context = contextOf(withChengdu);
		for (const code of ['CD-FG', 'CZ-FG', 'CZ-RM']) {
			const card = binQueries['stock.bin'](context, { location: code });
			const balances = new Map<string, string>();
			for (const line of card?.lines.toReversed() ?? []) balances.set(line.number, line.balance);
			const left = Object.fromEntries([...balances].filter(([, qty]) => qty !== '0'));
			expect(left, code).toEqual(Object.fromEntries((card?.rows ?? []).map(({ number, qty }) => [number, qty])));
		}
	});

	test('of a place nobody defined there is none', () => {
		expect(binQueries['stock.bin'](contextOf(story), { location: 'nowhere' })).toBeUndefined();
	});
});

test('the worst state names the condition', () => {
	expect(conditionOf([{ kind: 'disposition', value: 'released' }])).toBe('usable');
	expect(
		conditionOf([
			{ kind: 'disposition', value: 'released' },
			{ kind: 'market', released: false }
		])
	).toBe('waiting');
	expect(
		conditionOf([
			{ kind: 'expired', expiry: '' },
			{ kind: 'hold', own: 1, inherited: 0, reason: '' }
		])
	).toBe('expired');
	expect(conditionOf([{ kind: 'recall', drill: true }])).toBe('usable');
});
