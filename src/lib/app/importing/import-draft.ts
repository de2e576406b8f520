/** Tables on their way in: mapped, filled and corrected in memory, never in the file. Pure. */
import { isBlank, trim } from '#lib/kernel/text.ts';
import { TEMPLATES } from '#lib/modules/rollout/template-columns.ts';
import { guessColumns, guessSheet, type AppTemplate } from './guess.ts';
import type { ImportTableAsk } from './import-query.ts';
import type { ReadSheet } from './read-table.ts';

export interface DraftTable {
	readonly name: string;
	readonly template: AppTemplate;
	/** Position of the header among the rows. */
	readonly header: number;
	/** Column of the template by position; "" for one that is left out. */
	readonly columns: readonly string[];
	/** Values for required columns the table lacks, by name. */
	readonly fill: Readonly<Record<string, string>>;
	readonly rows: readonly (readonly string[])[];
}

export function tableOf(sheet: ReadSheet): DraftTable {
	const width = Math.max(0, ...sheet.rows.map((row) => row.length));
	const rows = sheet.rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
	const { template, header, columns } = guessSheet(sheet.name, rows);
	return { name: sheet.name, template, header, columns, fill: {}, rows };
}

/** Another template or another header row: the columns are guessed anew. */
export function reread(table: DraftTable, part: { readonly template?: AppTemplate; readonly header?: number }): DraftTable {
	const template = part.template ?? table.template;
	const header = part.header ?? table.header;
	return { ...table, template, header, columns: guessColumns(template, table.rows[header] ?? []), fill: {} };
}

/** A column means one thing: whichever had the name before is left out. */
export function mapColumn(table: DraftTable, at: number, name: string): DraftTable {
	return { ...table, columns: table.columns.map((one, index) => (index === at ? name : one === name ? '' : one)) };
}

/** Required columns that neither a column nor a value for all rows gives. */
export function lacking(table: DraftTable): readonly string[] {
	return TEMPLATES[table.template]
		.filter(({ name, required }) => required && !table.columns.includes(name) && trim(table.fill[name] ?? '') === '')
		.map(({ name }) => name);
}

export function askOf(table: DraftTable): ImportTableAsk {
	const fills = Object.entries(table.fill).filter(([name, value]) => trim(value) !== '' && !table.columns.includes(name));
	const below = table.rows.slice(table.header + 1);
	return {
		template: table.template,
		name: table.name,
		headerRow: table.header + 1,
		columns: [...table.columns, ...fills.map(([name]) => name)],
		// A blank row stays blank: a value for all rows must not make it one.
		rows: fills.length === 0 ? below : below.map((row) => (row.every(isBlank) ? row : [...row, ...fills.map(([, value]) => value)]))
	};
}

/** The cell a problem is about; undefined where it is of no single cell of the table. */
export function cellAt(
	table: DraftTable,
	row: number,
	column: string
): { readonly row: number; readonly column: number; readonly text: string } | undefined {
	const position = table.columns.indexOf(column);
	const text = table.rows[row - 1]?.[position];
	return position < 0 || row - 1 <= table.header || text === undefined ? undefined : { row: row - 1, column: position, text };
}

/** How many cells of a column below the header say the same. */
export function equalCells(table: DraftTable, column: number, text: string): number {
	return table.rows.filter((row, at) => at > table.header && row[column] === text && !row.every(isBlank)).length;
}

export function setCell(table: DraftTable, row: number, column: number, text: string): DraftTable {
	return {
		...table,
		rows: table.rows.map((cells, at) => (at === row ? cells.map((cell, index) => (index === column ? text : cell)) : cells))
	};
}

/** Every cell of the column that says the same, at once. */
export function setEqual(table: DraftTable, column: number, from: string, to: string): DraftTable {
	return {
		...table,
		rows: table.rows.map((cells, at) =>
			at > table.header && cells[column] === from && !cells.every(isBlank)
				? cells.map((cell, index) => (index === column ? to : cell))
				: cells
		)
	};
}

/** Rows with something in them below the header. */
export function filledRows(table: DraftTable): number {
	return table.rows.slice(table.header + 1).filter((row) => !row.every(isBlank)).length;
}
