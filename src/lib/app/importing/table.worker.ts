/** Reads a CSV file or a workbook. */
import readWorkbook from 'read-excel-file/web-worker';
import { cellText } from '#lib/modules/rollout/cell-text.ts';
import { MAX_SHEET_ROWS, type ReadAnswer } from './read-table.ts';
import { decodeText, rowsOfText } from './table-text.ts';

/** First bytes of a zip archive, which a workbook is, and of a compound file: .xls, or a workbook behind a password. */
const ZIP = [0x50, 0x4b];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

addEventListener('message', (event: MessageEvent<File>) => void read(event.data).then((answer) => postMessage(answer)));

async function read(file: File): Promise<ReadAnswer> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
	if (begins(COMPOUND)) return { failure: /\.xls$/i.test(file.name) ? 'old' : 'locked' };
	if (!begins(ZIP)) {
		const text = decodeText(bytes);
		return text === undefined ? { failure: 'encoding' } : rowsOfText(file.name, text, MAX_SHEET_ROWS);
	}
	try {
		const sheets = await readWorkbook(file);
		const filled = sheets.filter(({ data }) => data.length > 0);
		const long = filled.find(({ data }) => data.length > MAX_SHEET_ROWS);
		if (long) return { failure: 'too-many-rows', row: MAX_SHEET_ROWS };
		return {
			sheets: filled.map(({ sheet, data }) => ({
				name: filled.length === 1 ? file.name : `${file.name} [${sheet}]`,
				rows: data.map((row) => row.map(cellText))
			}))
		};
	} catch {
		return { failure: 'locked' };
	}
}
