/** The pure part of the grid: which rows are needed, where keys lead, and how wide columns are. Rows come from elsewhere, window by window. */

export interface GridColumn<Row> {
	/** Unique in the grid. */
	readonly key: string;
	/** Header, in the language of the page. */
	readonly label: string;
	readonly text: (row: Row) => string;
	/** `decimal` aligns right, `code` uses the code font. Default `text`. */
	readonly kind?: 'text' | 'code' | 'decimal';
	/** Width in rem; a column without one takes what is left. */
	readonly rem?: number;
	/** Default false: whoever gives the rows must know how to order by it. */
	readonly sortable?: boolean;
	/** May not be hidden: what names the row. */
	readonly fixed?: boolean;
	/** Left out where there is no room, the last of these first. */
	readonly optional?: boolean;
	/** Hidden until somebody asks for it. */
	readonly hidden?: boolean;
}

export interface GridSort {
	readonly key: string;
	readonly down: boolean;
}

export type GridEntry<Row> =
	| { readonly kind: 'row'; readonly key: string; readonly row: Row }
	/** A heading; `note` stands at its end, e.g. a count or a sum. */
	| { readonly kind: 'group'; readonly key: string; readonly code: string; readonly label: string; readonly note: string };

/** A part of a list. */
export interface GridWindow<Row> {
	/** Entries of the whole list. */
	readonly total: number;
	/** Position of the first entry here. */
	readonly first: number;
	readonly entries: readonly GridEntry<Row>[];
}

export interface Span {
	readonly first: number;
	readonly count: number;
}

/** Lists up to here are asked for and drawn whole: browser search and printing see everything. */
export const WHOLE_UP_TO = 200;
/** Windows begin and end at multiples, so that a little scrolling asks for nothing. */
export const PAGE = 50;
/** Entries drawn beyond each edge. */
const OVERSCAN = 15;

/** What to ask for before anything is known. */
export const FIRST_SPAN: Span = { first: 0, count: WHOLE_UP_TO };

/** Entries on the screen and a few around, of a list of `total` rows of one height. */
export function visibleSpan(total: number, scrolledPx: number, heightPx: number, rowPx: number): Span {
	if (total <= WHOLE_UP_TO) return { first: 0, count: total };
	const top = Math.min(total - 1, Math.max(0, Math.floor(scrolledPx / rowPx)));
	const bottom = Math.min(total, top + Math.ceil(heightPx / rowPx) + 1);
	const first = Math.max(0, top - OVERSCAN);
	return { first, count: Math.min(total, bottom + OVERSCAN) - first };
}

/** What to ask for so that a span is there: whole pages around it. */
export function askedSpan({ first, count }: Span): Span {
	const from = Math.floor(first / PAGE) * PAGE;
	const to = Math.ceil((first + count) / PAGE) * PAGE;
	return { first: from, count: Math.max(WHOLE_UP_TO, to - from) };
}

/** Whether a window holds a span. */
export function covers(window: { readonly first: number; readonly entries: readonly unknown[] }, { first, count }: Span): boolean {
	return window.first <= first && first + count <= window.first + window.entries.length;
}

/** Rows that are all here as a window. */
export function windowOfRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string): GridWindow<Row> {
	return { total: rows.length, first: 0, entries: rows.map((row) => ({ kind: 'row', key: keyOf(row), row })) };
}

/** The entry a key leads to; undefined when it leads nowhere. `page` is how many fit. */
export function movedEntry(key: string, active: number, total: number, page: number): number | undefined {
	const targets: Readonly<Record<string, number>> = {
		ArrowDown: active + 1,
		j: active + 1,
		ArrowUp: active - 1,
		k: active - 1,
		PageDown: active + page,
		PageUp: active - page,
		Home: 0,
		End: total - 1
	};
	const target = targets[key];
	return target === undefined || total === 0 ? undefined : Math.min(total - 1, Math.max(0, target));
}

/** A click on a header: ascending, then descending, then the usual order. */
export function nextGridSort(sort: GridSort | null, key: string): GridSort | null {
	if (sort?.key !== key) return { key, down: false };
	return sort.down ? null : { key, down: true };
}

/** Least width of a column that takes what is left. */
const FLEXIBLE_REM = 14;
const CHOICE_REM = 2.25;

/** Width the columns need in rem. */
export function neededRem<Row>(columns: readonly GridColumn<Row>[], isSelectable: boolean): number {
	return columns.reduce((sum, { rem }) => sum + (rem ?? FLEXIBLE_REM), isSelectable ? CHOICE_REM : 0);
}

/** The columns there is room for. */
export function fittingColumns<Row>(
	columns: readonly GridColumn<Row>[],
	isSelectable: boolean,
	roomRem: number
): readonly GridColumn<Row>[] {
	let fitting = columns;
	while (neededRem(fitting, isSelectable) > roomRem) {
		const last = fitting.findLast(({ optional }) => optional);
		if (!last) break;
		fitting = fitting.filter((column) => column !== last);
	}
	return fitting;
}

/** Tracks of the columns shown, for a CSS grid. */
export function gridTemplate<Row>(columns: readonly GridColumn<Row>[], isSelectable: boolean): string {
	const tracks = columns.map(({ rem }) => (rem === undefined ? `minmax(${String(FLEXIBLE_REM)}rem, 1fr)` : `${String(rem)}rem`));
	return [...(isSelectable ? [`${String(CHOICE_REM)}rem`] : []), ...tracks].join(' ');
}
