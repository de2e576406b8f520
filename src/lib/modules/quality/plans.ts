/** Inspection plans 检验规程: what is looked at, how, within which limits; versioned by release, two persons. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { choice, count, flag, list, optional, ref, text, type DataOf } from '#lib/engine/fields.ts';
import { defineRegister } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { JsonObject } from '#lib/log/operation.ts';

const characteristicFields = {
	/** Stable through revisions: results refer to it. */
	key: text(['代号', 'Key']),
	name: text(['项目', 'Characteristic']),
	nature: choice(['性质', 'Nature'], { variable: ['计量', 'Measured'], attribute: ['计数', 'Counted'] }),
	unit: optional(text(['单位', 'Unit'])),
	/** Exact decimals; a reading on the limit conforms. */
	lower: optional(text(['下限', 'Lower limit'])),
	upper: optional(text(['上限', 'Upper limit'])),
	/** What conforms, in words, for counted characteristics. */
	accept: optional(text(['合格要求', 'Requirement'])),
	method: optional(text(['方法', 'Method'])),
	gaugeClass: optional(text(['器具类别', 'Gauge class'])),
	severity: choice(['缺陷类别', 'Severity'], { critical: ['致命', 'Critical'], major: ['严重', 'Major'], minor: ['轻微', 'Minor'] }),
	sampling: choice(['抽样', 'Sampling'], {
		fixed: ['固定数', 'Fixed number'],
		all: ['全检', 'All'],
		gb2828: ['GB/T 2828.1', 'GB/T 2828.1'],
		c0: ['零缺陷(c=0)', 'Zero acceptance (c=0)']
	}),
	n: optional(count(['样本量', 'Sample size'])),
	level: optional(text(['检验水平', 'Inspection level'])),
	aql: optional(text(['AQL', 'AQL'])),
	/** Not of every lot: the plan says why it need not be. */
	periodic: optional(flag(['周期项目', 'Periodic'])),
	/** Days until the result is there (sterility 14). */
	leadDays: optional(count(['出结果天数', 'Days to the result']))
};
export type Characteristic = DataOf<typeof characteristicFields>;

/** Plans by uid. */
export const inspectionPlans = defineRegister('inspectionPlans');

/** The plan in force by `item|kind`: uid; "" if there is none. */
export const plansInForce = defineView<{ readonly plan: string }, string>({
	name: 'plansInForce',
	hashed: true,
	fold: (inputs, read) => inputs.findLast(({ op }) => read.verdict(op).effective)?.value.plan ?? ''
});

export const inspectionPlanReleased = defineOperation({
	type: 'inspectionPlan.released',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['QA', 'QH', 'QC', 'EN'],
	labels: { zh: '发布检验规程', en: 'Inspection plan released' },
	fields: {
		plan: ref('plan', ['检验规程', 'Inspection plan']),
		item: ref('item', ['物料', 'Item']),
		kind: choice(['检验类型', 'Kind of inspection'], {
			IQC: ['进货检验', 'Incoming'],
			IPQC: ['过程检验', 'In-process'],
			FQC: ['成品检验', 'Final'],
			FAI: ['首件检验', 'First article']
		}),
		no: text(['规程编号', 'Plan number']),
		rev: text(['版本', 'Revision']),
		characteristics: list(['检验项目', 'Characteristics'], characteristicFields)
	},
	refs: (data) => [`plan:${data.plan}`, `item:${data.item}`],
	apply({ plan, ...fields }, fx) {
		fx.put(inspectionPlans.put(plan, { create: true, fields: fields as unknown as JsonObject }));
		fx.put(plansInForce.put(`${fields.item}|${fields.kind}`, { plan }));
	}
});

export interface InspectionPlan {
	readonly uid: string;
	readonly no: string;
	readonly rev: string;
	readonly characteristics: readonly Characteristic[];
}

/** A plan by uid; undefined if there is none or it is not in effect. */
export function planOf(read: Reader, uid: string): InspectionPlan | undefined {
	const row = uid === '' ? undefined : read.row(inspectionPlans, uid);
	if (!row || row.createdBy === '') return undefined;
	const { no, rev, characteristics } = row.fields as unknown as InspectionPlan;
	return { uid, no, rev, characteristics };
}

export function planInForce(read: Reader, item: string, kind: string): InspectionPlan | undefined {
	return planOf(read, read.row(plansInForce, `${item}|${kind}`));
}
