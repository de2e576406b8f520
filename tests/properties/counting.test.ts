/** Stock counts: what a line observes, against the books as its author knew them. Given – when – then. */
import { expect, test } from 'vitest';
import type { Terminal } from '#lib/modules/authoring.ts';
import {
	arrivedLate,
	countCancelled,
	countedOf,
	countLineRecorded,
	countLines,
	countPlanned,
	countPosted,
	countStates,
	expectedAt,
	stockAdjusted,
	stockCounts,
	stockMoved
} from '#lib/modules/inventory/index.ts';
import { reasonsOf, isEffective, stage, type Stage } from './scenario.ts';
import { meet, pieces, uid } from './world.ts';

const COUNT = uid('count');
const ONE = 1_000_000n;

async function begun(): Promise<{ readonly on: Stage; readonly lot: string }> {
	const on = await stage();
	const lot = await on.lot('x');
	await on.a.do(countPlanned, { count: COUNT, no: 'PD1', location: on.from.ids.stock, blind: true }, on.doing('wh'));
	return { on, lot };
}

const line = (on: Stage, lot: string, qty: number, adds = false) =>
	on.a.do(
		countLineRecorded,
		{ count: COUNT, location: on.from.ids.stock, lot, ...(qty > 0 ? { qty: pieces(qty) } : { none: true }), ...(adds ? { adds } : {}) },
		on.doing('wh')
	);
const counted = (terminal: Terminal) => countedOf(terminal.company.engine.row(countLines, COUNT)).map(({ qty }) => qty / ONE);
const lastLine = (terminal: Terminal) => {
	const op = terminal.company.engine.opsOfType('count.lineRecorded').at(-1);
	if (!op) throw new Error('nothing was counted');
	return op;
};
const booksAt = (on: Stage, lot: string) => expectedAt(on.a.company.engine, `lot:${lot}`, on.from.ids.stock, lastLine(on.a)) / ONE;
const lateAt = (on: Stage, lot: string) => arrivedLate(on.a.company.engine, `lot:${lot}`, on.from.ids.stock, lastLine(on.a)) / ONE;

test('a count begins under its number; its lines replace each other, add up, or say that none is there', async () => {
	const { on, lot } = await begun();
	const { engine } = on.a.company;
	expect(engine.row(stockCounts, COUNT).fields).toMatchObject({ no: 'PD1', location: on.from.ids.stock, blind: true });
	expect(engine.row(countStates, COUNT)).toBe('counting');
	await line(on, lot, 4);
	await line(on, lot, 7);
	expect(counted(on.a)).toEqual([7n]);
	await line(on, lot, 2, true);
	expect(counted(on.a)).toEqual([9n]);
	await line(on, lot, 0);
	expect(counted(on.a)).toEqual([0n]);
});

test('a unit counted is one, and twice the same unit is still one', async () => {
	const { on } = await begun();
	const unit = { count: COUNT, location: on.from.ids.stock, batch: uid('batch'), first: 7, last: 7 };
	await on.a.do(countLineRecorded, unit, on.doing('wh'));
	await on.a.do(countLineRecorded, { ...unit, adds: true }, on.doing('wh'));
	expect(counted(on.a)).toEqual([1n]);
});

test('what another device moved meanwhile and brings later is no difference', async () => {
	const { on, lot } = await begun();
	await line(on, lot, 10);
	expect(booksAt(on, lot)).toBe(10n);
	await on.b.do(stockMoved, { lot, qty: pieces(3), from: on.from.ids.stock, to: on.from.ids.line }, on.doing('wh2'));
	meet(on.a, on.b, on.c);
	expect(on.a.company.engine.ledger.quantitiesOf(`lot:${lot}`).find(({ place }) => place === `loc:${on.from.ids.stock}`)?.qty).toBe(
		7n * ONE
	);
	expect(booksAt(on, lot)).toBe(10n);
	// It happened after the count, so the count could not have seen it.
	expect(lateAt(on, lot)).toBe(0n);
});

test('what happened before the count and arrives after it is told apart from a difference', async () => {
	const { on, lot } = await begun();
	await on.b.do(stockMoved, { lot, qty: pieces(3), from: on.from.ids.stock, to: on.from.ids.line }, on.doing('wh2'));
	await line(on, lot, 7);
	expect([booksAt(on, lot), lateAt(on, lot)]).toEqual([10n, 0n]);
	meet(on.a, on.b, on.c);
	expect([booksAt(on, lot), lateAt(on, lot)]).toEqual([10n, -3n]);
});

test('what was known and moved before the line counts, what was moved after it does not', async () => {
	const { on, lot } = await begun();
	const away = (qty: number) =>
		on.a.do(stockMoved, { lot, qty: pieces(qty), from: on.from.ids.stock, to: on.from.ids.line }, on.doing('wh'));
	await away(1);
	await line(on, lot, 9);
	await away(2);
	expect(booksAt(on, lot)).toBe(9n);
});

test('posting asks for two persons and adjusts in the same act; a count ends once', async () => {
	const { on, lot } = await begun();
	await line(on, lot, 8);
	const act = [
		{ definition: countPosted, data: { count: COUNT, reason: '盘点差异' } },
		{
			definition: stockAdjusted,
			data: { lot, qty: pieces(2), location: on.from.ids.stock, direction: 'decrease' as const, reason: '盘点差异' }
		}
	];
	expect((await on.a.attempt(act, on.doing('wh', 'wh'))).ok).toBe(false);
	expect(on.a.company.engine.row(countStates, COUNT)).toBe('counting');
	expect((await on.a.attempt(act, on.doing('wh', 'wh', 'qa'))).ok).toBe(true);
	expect(on.a.company.engine.row(countStates, COUNT)).toBe('posted');
	expect(on.a.company.engine.ledger.quantitiesOf(`lot:${lot}`)).toMatchObject([{ qty: 8n * ONE }]);
	const again = await on.a.do(countCancelled, { count: COUNT }, on.doing('wh'));
	expect(reasonsOf(on.a, again)).toEqual(['precondition']);
	expect(on.a.company.engine.row(countStates, COUNT)).toBe('posted');
});

test('a cancelled count is over and the books are as they were', async () => {
	const { on, lot } = await begun();
	await line(on, lot, 8);
	const cancelled = await on.a.do(countCancelled, { count: COUNT }, on.doing('wh'));
	expect(isEffective(on.a, cancelled)).toBe(true);
	expect(on.a.company.engine.row(countStates, COUNT)).toBe('cancelled');
	expect(on.a.company.engine.ledger.quantitiesOf(`lot:${lot}`)).toMatchObject([{ qty: 10n * ONE }]);
});
