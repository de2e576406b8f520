import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { ok } from '#lib/kernel/result.ts';
import { trace, type TraceDirection, type TraceResult } from '#lib/modules/trace/index.ts';
import { textOption, type Command } from '../command.ts';
import type { Output } from '../output.ts';
import { EXIT } from '../problem.ts';
import { causeOf, engineAt, findTarget, LOT_OPTIONS, openFirst, WHEN_OPTIONS } from '../target.ts';

const DIRECTIONS: readonly TraceDirection[] = ['up', 'down', 'both'];

export const traceCommand: Command = {
	name: 'trace',
	summary: { zh: '追溯一个批：来源、去向、谁持有、数量平衡', en: 'Trace a lot: origins, destinations, holders, balance' },
	positionals: ['F'],
	options: {
		...LOT_OPTIONS,
		direction: {
			type: 'string',
			value: 'up|down|both',
			choices: DIRECTIONS,
			help: { zh: '向上、向下或双向(默认 both)', en: 'Up, down or both (default)' }
		},
		...WHEN_OPTIONS
	},
	async run(context) {
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const engine = engineAt(context, opened.value);
		if (!engine.ok) return engine;
		const target = findTarget(context, engine.value);
		if (!target.ok) return target;
		const direction = DIRECTIONS.find((one) => one === textOption(context, 'direction')) ?? 'both';
		const result = trace(engine.value, target.value, { direction, cause: causeOf(context) });
		context.output.document(result);
		printTrace(context.output, result);
		return ok(EXIT.ok);
	}
};

const LOT: Bilingual = { zh: '批', en: 'Lot' };
const ITEM: Bilingual = { zh: '物料', en: 'Item' };
const QTY: Bilingual = { zh: '数量', en: 'Quantity' };
const UNIT: Bilingual = { zh: '单位', en: 'Unit' };
const MAX_LINES = 60;

function printTrace(output: Output, result: TraceResult): void {
	output.say(`批 ${result.lot.lot} ${result.lot.item} ${result.lot.itemName}`, `Lot ${result.lot.lot} ${result.lot.item}`);
	const goods = result.nodes.filter((node) => node.lot !== null && node.direction !== 'start');
	for (const way of ['up', 'down'] as const) {
		const there = goods.filter((node) => node.direction === way);
		if (result.direction !== way && result.direction !== 'both') continue;
		output.say(
			`${way === 'up' ? '来源' : '去向'}(${there.length})${there.length === 0 ? ':无' : ''}`,
			`${way === 'up' ? 'Made from' : 'Went into'} (${there.length})`
		);
		for (const node of there.slice(0, MAX_LINES))
			output.say(
				`  ${node.label} ${node.item ?? ''}${node.certain ? '' : ' (可能)'}`,
				`  ${node.label} ${node.item ?? ''}${node.certain ? '' : ' (possibly)'}`
			);
		if (there.length > MAX_LINES) output.say(`  另有 ${there.length - MAX_LINES} 个`, `  and ${there.length - MAX_LINES} more`);
	}
	output.say('收货方(扣除退货):', 'Consignees (net of returns):');
	output.table(
		[{ zh: '单位', en: 'Party' }, LOT, ITEM, QTY, UNIT],
		result.consignees.slice(0, MAX_LINES).map((row) => [row.party, row.lot, row.item, row.qty, row.unit]),
		[3]
	);
	output.say('在库:', 'On hand:');
	output.table(
		[{ zh: '场所', en: 'Site' }, { zh: '库位', en: 'Location' }, LOT, ITEM, QTY, UNIT],
		result.onHand.slice(0, MAX_LINES).map((row) => [row.site, row.location, row.lot, row.item, row.qty, row.unit]),
		[4]
	);
	output.say(
		`平衡未解释数量：${result.balance.unexplained} ${result.balance.unit}`,
		`Unexplained in the balance: ${result.balance.unexplained} ${result.balance.unit}`
	);
}
