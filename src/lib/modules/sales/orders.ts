/**
 * Sales orders 销售订单: what a customer ordered, until when, and how much of it was picked and left.
 *
 * There is no approval of an order: it is a plan, written by a salesperson whose name it carries, and nothing leaves on its
 * strength – the gates of the shipment ask whether the goods may be sold. A contract review (合同评审) that a customer
 * demands stays on paper until credit rules are recorded that a signature could attest.
 */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { date, list, optional, quantity, ref, text } from '#lib/engine/fields.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { defineRegister, fieldText } from '#lib/engine/register.ts';
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { identify, nodesOf, type Goods } from '../inventory/index.ts';
import { documentNumbers } from '../org/index.ts';

const so = ref('so', ['销售订单', 'Sales order']);

export const salesOrders = defineRegister('salesOrders');

export const soCreated = defineOperation({
	type: 'so.created',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: ['SA', 'IT'],
	labels: { zh: '录入销售订单', en: 'Sales order entered' },
	fields: {
		so,
		no: text(['订单号', 'Order number']),
		customer: ref('partner', ['客户', 'Customer']),
		/** Each item once. */
		lines: list(['明细', 'Lines'], {
			item: ref('item', ['产品', 'Product']),
			/** In the item's stock unit. */
			qty: quantity(['数量', 'Quantity']),
			/** As it was ordered, where that is another unit: `6 箱`. */
			entered: optional(text(['按包装', 'In packs']))
		}),
		due: date(['交期', 'Due']),
		customerNo: optional(text(['客户订单号', 'Customer’s order number'])),
		address: optional(text(['收货地址', 'Delivery address'])),
		note: optional(text(['备注', 'Note'])),
		legacy: optional(text(['原系统记录号', 'Legacy record']))
	},
	refs: (data) => [`so:${data.so}`, `partner:${data.customer}`],
	apply({ so: uid, ...fields }, fx) {
		fx.put(salesOrders.put(uid, { create: true, fields: fields as unknown as JsonObject }));
		fx.put(documentNumbers.put(`so|${fields.no}`, { subject: `so:${uid}` }));
	}
});

/** What was shipped stays shipped; nothing more is. */
export const soCancelled = defineOperation({
	type: 'so.cancelled',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: ['SA', 'OWN'],
	labels: { zh: '取消销售订单', en: 'Sales order cancelled' },
	fields: { so, reason: text(['原因', 'Reason']) },
	refs: (data) => [`so:${data.so}`],
	apply(data, fx) {
		fx.put(salesOrders.put(data.so, { fields: { cancelled: true, cancelReason: data.reason } }));
	}
});

interface OrderMove {
	readonly side: 'picked' | 'shipped';
	readonly shipment: string;
	readonly goods: readonly Goods[];
}

export interface OrderGoods {
	readonly side: OrderMove['side'];
	readonly shipment: string;
	/** Item uid. */
	readonly item: string;
	readonly amount: Amount;
}

/** What shipments took for an order, by order uid. */
export const orderMoves = defineView<OrderMove, readonly OrderGoods[]>({
	name: 'orderMoves',
	hashed: false,
	fold: (inputs, read) =>
		inputs
			.filter(({ op }) => read.standing(op) !== 'void')
			.flatMap(({ value: { side, shipment, goods } }) =>
				goods.flatMap((one): OrderGoods[] => {
					const nodes = nodesOf(one);
					const [first] = nodes;
					if (!first) return [];
					const amount = nodes.reduce((sum, { qty }) => sum + (typeof qty === 'bigint' ? qty : (amountOf(qty.value) ?? 0n)), 0n) as Amount;
					return [{ side, shipment, item: identify(read, first.node).item, amount }];
				})
			)
});

export interface SalesOrderLine {
	/** Item uid. */
	readonly item: string;
	readonly unit: string;
	readonly ordered: Amount;
	/** In shipments that were picked and did not leave yet. */
	readonly picked: Amount;
	readonly shipped: Amount;
	/** Neither shipped nor picked. Never negative: more may leave than was ordered. */
	readonly open: Amount;
	/** As ordered, in packs; "" where it was ordered in the stock unit. */
	readonly entered: string;
}

export interface SalesOrder {
	readonly so: string;
	readonly no: string;
	/** Partner uid. */
	readonly customer: string;
	/** Local day. */
	readonly due: string;
	readonly state: 'open' | 'part-shipped' | 'shipped' | 'cancelled';
	readonly lines: readonly SalesOrderLine[];
}

/** Undefined for an order that was never entered. */
export function salesOrder(read: Reader, uid: string): SalesOrder | undefined {
	const row = read.row(salesOrders, uid);
	if (row.createdBy === '') return undefined;
	const moves = read.row(orderMoves, uid);
	const left = new Set(moves.filter(({ side }) => side === 'shipped').map(({ shipment }) => shipment));
	const taken = (item: string, side: OrderMove['side']) =>
		moves
			.filter((move) => move.item === item && move.side === side && (side === 'shipped' || !left.has(move.shipment)))
			.reduce((sum, { amount }) => sum + amount, 0n);
	const lines = linesOf(row.fields['lines']).map(({ item, qty, entered = '' }): SalesOrderLine => {
		const [ordered, picked, shipped] = [amountOf(qty.value) ?? 0n, taken(item, 'picked'), taken(item, 'shipped')];
		const open = ordered - picked - shipped;
		return {
			item,
			unit: qty.unit,
			ordered: ordered as Amount,
			picked: picked as Amount,
			shipped: shipped as Amount,
			open: (open > 0n ? open : 0n) as Amount,
			entered
		};
	});
	const isShipped = lines.every(({ ordered, shipped }) => shipped >= ordered);
	return {
		so: uid,
		no: fieldText(row, 'no'),
		customer: fieldText(row, 'customer'),
		due: fieldText(row, 'due'),
		state: row.fields['cancelled'] === true ? 'cancelled' : isShipped ? 'shipped' : left.size > 0 ? 'part-shipped' : 'open',
		lines
	};
}

/** Orders of which something still has to leave, the most urgent first. */
export function openSalesOrders(read: Reader): readonly SalesOrder[] {
	return read
		.keys(salesOrders)
		.flatMap((uid) => salesOrder(read, uid) ?? [])
		.filter(({ state }) => state === 'open' || state === 'part-shipped')
		.sort((a, b) => (a.due === b.due ? (a.no < b.no ? -1 : 1) : a.due < b.due ? -1 : 1));
}

interface RecordedLine {
	readonly item: string;
	readonly qty: { readonly value: string; readonly unit: string };
	readonly entered?: string;
}

function linesOf(value: unknown): readonly RecordedLine[] {
	return Array.isArray(value) ? (value as readonly RecordedLine[]) : [];
}

export const orderOperations = [soCreated, soCancelled];
