/** Hands a list to the browser's download folder, as a workbook or as CSV. */
import { download } from '../live/sync/download.ts';
import { csvOf, type ExportTable } from './export-table.ts';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rejects where the workbook could not be written. */
export async function workbookBytes(table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
	const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' });
	return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
		worker.addEventListener('message', (event: MessageEvent<Uint8Array<ArrayBuffer>>) => resolve(event.data));
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'the export worker did not start')));
		worker.postMessage(table);
	}).finally(() => worker.terminate());
}

export async function downloadWorkbook(name: string, table: ExportTable): Promise<void> {
	download(name, await workbookBytes(table), WORKBOOK);
}

export function downloadCsv(name: string, table: ExportTable): void {
	download(name, csvOf(table), 'text/csv;charset=utf-8');
}
