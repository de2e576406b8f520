import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '#lib/engine/engine.ts';
import { err, ok } from '#lib/kernel/result.ts';
import { cannotWrite } from '../bundle-file.ts';
import { textOption, type Command } from '../command.ts';
import { writeCsv } from '../csv.ts';
import { EXIT } from '../problem.ts';
import { consigneeRows, exceptionRows, lotRows, movementRows, stockRows } from '../tables.ts';
import { openFirst } from '../target.ts';

type Table = readonly [name: string, rows: (engine: Engine) => Iterable<object>, columns: readonly string[]];

const TABLES: readonly Table[] = [
	['stock', stockRows, ['item', 'itemName', 'lot', 'site', 'location', 'qty', 'unit', 'units']],
	[
		'lots',
		lotRows,
		[
			'item',
			'itemName',
			'lot',
			'origin',
			'supplier',
			'supplierLot',
			'mfgDate',
			'expiry',
			'unit',
			'made',
			'received',
			'returned',
			'splitIn',
			'consumed',
			'shipped',
			'scrapped',
			'sampled',
			'splitOff',
			'adjusted',
			'onHand',
			'inTransit',
			'unexplained'
		]
	],
	['movements', movementRows, ['at', 'kind', 'item', 'lot', 'qty', 'unit', 'from', 'to', 'standing', 'op']],
	['consignees', consigneeRows, ['party', 'name', 'item', 'lot', 'qty', 'unit']],
	[
		'exceptions',
		(engine) =>
			exceptionRows(engine).map((row) => ({
				...row,
				subjects: row.subjects.map((subject) => subject.label).join(' '),
				zh: row.explanation.zh,
				en: row.explanation.en,
				ops: row.ops.join(' ')
			})),
		['rule', 'code', 'status', 'raisedAt', 'subjects', 'zh', 'en', 'key', 'ops']
	]
];

export const exportCommand: Command = {
	name: 'export',
	summary: { zh: '导出表格：库存、批、出入库、收货方、异常', en: 'Export tables: stock, lots, movements, consignees, exceptions' },
	positionals: ['F'],
	options: {
		format: { type: 'string', value: 'csv', required: true, choices: ['csv'], help: { zh: '格式', en: 'Format' } },
		out: { type: 'string', value: 'DIR', required: true, help: { zh: '输出目录', en: 'Directory to write' } }
	},
	async run(context) {
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const dir = textOption(context, 'out') ?? '';
		const files: { file: string; rows: number }[] = [];
		try {
			mkdirSync(dir, { recursive: true });
			for (const [name, rows, columns] of TABLES) {
				const file = join(dir, `${name}.csv`);
				files.push({ file, rows: writeCsv(file, columns, cells(rows(opened.value.company.engine), columns)) });
			}
		} catch (error) {
			return err(cannotWrite(dir, error));
		}
		for (const { file, rows } of files) context.output.say(`${file}:${rows} 行`, `${file}: ${rows} rows`);
		context.output.document({ ok: true, files });
		return ok(EXIT.ok);
	}
};

function* cells(rows: Iterable<object>, columns: readonly string[]): Generator<readonly string[]> {
	for (const row of rows) yield columns.map((column) => String((row as Record<string, unknown>)[column] ?? ''));
}
