import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, movedRow, nextSort, rowsToTsv, sortRows, visibleWindow, VIRTUAL_ABOVE_ROWS, type Column } from './table-model.ts';

interface Stock {
	readonly lot: string;
	readonly quantity?: string;
}

const columns: readonly Column<Stock>[] = [
	{ key: 'lot', label: '批号', value: (row) => row.lot, kind: 'code' },
	{ key: 'quantity', label: '数量', value: (row) => row.quantity, kind: 'decimal' }
];
const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

describe('sorting', () => {
	const rows: readonly Stock[] = [{ lot: 'B', quantity: '9.5' }, { lot: 'C' }, { lot: 'A', quantity: '10' }];

	test('a header goes through ascending, descending and the given order', () => {
		const first = nextSort(undefined, 'lot');
		const second = nextSort(first, 'lot');
		expect([first?.direction, second?.direction, nextSort(second, 'lot')]).toEqual(['ascending', 'descending', undefined]);
		expect(nextSort(second, 'quantity')).toEqual({ key: 'quantity', direction: 'ascending' });
	});

	test('decimals order by value, missing ones last in both directions', () => {
		const lots = (direction: 'ascending' | 'descending'): string[] =>
			sortRows(rows, columns, { key: 'quantity', direction }, byCodeUnit).map((row) => row.lot);
		expect(lots('ascending')).toEqual(['B', 'A', 'C']);
		expect(lots('descending')).toEqual(['A', 'B', 'C']);
	});

	test('no order leaves the rows as they are', () => {
		expect(sortRows(rows, columns, undefined, byCodeUnit)).toBe(rows);
	});

	test('decimal strings order like the numbers they write', () => {
		const decimal = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => (thousandths / 1000).toFixed(3));
		fc.assert(
			fc.property(decimal, decimal, (left, right) => {
				// Adding zero makes −0 the 0 it stands for.
				expect(Math.sign(compareDecimals(left, right)) + 0).toBe(Math.sign(Number(left) - Number(right)) + 0);
			})
		);
	});

	test('equal decimals written differently are equal', () => {
		expect(compareDecimals('1.50', '01.5')).toBe(0);
		expect(compareDecimals('-0.0', '0')).toBe(0);
		expect(compareDecimals('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
		expect(compareDecimals('n/a', '1')).toBeGreaterThan(0);
	});
});

describe('the window of rows', () => {
	test('renders everything up to the limit and a part one past it', () => {
		expect(visibleWindow(VIRTUAL_ABOVE_ROWS, 0, 400, 36)).toEqual({ first: 0, end: VIRTUAL_ABOVE_ROWS });
		expect(visibleWindow(VIRTUAL_ABOVE_ROWS + 1, 0, 400, 36).end).toBeLessThan(40);
	});

	test('always contains every row that can be seen', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 100_000 }),
				fc.nat(4_000_000),
				fc.integer({ min: 0, max: 2000 }),
				(count, scrollTop, height) => {
					const { first, end } = visibleWindow(count, scrollTop, height, 36);
					const seen = Math.floor(scrollTop / 36);
					expect(first).toBeGreaterThanOrEqual(0);
					expect(end).toBeLessThanOrEqual(count);
					if (seen < count) {
						expect(first).toBeLessThanOrEqual(seen);
						expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + height) / 36)));
					}
				}
			)
		);
	});
});

describe('the keyboard', () => {
	test('stays inside the table', () => {
		expect(movedRow('ArrowDown', 9, 10, 5)).toBe(9);
		expect(movedRow('PageUp', 3, 10, 5)).toBe(0);
		expect(movedRow('End', 0, 10, 5)).toBe(9);
		expect(movedRow('a', 0, 10, 5)).toBeUndefined();
		expect(movedRow('End', 0, 0, 5)).toBeUndefined();
	});
});

describe('copying', () => {
	test('writes a header and one line a row', () => {
		expect(rowsToTsv([{ lot: 'L\t1', quantity: '-5' }, { lot: 'L2' }], columns)).toBe('批号\t数量\nL 1\t-5\nL2\t');
	});

	test('defuses formulas', () => {
		expect(rowsToTsv([{ lot: '=1+1', quantity: '-cmd' }], columns)).toContain("'=1+1\t'-cmd");
	});
});
