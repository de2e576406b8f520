/** The operator's day on an order: started, paused, resumed, cleared, completed. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, optional, ref, text, texts } from '#lib/engine/fields.ts';
import { clearedBeforeEnd, lineCleared, orderOpen } from './gates.ts';
import { lineUse, orderWork, workOrders } from './views.ts';

const wo = ref('wo', ['生产指令', 'Work order']);
const step = count(['工序号', 'Operation number']);
const note = optional(text(['备注', 'Note']));
const location = optional(ref('location', ['线边库位', 'Line']));

/** Why work stands still; what downtime is counted by. */
export const pauseReason = choice(['原因', 'Reason'], {
	material: ['缺料', 'Waiting for material'],
	equipment: ['设备故障', 'Equipment fault'],
	changeover: ['换卷换模', 'Changeover'],
	quality: ['质量异常', 'Quality problem'],
	environment: ['环境超限', 'Environment out of limits'],
	break: ['休息交接班', 'Break, hand-over'],
	other: ['其他', 'Other']
});

export const started = defineOperation({
	type: 'op.started',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL'],
	labels: { zh: '开工', en: 'Started' },
	fields: { wo, step, location, equipment: optional(text(['设备', 'Equipment'])) },
	refs: (data) => [`wo:${data.wo}`],
	gates: [orderOpen, lineCleared],
	apply(data, fx) {
		fx.put(
			orderWork.put(data.wo, {
				kind: 'started',
				step: data.step,
				...(data.location === undefined ? {} : { location: data.location }),
				...(data.equipment === undefined ? {} : { equipment: data.equipment })
			})
		);
		if (data.location !== undefined) fx.put(lineUse.put(data.location, { kind: 'started', wo: data.wo }));
	}
});

export const paused = defineOperation({
	type: 'op.paused',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL'],
	labels: { zh: '暂停', en: 'Paused' },
	fields: { wo, step, reason: pauseReason, note },
	refs: (data) => [`wo:${data.wo}`],
	apply(data, fx) {
		fx.put(orderWork.put(data.wo, { kind: 'paused', step: data.step, reason: data.reason }));
	}
});

export const resumed = defineOperation({
	type: 'op.resumed',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['OP', 'LL'],
	labels: { zh: '复工', en: 'Resumed' },
	fields: { wo, step },
	refs: (data) => [`wo:${data.wo}`],
	gates: [orderOpen],
	apply(data, fx) {
		fx.put(orderWork.put(data.wo, { kind: 'resumed', step: data.step }));
	}
});

export const lineClearanceDone = defineOperation({
	type: 'lineClearance.done',
	tv: 1,
	cls: 'O',
	level: 'V',
	meaning: 'verified',
	roles: ['OP', 'LL'],
	signerRoles: ['OP', 'LL', 'QA', 'QC', 'PM'],
	labels: { zh: '清场完成', en: 'Line cleared' },
	fields: {
		wo,
		location,
		/** Lot that was on the line, and the one that comes next where it is known: both stand on the certificate. */
		previousLot: optional(text(['清场前批号', 'Lot before'])),
		nextLot: optional(text(['下一批号', 'Next lot'])),
		items: texts(['清场内容', 'What was cleared']),
		note
	},
	refs: (data) => [`wo:${data.wo}`],
	apply(data, fx) {
		fx.put(orderWork.put(data.wo, { kind: 'cleared' }));
		if (data.location !== undefined) fx.put(lineUse.put(data.location, { kind: 'cleared', wo: data.wo }));
	}
});

export const woCompleted = defineOperation({
	type: 'wo.completed',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['PM', 'LL'],
	labels: { zh: '完工', en: 'Work order completed' },
	fields: { wo, note },
	refs: (data) => [`wo:${data.wo}`],
	gates: [orderOpen, clearedBeforeEnd],
	apply(data, fx) {
		fx.put(workOrders.put(data.wo, { fields: { completed: true } }));
		fx.put(orderWork.put(data.wo, { kind: 'completed' }));
	}
});

export const floorOperations = [started, paused, resumed, lineClearanceDone, woCompleted];
