import { describe, expect, it } from 'vitest';
import { differenceOf, issueOf, lackOf, netBack, plain, proposedQty, returnOf, type DrawLine } from './draw-draft.ts';

const proposal = (net: string, there: string, toDraw: string) => {
	const { qty, exact } = proposedQty({ isUnit: false, net, there, toDraw });
	return [qty, exact];
};
const line = (more: Partial<DrawLine> = {}): DrawLine => ({
	key: 'lot:a',
	node: 'lot:a',
	number: 'A',
	roll: '',
	itemName: '熔喷布',
	unit: 'kg',
	places: [{ location: 'rm', code: 'CZ-RM', qty: '34.5' }],
	from: 'rm',
	qty: '10',
	sooner: '',
	needsReason: false,
	...more
});

describe('how much of a scanned roll is proposed', () => {
	it('is what its label weighs, never more than lies there', () => {
		expect(proposal('9.85', '34.5', '22.8')).toEqual(['9.85', true]);
		expect(proposal('9.85', '9', '22.8')).toEqual(['9', true]);
	});

	it('is the whole remainder while that is still wanted, and what is still wanted beyond it', () => {
		expect(proposal('', '9', '22.8')).toEqual(['9', true]);
		expect(proposal('', '22.8', '22.8')).toEqual(['22.8', true]);
		expect(proposal('', '34.5', '22.8')).toEqual(['22.8', false]);
	});

	it('is all of it, to be confirmed, where nothing more is wanted; one unit is one', () => {
		expect(proposal('', '34.5', '0')).toEqual(['34.5', false]);
		expect(proposedQty({ isUnit: true, net: '', there: '1', toDraw: '0' })).toEqual({ qty: '1', exact: true });
	});
});

describe('a line', () => {
	it('lacks a place, a quantity, or the stock', () => {
		const one = line();
		expect(lackOf(one, [one])).toBeUndefined();
		expect(lackOf(line({ from: '' }), [])).toBe('place');
		expect(lackOf(line({ qty: '0' }), [])).toBe('quantity');
		const [all, more] = [line({ qty: '34.5' }), line({ qty: '34.6' })];
		expect(lackOf(all, [all])).toBeUndefined();
		expect(lackOf(more, [more])).toBe('more-than-there');
	});

	it('shares the stock with other rolls of its lot', () => {
		const rolls = [line({ key: '1', qty: '17.25' }), line({ key: '2', qty: '17.26' })];
		expect(rolls.map((roll) => lackOf(roll, rolls))).toEqual(['more-than-there', 'more-than-there']);
	});
});

it('all lines are one record, with the roll, the receiver, and the reason only where one was asked for', () => {
	const parts = { wo: 'w', to: 'cr1', receiver: '', reason: ' 包装破 ' };
	expect(issueOf([line({ qty: '10.50', roll: 'HX/1' })], parts)).toEqual({
		type: 'stock.issued',
		data: { wo: 'w', lines: [{ lot: 'a', qty: { value: '10.5', unit: 'kg' }, from: 'rm', to: 'cr1', roll: 'HX/1' }] }
	});
	const { data } = issueOf([line({ sooner: '可换 B' })], { ...parts, receiver: 'p' });
	expect([data['receiver'], data['reason']]).toEqual(['p', '包装破']);
});

describe('weighing back', () => {
	it('subtracts the core and refuses what is not more than the core', () => {
		expect(netBack({ reading: '6.25', tare: '0.4' })).toBe('5.85');
		expect(netBack({ reading: '6.25', tare: '' })).toBe('6.25');
		expect(netBack({ reading: '0.4', tare: '0.4' })).toBeUndefined();
		expect(netBack({ reading: '', tare: '' })).toBeUndefined();
	});

	it('says how far the scale is from the records', () => {
		expect(differenceOf('5.85', '6')).toBe('-0.15');
		expect(differenceOf('6', '6')).toBe('0');
		expect(differenceOf('6.1', '6')).toBe('0.1');
	});

	it('records what was weighed as weighed', () => {
		const { data } = returnOf({ wo: 'w', node: 'lot:a', qty: '5.85', unit: 'kg', from: 'cr1', to: 'rm', roll: '' });
		const qty = { value: '5.85', unit: 'kg' };
		expect(data).toEqual({ wo: 'w', lines: [{ lot: 'a', qty, from: 'cr1', to: 'rm', weighed: qty }] });
		expect(returnOf({ wo: 'w', node: 'unit:b-7', qty: '1', unit: '个', from: 'cr1', to: 'rm', roll: '' }).data['lines']).toEqual([
			{ batch: 'b', first: 7, last: 7, from: 'cr1', to: 'rm' }
		]);
	});
});

it('numbers as people type them become decimals', () => {
	expect(['10.', '010', '0.50', '10.00', '0'].map(plain)).toEqual(['10', '10', '0.5', '10', '0']);
});
