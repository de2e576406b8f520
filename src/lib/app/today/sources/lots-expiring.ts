/** Lots in stock that expire soon, and expired ones nobody took away. */
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import { DAY_MS, dueAfter, EXPIRY_TASK_DAYS } from '../rules.ts';
import { PLAIN, type Matter, type TimedSource } from '../task.ts';

/** Where expired goods may lie. */
const APART: readonly string[] = ['reject', 'returns', 'retain', 'quarantine'];

export const lotsExpiring: TimedSource = {
	find: ({ stock, itemOf }, _engine, now) =>
		stock.flatMap(({ lot, stage, total, places }): Matter[] => {
			if (stage.expiresAt === 0 || stage.disposition === 'rejected') return [];
			const expired = stage.expiresAt <= now.ms;
			if (!expired && stage.expiresAt > now.ms + EXPIRY_TASK_DAYS * DAY_MS) return [];
			const [first] = places;
			if (expired && places.every(({ kind }) => APART.includes(kind))) return [];
			const kind = expired ? 'expired' : 'expiring';
			return [
				{
					...PLAIN,
					key: `${kind}|${lotNode(lot)}`,
					kind,
					since: expired ? stage.expiresAt : stage.expiresAt - EXPIRY_TASK_DAYS * DAY_MS,
					due: expired ? dueAfter('expired', stage.expiresAt) : stage.expiresAt,
					roles: expired ? ['WH', 'QA'] : stage.itemClass === 'finished' ? ['SA', 'WH'] : ['PM', 'WH'],
					subject: { id: lotNode(lot), label: stage.number },
					item: itemOf(stage.item),
					qty: fromAmount(total as Amount),
					unit: stage.unit,
					words: { expiry: stage.expiry, place: first?.code ?? '' },
					node: lotNode(lot)
				}
			];
		})
};
