/** Shipments that were picked and did not leave. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { splitNode } from '#lib/modules/inventory/index.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { picks } from '#lib/modules/sales/index.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const shipmentsOpen: TaskSource = {
	name: 'shipments open',
	find(_facts, engine) {
		const shipped = shippedIn(engine);
		return engine.keys(picks).flatMap((shipment): Matter[] => {
			if (shipped.has(shipment)) return [];
			const op = engine.inputs(picks, shipment).findLast((input) => engine.standing(input.op) === 'standing')?.op;
			if (!op) return [];
			const since = parseInstant(op.at) ?? 0;
			const { customer, lines } = op.data;
			const partner = engine.row(partners, typeof customer === 'string' ? customer : '');
			return [
				{
					...PLAIN,
					key: `ship|shipment:${shipment}`,
					kind: 'ship',
					since,
					due: dueAfter('ship', since),
					roles: ['WH'],
					site: op.site,
					subject: { id: '', label: [fieldText(partner, 'code'), fieldText(partner, 'name')].filter((part) => part !== '').join(' ') },
					blocked: { lots: Array.isArray(lines) ? lines.length : 0, orders: [] }
				}
			];
		});
	}
};

/** Uids of shipments that left. Subjects stand in columns, so no line is read. */
function shippedIn(engine: Engine): ReadonlySet<string> {
	const found = new Set<string>();
	for (const op of engine.opsOfType('shipment.shipped')) {
		if (engine.standing(op) === 'void') continue;
		const subject = op.refs.find((ref) => ref.startsWith('shipment:'));
		if (subject !== undefined) found.add(splitNode(subject)[1]);
	}
	return found;
}
