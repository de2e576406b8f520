/** Transfers that were dispatched and of which nothing arrived; what arrived short is an exception (C17). */
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { transfers } from '#lib/modules/inventory/index.ts';
import { sites } from '#lib/modules/org/index.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const transfersOpen: TaskSource = {
	name: 'transfers open',
	find: (_facts, engine) =>
		engine.keys(transfers).flatMap((transfer): Matter[] => {
			const lines = engine.row(transfers, transfer);
			if (lines.length === 0 || lines.some(({ side }) => side === 'arrived')) return [];
			const op = engine.inputs(transfers, transfer)[0]?.op;
			const since = parseInstant(op?.at ?? '') ?? 0;
			const { toSite, no } = op?.data ?? {};
			const site = typeof toSite === 'string' ? toSite : '';
			return [
				{
					...PLAIN,
					key: `transfer-receive|transfer:${transfer}`,
					kind: 'transfer-receive',
					since,
					due: dueAfter('transfer-receive', since),
					roles: ['WH'],
					site,
					subject: { id: '', label: typeof no === 'string' ? no : transfer },
					words: { site: fieldText(engine.row(sites, site), 'name') },
					blocked: { lots: new Set(lines.map(({ node }) => node)).size, orders: [] }
				}
			];
		})
};
