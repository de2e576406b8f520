import { ok } from '#lib/kernel/result.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../problem.ts';
import { recallScope } from '../recall-scope.ts';
import { causeOf, engineAt, findTarget, LOT_OPTIONS, openFirst, WHEN_OPTIONS } from '../target.ts';

export const recallCommand: Command = {
	name: 'recall',
	summary: { zh: '召回范围：涉及批与单件、收货方、库存、平衡', en: 'Recall scope: lots and units, consignees, stock, balance' },
	positionals: ['F'],
	options: { ...LOT_OPTIONS, ...WHEN_OPTIONS },
	async run(context) {
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const engine = engineAt(context, opened.value);
		if (!engine.ok) return engine;
		const target = findTarget(context, engine.value);
		if (!target.ok) return target;
		const result = recallScope(engine.value, target.value, causeOf(context));
		const { output } = context;
		output.document(result);
		const { lots, units } = result.scope;
		output.say(`起点 ${result.lot.lot}，原因 ${result.cause}`, `From ${result.lot.lot}, cause ${result.cause}`);
		output.say(
			`涉及批(${lots.length}):${lots.map((lot) => lot.lot).join(' ')}`,
			`Lots in scope (${lots.length}): ${lots.map((lot) => lot.lot).join(' ')}`
		);
		output.say(
			`涉及单件 ${units.total}:${units.byPlace.map((row) => `${row.place} ${row.units}`).join(',')}`,
			`Units in scope ${units.total}: ${units.byPlace.map((row) => `${row.place} ${row.units}`).join(', ')}`
		);
		if (result.scrapped.length > 0)
			output.say(
				`已报废、无需召回(${result.scrapped.length}):${result.scrapped.map((lot) => lot.lot).join(' ')}`,
				`Scrapped, nothing to recall (${result.scrapped.length}): ${result.scrapped.map((lot) => lot.lot).join(' ')}`
			);
		if (result.usedUp.length > 0)
			output.say(
				`已用完(${result.usedUp.length}):${result.usedUp.map((lot) => lot.lot).join(' ')}`,
				`Used up (${result.usedUp.length}): ${result.usedUp.map((lot) => lot.lot).join(' ')}`
			);
		const parties = new Set(result.consignees.map((row) => row.party));
		output.say(`收货方(${parties.size}):${[...parties].join(' ')}`, `Consignees (${parties.size}): ${[...parties].join(' ')}`);
		return ok(EXIT.ok);
	}
};
