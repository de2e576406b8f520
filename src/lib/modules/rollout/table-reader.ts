/**
 * One table of the import while it streams by: finds the header, matches its columns by name, and hands every row on as
 * named cells. Rows are never reordered or dropped here; what cannot be a row is named with the row's number.
 */
import { asciiLower, foldWidth, isBlank, trim } from '#lib/kernel/text.ts';
import type { CellPlace, ImportProblems } from './import-problem.ts';
import { MAX_CELL_LENGTH, MAX_HISTORY_ROWS, MAX_MASTER_ROWS } from './limits.ts';
import { nearest } from './suggest.ts';
import { TEMPLATES, type TemplateColumn, type TemplateName } from './template-columns.ts';

/** The cells of one row by column name. */
export class RowCells {
	readonly file: string;
	readonly row: number;
	readonly #cells: readonly string[];
	readonly #positions: ReadonlyMap<string, number>;

	constructor(file: string, row: number, cells: readonly string[], positions: ReadonlyMap<string, number>) {
		this.file = file;
		this.row = row;
		this.#cells = cells;
		this.#positions = positions;
	}

	/** Without the spaces around it; "" where the column or the cell is missing. */
	text(column: string): string {
		const position = this.#positions.get(column);
		return position === undefined ? '' : trim(this.#cells[position] ?? '');
	}

	place(column: string): CellPlace {
		return { file: this.file, row: this.row, column };
	}
}

export type RowSink = (row: RowCells) => void;

export class TableReader {
	readonly template: TemplateName;
	readonly file: string;
	readonly #columns: readonly TemplateColumn[];
	readonly #problems: ImportProblems;
	readonly #take: RowSink;
	readonly #maxRows: number;
	#positions: Map<string, number> | undefined;
	#width = 0;
	#rows = 0;
	#stopped = false;

	constructor(template: TemplateName, file: string, problems: ImportProblems, take: RowSink) {
		this.template = template;
		this.file = file;
		this.#columns = TEMPLATES[template];
		this.#problems = problems;
		this.#take = take;
		this.#maxRows = template === 'history' ? MAX_HISTORY_ROWS : MAX_MASTER_ROWS;
	}

	/** The header was unusable or there are too many rows: the shell need not read on. */
	get stopped(): boolean {
		return this.#stopped;
	}

	/** Takes one row; `number` counts as the spreadsheet does, blank rows included. */
	row(cells: readonly string[], number: number): void {
		if (this.#stopped || cells.every(isBlank)) return;
		if (!this.#positions) {
			this.#header(cells, number);
			return;
		}
		if (++this.#rows > this.#maxRows) {
			this.#stopped = true;
			this.#fail(
				number,
				'',
				'too-many-rows',
				`超过 ${this.#maxRows} 行。请按年份拆成多个文件(如 ${this.template}-2024.csv、${this.template}-2025.csv)后放在同一目录。`,
				`More than ${this.#maxRows} rows. Split by year into several files (e.g. ${this.template}-2024.csv, ${this.template}-2025.csv) in the same directory.`
			);
			return;
		}
		const extra = cells.findIndex((cell, index) => index >= this.#width && !isBlank(cell));
		if (extra >= 0) {
			this.#fail(
				number,
				'',
				'too-many-cells',
				`有 ${cells.length} 格，表头只有 ${this.#width} 列。内容里有逗号时请加英文双引号。`,
				`${cells.length} cells, but the header has ${this.#width} columns. Put a text that contains a comma in double quotes.`
			);
			return;
		}
		const long = cells.findIndex((cell) => cell.length > MAX_CELL_LENGTH);
		if (long >= 0) {
			const name = [...this.#positions].find(([, position]) => position === long)?.[0] ?? '';
			this.#fail(number, name, 'too-long', `内容超过 ${MAX_CELL_LENGTH} 个字符`, `Longer than ${MAX_CELL_LENGTH} characters`);
			return;
		}
		this.#take(new RowCells(this.file, number, cells, this.#positions));
	}

	/** After the last row. */
	end(): void {
		if (this.#positions || this.#stopped) return;
		this.#fail(0, '', 'empty-file', '文件是空的，连表头也没有', 'The file is empty, there is not even a header', this.#expected());
	}

	/** A damage of the file's form that the shell's parser met. */
	malformed(number: number, zh: string, en: string): void {
		this.#fail(number, '', 'malformed', zh, en);
	}

	#header(cells: readonly string[], number: number): void {
		const named = cells.map((cell) => this.#columnOf(cell));
		const positions = new Map<string, number>();
		if (named.every((name) => name === undefined)) {
			this.#stopped = true;
			this.#fail(
				number,
				'',
				'header-missing',
				'第一行不是表头：没有认识的列名',
				'The first row is not a header: none of its names is known',
				this.#expected()
			);
			return;
		}
		for (const [index, name] of named.entries()) {
			const written = trim(cells[index] ?? '');
			if (written === '') continue;
			if (name === undefined) this.#unknownColumn(number, written);
			else if (positions.has(name)) this.#fail(number, name, 'duplicate-column', `列 ${name} 出现两次`, `Column ${name} appears twice`);
			else positions.set(name, index);
		}
		for (const column of this.#columns)
			if (column.required && !positions.has(column.name))
				this.#fail(
					number,
					column.name,
					'missing-column',
					`缺少列 ${column.name}(${column.label.zh})`,
					`Column ${column.name} (${column.label.en}) is missing`,
					this.#expected()
				);
		this.#positions = positions;
		this.#width = cells.length;
		this.#stopped = this.#columns.some((column) => column.required && !positions.has(column.name));
	}

	#unknownColumn(number: number, written: string): void {
		const meant = nearest(
			written,
			this.#columns.flatMap((column) => [column.name, column.label.zh])
		);
		const column = this.#columns.find((one) => one.name === meant || one.label.zh === meant)?.name;
		const [zh, en] = column ? [`,是否应为 ${column}?`, `; did you mean ${column}?`] : ['', ''];
		this.#fail(number, written, 'unknown-column', `不认识的列“${written}”${zh}`, `Unknown column “${written}”${en}`, this.#expected());
	}

	#columnOf(cell: string): string | undefined {
		const written = asciiLower(trim(foldWidth(cell))).replaceAll(/[ -]/g, '_');
		return this.#columns.find(
			(column) =>
				column.name === written ||
				foldWidth(column.label.zh) === trim(foldWidth(cell)) ||
				asciiLower(column.label.en).replaceAll(' ', '_') === written
		)?.name;
	}

	#expected(): string {
		return this.#columns.map((column) => column.name).join(',');
	}

	#fail(row: number, column: string, code: string, zh: string, en: string, allowed?: string): void {
		this.#problems.error({ file: this.file, row, column }, code, { zh, en }, allowed);
	}
}
