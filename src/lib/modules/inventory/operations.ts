/** Goods come in, move, split and go out of stock. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, date, group, list, optional, quantity, ref, text } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { documentNumbers } from '../org/index.ts';
import { goodsFields, goodsRefs, locationPlace, lotNode, moveGoods, nodesOf, ONE, OUTSIDE } from './goods.ts';
import { lotNumbers, lots, receipts, serialRanges, transfers, unitBatches } from './views.ts';

const lot = ref('lot', ['批', 'Lot']);
const qty = quantity(['数量', 'Quantity']);
const from = ref('location', ['从库位', 'From location']);
const to = ref('location', ['到库位', 'To location']);
const reason = text(['原因', 'Reason']);
const legacy = optional(text(['原系统记录号', 'Legacy record']));
const items = ref('item', ['物料', 'Item']);

/** A file kept beside the log: named by its content, so that it cannot be exchanged unnoticed. */
export const photoFields = {
	hash: text(['SHA-256', 'SHA-256']),
	mime: text(['类型', 'Type']),
	size: count(['字节数', 'Bytes'])
};

export const lotCreated = defineOperation({
	type: 'lot.created',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'OP', 'LL', 'PM', 'QC', 'IT'],
	labels: { zh: '建立批', en: 'Lot created' },
	fields: {
		lot,
		item: items,
		lotNo: text(['批号', 'Lot number']),
		origin: choice(['来源', 'Origin'], {
			purchased: ['采购', 'Purchased'],
			made: ['自制', 'Made'],
			returned: ['退货', 'Returned'],
			opening: ['期初', 'Opening stock'],
			split: ['分批', 'Split'],
			merged: ['合批', 'Merged']
		}),
		supplier: optional(ref('partner', ['供应商', 'Supplier'])),
		supplierLot: optional(text(['供方批号', 'Supplier lot'])),
		mfgDate: optional(date(['生产日期', 'Manufactured'])),
		expiry: optional(date(['失效日期', 'Expiry'])),
		wo: optional(ref('wo', ['生产指令', 'Work order'])),
		legacy
	},
	refs: (data) => [lotNode(data.lot), `item:${data.item}`],
	apply({ lot: uid, ...fields }, fx) {
		fx.put(lots.put(uid, { create: true, fields: fields as JsonObject }));
		fx.put(lotNumbers.put(fields.lotNo, { lot: uid }));
	}
});

export const receiptArrived = defineOperation({
	type: 'receipt.arrived',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH'],
	labels: { zh: '到货登记', en: 'Delivery arrived' },
	fields: {
		receipt: ref('receipt', ['到货单', 'Receipt']),
		no: text(['到货单号', 'Receipt number']),
		supplier: ref('partner', ['供应商', 'Supplier']),
		deliveryNote: optional(text(['送货单号', 'Delivery note'])),
		/** Pictures of the delivery note and the goods; the bytes are kept beside the log under their hash. */
		photos: optional(list(['照片', 'Photos'], photoFields))
	},
	refs: (data) => [`receipt:${data.receipt}`, `partner:${data.supplier}`],
	apply({ receipt, photos: _photos, ...fields }, fx) {
		fx.put(receipts.put(receipt, { create: true, fields }));
		fx.put(documentNumbers.put(`receipt|${fields.no}`, { subject: `receipt:${receipt}` }));
	}
});

export const stockReceived = defineOperation({
	type: 'stock.received',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'IT'],
	labels: { zh: '收货', en: 'Goods received' },
	fields: {
		lot,
		qty,
		to,
		supplier: optional(ref('partner', ['供应商', 'Supplier'])),
		receipt: optional(ref('receipt', ['到货单', 'Receipt'])),
		/** Every roll weighs differently: gross, tare and net per handling unit (domain.md §2.5). */
		rolls: optional(
			list(['逐卷重量', 'Weight per roll'], {
				roll: text(['卷号', 'Roll']),
				gross: quantity(['毛重', 'Gross']),
				tare: optional(quantity(['皮重', 'Tare'])),
				net: quantity(['净重', 'Net']),
				/** Weighed here if absent. */
				by: optional(choice(['重量来源', 'Weight from'], { scale: ['过磅', 'Scale'], label: ['供方标签', 'Supplier label'] }))
			})
		),
		entered: optional(
			group(['录入值', 'As entered'], {
				value: text(['数值', 'Value']),
				unit: text(['单位', 'Unit']),
				factor: text(['换算系数', 'Factor'])
			})
		),
		legacy
	},
	refs: (data) => [lotNode(data.lot)],
	apply(data, fx) {
		fx.move(
			'received',
			lotNode(data.lot),
			data.qty,
			data.supplier ? OUTSIDE.supplier(data.supplier) : OUTSIDE.before,
			locationPlace(data.to)
		);
	}
});

export const unitCommissioned = defineOperation({
	type: 'unit.commissioned',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL', 'WH', 'IT'],
	labels: { zh: '赋序列号', en: 'Serial numbers commissioned' },
	fields: {
		batch: ref('batch', ['序列号批', 'Serial batch']),
		item: items,
		lot: optional(lot),
		prefix: text(['前缀', 'Prefix']),
		width: count(['位数', 'Digits']),
		first: count(['起始序号', 'First number']),
		last: count(['结束序号', 'Last number']),
		to,
		wo: optional(ref('wo', ['生产指令', 'Work order'])),
		supplier: optional(ref('partner', ['供应商', 'Supplier']))
	},
	refs: (data) => [`batch:${data.batch}`, `item:${data.item}`],
	apply({ batch, to: location, first, last, ...fields }, fx) {
		fx.put(unitBatches.put(batch, { create: true, fields: { ...(fields as JsonObject), first, last } }));
		fx.put(serialRanges.put(`${fields.item}|${fields.prefix}|${fields.width}`, { batch, first, last }));
		const source = fields.wo ? `job:${fields.wo}` : fields.supplier ? OUTSIDE.supplier(fields.supplier) : OUTSIDE.before;
		moveGoods(fx, fields.supplier ? 'received' : 'produced', { batch, first, last }, source, locationPlace(location));
	}
});

export const stockMoved = defineOperation({
	type: 'stock.moved',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'OP', 'LL', 'QC', 'IT'],
	labels: { zh: '移库', en: 'Stock moved' },
	fields: { ...goodsFields, from, to, reason: optional(reason), legacy },
	refs: (data) => goodsRefs([data]),
	apply(data, fx) {
		moveGoods(fx, 'moved', data, locationPlace(data.from), locationPlace(data.to));
	}
});

const transferHead = { transfer: ref('transfer', ['调拨单', 'Transfer']), no: text(['调拨单号', 'Transfer number']) };

export const transferDispatched = defineOperation({
	type: 'transfer.dispatched',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH'],
	labels: { zh: '调拨发出', en: 'Transfer dispatched' },
	fields: {
		...transferHead,
		toSite: ref('site', ['到场所', 'To site']),
		lines: list(['明细', 'Lines'], { ...goodsFields, from }),
		carrier: optional(text(['承运', 'Carrier'])),
		waybill: optional(text(['运单号', 'Waybill']))
	},
	refs: (data) => [`transfer:${data.transfer}`, ...goodsRefs(data.lines)],
	apply(data, fx) {
		fx.put(documentNumbers.put(`transfer|${data.no}`, { subject: `transfer:${data.transfer}` }));
		for (const line of data.lines) {
			moveGoods(fx, 'dispatched', line, locationPlace(line.from), `transit:${data.transfer}`);
			for (const { node, qty: amount } of nodesOf(line))
				fx.put(transfers.put(data.transfer, { node, qty: textOf(amount), side: 'dispatched' }));
		}
	}
});

export const transferReceived = defineOperation({
	type: 'transfer.received',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH'],
	labels: { zh: '调拨收到', en: 'Transfer received' },
	fields: {
		transfer: transferHead.transfer,
		lines: list(['明细', 'Lines'], { ...goodsFields, to }),
		condition: optional(text(['到货情况', 'Condition']))
	},
	refs: (data) => [`transfer:${data.transfer}`, ...goodsRefs(data.lines)],
	apply(data, fx) {
		for (const line of data.lines) {
			moveGoods(fx, 'arrived', line, `transit:${data.transfer}`, locationPlace(line.to));
			for (const { node, qty: amount } of nodesOf(line))
				fx.put(transfers.put(data.transfer, { node, qty: textOf(amount), side: 'arrived' }));
		}
	}
});

/** What lay there when the system began: counted or taken over from the books before, by two people. No adjustment: nothing was wrong. */
export const stockOpened = defineOperation({
	type: 'stock.opened',
	tv: 1,
	cls: 'F',
	level: 'V',
	roles: ['WH', 'FI', 'IT'],
	signerRoles: ['WH', 'FI', 'QA', 'OWN', 'IT'],
	labels: { zh: '期初入账', en: 'Opening stock' },
	fields: { lot, qty, location: ref('location', ['库位', 'Location']), legacy },
	refs: (data) => [lotNode(data.lot)],
	apply(data, fx) {
		fx.move('received', lotNode(data.lot), data.qty, OUTSIDE.opening, locationPlace(data.location));
	}
});

export const stockAdjusted = defineOperation({
	type: 'stock.adjusted',
	tv: 1,
	cls: 'F',
	level: 'V',
	roles: ['WH', 'FI', 'IT'],
	signerRoles: ['WH', 'FI', 'QA', 'OWN', 'IT'],
	labels: { zh: '库存调整', en: 'Stock adjusted' },
	fields: {
		lot,
		qty,
		location: ref('location', ['库位', 'Location']),
		direction: choice(['方向', 'Direction'], { increase: ['增加', 'Increase'], decrease: ['减少', 'Decrease'] }),
		reason,
		legacy
	},
	refs: (data) => [lotNode(data.lot)],
	apply(data, fx) {
		const place = locationPlace(data.location);
		if (data.direction === 'increase') fx.move('adjusted', lotNode(data.lot), data.qty, OUTSIDE.adjusted, place);
		else fx.move('adjusted', lotNode(data.lot), data.qty, place, OUTSIDE.adjusted);
	}
});

export const stockScrapped = defineOperation({
	type: 'stock.scrapped',
	tv: 1,
	cls: 'F',
	level: 'V',
	roles: ['WH', 'QA', 'OP', 'LL', 'IT'],
	labels: { zh: '报废', en: 'Scrapped' },
	fields: { ...goodsFields, from, reason: optional(reason), legacy },
	refs: (data) => goodsRefs([data]),
	apply(data, fx) {
		moveGoods(fx, 'scrapped', data, locationPlace(data.from), OUTSIDE.scrap);
	}
});

export const sampleTaken = defineOperation({
	type: 'insp.sampleTaken',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['QC', 'QA', 'IT'],
	labels: { zh: '取样', en: 'Sample taken' },
	fields: { ...goodsFields, from, inspection: optional(ref('inspection', ['检验单', 'Inspection'])), legacy },
	refs: (data) => goodsRefs([data]),
	apply(data, fx) {
		moveGoods(fx, 'sampled', data, locationPlace(data.from), OUTSIDE.sample);
	}
});

export const lotSplit = defineOperation({
	type: 'lot.split',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'OP', 'LL'],
	labels: { zh: '分批', en: 'Lot split' },
	fields: { parent: lot, child: lot, qty, from, to, reason: optional(reason) },
	refs: (data) => [lotNode(data.parent), lotNode(data.child)],
	apply(data, fx) {
		const joint = `split:${data.child}`;
		fx.move('split', lotNode(data.parent), data.qty, locationPlace(data.from), joint);
		fx.move('split', lotNode(data.child), data.qty, joint, locationPlace(data.to));
		fx.edge('split', lotNode(data.parent), lotNode(data.child), data.qty);
	}
});

export const lotMerged = defineOperation({
	type: 'lot.merged',
	tv: 1,
	cls: 'F',
	level: 'V',
	roles: ['WH', 'QA'],
	labels: { zh: '合批', en: 'Lots merged' },
	fields: { child: lot, to, parents: list(['被合并批', 'Parents'], { lot, qty, from }) },
	refs: (data) => [lotNode(data.child), ...data.parents.map((parent) => lotNode(parent.lot))],
	apply(data, fx) {
		const joint = `merge:${data.child}`;
		for (const parent of data.parents) {
			fx.move('merged', lotNode(parent.lot), parent.qty, locationPlace(parent.from), joint);
			fx.move('merged', lotNode(data.child), parent.qty, joint, locationPlace(data.to));
			fx.edge('merged', lotNode(parent.lot), lotNode(data.child), parent.qty);
		}
	}
});

export const lotRelabelled = defineOperation({
	type: 'lot.relabelled',
	tv: 1,
	cls: 'F',
	level: 'V',
	roles: ['WH', 'QA'],
	labels: { zh: '改批号', en: 'Lot relabelled' },
	fields: { lot, oldNo: text(['原批号', 'Old number']), newNo: text(['新批号', 'New number']), reason },
	refs: (data) => [lotNode(data.lot)],
	apply(data, fx) {
		fx.put(lots.put(data.lot, { fields: { lotNo: data.newNo } }));
		fx.put(lotNumbers.put(data.newNo, { lot: data.lot }));
	}
});

/** A quantity for a view row, as exact text. */
function textOf(amount: ReturnType<typeof nodesOf>[number]['qty']): string {
	return typeof amount === 'bigint' ? (amount === ONE ? '1' : String(amount)) : amount.value;
}

export const inventoryOperations = [
	lotCreated,
	receiptArrived,
	stockReceived,
	unitCommissioned,
	stockMoved,
	transferDispatched,
	transferReceived,
	stockOpened,
	stockAdjusted,
	stockScrapped,
	sampleTaken,
	lotSplit,
	lotMerged,
	lotRelabelled
];
