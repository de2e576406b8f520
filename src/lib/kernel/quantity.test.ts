import { describe, expect, it } from 'vitest';
import { addQuantities, readQuantity, type Quantity } from './quantity.ts';
import { unitOf } from './unit.ts';

describe('readQuantity', () => {
	it.each([
		['12.5 kg', '12.5', 'kg'],
		['１２只', '12', '只'],
		['1,285 pcs', '1285', 'pcs'],
		['0.50公斤', '0.5', 'kg'],
		['3 ㎡', '3', 'm2'],
		['　7　箱', '7', '箱']
	])('%j is %s %s', (input, value, unit) => expect(readQuantity(input)).toEqual({ ok: true, value: { value, unit } }));

	it.each([
		['', 'empty'],
		['kg', 'not-a-number'],
		['1,5 kg', 'not-a-number'],
		['0 kg', 'zero'],
		['-0 kg', 'zero'],
		['-1 kg', 'negative'],
		['－1只', 'negative'],
		['5', 'unit-missing'],
		['5 斤', 'unit-unknown'],
		['1e3 kg', 'unit-unknown'],
		['0.0000001 kg', 'too-many-decimals'],
		['1000000000000 kg', 'too-large']
	])('%j is refused as %s', (input, code) => expect(readQuantity(input)).toEqual({ ok: false, error: { code } }));

	it('takes the default unit where none is written', () => {
		const defaultUnit = unitOf('kg');
		if (defaultUnit === undefined) throw new Error('the table has kg');
		expect(readQuantity('5', { defaultUnit })).toEqual({ ok: true, value: { value: '5', unit: 'kg' } });
		expect(readQuantity('5 g', { defaultUnit })).toEqual({ ok: true, value: { value: '5', unit: 'g' } });
	});

	it('holds the unit to the dimension expected', () => {
		expect(readQuantity('5 kg', { dimension: 'mass' }).ok).toBe(true);
		expect(readQuantity('5 m', { dimension: 'mass' })).toEqual({ ok: false, error: { code: 'wrong-dimension' } });
		expect(readQuantity('5 箱', { dimension: 'count:只' })).toEqual({ ok: false, error: { code: 'wrong-dimension' } });
	});
});

it('adds only what has one unit', () => {
	const quantity = (value: string, unit: string) => ({ value, unit }) as Quantity;
	expect(addQuantities(quantity('0.1', 'kg'), quantity('0.2', 'kg'))).toEqual({ ok: true, value: { value: '0.3', unit: 'kg' } });
	expect(addQuantities(quantity('1', 'kg'), quantity('1', 'g')).ok).toBe(false);
});
