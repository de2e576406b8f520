/** Lots on their way to being free to use: inspection, judgement, disposition, sterilisation, the two releases. */
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import type { LotWait } from '../lot-stage.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type TaskSource } from '../task.ts';

const STEPS = {
	inspect: ['QC'],
	judge: ['QC'],
	disposition: ['QA'],
	sterilise: ['WH'],
	'production-release': ['AR', 'QH'],
	'market-release': ['AR', 'QH']
} as const satisfies Partial<Record<LotWait, readonly Role[]>>;

/** Deciding about what is on hold comes after the hold. */
const AFTER_HOLDS: readonly LotWait[] = ['disposition', 'production-release', 'market-release', 'sterilise'];

export const lotsWaiting: TaskSource = {
	name: 'lots waiting',
	find: ({ stock, ordersNeeding, itemOf }, engine) =>
		stock.flatMap(({ lot, stage, total, places, held }) => {
			const kind = stage.wait;
			if (kind === 'nothing' || kind === 'load') return [];
			const testersMayNot = kind !== 'judge' || engine.preset.separations.includes('tester-judge');
			return [
				{
					...PLAIN,
					key: `${kind}|${lotNode(lot)}`,
					kind,
					since: stage.since,
					due: dueAfter(kind, stage.since),
					roles: STEPS[kind],
					not: kind !== 'inspect' && kind !== 'sterilise' && testersMayNot ? stage.testers : [],
					subject: { id: lotNode(lot), label: stage.number },
					item: itemOf(stage.item),
					qty: fromAmount(total as Amount),
					unit: stage.unit,
					words: { place: places[0]?.code ?? '', inspection: stage.inspection },
					blocked: { lots: 0, orders: ordersNeeding.get(stage.item) ?? [] },
					waitsFor: held && AFTER_HOLDS.includes(kind) ? ('hold' as const) : null,
					node: lotNode(lot)
				}
			];
		})
};
