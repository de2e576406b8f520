import type { Engine } from '#lib/engine/engine.ts';
import { err, ok } from '#lib/kernel/result.ts';
import type { Command } from '../command.ts';
import { EXIT, usage } from '../problem.ts';
import { consigneeRows, lotRows } from '../tables.ts';
import { openFirst } from '../target.ts';

interface Report {
	readonly rows: (engine: Engine) => readonly object[];
	/** Shown to people; `--json` gives every field. */
	readonly columns: readonly string[];
}

const REPORTS: Readonly<Record<string, Report>> = {
	balance: {
		rows: lotRows,
		columns: [
			'item',
			'lot',
			'made',
			'received',
			'returned',
			'consumed',
			'shipped',
			'scrapped',
			'sampled',
			'onHand',
			'inTransit',
			'unexplained',
			'unit'
		]
	},
	consignees: { rows: consigneeRows, columns: ['party', 'item', 'lot', 'qty', 'unit'] }
};

export const reportCommand: Command = {
	name: 'report',
	summary: { zh: '报表：balance 批平衡，consignees 收货方', en: 'Reports: balance (of every lot), consignees' },
	positionals: ['F', 'KEY'],
	options: {},
	async run(context) {
		const [, key = ''] = context.positionals;
		const report = Object.hasOwn(REPORTS, key) ? REPORTS[key] : undefined;
		const keys = Object.keys(REPORTS).join(', ');
		if (!report) return err(usage(`没有报表“${key}”；可用：${keys}。`, `No report “${key}”; there are: ${keys}.`));
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const rows = report.rows(opened.value.company.engine);
		context.output.document({ report: key, rows });
		context.output.table(
			report.columns.map((column) => ({ zh: column, en: column })),
			rows.map((row) => report.columns.map((column) => String((row as Record<string, unknown>)[column] ?? '')))
		);
		return ok(EXIT.ok);
	}
};
