import { describe, expect, it } from 'vitest';
import type { GoodsAt, GoodsPlace } from '../goods/goods-queries.ts';
import { lackOf, lineOf, moveOf } from './move-lines.ts';

const place = (location: string, qty: string, here = true): GoodsPlace => ({
	location,
	code: location,
	name: '',
	use: 'stock',
	siteCode: here ? 'CZ' : 'CD',
	here,
	qty
});
const goods = (...places: readonly GoodsPlace[]): GoodsAt => ({ node: 'lot:a', number: 'A', unit: 'kg', places, marks: [] });

describe('a scanned lot', () => {
	it('is moved whole from the one place it lies at', () => {
		const line = lineOf(goods(place('rm', '34.5')), '熔喷布');
		expect([line.from, line.qty, lackOf(line)]).toEqual(['rm', '34.5', undefined]);
	});

	it('is taken from this site where it lies at several', () => {
		expect(lineOf(goods(place('rm', '1'), place('cd', '2', false)), '').from).toBe('rm');
	});

	it('asks for the place where there are two here, and never offers one below zero', () => {
		const line = lineOf(goods(place('rm', '1'), place('iqc', '2'), place('low', '-3')), '');
		expect(lackOf(line)).toBe('place');
		expect(line.places.map(({ location }) => location)).toEqual(['rm', 'iqc']);
	});
});

it('names what is missing: a quantity, or that there is not so much', () => {
	const line = lineOf(goods(place('rm', '34.5')), '');
	expect(lackOf({ ...line, qty: '' })).toBe('quantity');
	expect(lackOf({ ...line, qty: '0' })).toBe('quantity');
	expect(lackOf({ ...line, qty: '34.5' })).toBeUndefined();
	expect(lackOf({ ...line, qty: '34.6' })).toBe('more-than-there');
});

it('records a quantity of a lot, or one unit', () => {
	const line = lineOf(goods(place('rm', '34.5')), '');
	expect(moveOf({ ...line, qty: '10.50' }, 'cr1').data).toEqual({ lot: 'a', qty: { value: '10.5', unit: 'kg' }, from: 'rm', to: 'cr1' });
	expect(moveOf({ ...line, qty: '100' }, 'cr1').data['qty']).toEqual({ value: '100', unit: 'kg' });
	expect(moveOf({ ...line, node: 'unit:b-x-7', qty: '1' }, 'cr1').data).toEqual({ batch: 'b-x', first: 7, last: 7, from: 'rm', to: 'cr1' });
});
