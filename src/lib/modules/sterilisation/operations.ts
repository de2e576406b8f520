/** To the contract steriliser and back: load, cycle, indicators, goods counted in, verdict (domain.md §3.4, users.md §4 委托灭菌). */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, date, list, optional, quantity, record, ref, text } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { loadedQuantities, loads, loadVerdicts, locationPlace, lotLoads, lotNode, photoFields } from '../inventory/index.ts';
import { documentNumbers } from '../org/index.ts';
import { enoughThere } from '../production/index.ts';
import { loadComplete, maySterilise, numberOfLoadFree } from './gates.ts';
import { loadCycles, loadIndicators, loadReturns, readingTexts, sterilSpecs } from './views.ts';

const load = ref('load', ['灭菌批', 'Steriliser load']);
const lot = ref('lot', ['批', 'Lot']);
const qty = quantity(['数量', 'Quantity']);
const from = ref('location', ['从库位', 'From location']);
const to = ref('location', ['到库位', 'To location']);
const cartons = optional(count(['箱数', 'Cartons']));
const photos = optional(list(['照片', 'Photos'], photoFields));

export const sterilSpecReleased = defineOperation({
	type: 'sterilSpec.released',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['EN', 'QA', 'QH'],
	labels: { zh: '发布灭菌工艺规程', en: 'Cycle specification released' },
	fields: {
		spec: ref('spec', ['灭菌工艺规程', 'Cycle specification']),
		no: text(['规程编号', 'Number']),
		rev: text(['版本', 'Revision']),
		method: text(['灭菌方式', 'Method']),
		indicators: optional(count(['每柜 BI 数', 'Indicators in a load'])),
		/** The contractor's validation that these limits come from. */
		validation: optional(text(['确认报告', 'Validation report'])),
		limits: list(['参数限度', 'Limits'], {
			key: text(['代号', 'Key']),
			name: text(['参数', 'Parameter']),
			unit: optional(text(['单位', 'Unit'])),
			/** Exact decimals; a reading on the limit conforms. */
			lower: optional(text(['下限', 'Lower limit'])),
			upper: optional(text(['上限', 'Upper limit']))
		})
	},
	refs: (data) => [`spec:${data.spec}`],
	apply({ spec, ...fields }, fx) {
		fx.put(sterilSpecs.put(spec, { create: true, fields: fields as unknown as JsonObject }));
	}
});

export const sterilLoaded = defineOperation({
	type: 'steril.loaded',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'PM', 'QA', 'LL'],
	labels: { zh: '送灭菌', en: 'Sent for sterilisation' },
	fields: {
		load,
		no: text(['灭菌批号', 'Load number']),
		contractor: optional(ref('partner', ['受托方', 'Contractor'])),
		lines: list(['明细', 'Lines'], { lot, qty, from, to, cartons }),
		spec: optional(ref('spec', ['灭菌工艺规程', 'Cycle specification'])),
		agreement: optional(text(['委托协议号', 'Agreement'])),
		diagram: optional(text(['装载图', 'Loading diagram'])),
		indicators: optional(count(['放入 BI 数', 'Indicators placed'])),
		bioburden: optional(text(['初始污染菌', 'Bioburden'])),
		carrier: optional(text(['承运人', 'Carrier'])),
		photos
	},
	gates: [maySterilise, numberOfLoadFree, enoughThere],
	refs: (data) => [`load:${data.load}`, ...data.lines.map((line) => lotNode(line.lot))],
	apply({ load: uid, lines, photos: _photos, ...fields }, fx) {
		fx.put(loads.put(uid, { create: true, fields: fields as JsonObject }));
		fx.put(documentNumbers.put(`load|${fields.no}`, { subject: `load:${uid}` }));
		for (const line of lines) {
			fx.move('moved', lotNode(line.lot), line.qty, locationPlace(line.from), locationPlace(line.to));
			fx.edge('processed', lotNode(line.lot), `load:${uid}`, line.qty);
			fx.put(lotLoads.put(line.lot, { load: uid }));
			fx.put(loadedQuantities.put(line.lot, { load: uid, qty: line.qty.value }));
		}
	}
});

export const sterilCycleRecorded = defineOperation({
	type: 'steril.cycleRecorded',
	tv: 1,
	cls: 'O',
	level: 'A',
	roles: ['QA', 'QC', 'PM'],
	labels: { zh: '灭菌周期记录', en: 'Steriliser cycle recorded' },
	fields: {
		load,
		start: text(['开始', 'Start']),
		end: text(['结束', 'End']),
		chamber: optional(text(['柜号', 'Chamber'])),
		run: optional(text(['受托方柜次号', 'Contractor’s run number'])),
		parameters: optional(record(['参数', 'Parameters'])),
		deviations: optional(text(['异常与偏差', 'Deviations'])),
		photos
	},
	refs: (data) => [`load:${data.load}`],
	apply(data, fx) {
		fx.put(loads.put(data.load, { fields: { cycleStart: data.start, cycleEnd: data.end } }));
		fx.put(
			loadCycles.put(data.load, {
				start: data.start,
				end: data.end,
				chamber: data.chamber ?? '',
				run: data.run ?? '',
				deviations: data.deviations ?? '',
				readings: readingTexts(data.parameters)
			})
		);
	}
});

export const sterilReturned = defineOperation({
	type: 'steril.returned',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['WH', 'QA', 'LL'],
	labels: { zh: '灭菌返厂点数', en: 'Counted back from the steriliser' },
	fields: {
		load,
		lines: list(['明细', 'Lines'], { lot, qty, from, to, cartons }),
		indicators: optional(count(['收回 BI 数', 'Indicators back'])),
		condition: optional(text(['外包装', 'Condition'])),
		photos
	},
	gates: [enoughThere],
	refs: (data) => [`load:${data.load}`, ...data.lines.map((line) => lotNode(line.lot))],
	apply(data, fx) {
		for (const line of data.lines) fx.move('moved', lotNode(line.lot), line.qty, locationPlace(line.from), locationPlace(line.to));
		fx.put(
			loadReturns.put(data.load, {
				lines: data.lines.map((line) => ({ lot: line.lot, qty: line.qty.value })),
				indicators: data.indicators ?? -1
			})
		);
	}
});

export const sterilBiRecorded = defineOperation({
	type: 'steril.biRecorded',
	tv: 1,
	cls: 'O',
	level: 'S',
	meaning: 'performed',
	roles: ['QC', 'QA'],
	labels: { zh: 'BI 结果', en: 'Biological indicators read' },
	fields: {
		load,
		biLot: text(['BI 批号', 'Indicator lot']),
		recovered: count(['收回培养数', 'Recovered and incubated']),
		positive: count(['阳性数', 'Grown']),
		control: choice(['阳性对照', 'Positive control'], { grown: ['生长', 'Grown'], 'not-grown': ['未生长', 'Not grown'] }),
		read: date(['判读日期', 'Read on']),
		note: optional(text(['备注', 'Note']))
	},
	refs: (data) => [`load:${data.load}`],
	apply(data, fx) {
		fx.put(
			loadIndicators.put(data.load, {
				biLot: data.biLot,
				recovered: data.recovered,
				positive: data.positive,
				controlGrew: data.control === 'grown',
				read: data.read
			})
		);
	}
});

export const sterilLoadReleased = defineOperation({
	type: 'steril.loadReleased',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'released',
	roles: ['QC', 'QA', 'QH'],
	labels: { zh: '灭菌放行', en: 'Load released' },
	fields: { load, basis: text(['依据', 'Basis']) },
	gates: [loadComplete],
	refs: (data) => [`load:${data.load}`],
	apply(data, fx) {
		fx.put(loadVerdicts.put(data.load, { decision: 'released' }));
	}
});

export const sterilLoadRejected = defineOperation({
	type: 'steril.loadRejected',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: ['QA', 'QC', 'QH'],
	labels: { zh: '灭菌不合格', en: 'Load rejected' },
	fields: { load, reason: text(['原因', 'Reason']) },
	refs: (data) => [`load:${data.load}`],
	apply(data, fx) {
		fx.put(loadVerdicts.put(data.load, { decision: 'rejected' }));
	}
});

export const sterilisationOperations = [
	sterilSpecReleased,
	sterilLoaded,
	sterilCycleRecorded,
	sterilReturned,
	sterilBiRecorded,
	sterilLoadReleased,
	sterilLoadRejected
];
