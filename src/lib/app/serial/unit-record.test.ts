import { expect, it } from 'vitest';
import type { SerialWork, Slot } from './serial-views.ts';
import { filledSlots, installOperations, unitOperations } from './unit-record.ts';

const slot = (item: string, there: string, each = '1'): Slot => ({
	item,
	code: item,
	name: { zh: item, en: item },
	unit: '个',
	per: '1',
	qty: each,
	each,
	needed: '20',
	lots: [{ lot: `${item}-tray`, number: `T-${item}`, location: 'ea', place: 'CZ-EA', there, expiry: '', issued: true }]
});
const work = (slots: readonly Slot[], output: Partial<SerialWork['output']> = {}): SerialWork =>
	({
		wo: 'w',
		item: { uid: 'ox', code: 'FG-OX-100', name: { zh: '', en: '' } },
		slots,
		line: { uid: 'ea', code: 'CZ-EA', name: '', use: 'lineside' },
		output: { lot: '', lotNo: 'OX261012', taken: false, mfgDate: '2026-10-12', expiry: '', to: '', places: [], ...output }
	}) as unknown as SerialWork;
const trays = { sensor: { lot: 'sensor-tray', location: 'ea' } };
const serial = { prefix: 'CM2611', width: 4, number: 7 };

it('a slot is filled by the tray that was scanned, while it holds enough for a unit', () => {
	expect(filledSlots(work([slot('sensor', '1')]), trays)).toMatchObject([{ tray: { number: 'T-sensor' }, isEnough: true }]);
	expect(filledSlots(work([slot('sensor', '1', '2')]), trays)).toMatchObject([{ isEnough: false }]);
	expect(filledSlots(work([slot('sensor', '0')]), trays)).toMatchObject([{ isEnough: false }]);
	expect(filledSlots(work([slot('display', '9')]), trays)).toMatchObject([{ tray: undefined, isEnough: false, isUsedUp: false }]);
	expect(filledSlots(work([{ ...slot('sensor', '9'), lots: [] }]), trays)).toMatchObject([{ tray: undefined, isUsedUp: true }]);
});

it('a unit is its number, its lot if that is new, and a part of every tray – one action', () => {
	const at = work([slot('sensor', '9'), slot('display', '9')]);
	const both = { ...trays, display: { lot: 'display-tray', location: 'ea' } };
	const made = unitOperations(at, filledSlots(at, both), serial, { lot: 'l', batch: 'b' });
	expect(made.map(({ type }) => type)).toEqual(['lot.created', 'unit.commissioned', 'op.componentInstalled', 'op.componentInstalled']);
	expect(made[1]?.data).toMatchObject({ batch: 'b', lot: 'l', prefix: 'CM2611', width: 4, first: 7, last: 7, to: 'ea', wo: 'w' });
	expect(made[2]?.data).toMatchObject({
		units: { batch: 'b', first: 7, last: 7 },
		lot: 'sensor-tray',
		qty: { value: '1', unit: '个' },
		from: 'ea'
	});
});

it('later units go into the lot that is there; a number of another order’s lot is not taken', () => {
	const types = (output: Partial<SerialWork['output']>) => {
		const at = work([], output);
		return unitOperations(at, [], serial, { lot: 'l', batch: 'b' }).map(({ type, data }) => [type, data['lot']]);
	};
	expect(types({ lot: 'old' })).toEqual([['unit.commissioned', 'old']]);
	expect(types({ taken: true })).toEqual([['unit.commissioned', undefined]]);
	expect(types({ lotNo: '' })).toEqual([['unit.commissioned', undefined]]);
});

it('a unit that has its number only gets its parts', () => {
	const at = work([slot('sensor', '9')]);
	expect(installOperations('w', filledSlots(at, trays), 'b', 3)).toMatchObject([
		{ type: 'op.componentInstalled', data: { units: { first: 3, last: 3 } } }
	]);
	expect(installOperations('w', filledSlots(at, {}), 'b', 3)).toEqual([]);
});
