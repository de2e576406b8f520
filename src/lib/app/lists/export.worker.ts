/** Writes a workbook beside the page: packing a long list would make it stand still. */
import writeWorkbook, { type SheetData } from 'write-excel-file/universal';
import { columnWidths, sheetName, sheetRows, type ExportTable } from './export-table.ts';

addEventListener('message', (event: MessageEvent<ExportTable>) => void write(event.data));

async function write(table: ExportTable): Promise<void> {
	const blob = await writeWorkbook(sheetRows(table) as SheetData, {
		sheet: sheetName(table.sheet),
		columns: columnWidths(table).map((width) => ({ width })),
		stickyRowsCount: table.notes.length + 1
	}).toBlob();
	const bytes = new Uint8Array(await blob.arrayBuffer());
	postMessage(bytes, { transfer: [bytes.buffer] });
}
