/** Pick – check – ship by scan, and what comes back. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { choice, count, list, optional, ref, text, texts } from '#lib/engine/fields.ts';
import type { Gate } from '#lib/engine/gates.ts';
import { goodsFields, goodsRefs, locationPlace, moveGoods, OUTSIDE, photoFields } from '../inventory/index.ts';
import { documentNumbers } from '../org/index.ts';
import { fefo, usableForShipping } from '../quality/index.ts';
import { cartonMoves, cartonsOf } from './cartons.ts';
import { orderMoves, orderOperations, salesOrders } from './orders.ts';

const shipment = ref('shipment', ['发货单', 'Shipment']);
const customer = ref('partner', ['客户', 'Customer']);
const from = ref('location', ['从库位', 'From location']);
const to = ref('location', ['到库位', 'To location']);
const legacy = optional(text(['原系统记录号', 'Legacy record']));
/** The order it is for; goods also leave without one. */
const order = optional(ref('so', ['销售订单', 'Sales order']));
/** Numbers of the cartons that were scanned (AI 21 of their labels), so that none is counted twice. */
const cartons = optional(texts(['箱号', 'Carton numbers']));
const orderRefs = (so: string | undefined) => (so === undefined ? [] : [`so:${so}`]);

/** Who picked a shipment, by shipment uid. */
export const picks = defineView<true, number>({ name: 'picks', hashed: false, fold: (inputs) => inputs.length });
export const checks = defineView<{ readonly method: 'scan' | 'person' }, number>({
	name: 'checks',
	hashed: false,
	fold: (inputs) => inputs.length
});

/** G18 at the shipping check: another person, or – where the preset says so – an exact scan (users.md §0.3). */
const pickerIsNotChecker: Gate = {
	id: 'G18',
	check(intent, read) {
		if (read.preset.scanVerifies && intent.data['method'] === 'scan') return [];
		const pickedBySame = read.inputs(picks, String(intent.data['shipment'])).some(({ op }) => op.by === intent.by);
		return pickedBySame
			? [{ code: 'same-person', subject: `shipment:${String(intent.data['shipment'])}`, params: { person: intent.by } }]
			: [];
	}
};

export const shipmentPicked = defineOperation({
	type: 'shipment.picked',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH'],
	labels: { zh: '拣货', en: 'Picked' },
	fields: { shipment, customer, order, lines: list(['明细', 'Lines'], { ...goodsFields, from, cartons }) },
	refs: (data) => [`shipment:${data.shipment}`, ...orderRefs(data.order), ...goodsRefs(data.lines)],
	gates: [usableForShipping, fefo],
	apply(data, fx) {
		fx.put(picks.put(data.shipment, true));
		if (data.order !== undefined) fx.put(orderMoves.put(data.order, { side: 'picked', shipment: data.shipment, goods: data.lines }));
	}
});

export const shipmentChecked = defineOperation({
	type: 'shipment.checked',
	tv: 1,
	cls: 'O',
	level: 'V',
	roles: ['WH', 'QA', 'SA'],
	labels: { zh: '出库复核', en: 'Shipping check' },
	fields: {
		shipment,
		method: choice(['复核方式', 'Method'], { scan: ['扫码复核', 'Exact scan'], person: ['第二人复核', 'Second person'] }),
		/** Of the loaded goods; where one person works alone the factory looks at it within a day (users.md §2). */
		photos: optional(list(['照片', 'Photos'], photoFields))
	},
	refs: (data) => [`shipment:${data.shipment}`],
	gates: [pickerIsNotChecker],
	apply(data, fx) {
		fx.put(checks.put(data.shipment, { method: data.method }));
	}
});

export const shipmentShipped = defineOperation({
	type: 'shipment.shipped',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'IT'],
	labels: { zh: '发货', en: 'Shipped' },
	fields: {
		shipment,
		no: text(['发货单号', 'Shipment number']),
		customer,
		order,
		lines: list(['明细', 'Lines'], { ...goodsFields, from, cartons }),
		waybill: optional(text(['运单号', 'Waybill'])),
		carrier: optional(text(['承运', 'Carrier'])),
		address: optional(text(['收货地址', 'Delivery address'])),
		packages: optional(count(['件数', 'Packages'])),
		legacy
	},
	refs: (data) => [`shipment:${data.shipment}`, `partner:${data.customer}`, ...orderRefs(data.order), ...goodsRefs(data.lines)],
	gates: [usableForShipping],
	apply(data, fx) {
		fx.put(documentNumbers.put(`shipment|${data.no}`, { subject: `shipment:${data.shipment}` }));
		if (data.order !== undefined) fx.put(orderMoves.put(data.order, { side: 'shipped', shipment: data.shipment, goods: data.lines }));
		for (const carton of data.lines.flatMap(cartonsOf)) fx.put(cartonMoves.put(carton, { out: true, document: data.no }));
		for (const line of data.lines) moveGoods(fx, 'shipped', line, locationPlace(line.from), OUTSIDE.customer(data.customer));
	}
});

export const returnReceived = defineOperation({
	type: 'return.received',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'IT'],
	labels: { zh: '退货入库', en: 'Return received' },
	fields: {
		return: ref('return', ['退货单', 'Return']),
		customer,
		no: optional(text(['退货单号', 'Return number'])),
		lines: list(['明细', 'Lines'], { ...goodsFields, to, cartons }),
		condition: optional(text(['货物情况', 'Condition'])),
		reason: optional(text(['退货原因', 'Reason'])),
		legacy
	},
	refs: (data) => [`return:${data.return}`, `partner:${data.customer}`, ...goodsRefs(data.lines)],
	apply(data, fx) {
		if (data.no !== undefined) fx.put(documentNumbers.put(`return|${data.no}`, { subject: `return:${data.return}` }));
		for (const carton of data.lines.flatMap(cartonsOf)) fx.put(cartonMoves.put(carton, { out: false, document: data.no ?? '' }));
		for (const line of data.lines) moveGoods(fx, 'returned', line, OUTSIDE.customer(data.customer), locationPlace(line.to));
	}
});

export const salesOperations = [...orderOperations, shipmentPicked, shipmentChecked, shipmentShipped, returnReceived];
export const salesViews = [picks, checks, salesOrders, orderMoves, cartonMoves];
