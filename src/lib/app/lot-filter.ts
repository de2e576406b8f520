/** Which lots a search and its filters leave, and how they are grouped. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { LotRow, StateMark } from './views.ts';

export interface LotQuery {
	readonly text: string;
	readonly itemClass: string;
	/** Id of a state filter; "" for all. */
	readonly state: string;
}

export interface StateFilter {
	readonly id: string;
	readonly label: Bilingual;
	readonly tone: Tone;
	readonly test: (marks: readonly StateMark[]) => boolean;
}

const has = (test: (mark: StateMark) => boolean) => (marks: readonly StateMark[]) => marks.some(test);

export const STATE_FILTERS: readonly StateFilter[] = [
	{ id: 'recall', label: { zh: '召回中', en: 'In recall' }, tone: 'rejected', test: has((mark) => mark.kind === 'recall') },
	{ id: 'hold', label: { zh: '冻结', en: 'On hold' }, tone: 'hold', test: has((mark) => mark.kind === 'hold') },
	{
		id: 'quarantine',
		label: { zh: '待检', en: 'Quarantine' },
		tone: 'quarantine',
		test: has((mark) => mark.kind === 'disposition' && mark.value === 'quarantine')
	},
	{
		id: 'rejected',
		label: { zh: '不合格', en: 'Rejected' },
		tone: 'rejected',
		test: has((mark) => mark.kind === 'disposition' && mark.value === 'rejected')
	},
	{
		id: 'released',
		label: { zh: '合格', en: 'Accepted' },
		tone: 'released',
		test: has((mark) => mark.kind === 'disposition' && mark.value === 'released')
	},
	{ id: 'expired', label: { zh: '已过期', en: 'Expired' }, tone: 'rejected', test: has((mark) => mark.kind === 'expired') }
];

/** `exact` are nodes found otherwise: named by the typed text itself, e.g. a UDI, or by what the search knows of them. */
export function filterLots(rows: readonly LotRow[], { text, itemClass, state }: LotQuery, exact: readonly string[]): readonly LotRow[] {
	const words = text
		.trim()
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	const named = new Set(exact);
	const filter = STATE_FILTERS.find(({ id }) => id === state);
	return rows.filter((row) => {
		if (itemClass !== '' && row.itemClass !== itemClass) return false;
		if (filter && !filter.test(row.marks)) return false;
		if (named.has(row.id)) return true;
		const content = [row.number, row.item, row.itemName.zh, row.itemName.en, row.supplierLot].join('\n').toLowerCase();
		return words.every((word) => content.includes(word) || isSerialOf(row, word));
	});
}

function isSerialOf({ serials }: LotRow, word: string): boolean {
	if (!serials || word.length < serials.first.length) return false;
	const serial = word.toUpperCase();
	return serial.length === serials.first.length && serials.first.toUpperCase() <= serial && serial <= serials.last.toUpperCase();
}

export type ListEntry =
	| { readonly kind: 'item'; readonly key: string; readonly item: string; readonly name: Bilingual; readonly count: number }
	| { readonly kind: 'lot'; readonly key: string; readonly row: LotRow };

/** Finished goods first, materials last: what is asked about most often is at the top. */
const CLASS_ORDER: readonly string[] = ['finished', 'semi', 'raw', 'packaging'];

/** Lots under a heading per item. */
export function entriesOf(rows: readonly LotRow[]): readonly ListEntry[] {
	const byItem = new Map<string, LotRow[]>();
	for (const row of rows) {
		const list = byItem.get(row.item);
		if (list) list.push(row);
		else byItem.set(row.item, [row]);
	}
	const rank = (list: readonly LotRow[]) => {
		const at = CLASS_ORDER.indexOf(list[0]?.itemClass ?? '');
		return at < 0 ? CLASS_ORDER.length : at;
	};
	return [...byItem]
		.sort(([, a], [, b]) => rank(a) - rank(b))
		.flatMap(([item, list]): readonly ListEntry[] => [
			{ kind: 'item', key: `item ${item}`, item, name: list[0]?.itemName ?? { zh: item, en: item }, count: list.length },
			...list.map((row): ListEntry => ({ kind: 'lot', key: row.id, row }))
		]);
}

/** Pixels from the list's top to each entry; one more for the end. */
export function offsetsOf(entries: readonly ListEntry[], heights: Readonly<Record<ListEntry['kind'], number>>): readonly number[] {
	const offsets = [0];
	for (const entry of entries) offsets.push((offsets.at(-1) ?? 0) + heights[entry.kind]);
	return offsets;
}

/** Lists up to here are all in the page: browser search and printing see everything. */
export const VIRTUAL_ABOVE_ENTRIES = 300;
/** Pixels rendered beyond each edge. */
const OVERSCAN_PX = 600;

/** Which entries lie in the window, `end` exclusive. */
export function windowOf(offsets: readonly number[], scrolled: number, height: number): { readonly first: number; readonly end: number } {
	const count = offsets.length - 1;
	if (count <= VIRTUAL_ABOVE_ENTRIES) return { first: 0, end: count };
	const from = offsets.findIndex((offset) => offset > scrolled - OVERSCAN_PX);
	const to = offsets.findIndex((offset) => offset > scrolled + height + OVERSCAN_PX);
	const first = from < 0 ? count : Math.max(0, from - 1);
	return { first, end: to < 0 ? count : Math.max(first, to) };
}
