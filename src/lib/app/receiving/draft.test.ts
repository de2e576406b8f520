import { describe, expect, it } from 'vitest';
import {
	computedExpiry,
	emptyDraft,
	lineProblems,
	netOf,
	noteDifference,
	quantityOf,
	readWeights,
	receiptOperations,
	type LineDraft
} from './draft.ts';
import type { ReceivingItem } from './receiving-views.ts';

const item: ReceivingItem = {
	uid: 'I'.repeat(22),
	code: 'RM-MB',
	name: { zh: '熔喷布', en: 'Meltblown' },
	unit: 'kg',
	class: 'raw',
	track: 'lot',
	shelfLifeDays: 730,
	units: [
		{ unit: 'kg', num: '1', den: '1' },
		{ unit: 'g', num: '1', den: '1000' }
	],
	isWeighed: true,
	isUsual: true,
	known: [{ supplierLot: 'HX1', number: 'L-1', day: '2026-09-02' }],
	lastTare: '0.4'
};
const places = [
	{ uid: 'Q'.repeat(22), code: 'IQC', name: '待检', use: 'quarantine' },
	{ uid: 'S'.repeat(22), code: 'RM', name: '合格库', use: 'stock' }
];
const good: LineDraft = {
	lot: 'L'.repeat(22),
	inspection: 'J'.repeat(22),
	item,
	supplierLot: 'HX2',
	hasNoSupplierLot: false,
	mfgDate: '2026-08-20',
	expiry: '',
	mode: 'rolls',
	qty: '',
	unit: 'kg',
	rolls: [
		{ gross: '10.4', tare: '0.4', by: 'scale' },
		{ gross: '10.15', tare: '', by: 'scale' }
	],
	noteQty: '20',
	to: 'Q'.repeat(22)
};
const codes = (line: LineDraft, others: readonly LineDraft[] = []) =>
	lineProblems(line, { today: '2026-10-12', places, others }).map(({ code }) => code);

describe('weights', () => {
	it('gives net exactly, and nothing where tare is not below gross', () => {
		expect(netOf({ gross: '10.4', tare: '0.4', by: 'scale' })).toBe('10');
		expect(netOf({ gross: '0.3', tare: '0.1', by: 'scale' })).toBe('0.2');
		expect(netOf({ gross: '0.4', tare: '0.4', by: 'scale' })).toBeUndefined();
		expect(netOf({ gross: '0.41', tare: '0.4', by: 'scale' })).toBe('0.01');
		expect(netOf({ gross: 'x', tare: '', by: 'scale' })).toBeUndefined();
	});

	it('reads a row, a column and a table; all or nothing', () => {
		expect(readWeights('10.4 10.5，10.6', '0.4')?.map(netOf)).toEqual(['10', '10.1', '10.2']);
		expect(readWeights('10.4\t0.5\n10.5\t0.4\n', '')?.map(netOf)).toEqual(['9.9', '10.1']);
		expect(readWeights('10.4 zehn', '0.4')).toBeUndefined();
		expect(readWeights('0.3', '0.4')).toBeUndefined();
		expect(readWeights(' ', '0.4')).toBeUndefined();
	});

	it('compares with the delivery note', () => {
		expect(noteDifference(good)).toBe('0.15');
		expect(noteDifference({ ...good, noteQty: '' })).toBeUndefined();
	});
});

describe('expiry', () => {
	it('follows the calendar for whole years and counts days otherwise', () => {
		expect(computedExpiry('2024-02-29', 730)).toBe('2026-02-28');
		expect(computedExpiry('2026-10-01', 30)).toBe('2026-10-31');
		expect(computedExpiry('', 730)).toBe('');
		expect(computedExpiry('2026-10-01', 0)).toBe('');
	});
});

describe('a line', () => {
	it('is right as it is', () => expect(codes(good)).toEqual([]));

	it.each([
		[{ supplierLot: ' ' }, 'lot-missing'],
		[{ supplierLot: 'HX1' }, 'lot-duplicate'],
		[{ mfgDate: '2026-10-13' }, 'mfg-future'],
		[{ expiry: '2026-08-20' }, 'expiry-before-mfg'],
		[{ mfgDate: '', expiry: '2026-10-11' }, 'expired'],
		[{ expiry: '2062-08-20' }, 'expiry-implausible'],
		[{ expiry: '2027-06-01' }, 'expiry-short'],
		[{ mfgDate: '' }, 'expiry-missing'],
		[{ rolls: [] }, 'rolls-missing'],
		[{ rolls: [{ gross: '0.4', tare: '0.4', by: 'scale' }] }, 'roll-tare'],
		[{ mode: 'quantity', qty: '0' }, 'qty-zero'],
		[{ mode: 'quantity', qty: '' }, 'qty-missing'],
		[{ mode: 'quantity', qty: '1', unit: '卷' }, 'unit-unknown'],
		[{ mode: 'quantity', qty: '0.0001', unit: 'g' }, 'qty-decimals'],
		[{ to: '' }, 'place-missing'],
		[{ to: 'S'.repeat(22) }, 'place-not-quarantine'],
		[{ item: { ...item, track: 'serial' } }, 'serial-item']
	] as const)('%o: %s', (change, code) => expect(codes({ ...good, ...(change as Partial<LineDraft>) })).toContain(code));

	it('is good on the day of expiry, and with a third of the shelf life left', () => {
		expect(codes({ ...good, mfgDate: '', expiry: '2026-10-12' })).toEqual(['expiry-short']);
		expect(codes({ ...good, expiry: '2027-06-13' })).toEqual([]);
	});

	it('has a supplier lot once in a receipt', () => {
		expect(codes(good, [{ ...good, lot: 'M'.repeat(22) }])).toEqual(['lot-in-this-receipt']);
	});

	it('keeps what was entered with the exact factor', () => {
		const grams: LineDraft = { ...good, mode: 'quantity', qty: '120500', unit: 'g' };
		expect(quantityOf(grams)).toEqual({ value: '120.5', entered: { value: '120500', unit: 'g', factor: '1/1000' } });
		expect(quantityOf({ ...grams, qty: '120.5', unit: 'kg' })).toEqual({ value: '120.5', entered: null });
	});
});

it('a receipt is one act: arrival once, and lot, goods and request for each line', () => {
	const draft = {
		...emptyDraft('R'.repeat(22)),
		supplier: 'P'.repeat(22),
		deliveryNote: ' SH-1 ',
		lines: [good, { ...good, lot: 'M'.repeat(22) }]
	};
	const numbers = { receipt: 'RCZ2610A10001', lots: ['A', 'B'], inspections: ['J1', 'J2'] };
	const operations = receiptOperations(draft, numbers);
	expect(operations.map(({ type }) => type)).toEqual([
		'receipt.arrived',
		...['lot.created', 'stock.received', 'insp.created'],
		...['lot.created', 'stock.received', 'insp.created']
	]);
	expect(operations[0]?.data).toMatchObject({ deliveryNote: 'SH-1', no: 'RCZ2610A10001' });
	expect(operations[1]?.data).toMatchObject({ lotNo: 'A', supplierLot: 'HX2', expiry: '2028-08-20' });
	expect(operations[2]?.data).toMatchObject({
		qty: { value: '20.15', unit: 'kg' },
		rolls: [
			{ roll: 'HX2/1', net: { value: '10', unit: 'kg' }, tare: { value: '0.4', unit: 'kg' } },
			{ roll: 'HX2/2', net: { value: '10.15', unit: 'kg' } }
		]
	});
});
