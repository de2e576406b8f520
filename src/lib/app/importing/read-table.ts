/** A file as rows of texts, read beside the page: a workbook of ten thousand rows would make it stand still. */

export interface ReadSheet {
	/** File, with the sheet of a workbook. */
	readonly name: string;
	readonly rows: readonly (readonly string[])[];
}

/** `too-large`, `too-many-rows`: see the limits; `locked`: no workbook, or one with a password; `old`: .xls; `encoding`: no text we know. */
export type ReadFailure = 'too-large' | 'too-many-rows' | 'locked' | 'old' | 'encoding' | 'quotes';

export type ReadAnswer = { readonly sheets: readonly ReadSheet[] } | { readonly failure: ReadFailure; readonly row?: number };

/** Beyond this a file is no list of master data. */
export const MAX_FILE_BYTES = 20_000_000;
/** Rows of one sheet; more is for the command line. */
export const MAX_SHEET_ROWS = 20_000;

export function readTable(file: File): Promise<ReadAnswer> {
	if (file.size > MAX_FILE_BYTES) return Promise.resolve({ failure: 'too-large' });
	const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' });
	return new Promise<ReadAnswer>((resolve) => {
		worker.addEventListener('message', (event: MessageEvent<ReadAnswer>) => resolve(event.data));
		worker.addEventListener('error', () => resolve({ failure: 'locked' }));
		worker.postMessage(file);
	}).finally(() => worker.terminate());
}
