/** CSV that opens in Excel as it is: UTF-8 with a byte-order mark, CRLF, quoted where needed. */
import { closeSync, openSync, writeSync } from 'node:fs';

const BOM = '\uFEFF';
/** Rows per write. */
const PORTION = 5000;
const FORMULA_START = /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/;

/** One cell. A text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. */
export function csvCell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a table with its header row. Throws what the file system throws. */
export function writeCsv(path: string, header: readonly string[], rows: Iterable<readonly string[]>): number {
	const file = openSync(path, 'w');
	try {
		const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;
		let waiting = [BOM + line(header)];
		let count = 0;
		for (const row of rows) {
			waiting.push(line(row));
			if (++count % PORTION !== 0) continue;
			writeSync(file, waiting.join(''));
			waiting = [];
		}
		writeSync(file, waiting.join(''));
		return count;
	} finally {
		closeSync(file);
	}
}
