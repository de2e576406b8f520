import { expect, it } from 'vitest';
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import type { SalesOrder } from '#lib/modules/sales/index.ts';
import type { FinishedRow } from '../overview/finished-stock.ts';
import { supplyOrders } from './order-supply.ts';

const amount = (text: string) => amountOf(text) ?? (0n as Amount);
const row = (lot: string, qty: string, more: Partial<FinishedRow> = {}): FinishedRow => ({
	item: 'FG',
	itemName: { zh: '', en: '' },
	unit: '只',
	node: `lot:${lot}`,
	lot,
	expiry: '2028-01-01',
	site: 'CZ',
	qty,
	stop: '',
	reason: '',
	...more
});
const order = (no: string, open: string): SalesOrder => ({
	so: no,
	no,
	customer: 'c',
	due: '2026-10-12',
	state: 'open',
	lines: [{ item: 'mask', unit: '只', ordered: amount(open), picked: 0n as Amount, shipped: 0n as Amount, open: amount(open), entered: '' }]
});
const supply = (orders: readonly SalesOrder[], stock: readonly FinishedRow[], taken?: ReadonlyMap<string, Amount>) =>
	supplyOrders(orders, stock, 'CZ', () => 'FG', taken);
const lots = (supplied: ReturnType<typeof supply>) => supplied.map(({ lines }) => lines[0]?.from.map(({ lot }) => lot));

it('gives what expires first to the most urgent order, and nothing twice', () => {
	const stock = [row('B', '10', { expiry: '2027-06-01' }), row('A', '10')];
	const found = supply([order('1', '12'), order('2', '9')], stock);
	expect(lots(found)).toEqual([['B', 'A'], ['A']]);
	expect(found.map(({ readiness }) => readiness)).toEqual(['ready', 'part']);
	expect(found[1]?.lines[0]?.missing).toBe(amount('1'));
});

it('names the lots that would do, unfinished before held, never rejected or expired ones', () => {
	const stock = [
		row('H', '50', { stop: 'hold', expiry: '2027-01-01' }),
		row('S', '5', { stop: 'sterile' }),
		row('R', '50', { stop: 'rejected' }),
		row('E', '50', { stop: 'expired' })
	];
	const [found] = supply([order('1', '8')], stock);
	expect(found?.readiness).toBe('blocked');
	expect(found?.lines[0]?.stopped.map(({ lot }) => lot)).toEqual(['S', 'H']);
	expect(supply([order('1', '5')], stock)[0]?.lines[0]?.stopped.map(({ lot }) => lot)).toEqual(['S']);
});

it('does not count what is picked for somebody, and only mentions other sites', () => {
	const stock = [row('A', '10'), row('A', '7', { site: 'CD' })];
	const [found] = supply([order('1', '10')], stock, new Map([['lot:A', amount('4')]]));
	expect(found?.lines[0]).toMatchObject({ missing: amount('4'), elsewhere: amount('7') });
	expect(found?.readiness).toBe('part');
});
