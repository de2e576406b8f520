import { describe, expect, it } from 'vitest';
import type { MoveLine } from './move-lines.ts';
import {
	allArrived,
	arrivalLack,
	differencesOf,
	dispatchOf,
	EMPTY_ARRIVAL,
	emptySend,
	rangesOf,
	receiptOf,
	sendLack,
	type ArrivalDraft
} from './transfer-draft.ts';
import type { ArrivalView } from './transfer-views.ts';

const line = (number: string, siteCode: string, qty = '10', there = '10'): MoveLine => ({
	node: `lot:${number}`,
	number,
	itemName: '',
	unit: '只',
	places: [{ location: `${siteCode}-FG`, code: `${siteCode}-FG`, name: '', use: 'stock', siteCode, here: siteCode === 'CZ', qty: there }],
	from: `${siteCode}-FG`,
	qty
});

describe('sending', () => {
	it('needs goods, then a site; not more than there is, nothing that lies there, one site of departure', () => {
		const empty = emptySend('t');
		expect(sendLack(empty, '')).toEqual({ kind: 'nothing' });
		expect(sendLack({ ...empty, lines: [line('A', 'CZ')] }, '')).toEqual({ kind: 'site' });
		const to = { ...empty, toSite: 'cd' };
		expect(sendLack({ ...to, lines: [line('A', 'CZ')] }, 'CD')).toBeUndefined();
		expect(sendLack({ ...to, lines: [line('A', 'CZ', '11')] }, 'CD')?.kind).toBe('more-than-there');
		expect(sendLack({ ...to, lines: [line('A', 'CD')] }, 'CD')?.kind).toBe('there-already');
		expect(sendLack({ ...to, lines: [line('A', 'CZ'), line('B', 'WX')] }, 'CD')).toMatchObject({
			kind: 'two-sites',
			line: { number: 'B' }
		});
	});

	it('records carrier and waybill only where there are any', () => {
		const draft = { ...emptySend('t'), toSite: 'cd', lines: [line('A', 'CZ', '4')], carrier: ' 专车 ' };
		expect(dispatchOf(draft, 'TR1')).toEqual({
			type: 'transfer.dispatched',
			data: {
				transfer: 't',
				no: 'TR1',
				toSite: 'cd',
				lines: [{ lot: 'A', qty: { value: '4', unit: '只' }, from: 'CZ-FG' }],
				carrier: '专车'
			}
		});
	});
});

const site = { uid: 'cd', code: 'CD', name: '', here: false };
const name = { zh: '', en: '' };
const units = [3, 4, 5].map((at) => ({ node: `unit:b-${String(at)}`, number: `SN${String(at)}`, sent: '1', open: '1', line: 'batch:b' }));
const view: ArrivalView = {
	transfer: 't',
	no: 'TR1',
	at: '',
	by: '',
	carrier: '',
	waybill: '',
	from: ['CZ'],
	to: site,
	begun: false,
	lines: [
		{ key: 'lot:a', isUnits: false, number: 'A', itemName: name, unit: '只', sent: '4000', open: '4000' },
		{ key: 'batch:b', isUnits: true, number: 'SN3 – SN5', itemName: name, unit: '台', sent: '3', open: '3' }
	],
	nodes: [{ node: 'lot:a', number: 'A', sent: '4000', open: '4000', line: 'lot:a' }, ...units],
	places: [],
	place: 'rcv'
};
const extra = (number: string, qty: string) => ({ node: `lot:${number}`, number, unit: 'kg', qty });
const counted = (own: Readonly<Record<string, string>>): ArrivalDraft => ({ ...EMPTY_ARRIVAL, counted: own });

describe('an arrival', () => {
	it('names what came short, and everything nobody has seen', () => {
		expect(differencesOf(view, counted({ 'lot:a': '3800', 'unit:b-3': '1', 'unit:b-5': '1' }))).toEqual([
			{ number: 'A', unit: '只', expected: '4000', came: '3800', by: '200', kind: 'less' },
			{ number: 'SN3 – SN5', unit: '台', expected: '3', came: '2', by: '1', kind: 'less' }
		]);
	});

	it('names what came over, and what is on no list', () => {
		const draft = { ...allArrived(view, counted({ 'lot:a': '4000.50' })), extras: [extra('X', '2'), extra('Y', '')] };
		expect(differencesOf(view, draft).map(({ number, by, kind }) => [number, by, kind])).toEqual([
			['A', '0.5', 'more'],
			['X', '2', 'not-listed']
		]);
	});

	it('is all there with one press, but what was counted otherwise stays', () => {
		expect(differencesOf(view, allArrived(view, EMPTY_ARRIVAL))).toEqual([]);
		expect(allArrived(view, counted({ 'lot:a': '3800' })).counted['lot:a']).toBe('3800');
	});

	it('is recorded as it was counted; units in a row are one line, zero is none', () => {
		const draft = counted({ 'lot:a': '3800.0', 'unit:b-3': '1', 'unit:b-4': '1', 'unit:b-5': '0' });
		expect(receiptOf(view, draft).data).toEqual({
			transfer: 't',
			lines: [
				{ lot: 'a', qty: { value: '3800', unit: '只' }, to: 'rcv' },
				{ batch: 'b', first: 3, last: 4, to: 'rcv' }
			]
		});
	});

	it('says what is missing before it can be recorded', () => {
		expect(arrivalLack(view, EMPTY_ARRIVAL)).toBe('nothing');
		expect(arrivalLack(view, counted({ 'lot:a': '0' }))).toBe('nothing');
		expect(arrivalLack(view, counted({ 'lot:a': '38.' }))).toBe('quantity');
		expect(arrivalLack(view, counted({ 'lot:a': '1.1234567' }))).toBe('quantity');
		expect(arrivalLack(view, { ...EMPTY_ARRIVAL, extras: [{ node: 'lot:x', number: 'X', unit: 'kg', qty: '' }] })).toBe('quantity');
		expect(arrivalLack({ ...view, place: '' }, counted({ 'lot:a': '1' }))).toBe('place');
		expect(arrivalLack(view, counted({ 'lot:a': '1' }))).toBeUndefined();
	});
});

it('makes ranges of units, batch by batch', () => {
	expect(rangesOf(['unit:b-10', 'unit:b-9', 'unit:b-12', 'unit:a-x-11'])).toEqual([
		{ batch: 'a-x', first: 11, last: 11 },
		{ batch: 'b', first: 9, last: 10 },
		{ batch: 'b', first: 12, last: 12 }
	]);
});
