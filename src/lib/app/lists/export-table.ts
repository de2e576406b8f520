/**
 * A list as a file that Excel opens: what a cell may be, and how it is written so that nothing is rounded, reinterpreted or run.
 * Pure; `export.worker.ts` makes the bytes.
 */

/** `code`: numbers and codes that are names (lot 001 stays 001). `decimal`: exact decimal texts. */
export type ExportKind = 'text' | 'code' | 'decimal' | 'date';

export interface ExportColumn<Row> {
	/** Header, in the language of the page. */
	readonly label: string;
	/** "" or undefined for an empty cell. */
	readonly value: (row: Row) => string | number | undefined;
	/** Default `text`. */
	readonly kind?: ExportKind;
}

/** A list as it travels to the worker. */
export interface ExportTable {
	/** Name of the sheet. */
	readonly sheet: string;
	readonly columns: readonly { readonly label: string; readonly kind: ExportKind }[];
	readonly rows: readonly (readonly string[])[];
	/** Lines above the header: of which company, as of when, what it is narrowed to. */
	readonly notes: readonly string[];
}

/** Excel keeps numbers in 15 significant digits; a longer decimal stays a text, exact to the last place. */
export const EXCEL_DIGITS = 15;
/** Excel's own limits: a longer sheet is cut there by CSV, and refused here. */
export const EXCEL_ROWS = 1_048_576;
const SHEET_NAME = 31;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const FORMULA_START = /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/;
const BOM = '\uFEFF';
/** Widths in characters, within what fits on a screen. */
const [NARROWEST, WIDEST] = [8, 48];
/** Rows looked at for the width of a column. */
const WIDTH_ROWS = 200;

export interface SheetCell {
	readonly value: string | number;
	readonly format?: string;
	readonly fontWeight?: 'bold';
	readonly align?: 'right';
	readonly backgroundColor?: string;
}

export function tableOf<Row>(
	name: string,
	columns: readonly ExportColumn<Row>[],
	rows: readonly Row[],
	notes: readonly string[] = []
): ExportTable {
	return {
		sheet: name,
		columns: columns.map(({ label, kind = 'text' }) => ({ label, kind })),
		rows: rows.map((row) => columns.map(({ value }) => String(value(row) ?? ''))),
		notes
	};
}

/** One cell of a sheet: a number where Excel holds it exactly, otherwise a text; a text is never a formula there. */
export function sheetCell(text: string, kind: ExportKind): SheetCell | null {
	if (text === '') return null;
	if (kind !== 'decimal' || !isExactInExcel(text)) return { value: text, ...(kind === 'decimal' ? { align: 'right' as const } : {}) };
	const decimals = text.split('.')[1]?.length ?? 0;
	return { value: Number(text), format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` };
}

/** Whether a decimal text is a number Excel shows unchanged: no more digits than it keeps. */
export function isExactInExcel(text: string): boolean {
	return DECIMAL.test(text) && text.replace(/^-?0*\.?0*|\./g, '').length <= EXCEL_DIGITS;
}

export function sheetRows({ columns, rows, notes }: ExportTable): readonly (readonly (SheetCell | null)[])[] {
	return [
		...notes.map((note) => [{ value: note }]),
		columns.map(({ label }): SheetCell => ({ value: label, fontWeight: 'bold', backgroundColor: '#e6f0f2' })),
		...rows.map((row) => row.map((text, at) => sheetCell(text, columns[at]?.kind ?? 'text')))
	];
}

/** Column widths in characters; a Han glyph counts two. */
export function columnWidths({ columns, rows }: ExportTable): readonly number[] {
	return columns.map(({ label }, at) => {
		const widths = rows.slice(0, WIDTH_ROWS).map((row) => textWidth(row[at] ?? ''));
		return Math.min(WIDEST, Math.max(NARROWEST, textWidth(label) + 2, ...widths.map((width) => width + 2)));
	});
}

function textWidth(text: string): number {
	let width = 0;
	for (const sign of text) width += sign > '\u2e7f' ? 2 : 1;
	return width;
}

/** Excel forbids some signs in the name of a sheet, and more than 31. */
export function sheetName(name: string): string {
	return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, SHEET_NAME) || 'Sheet1';
}

/** UTF-8 with a byte-order mark, CRLF, quoted where needed: opens in Excel as it is. A text that would be a formula gets an apostrophe. */
export function csvOf({ columns, rows, notes }: ExportTable): string {
	const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;
	return BOM + [...notes.map((note) => line([note])), line(columns.map(({ label }) => label)), ...rows.map(line)].join('');
}

function csvCell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `库存_常州康采_2026-10-12.xlsx`: what it is, of whom, as of which day; without what file systems refuse. */
export function fileName(parts: readonly string[], day: string, extension: string): string {
	const clean = [...parts, day].map((part) => part.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()).filter((part) => part !== '');
	return `${clean.join('_')}.${extension}`;
}
