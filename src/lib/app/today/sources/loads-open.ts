/** Steriliser loads without a verdict: the cycle's papers are awaited, then the indicators grow, then somebody decides. */
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant, type EpochMs } from '#lib/kernel/instant.ts';
import { loads } from '#lib/modules/inventory/index.ts';
import { linesOfLoad, loadCycles, loadIndicators, loadReturns, loadStage } from '#lib/modules/sterilisation/index.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

const ROLES = { 'load-cycle': ['QA', 'PM'], 'load-indicators': ['QC'], 'load-verdict': ['QA', 'QC'] } as const;

export const loadsOpen: TaskSource = {
	name: 'loads open',
	find: (_facts, engine) =>
		engine.keys(loads).flatMap((load): Matter[] => {
			const row = engine.row(loads, load);
			const stage = loadStage(engine, load);
			if (row.createdBy === '' || stage === 'released' || stage === 'rejected') return [];
			const hasCycle = engine.row(loadCycles, load).length > 0;
			const kind = stage === 'verdict' ? 'load-verdict' : hasCycle ? 'load-indicators' : 'load-cycle';
			const ops = [...engine.inputs(loadCycles, load), ...engine.inputs(loadReturns, load), ...engine.inputs(loadIndicators, load)];
			const sent = parseInstant(engine.op(row.createdBy)?.at ?? '') ?? 0;
			const newest = ops.reduce((latest, { op }) => Math.max(latest, parseInstant(op.at) ?? 0), sent);
			const since = newest as EpochMs;
			const lots = linesOfLoad(engine, load).length;
			const no = fieldText(row, 'no') || load;
			return [
				{
					...PLAIN,
					key: `${kind}|load:${load}`,
					kind,
					since,
					due: dueAfter(kind, since),
					roles: ROLES[kind],
					subject: { id: `load:${load}`, label: no },
					blocked: { lots, orders: [] },
					node: `load:${load}`
				}
			];
		})
};
