import { describe, expect, it } from 'vitest';
import type { InspectionSheetView, SheetCharacteristic } from './inspection-views.ts';
import { cellsOf, emptySheet, nextCell, resultOperations, verdictOf, type SheetDraft } from './sheet.ts';

const sampling = (n: number, ac = 0) => ({ n, ac, letter: '', isAll: false });
const weight: SheetCharacteristic = {
	one: {
		key: 'w',
		name: '克重',
		nature: 'variable',
		unit: 'g/m²',
		lower: '23.5',
		upper: '26.5',
		severity: 'major',
		sampling: 'fixed',
		n: 2
	},
	sampling: sampling(2),
	recorded: null,
	ready: ''
};
const looks: SheetCharacteristic = {
	one: { key: 'l', name: '外观', nature: 'attribute', severity: 'minor', sampling: 'fixed', n: 5 },
	sampling: sampling(5, 1),
	recorded: null,
	ready: ''
};
const view: InspectionSheetView = {
	node: `lot:${'L'.repeat(22)}`,
	lot: 'L'.repeat(22),
	number: 'L-1',
	supplierLot: '',
	item: { uid: 'I'.repeat(22), code: 'RM-MB', name: { zh: '熔喷布', en: 'Meltblown' }, unit: 'kg' },
	qty: '60',
	inspection: '',
	no: '',
	nextNo: 'JCZ2610E10001',
	kind: 'IQC',
	plan: { uid: 'P'.repeat(22), no: 'QP-1', rev: 'A/0' },
	due: [weight, looks],
	periodic: [],
	free: [],
	decision: 'open',
	testersMayNotJudge: false,
	testers: [],
	place: 'Q'.repeat(22),
	placeName: 'CZ-IQC',
	sampled: '0'
};
const empty = emptySheet(view.lot, 'J'.repeat(22));
const full: SheetDraft = { ...empty, readings: { w: ['25', '26.5'] }, defects: { l: '1' }, sample: '0.5' };

describe('recording', () => {
	it('requests the inspection where nobody did, takes the sample, records the results: one act', () => {
		const operations = resultOperations(view, full);
		expect(operations.map(({ type }) => type)).toEqual(['insp.created', 'insp.sampleTaken', 'insp.resultRecorded']);
		expect(operations[1]?.data).toMatchObject({ qty: { value: '0.5', unit: 'kg' }, from: 'Q'.repeat(22) });
		expect(operations[2]?.data['results']).toEqual([
			{ characteristic: '克重', value: '25 / 26.5 g/m²', verdict: 'pass', key: 'w', n: 2, readings: ['25', '26.5'] },
			{ characteristic: '外观', value: '1/5', verdict: 'pass', key: 'l', n: 5, defects: 1 }
		]);
	});

	it('says nothing twice and nothing without an entry', () => {
		expect(resultOperations(view, empty)).toEqual([]);
		expect(resultOperations({ ...view, inspection: 'K'.repeat(22) }, { ...empty, sample: '0' })).toEqual([]);
		const [only] = resultOperations({ ...view, inspection: 'K'.repeat(22) }, { ...empty, defects: { l: '0' } });
		expect(only?.data['results']).toHaveLength(1);
	});

	it('takes free characteristics that are whole, where there is no plan', () => {
		const free = [
			{ characteristic: '外观', value: '好', verdict: 'pass' as const },
			{ characteristic: '克重', value: '', verdict: 'pass' as const }
		];
		const noPlan = { ...view, plan: null, due: [] };
		expect(verdictOf(noPlan, empty).decision).toBe('open');
		expect(verdictOf(noPlan, { ...empty, free }).decision).toBe('accepted');
		expect(resultOperations(noPlan, { ...empty, free }).at(-1)?.data['results']).toHaveLength(1);
	});
});

it('counts what is recorded already with what is entered', () => {
	const recorded = { characteristic: '克重', value: '25 / 25', verdict: 'pass' as const, key: 'w', readings: ['25', '25'] };
	const half = { ...view, due: [{ ...weight, recorded }, looks] };
	expect(verdictOf(half, empty).decision).toBe('open');
	expect(verdictOf(half, { ...empty, defects: { l: '1' } }).decision).toBe('accepted');
	expect(verdictOf(half, { ...empty, defects: { l: '2' } }).decision).toBe('rejected');
});

it('goes from cell to cell and ends behind the last', () => {
	expect(nextCell([weight, looks], { part: 0, at: 0 })).toEqual({ part: 0, at: 1 });
	expect(nextCell([weight, looks], { part: 0, at: 1 })).toEqual({ part: 1, at: 0 });
	expect(nextCell([weight, looks], { part: 1, at: 0 })).toBeUndefined();
	expect(cellsOf({ ...weight, sampling: sampling(500) })).toBe(500);
});
