import { describe, expect, test } from 'vitest';
import type { Passport } from '../../views.ts';
import type { DeviceView } from '../live-views.ts';
import {
	goodsOf,
	holdData,
	isMore,
	liftData,
	moveData,
	nearestFirst,
	ownHolds,
	shipData,
	shipmentNumber,
	upstreamHolds
} from './lot-acts.ts';

const PASSPORT: Passport = {
	id: 'lot:L1',
	kind: 'lot',
	number: 'MB-1',
	item: { code: 'RM', name: { zh: '料', en: 'stuff' }, class: 'raw', unit: 'kg' },
	supplier: '',
	supplierLot: '',
	mfgDate: '',
	expiry: '',
	serials: null,
	lot: null,
	loads: [],
	marks: [],
	produce: [
		{ code: 'on-hold', hold: 'h1', reason: '异味', from: 'lot:L1' },
		{ code: 'inherited-hold', hold: 'h2', reason: '上游', from: 'lot:L0' }
	],
	ship: [{ code: 'on-hold', hold: 'h1', reason: '异味', from: 'lot:L1' }],
	names: {},
	recalls: [],
	exceptions: []
};
const HERE = { location: 'loc1', site: 'CZ', code: 'CZ-RM', qty: '34.5' };

describe('what a sheet about a lot knows beforehand', () => {
	test('holds of its own once each, and where inherited ones come from', () => {
		expect(ownHolds(PASSPORT)).toEqual([{ hold: 'h1', reason: '异味' }]);
		expect(upstreamHolds(PASSPORT)).toEqual(['lot:L0']);
		expect(liftData(PASSPORT)).toEqual({ holds: ['h1'], targets: ['lot:L1'] });
		expect(holdData(PASSPORT, 'h9')).toMatchObject({ hold: 'h9', targets: ['lot:L1'] });
	});

	test('all that lies there', () => {
		expect(moveData(PASSPORT, HERE)).toEqual({ lot: 'L1', qty: { value: '34.5', unit: 'kg' }, from: 'loc1' });
		expect(shipData(PASSPORT, HERE, 's1', 'S-1')).toEqual({
			shipment: 's1',
			no: 'S-1',
			lines: [{ lot: 'L1', qty: { value: '34.5', unit: 'kg' }, from: 'loc1' }]
		});
		expect(moveData(PASSPORT, undefined)).toEqual({ lot: 'L1', qty: { value: '', unit: 'kg' } });
	});

	test('one unit is a range of itself; its batch may contain dashes', () => {
		expect(goodsOf({ ...PASSPORT, id: 'unit:ab-c-17', kind: 'unit' }, HERE)).toEqual({ batch: 'ab-c', first: 17, last: 17 });
	});

	test('a load and a lot of units are no goods of one line', () => {
		expect(goodsOf({ ...PASSPORT, id: 'load:x', kind: 'load' }, HERE)).toBeUndefined();
		expect(goodsOf({ ...PASSPORT, serials: { first: '1', last: '9', count: 9 } }, HERE)).toBeUndefined();
	});
});

test('stock of this site comes first', () => {
	const at = (site: string, code: string) => ({ location: code, site, code, qty: '1' });
	const sorted = nearestFirst([at('CD', 'A'), at('CZ', 'B'), at('CZ', 'A')], 'CZ');
	expect(sorted.map(({ site, code }) => site + code)).toEqual(['CZA', 'CZB', 'CDA']);
});

test('a shipment number names device and month and is new with every record', () => {
	const own = { code: 'B1', siteCode: 'CZ', seq: 41 } as DeviceView;
	expect(shipmentNumber(own, '2026-10-12')).toBe('SCZ2610B10042');
	expect(shipmentNumber(undefined, '2026-10-12')).toBe('');
});

test('more than is there, to the last millionth', () => {
	const kg = (value: string) => ({ value, unit: 'kg' });
	expect(isMore(kg('34.5'), '34.5')).toBe(false);
	expect(isMore(kg('34.500001'), '34.5')).toBe(true);
	expect(isMore(kg('x'), '34.5')).toBe(false);
	expect(isMore(undefined, '34.5')).toBe(false);
});
