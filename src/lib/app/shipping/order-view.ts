/** Open sales orders as people see them: what is open, whether it can leave, and what stands in the way. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { nodesOf, type Goods } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { sites } from '#lib/modules/org/index.ts';
import { openSalesOrders, salesOrders, type SalesOrder } from '#lib/modules/sales/index.ts';
import { finishedStock, type Stop } from '../overview/finished-stock.ts';
import { itemNameOf, subjectsOf } from '../queries/subjects.ts';
import { openShipments } from './open-shipments.ts';
import { supplyOrders, type OrderSupply, type Readiness } from './order-supply.ts';

/** Quantities are exact decimal texts. */
export interface OrderLineView {
	/** Item uid. */
	readonly item: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly ordered: string;
	/** `6 箱`; "" where it was ordered in the stock unit. */
	readonly entered: string;
	readonly picked: string;
	readonly shipped: string;
	readonly open: string;
	/** Open and not covered by stock that may leave here. */
	readonly missing: string;
	readonly elsewhere: string;
	/** Lots for it, first expiring first. */
	readonly from: readonly { readonly node: string; readonly lot: string; readonly expiry: string; readonly qty: string }[];
	readonly stopped: readonly {
		readonly node: string;
		readonly lot: string;
		readonly qty: string;
		readonly stop: Stop;
		readonly reason: string;
	}[];
}

export interface OrderView {
	readonly so: string;
	readonly no: string;
	readonly customer: { readonly uid: string; readonly code: string; readonly name: string };
	readonly due: string;
	/** Days until it is due; negative when overdue. */
	readonly days: number;
	readonly state: SalesOrder['state'];
	readonly readiness: Readiness;
	readonly lines: readonly OrderLineView[];
}

const DAY_MS = 86_400_000;

/** All open orders, judged for the stock of one site (uid). */
export function openOrderViews(engine: Engine, day: string, site: string): readonly OrderView[] {
	return orderSupplies(engine, day, site, openSalesOrders(engine)).map((supply) => viewOf(engine, supply, day));
}

export function orderSupplies(engine: Engine, day: string, site: string, orders: readonly SalesOrder[]): readonly OrderSupply[] {
	const code = fieldText(engine.row(sites, site), 'code');
	const codeOf = (item: string) => fieldText(engine.row(items, item), 'code');
	return orders.length === 0 ? [] : supplyOrders(orders, finishedStock(engine, day), code, codeOf, pickedAmounts(engine));
}

/** Uid of the site an order was entered at. */
export function siteOfOrder(engine: Engine, so: string): string {
	return engine.op(engine.row(salesOrders, so).createdBy)?.site ?? '';
}

/** What is picked still lies at its place in the records: by lot node. */
function pickedAmounts(engine: Engine): ReadonlyMap<string, Amount> {
	const found = new Map<string, Amount>();
	for (const { picked } of openShipments(engine))
		for (const line of (picked.data['lines'] ?? []) as unknown as readonly Goods[])
			for (const { node, qty } of nodesOf(line)) {
				const lot = subjectsOf(engine, node).findLast((subject) => subject.startsWith('lot:')) ?? node;
				const amount = typeof qty === 'bigint' ? qty : (amountOf(qty.value) ?? 0n);
				found.set(lot, ((found.get(lot) ?? 0n) + amount) as Amount);
			}
	return found;
}

export function viewOf(engine: Engine, { order, readiness, lines }: OrderSupply, day: string): OrderView {
	const partner = engine.row(partners, order.customer);
	return {
		so: order.so,
		no: order.no,
		customer: { uid: order.customer, code: fieldText(partner, 'code'), name: fieldText(partner, 'name') },
		due: order.due,
		days: Math.round((Date.parse(order.due) - Date.parse(day)) / DAY_MS),
		state: order.state,
		readiness,
		lines: lines.map((supply, at): OrderLineView => {
			const line = order.lines[at];
			return {
				item: supply.item,
				code: fieldText(engine.row(items, supply.item), 'code'),
				name: itemNameOf(engine, supply.item),
				unit: line?.unit ?? '',
				ordered: fromAmount(line?.ordered ?? (0n as Amount)),
				entered: line?.entered ?? '',
				picked: fromAmount(line?.picked ?? (0n as Amount)),
				shipped: fromAmount(line?.shipped ?? (0n as Amount)),
				open: fromAmount(supply.open),
				missing: fromAmount(supply.missing),
				elsewhere: fromAmount(supply.elsewhere),
				from: supply.from.map(({ node, lot, expiry, amount }) => ({ node, lot, expiry, qty: fromAmount(amount) })),
				stopped: supply.stopped.map(({ node, lot, amount, stop, reason }) => ({ node, lot, qty: fromAmount(amount), stop, reason }))
			};
		})
	};
}
