/** Sales orders that are due: to be shipped where the goods may leave, to be settled with the customer where they may not. */
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { openSalesOrders, salesOrders } from '#lib/modules/sales/index.ts';
import { orderSupplies, siteOfOrder } from '../../shipping/order-view.ts';
import { DAY_MS, offsetOf } from '../rules.ts';
import { PLAIN, type Matter, type TimedSource } from '../task.ts';

/** An order becomes a task so many days before it is due. */
export const ORDER_TASK_DAYS = 2;
/** The last collection of the carrier. */
const SHIPPING_HOUR = 17;

export const salesOrdersDue: TimedSource = {
	find: ({ itemOf }, engine, now) => {
		const orders = openSalesOrders(engine);
		const bySite = new Map<string, typeof orders>();
		for (const order of orders) {
			const site = siteOfOrder(engine, order.so);
			bySite.set(site, [...(bySite.get(site) ?? []), order]);
		}
		return [...bySite].flatMap(([site, own]) =>
			orderSupplies(engine, now.day, site, own).flatMap(({ order, readiness, lines }): Matter[] => {
				const entered = engine.op(engine.row(salesOrders, order.so).createdBy);
				const due = parseInstant(`${order.due}T${String(SHIPPING_HOUR)}:00:00${offsetOf(entered?.at ?? '')}`) ?? 0;
				const since = Math.max(parseInstant(entered?.at ?? '') ?? 0, due - ORDER_TASK_DAYS * DAY_MS);
				if (due - ORDER_TASK_DAYS * DAY_MS > now.ms || lines.every(({ open }) => open === 0n)) return [];
				const [line] = lines.filter(({ open }) => open > 0n);
				const partner = engine.row(partners, order.customer);
				const missing = lines.reduce((sum, one) => sum + one.missing, 0n) as Amount;
				return [
					{
						...PLAIN,
						key: `order-ship|so:${order.so}`,
						kind: 'order-ship',
						since,
						due,
						roles: readiness === 'blocked' ? ['SA'] : ['WH'],
						site,
						subject: { id: '', label: [order.no, fieldText(partner, 'code'), fieldText(partner, 'name')].join(' ') },
						item: line ? itemOf(line.item) : null,
						qty: line ? fromAmount(line.open) : '',
						unit: order.lines[0]?.unit ?? '',
						words: {
							due: order.due,
							readiness,
							missing: fromAmount(missing),
							lots: [...new Set(lines.flatMap(({ stopped }) => stopped.map(({ lot }) => lot)))].slice(0, 3).join('、')
						}
					}
				];
			})
		);
	}
};
