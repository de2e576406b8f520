import type { Column } from '../data-table/table-model.ts';

const TONES = ['quarantine', 'released', 'rejected', 'hold', 'draft'] as const;

export interface SampleRow {
	readonly lot: string;
	readonly item: string;
	readonly quantity: string;
	readonly tone: (typeof TONES)[number];
}

/** Rows that look like stock, for trying the table at size. */
export function sampleRows(count: number): readonly SampleRow[] {
	return Array.from({ length: count }, (_, index) => ({
		lot: `LOT-${String(index + 1).padStart(5, '0')}`,
		item: index % 3 === 0 ? '一次性使用无菌注射器' : index % 3 === 1 ? '医用环氧管' : '外包装纸箱',
		quantity: `${String((index * 7919) % 100_000)}.${String(index % 10)}0`,
		tone: TONES[index % TONES.length] ?? 'draft'
	}));
}

export function sampleColumns(labels: Readonly<Record<'lot' | 'item' | 'quantity' | 'state', string>>): readonly Column<SampleRow>[] {
	return [
		{ key: 'lot', label: labels.lot, value: (row) => row.lot, kind: 'code', width: '11rem' },
		{ key: 'item', label: labels.item, value: (row) => row.item },
		{ key: 'quantity', label: labels.quantity, value: (row) => row.quantity, kind: 'decimal', width: '10rem' },
		{ key: 'state', label: labels.state, value: (row) => row.tone, width: '9rem' }
	];
}
