import { expect, it } from 'vitest';
import { fromAmount } from '#lib/kernel/decimal.ts';
import {
	emptyShipDraft,
	goodsLinesOf,
	leaveOperations,
	packagesOf,
	pickOperation,
	qtyOf,
	withoutScan,
	withQuantity,
	withScan,
	type PickLine,
	type PickScan
} from './pick-draft.ts';

const line = (node = 'lot:a', from = 'fg'): Omit<PickLine, 'scans'> => ({
	node,
	number: node,
	item: 'mask',
	code: 'FG',
	itemName: { zh: '', en: '' },
	unit: '只',
	from,
	fromCode: from,
	there: '9000'
});
const scan = (id: string, qty = '2000', carton = ''): PickScan => ({ id, qty, carton, at: '09:41', by: '郑洁', isPack: true });
const first = (lines: readonly PickLine[]): PickLine => lines[0] as PickLine;
const quantities = (lines: readonly PickLine[]) => lines.map((one) => fromAmount(qtyOf(one)));

it('scans of one lot at one place are one line; taken back they go', () => {
	let lines = withScan([], line(), scan('1'));
	lines = withScan(lines, line(), scan('2'));
	lines = withScan(lines, line('lot:a', 'f2'), scan('3'));
	expect(quantities(lines)).toEqual(['4000', '2000']);
	lines = withoutScan(withoutScan(lines, '1'), '3');
	expect(quantities(lines)).toEqual(['2000']);
	expect(withoutScan(lines, '2')).toEqual([]);
});

it('a counted quantity keeps the numbered cartons it covers, and none drops the line', () => {
	const lines = withScan(withScan([], line(), scan('1', '2000', '7')), line(), scan('2', '2000', '8'));
	const more = withQuantity(lines, first(lines), '4500');
	expect(quantities(more)).toEqual(['4500']);
	expect(first(more).scans.map(({ carton }) => carton)).toEqual(['7', '8', '']);
	const less = withQuantity(lines, first(lines), '3000');
	expect(first(less).scans).toMatchObject([{ qty: '3000', carton: '', isPack: false }]);
	expect(withQuantity(lines, first(lines), '0')).toEqual([]);
	expect(withQuantity(lines, first(lines), '')).toEqual([]);
});

it('neighbouring serial numbers from one place are one range', () => {
	const units = ['unit:b-7', 'unit:b-9', 'unit:b-8', 'unit:c-10'].reduce<readonly PickLine[]>(
		(lines, node) => withScan(lines, line(node), scan(node, '1')),
		[]
	);
	expect(goodsLinesOf(withScan(units, line(), scan('1', '2000', '7')))).toEqual([
		{ lot: 'a', qty: { value: '2000', unit: '只' }, from: 'fg', cartons: ['7'] },
		{ batch: 'b', first: 7, last: 9, from: 'fg' },
		{ batch: 'c', first: 10, last: 10, from: 'fg' }
	]);
});

it('one person’s act names the order, the packages and what was said of the way', () => {
	const draft = { ...emptyShipDraft('s', 'c'), lines: withScan([], line(), scan('1')), waybill: ' SF1 ' };
	const shipping = { draft, order: 'o', address: '' };
	expect(pickOperation(shipping).data).toMatchObject({ shipment: 's', customer: 'c', order: 'o' });
	const [checked, shipped] = leaveOperations(shipping, goodsLinesOf(draft.lines), 'SH-1', 'scan');
	expect(checked?.data).toEqual({ shipment: 's', method: 'scan' });
	expect(shipped?.data).toMatchObject({ no: 'SH-1', order: 'o', waybill: 'SF1', packages: 1 });
	expect(leaveOperations({ ...shipping, order: '' }, [], 'SH-1', 'person')[1]?.data).not.toHaveProperty('order');
	expect(packagesOf({ ...draft, packages: '3' })).toBe('3');
});
