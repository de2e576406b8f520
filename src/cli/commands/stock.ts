import { ok } from '#lib/kernel/result.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../problem.ts';
import { stockRows } from '../tables.ts';
import { engineAt, openFirst } from '../target.ts';

export const stockCommand: Command = {
	name: 'stock',
	summary: { zh: '库存：物料、批、库位', en: 'Stock by item, lot and location' },
	positionals: ['F'],
	options: { at: { type: 'string', value: 'ISO', help: { zh: '截至此刻(默认东八区)', en: 'As of then (+08:00 unless stated)' } } },
	async run(context) {
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const engine = engineAt(context, opened.value, 'at');
		if (!engine.ok) return engine;
		const rows = stockRows(engine.value);
		const { output } = context;
		output.document({ stock: rows });
		output.table(
			[
				{ zh: '物料', en: 'Item' },
				{ zh: '批', en: 'Lot' },
				{ zh: '场所', en: 'Site' },
				{ zh: '库位', en: 'Location' },
				{ zh: '数量', en: 'Quantity' },
				{ zh: '单位', en: 'Unit' }
			],
			rows.map((row) => [row.item, row.lot, row.site, row.location, row.qty, row.unit]),
			[4]
		);
		return ok(EXIT.ok);
	}
};
