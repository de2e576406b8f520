import { describe, expect, it } from 'vitest';
import { entriesOf, filterLots, offsetsOf, VIRTUAL_ABOVE_ENTRIES, windowOf, type ListEntry } from './lot-filter.ts';
import type { LotRow } from './views.ts';

const row = (number: string, more: Partial<LotRow> = {}): LotRow => ({
	id: `lot:${number}`,
	number,
	item: 'RM-1',
	itemName: { zh: '熔喷布', en: 'Meltblown' },
	itemClass: 'raw',
	className: { zh: '原材料', en: 'Raw material' },
	unit: 'kg',
	supplierLot: 'HX-7',
	expiry: '',
	marks: [],
	onHand: [],
	total: '0',
	serials: null,
	...more
});
const ALL = { text: '', itemClass: '', state: '' };
const numbers = (rows: readonly LotRow[]) => rows.map(({ number }) => number);

describe('filterLots', () => {
	const rows = [
		row('A1'),
		row('B2', { itemClass: 'finished', marks: [{ kind: 'hold', own: 1, inherited: 0, reason: '' }] }),
		row('C3', { serials: { first: 'CM0001', last: 'CM0500', count: 500 } })
	];

	it('finds by every word in number, item names and supplier lot, in any case', () => {
		expect(numbers(filterLots(rows, { ...ALL, text: 'a1 melt' }, []))).toEqual(['A1']);
		expect(numbers(filterLots(rows, { ...ALL, text: '熔喷 hx-7 b2' }, []))).toEqual(['B2']);
		expect(filterLots(rows, { ...ALL, text: 'a1 nothing' }, [])).toEqual([]);
	});

	it('finds the lot of a serial number, to the last one and not past it', () => {
		expect(numbers(filterLots(rows, { ...ALL, text: 'cm0500' }, []))).toEqual(['C3']);
		expect(filterLots(rows, { ...ALL, text: 'CM0501' }, [])).toEqual([]);
		expect(filterLots(rows, { ...ALL, text: 'CM00010' }, [])).toEqual([]);
	});

	it('takes what a scan named, and combines with class and state', () => {
		expect(numbers(filterLots(rows, { ...ALL, text: '(10)A1' }, ['lot:A1']))).toEqual(['A1']);
		expect(numbers(filterLots(rows, { ...ALL, itemClass: 'finished' }, []))).toEqual(['B2']);
		expect(numbers(filterLots(rows, { ...ALL, state: 'hold' }, []))).toEqual(['B2']);
	});
});

describe('the list', () => {
	it('groups by item, finished goods first', () => {
		const entries = entriesOf([row('A1'), row('B2', { item: 'FG-1', itemClass: 'finished' }), row('A2')]);
		expect(entries.map((entry) => (entry.kind === 'item' ? entry.item : entry.row.number))).toEqual(['FG-1', 'B2', 'RM-1', 'A1', 'A2']);
	});

	it('renders everything up to the limit, and a window one past it', () => {
		const lots = (count: number): readonly ListEntry[] =>
			Array.from({ length: count }, (_, index) => ({ kind: 'lot', key: String(index), row: row(String(index)) }));
		const heights = { item: 30, lot: 40 };
		expect(windowOf(offsetsOf(lots(VIRTUAL_ABOVE_ENTRIES), heights), 0, 400)).toEqual({ first: 0, end: VIRTUAL_ABOVE_ENTRIES });
		const long = offsetsOf(lots(VIRTUAL_ABOVE_ENTRIES + 1), heights);
		expect(windowOf(long, 0, 400)).toEqual({ first: 0, end: 26 });
		expect(windowOf(long, 4_000, 400)).toEqual({ first: 85, end: 126 });
		expect(windowOf(long, 1_000_000, 400)).toEqual({ first: 301, end: 301 });
	});
});
