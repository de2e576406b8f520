import { describe, expect, it } from 'vitest';
import { isAdjustable, neighbourOf, needsRecount, ownCause, postingOf, type Cause, type CountRow, type CountSheet } from './count-sheet.ts';
import { lotLine, unitLine, type PadState } from './pad-state.ts';

const row = (node: string, difference: string, cause: Cause = { kind: 'unknown' }, item = 'i'): CountRow => ({
	node,
	number: node,
	item,
	itemName: { zh: item, en: item },
	unit: 'kg',
	state: difference === '0' ? 'same' : 'differs',
	counted: '1',
	expected: '1',
	difference,
	cause
});

describe('the cause an observation tells itself', () => {
	const seen = { difference: -3n, late: 0n, expectedFirst: 10n, expected: 10n };

	it('is left to neighbours and movements where nothing arrived late', () => {
		expect(ownCause(seen)).toBeUndefined();
	});

	it('is a late arrival that explains it, or one that does not', () => {
		expect(ownCause({ ...seen, late: -3n })).toEqual({ kind: 'arrived' });
		expect(ownCause({ ...seen, late: -2n })).toEqual({ kind: 'recount' });
	});

	it('is a movement between two counts that were added up', () => {
		expect(ownCause({ ...seen, expectedFirst: 12n })).toEqual({ kind: 'between' });
	});
});

it('finds the lot of the same item with just the opposite difference', () => {
	const short = row('lot:a', '-2.5');
	const rows = [short, row('lot:b', '2.5', { kind: 'unknown' }, 'other'), row('lot:c', '2'), row('lot:d', '2.5')];
	expect(neighbourOf(short, rows)?.node).toBe('lot:d');
	expect(neighbourOf(row('lot:e', '0'), rows)).toBeUndefined();
});

it('adjusts lots only, and nothing that is explained or has to be counted again', () => {
	const sheet: CountSheet = {
		count: 'c',
		no: 'PD1',
		location: 'rm',
		code: 'RM',
		name: '',
		state: 'counting',
		rows: [
			row('lot:less', '-2.5'),
			row('lot:more', '4'),
			row('lot:same', '0'),
			row('lot:explained', '-3', { kind: 'arrived' }),
			row('lot:again', '-3', { kind: 'recount' }),
			row('lot:elsewhere', '3', { kind: 'elsewhere', code: 'IQC', qty: '60' }),
			row('unit:b-1', '-1')
		]
	};
	expect(postingOf(sheet, '差异').map(({ data }) => [data['lot'], data['direction'], data['qty']])).toEqual([
		[undefined, undefined, undefined],
		['less', 'decrease', { value: '2.5', unit: 'kg' }],
		['more', 'increase', { value: '4', unit: 'kg' }]
	]);
	expect(sheet.rows.filter(needsRecount).map(({ node }) => node)).toEqual(['lot:again']);
	expect(sheet.rows.filter(isAdjustable)).toHaveLength(2);
});

describe('a line', () => {
	const pad: PadState = { node: 'lot:a', number: 'A', itemName: '', unit: 'kg', before: '', mode: 'replace', value: '10.50' };

	it('records the quantity as typed, or that none is there', () => {
		expect(lotLine('c', 'rm', pad)).toEqual({ count: 'c', location: 'rm', lot: 'a', qty: { value: '10.5', unit: 'kg' } });
		expect(lotLine('c', 'rm', { ...pad, value: '12.' })).toMatchObject({ qty: { value: '12' } });
		expect(lotLine('c', 'rm', { ...pad, value: '0' })).toEqual({ count: 'c', location: 'rm', lot: 'a', none: true });
		expect(lotLine('c', 'rm', { ...pad, mode: 'add' })).toMatchObject({ adds: true });
		expect(unitLine('c', 'rm', 'b', 7)).toEqual({ count: 'c', location: 'rm', batch: 'b', first: 7, last: 7 });
	});

	it('waits for a quantity, and for add or replace where it was counted before', () => {
		expect(lotLine('c', 'rm', { ...pad, value: '' })).toBeUndefined();
		expect(lotLine('c', 'rm', { ...pad, mode: 'ask' })).toBeUndefined();
		expect(lotLine('c', 'rm', { ...pad, mode: 'add', value: '0' })).toBeUndefined();
	});
});
