/** The files of an import as rows of texts: CSV in the encodings that Chinese offices use, and Excel workbooks. */
import { createReadStream, readdirSync } from 'node:fs';
import { extname, join, parse } from 'node:path';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import readWorkbook from 'read-excel-file/node';
import { cellText, TEMPLATE_NAMES, templateOf, type TableReader, type TemplateName } from '#lib/modules/rollout/index.ts';

export interface ImportSource {
	readonly template: TemplateName;
	/** As shown to people: file name, with the sheet of a workbook. */
	readonly name: string;
	/** Feeds every row; returns what a person should know about how the file was read. */
	readonly read: (table: TableReader) => Promise<ReadNote | undefined>;
}

export type ReadNote = 'gb18030' | 'utf-16';
type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';

export interface FoundSources {
	readonly sources: readonly ImportSource[];
	/** Files that belong to no template. */
	readonly ignored: readonly string[];
}

const CSV = '.csv';
const WORKBOOK = '.xlsx';

/** The sources of a directory in the order in which they must be read; split files by name. Throws what the file system throws. */
export async function findSources(dir: string): Promise<FoundSources> {
	const sources: ImportSource[] = [];
	const ignored: string[] = [];
	for (const file of readdirSync(dir).sort()) {
		const extension = extname(file).toLowerCase();
		const path = join(dir, file);
		const template = templateOf(parse(file).name);
		if (extension === CSV && template) sources.push({ template, name: file, read: (table) => readCsv(path, table) });
		else if (extension === WORKBOOK && !file.startsWith('~$')) {
			const found = await workbookSources(path, file, template);
			if (found.length > 0) sources.push(...found);
			else ignored.push(file);
		} else if (!file.startsWith('.')) ignored.push(file);
	}
	const rank = (source: ImportSource) => TEMPLATE_NAMES.indexOf(source.template);
	return { sources: sources.sort((a, b) => rank(a) - rank(b)), ignored };
}

/** Rows one after the other; a file of any length takes the memory of one portion. */
async function readCsv(path: string, table: TableReader): Promise<ReadNote | undefined> {
	const encoding = await encodingOf(path);
	if (encoding === undefined) {
		table.malformed(0, '编码无法识别(支持 UTF-8、GB18030、UTF-16)', 'Unknown encoding (UTF-8, GB18030 and UTF-16 are read)');
		return undefined;
	}
	let number = 0;
	await new Promise<void>((resolve, reject) => {
		Papa.parse<string[]>(Readable.from(decoded(path, encoding)), {
			delimiter: '',
			delimitersToGuess: [',', '\t', ';'],
			skipEmptyLines: false,
			step: ({ data, errors }, parser) => {
				number++;
				const [error] = errors.filter((one) => one.type === 'Quotes');
				if (error) table.malformed(number, '引号不成对', 'The double quotes do not pair up');
				else table.row(data, number);
				if (table.stopped) parser.abort();
			},
			complete: () => resolve(),
			error: reject
		});
	});
	table.end();
	return encoding === 'utf-8' ? undefined : encoding === 'gb18030' ? 'gb18030' : 'utf-16';
}

/** UTF-8 if every byte of the file is; else GB18030 if that is possible. */
async function encodingOf(path: string): Promise<Encoding | undefined> {
	let first = true;
	const candidates = new Map<Encoding, TextDecoder>([
		['utf-8', new TextDecoder('utf-8', { fatal: true })],
		['gb18030', new TextDecoder('gb18030', { fatal: true })]
	]);
	const check = (encoding: Encoding, decoder: TextDecoder, chunk: Buffer | undefined) => {
		try {
			decoder.decode(chunk, { stream: chunk !== undefined });
		} catch {
			candidates.delete(encoding);
		}
	};
	for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
		if (first && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
		first = false;
		for (const [encoding, decoder] of candidates) check(encoding, decoder, chunk);
	}
	for (const [encoding, decoder] of candidates) check(encoding, decoder, undefined);
	return [...candidates.keys()][0];
}

/** The text without its byte-order mark. */
async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding);
	for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
		const text = decoder.decode(chunk, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder.decode();
	if (rest !== '') yield rest;
}

/** Sheets named like templates; a workbook named like one may hold it in its only sheet. */
async function workbookSources(path: string, file: string, template: TemplateName | undefined): Promise<readonly ImportSource[]> {
	let sheets: readonly { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[];
	try {
		sheets = await readWorkbook(path);
	} catch {
		if (!template) return [];
		const unreadable = (table: TableReader) => {
			table.malformed(0, '不是有效的 Excel 文件(.xlsx),或已加密', 'Not a valid Excel file (.xlsx), or encrypted');
			return Promise.resolve(undefined);
		};
		return [{ template, name: file, read: unreadable }];
	}
	return sheets.flatMap(({ sheet, data }): ImportSource[] => {
		const named = templateOf(sheet) ?? (sheets.length === 1 ? template : undefined);
		if (!named) return [];
		const read = (table: TableReader) => {
			for (const [index, cells] of data.entries()) {
				if (table.stopped) break;
				table.row(cells.map(cellText), index + 1);
			}
			table.end();
			return Promise.resolve(undefined);
		};
		return [{ template: named, name: `${file} [${sheet}]`, read }];
	});
}
