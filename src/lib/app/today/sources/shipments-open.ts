/** Shipments that were picked and did not leave. */
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { openShipments } from '../../shipping/open-shipments.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const shipmentsOpen: TaskSource = {
	name: 'shipments open',
	find: (_facts, engine) =>
		openShipments(engine).map(({ shipment, picked }): Matter => {
			const since = parseInstant(picked.at) ?? 0;
			const { customer, lines } = picked.data;
			const partner = engine.row(partners, typeof customer === 'string' ? customer : '');
			return {
				...PLAIN,
				key: `ship|shipment:${shipment}`,
				kind: 'ship',
				since,
				due: dueAfter('ship', since),
				roles: ['WH'],
				site: picked.site,
				subject: { id: '', label: [fieldText(partner, 'code'), fieldText(partner, 'name')].filter((part) => part !== '').join(' ') },
				blocked: { lots: Array.isArray(lines) ? lines.length : 0, orders: [] }
			};
		})
};
