/** Work orders to be released, begun, or reported on. */
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import type { OpenOrder } from '../open-orders.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

const STEPS: Readonly<Record<OpenOrder['state'], readonly ['order-release' | 'order-start' | 'order-output', readonly Role[]]>> = {
	planned: ['order-release', ['PM']],
	released: ['order-start', ['LL']],
	running: ['order-output', ['LL', 'OP']]
};

export const ordersWaiting: TaskSource = {
	name: 'orders waiting',
	find: ({ orders, itemOf }) =>
		orders.map((order): Matter => {
			const [kind, roles] = STEPS[order.state];
			const left = order.plan - order.good - order.scrap;
			return {
				...PLAIN,
				key: `${kind}|wo:${order.wo}`,
				kind,
				since: order.since,
				due: dueAfter(kind, order.since),
				roles,
				subject: { id: '', label: order.no },
				item: itemOf(order.item),
				qty: fromAmount((left > 0n ? left : order.plan) as Amount),
				unit: order.unit,
				words: { lotNo: order.lotNo }
			};
		})
};
