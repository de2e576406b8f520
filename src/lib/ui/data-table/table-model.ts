/** The pure part of the data table: ordering, the window of visible rows, keyboard movement and copying. */

/** What a cell holds. Decimal strings order by value when the column says `kind: 'decimal'`. */
export type CellValue = string | number | undefined;

export interface Column<Row> {
	/** Unique in the table. */
	readonly key: string;
	/** Header, in the language of the page. */
	readonly label: string;
	/** The raw value: what is sorted by, and what is copied as TSV. */
	readonly value: (row: Row) => CellValue;
	/** The displayed text; default the value. Not asked when the table has a cell snippet for the column. */
	readonly format?: (row: Row) => string;
	/** `decimal` orders decimal strings by value and aligns right, `code` uses the code font. Default `text`. */
	readonly kind?: 'text' | 'code' | 'decimal';
	/** CSS width, e.g. `9rem`; columns without one share the rest. */
	readonly width?: string;
	/** Default true. */
	readonly sortable?: boolean;
}

export interface SortOrder {
	readonly key: string;
	readonly direction: 'ascending' | 'descending';
}

export interface RowWindow {
	/** Index of the first rendered row. */
	readonly first: number;
	/** One past the last rendered row. */
	readonly end: number;
}

/** Rows up to here are all rendered; above, only the visible ones. */
export const VIRTUAL_ABOVE_ROWS = 200;
/** Rows rendered beyond each edge, so that fast scrolling shows no gap. */
const OVERSCAN_ROWS = 12;
const DECIMAL = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/;

/** A click on a header: ascending, then descending, then the order given. */
export function nextSort(current: SortOrder | undefined, key: string): SortOrder | undefined {
	if (current?.key !== key) return { key, direction: 'ascending' };
	return current.direction === 'ascending' ? { key, direction: 'descending' } : undefined;
}

/** Rows in the demanded order; stable, missing values last in both directions. `compareText` orders texts as people expect. */
export function sortRows<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	order: SortOrder | undefined,
	compareText: (left: string, right: string) => number
): readonly Row[] {
	const column = columns.find(({ key }) => key === order?.key);
	if (!column || !order) return rows;
	const sign = order.direction === 'ascending' ? 1 : -1;
	const compare = column.kind === 'decimal' ? compareDecimals : compareText;
	return rows.toSorted((leftRow, rightRow) => {
		const left = column.value(leftRow);
		const right = column.value(rightRow);
		if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
		if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
		return sign * compare(String(left), String(right));
	});
}

/** Orders decimal strings by value without floating point; what is no decimal comes after all decimals, in code unit order. */
export function compareDecimals(left: string, right: string): number {
	const a = DECIMAL.exec(left);
	const b = DECIMAL.exec(right);
	if (!a || !b) return a ? -1 : b ? 1 : left < right ? -1 : Number(left > right);
	const [, signA = '', wholeA = '', fractionA = ''] = a;
	const [, signB = '', wholeB = '', fractionB = ''] = b;
	const negativeA = signA === '-' && (wholeA !== '0' || fractionA !== '');
	const negativeB = signB === '-' && (wholeB !== '0' || fractionB !== '');
	if (negativeA !== negativeB) return negativeA ? -1 : 1;
	const magnitude = wholeA.length - wholeB.length || compareCodeUnits(wholeA, wholeB) || compareCodeUnits(fractionA, fractionB);
	return negativeA ? -magnitude : magnitude;
}

function compareCodeUnits(left: string, right: string): number {
	return left < right ? -1 : Number(left > right);
}

/** The rows to render for a scroll position; all of them up to `VIRTUAL_ABOVE_ROWS`. */
export function visibleWindow(count: number, scrollTopPx: number, heightPx: number, rowHeightPx: number): RowWindow {
	if (count <= VIRTUAL_ABOVE_ROWS) return { first: 0, end: count };
	const last = Math.max(0, count - 1);
	const top = Math.min(last, Math.max(0, Math.floor(scrollTopPx / rowHeightPx)));
	const bottom = Math.min(count, top + Math.ceil(heightPx / rowHeightPx) + 1);
	return { first: Math.max(0, top - OVERSCAN_ROWS), end: Math.min(count, bottom + OVERSCAN_ROWS) };
}

/** The row a key moves to, or `undefined` when the key moves nothing. `page` is the number of rows that fit. */
export function movedRow(key: string, active: number, count: number, page: number): number | undefined {
	const targets: Readonly<Record<string, number>> = {
		ArrowDown: active + 1,
		ArrowUp: active - 1,
		PageDown: active + page,
		PageUp: active - page,
		Home: 0,
		End: count - 1
	};
	const target = targets[key];
	return target === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, target));
}

/**
 * Header and rows as tab-separated values for a spreadsheet. Tabs and line breaks inside a value become spaces, and a value a
 * spreadsheet would run as a formula gets an apostrophe before it.
 */
export function rowsToTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
	const header = columns.map(({ label }) => tsvCell(label, undefined)).join('\t');
	const lines = rows.map((row) => columns.map(({ value, kind }) => tsvCell(value(row), kind)).join('\t'));
	return [header, ...lines].join('\n');
}

function tsvCell(value: CellValue, kind: Column<never>['kind']): string {
	if (value === undefined) return '';
	const text = String(value).replace(/[\t\r\n]+/g, ' ');
	const isNumber = typeof value === 'number' || (kind === 'decimal' && DECIMAL.test(text));
	return !isNumber && /^[=+\-@]/.test(text) ? `'${text}` : text;
}
