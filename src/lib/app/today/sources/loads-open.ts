/** Steriliser loads without a verdict: first the cycle's papers are awaited, then somebody decides. */
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { loads, loadVerdicts } from '#lib/modules/inventory/index.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const loadsOpen: TaskSource = {
	name: 'loads open',
	find: (_facts, engine) =>
		engine.keys(loads).flatMap((load): Matter[] => {
			const row = engine.row(loads, load);
			if (row.createdBy === '' || engine.row(loadVerdicts, load) !== 'open') return [];
			const inputs = engine.inputs(loads, load);
			const cycle = inputs.findLast(({ value }) => value.fields['cycleEnd'] !== undefined)?.op;
			const kind = cycle ? 'load-verdict' : 'load-cycle';
			const since = parseInstant((cycle ?? engine.op(row.createdBy))?.at ?? '') ?? 0;
			const node = engine.ledger.nodes.find(`load:${load}`);
			let lots = 0;
			if (node !== undefined)
				for (let edge = engine.ledger.firstIn.get(node); edge >= 0; edge = engine.ledger.nextIn.get(edge))
					if (engine.ledger.edgeStanding(edge) !== 1) lots++;
			const no = fieldText(row, 'no') || load;
			return [
				{
					...PLAIN,
					key: `${kind}|load:${load}`,
					kind,
					since,
					due: dueAfter(kind, since),
					roles: kind === 'load-cycle' ? ['QA', 'PM'] : ['QA', 'QC'],
					subject: { id: `load:${load}`, label: no },
					blocked: { lots, orders: [] },
					node: `load:${load}`
				}
			];
		})
};
