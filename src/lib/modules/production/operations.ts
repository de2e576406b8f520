/** Work orders with a frozen material list, consumption, output and assembly. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, date, flag, group, list, optional, quantity, ref, text } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { edgeGoods, goodsFields, goodsRefs, locationPlace, lotNode, moveGoods, nodesOf, OUTSIDE, unitNode } from '../inventory/index.ts';
import { documentNumbers } from '../org/index.ts';
import { fefo, usableForProduction } from '../quality/index.ts';
import { floorOperations } from './floor.ts';
import { enoughThere, materialOfOrder, orderOpen, workMasterCurrent } from './gates.ts';
import { orderWork, workMasters, workOrders } from './views.ts';

const wo = ref('wo', ['生产指令', 'Work order']);
const step = count(['工序号', 'Operation number']);
const window = optional(text(['用料时段', 'Consumption window']));
const qty = quantity(['数量', 'Quantity']);
const from = ref('location', ['从库位', 'From location']);
const to = ref('location', ['到库位', 'To location']);
const lot = ref('lot', ['批', 'Lot']);
/** Of the label: tells one roll of a lot from another, so that it is not drawn twice. */
const roll = optional(text(['卷号', 'Roll']));
const legacy = optional(text(['原系统记录号', 'Legacy record']));

/** The joint at which inputs meet outputs: one operation of a work order, or a window of it (domain.md §3.5). */
export function jobNode(order: string, operation: number, part?: string): string {
	return `job:${order}|${operation}${part === undefined ? '' : `|${part}`}`;
}

export const workMasterReleased = defineOperation({
	type: 'workMaster.released',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['EN', 'QA', 'QH'],
	labels: { zh: '发布生产主文档', en: 'Work master released' },
	fields: {
		master: ref('master', ['生产主文档', 'Work master']),
		item: ref('item', ['产品', 'Product']),
		rev: text(['版本', 'Revision']),
		hash: text(['内容哈希', 'Content hash']),
		lines: list(['材料', 'Materials'], {
			item: ref('item', ['物料', 'Item']),
			per: text(['用量基数', 'Per']),
			qty,
			critical: flag(['关键', 'Critical'])
		})
	},
	refs: (data) => [`master:${data.master}`, `item:${data.item}`],
	apply({ master, ...fields }, fx) {
		fx.put(workMasters.put(master, { create: true, fields: fields as unknown as JsonObject }));
	}
});

export const woCreated = defineOperation({
	type: 'wo.created',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: ['PM', 'IT'],
	labels: { zh: '编制批生产指令', en: 'Work order created' },
	fields: {
		wo,
		no: text(['指令号', 'Work order number']),
		item: ref('item', ['产品', 'Product']),
		qty,
		/** Snapshot: the order keeps the material list it was made from, whatever is released later. */
		master: optional(ref('master', ['生产主文档', 'Work master'])),
		masterHash: optional(text(['内容哈希', 'Content hash'])),
		lotNo: optional(text(['计划批号', 'Planned lot number'])),
		due: optional(date(['计划完成', 'Due'])),
		legacy
	},
	refs: (data) => [`wo:${data.wo}`, `item:${data.item}`],
	apply({ wo: uid, ...fields }, fx) {
		fx.put(workOrders.put(uid, { create: true, fields: fields as JsonObject }));
		fx.put(documentNumbers.put(`wo|${fields.no}`, { subject: `wo:${uid}` }));
	}
});

export const woReleased = defineOperation({
	type: 'wo.released',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'approved',
	roles: ['PM'],
	labels: { zh: '下达批生产指令', en: 'Work order released' },
	fields: { wo, master: optional(ref('master', ['生产主文档', 'Work master'])), masterHash: optional(text(['内容哈希', 'Content hash'])) },
	refs: (data) => [`wo:${data.wo}`],
	gates: [workMasterCurrent],
	apply(data, fx) {
		fx.put(workOrders.put(data.wo, { fields: { released: true } }));
	}
});

export const stockIssued = defineOperation({
	type: 'stock.issued',
	tv: 1,
	cls: 'F',
	level: 'A',
	// An operator draws for himself: the exact scan and the gates stand for the storekeeper (users.md §2, 扫码即复核).
	roles: ['WH', 'LL', 'OP'],
	labels: { zh: '领料', en: 'Issued to the floor' },
	fields: {
		wo,
		lines: list(['明细', 'Lines'], { ...goodsFields, from, to, roll }),
		receiver: optional(ref('person', ['领料人', 'Received by'])),
		/** Why another lot was drawn than the one that expires first. */
		reason: optional(text(['不按先到期先出的原因', 'Why not first expiring first']))
	},
	refs: (data) => [`wo:${data.wo}`, ...goodsRefs(data.lines)],
	gates: [orderOpen, materialOfOrder, usableForProduction, enoughThere, fefo],
	apply(data, fx) {
		for (const line of data.lines) moveGoods(fx, 'moved', line, locationPlace(line.from), locationPlace(line.to));
		fx.put(orderWork.put(data.wo, { kind: 'issued' }));
	}
});

export const stockReturnedFromFloor = defineOperation({
	type: 'stock.returnedFromFloor',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'OP', 'LL'],
	labels: { zh: '退料', en: 'Returned from the floor' },
	fields: { wo, lines: list(['明细', 'Lines'], { ...goodsFields, from, to, roll, weighed: optional(quantity(['称重', 'Weighed'])) }) },
	refs: (data) => [`wo:${data.wo}`, ...goodsRefs(data.lines)],
	apply(data, fx) {
		for (const line of data.lines) moveGoods(fx, 'moved', line, locationPlace(line.from), locationPlace(line.to));
		fx.put(orderWork.put(data.wo, { kind: 'returned' }));
	}
});

export const materialConsumed = defineOperation({
	type: 'op.materialConsumed',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL', 'IT'],
	labels: { zh: '投料', en: 'Material consumed' },
	fields: { wo, step, window, ...goodsFields, from, legacy },
	refs: (data) => [`wo:${data.wo}`, ...goodsRefs([data])],
	gates: [usableForProduction, enoughThere],
	apply(data, fx) {
		const job = jobNode(data.wo, data.step, data.window);
		moveGoods(fx, 'consumed', data, locationPlace(data.from), job);
		edgeGoods(fx, 'consumed', data, job);
		fx.put(orderWork.put(data.wo, { kind: 'consumed', step: data.step }));
	}
});

export const outputReported = defineOperation({
	type: 'op.outputReported',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL', 'IT'],
	labels: { zh: '报工', en: 'Output reported' },
	fields: {
		wo,
		step,
		window,
		...goodsFields,
		to,
		scrap: optional(list(['报废', 'Scrap'], { reason: text(['原因', 'Reason']), qty })),
		equipment: optional(text(['设备', 'Equipment'])),
		legacy
	},
	refs: (data) => [`wo:${data.wo}`, ...goodsRefs([data])],
	apply(data, fx) {
		const job = jobNode(data.wo, data.step, data.window);
		for (const { node, qty: amount } of nodesOf(data)) {
			fx.move('produced', node, amount, job, locationPlace(data.to));
			fx.edge('produced', job, node, amount);
		}
		fx.put(
			orderWork.put(data.wo, {
				kind: 'reported',
				step: data.step,
				...(data.qty === undefined ? {} : { qty: data.qty }),
				scrap: data.scrap ?? []
			})
		);
	}
});

const assembly = {
	batch: ref('batch', ['序列号批', 'Serial batch']),
	first: count(['起始序号', 'First number']),
	last: count(['结束序号', 'Last number'])
};

export const componentInstalled = defineOperation({
	type: 'op.componentInstalled',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL', 'AS'],
	labels: { zh: '装入部件', en: 'Component installed' },
	fields: {
		wo: optional(wo),
		units: group(['单件', 'Units'], assembly),
		lot,
		qty: quantity(['每件用量', 'Quantity per unit']),
		from,
		position: optional(text(['位置', 'Position']))
	},
	refs: (data) => [`batch:${data.units.batch}`, lotNode(data.lot)],
	gates: [usableForProduction, enoughThere],
	apply(data, fx) {
		for (const { node } of nodesOf(data.units)) {
			fx.move('installed', lotNode(data.lot), data.qty, locationPlace(data.from), 'installed');
			fx.edge('installed', lotNode(data.lot), node, data.qty);
		}
	}
});

export const componentRemoved = defineOperation({
	type: 'op.componentRemoved',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL', 'AS'],
	labels: { zh: '拆下部件', en: 'Component removed' },
	fields: {
		batch: assembly.batch,
		number: count(['序号', 'Number']),
		lot,
		qty,
		reason: text(['原因', 'Reason']),
		disposition: choice(['去向', 'Disposition'], { scrapped: ['报废', 'Scrapped'], returned: ['退回', 'Returned to stock'] }),
		to: optional(to)
	},
	refs: (data) => [`batch:${data.batch}`, lotNode(data.lot)],
	apply(data, fx) {
		fx.edge('removed', lotNode(data.lot), unitNode(data.batch, data.number), data.qty);
		fx.move(
			'removed',
			lotNode(data.lot),
			data.qty,
			'installed',
			data.disposition === 'returned' && data.to ? locationPlace(data.to) : OUTSIDE.scrap
		);
	}
});

export const productionOperations = [
	...floorOperations,
	workMasterReleased,
	woCreated,
	woReleased,
	stockIssued,
	stockReturnedFromFloor,
	materialConsumed,
	outputReported,
	componentInstalled,
	componentRemoved
];
