/** Inspection, disposition and holds. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { choice, count, list, optional, ref, text, texts } from '#lib/engine/fields.ts';
import { defineRegister } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lotNode, lots } from '../inventory/index.ts';
import { inspectionPlanReleased, inspectionPlans, plansInForce } from './plans.ts';
import { inheritedHolds, quality } from './views.ts';

const lot = ref('lot', ['批', 'Lot']);
const inspection = ref('inspection', ['检验单', 'Inspection']);
const reason = text(['原因', 'Reason']);
const inspectionKind = choice(['检验类型', 'Kind of inspection'], {
	IQC: ['进货检验', 'Incoming'],
	IPQC: ['过程检验', 'In-process'],
	FQC: ['成品检验', 'Final'],
	FAI: ['首件检验', 'First article']
});

/** Inspections by uid: what they are about. */
export const inspections = defineRegister('inspections');
/** Who recorded results and who judged, by subject: what "inspector ≠ releaser" compares. */
export const inspectionHands = defineView<{ readonly part: 'tested' | 'judged'; readonly inspection: string }, number>({
	name: 'inspectionHands',
	hashed: false,
	fold: (inputs) => inputs.length
});
export interface RecordedResult {
	readonly characteristic: string;
	readonly value: string;
	readonly verdict: 'pass' | 'fail';
	readonly key?: string;
	readonly readings?: readonly string[];
	readonly defects?: number;
	readonly n?: number;
}
/** What was found, by inspection: the newest result of each characteristic, in the order they were first recorded. */
export const inspectionResults = defineView<
	{ readonly plan: string; readonly results: readonly RecordedResult[] },
	{ readonly plan: string; readonly results: readonly RecordedResult[] }
>({
	name: 'inspectionResults',
	hashed: false,
	fold(inputs, read) {
		const newest = new Map<string, RecordedResult>();
		let plan = '';
		for (const { op, value } of inputs) {
			if (read.standing(op) === 'void') continue;
			plan = value.plan || plan;
			for (const result of value.results) newest.set(result.key ?? result.characteristic, result);
		}
		return { plan, results: [...newest.values()] };
	}
});
export const judgements = defineView<{ readonly decision: 'accepted' | 'rejected' }, string>({
	name: 'judgements',
	hashed: true,
	fold(inputs, read) {
		// Two judgements that did not know each other: the rejection wins (C9).
		const effective = inputs.filter(({ op }) => read.verdict(op).effective);
		return effective.some(({ value }) => value.decision === 'rejected') ? 'rejected' : effective.length > 0 ? 'accepted' : 'open';
	}
});

/** Nobody releases a lot he cannot have seen: else its later creation alone would make it usable (domain.md §2.16). */
export function lotUnknownTo(uid: string, op: RecordedOp, read: Reader): readonly string[] | undefined {
	return read.inputs(lots, uid).some((input) => input.value.create === true && read.isBefore(input.op, op)) ? undefined : [op.id];
}

export const inspectionCreated = defineOperation({
	type: 'insp.created',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: ['QC', 'QA', 'WH'],
	labels: { zh: '请检', en: 'Inspection requested' },
	fields: {
		inspection,
		no: text(['检验单号', 'Inspection number']),
		kind: inspectionKind,
		lot,
		plan: optional(text(['检验规程', 'Inspection plan']))
	},
	refs: (data) => [`inspection:${data.inspection}`, lotNode(data.lot)],
	apply({ inspection: uid, ...fields }, fx) {
		fx.put(inspections.put(uid, { create: true, fields }));
	}
});

export const inspectionResult = defineOperation({
	type: 'insp.resultRecorded',
	tv: 1,
	cls: 'O',
	level: 'A',
	roles: ['QC', 'QA'],
	labels: { zh: '检验结果', en: 'Inspection result' },
	fields: {
		inspection,
		lot,
		results: list(['检验项目', 'Characteristics'], {
			characteristic: text(['项目', 'Characteristic']),
			value: text(['实测值', 'Value']),
			verdict: choice(['单项结论', 'Verdict'], { pass: ['合格', 'Pass'], fail: ['不合格', 'Fail'] }),
			gauge: optional(text(['计量器具', 'Gauge'])),
			/** Of a plan's characteristic: its key, what was read of each piece, or how many pieces do not conform, of how many. */
			key: optional(text(['代号', 'Key'])),
			readings: optional(texts(['逐件读数', 'Readings'])),
			defects: optional(count(['不合格数', 'Nonconforming'])),
			n: optional(count(['样本量', 'Sample size']))
		}),
		/** Uid of the plan it was tested by. */
		plan: optional(text(['检验规程', 'Inspection plan']))
	},
	refs: (data) => [`inspection:${data.inspection}`, lotNode(data.lot)],
	apply(data, fx) {
		fx.put(inspectionHands.put(lotNode(data.lot), { part: 'tested', inspection: data.inspection }));
		fx.put(inspectionResults.put(data.inspection, { plan: data.plan ?? '', results: data.results }));
	}
});

export const inspectionJudged = defineOperation({
	type: 'insp.judged',
	tv: 1,
	cls: 'D',
	nature: (data) => (data.decision === 'rejected' ? 'restricting' : 'permitting'),
	level: 'S',
	meaning: 'reviewed',
	roles: ['QC', 'QA'],
	labels: { zh: '检验判定', en: 'Inspection judged' },
	fields: { inspection, lot, decision: choice(['结论', 'Decision'], { accepted: ['合格', 'Accepted'], rejected: ['不合格', 'Rejected'] }) },
	refs: (data) => [`inspection:${data.inspection}`, lotNode(data.lot)],
	separations: [
		{
			separation: 'tester-judge',
			from: (data, op, read) =>
				read
					.inputs(inspectionHands, lotNode(String(data['lot'])))
					.filter((input) => input.value.part === 'tested' && input.value.inspection === data['inspection'] && read.isBefore(input.op, op))
					.map((input) => input.op)
		}
	],
	apply(data, fx) {
		fx.put(judgements.put(data.inspection, { decision: data.decision }));
		fx.put(inspectionHands.put(lotNode(data.lot), { part: 'judged', inspection: data.inspection }));
	}
});

export const lotDispositioned = defineOperation({
	type: 'lot.dispositioned',
	tv: 1,
	cls: 'D',
	nature: (data) => (data.decision === 'released' ? 'permitting' : 'restricting'),
	level: 'S',
	meaning: 'approved',
	roles: ['QA', 'QH', 'AR'],
	labels: { zh: '判定批状态', en: 'Lot dispositioned' },
	fields: {
		lot,
		decision: choice(['质量状态', 'Disposition'], {
			released: ['合格', 'Released'],
			rejected: ['不合格', 'Rejected'],
			quarantine: ['待检', 'Quarantine']
		}),
		basis: optional(text(['依据', 'Basis']))
	},
	refs: (data) => [lotNode(data.lot)],
	separations: [
		{
			separation: 'inspect-release',
			from: (data, op, read) =>
				data['decision'] === 'released'
					? read
							.inputs(inspectionHands, lotNode(String(data['lot'])))
							.filter((input) => input.value.part === 'tested' && read.isBefore(input.op, op))
							.map((input) => input.op)
					: []
		}
	],
	precondition: (data, op, read) => (data.decision === 'released' ? lotUnknownTo(data.lot, op, read) : undefined),
	apply(data, fx) {
		fx.put(quality.put(lotNode(data.lot), { kind: 'disposition', decision: data.decision }));
	}
});

export const holdPlaced = defineOperation({
	type: 'hold.placed',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: 'any',
	labels: { zh: '冻结', en: 'Hold placed' },
	fields: {
		hold: ref('hold', ['冻结单', 'Hold']),
		/** `lot:<uid>`, `unit:<uid>` or `load:<uid>`. */
		targets: texts(['对象', 'Subjects']),
		scope: choice(['范围', 'Scope'], { self: ['仅本批', 'This lot only'], descendants: ['含全部下游', 'And everything made from it'] }),
		cause: choice(['原因类别', 'Cause'], {
			material: ['材料', 'Material'],
			process: ['过程', 'Process'],
			environment: ['环境', 'Environment'],
			person: ['人员', 'Person'],
			equipment: ['设备', 'Equipment'],
			design: ['设计', 'Design']
		}),
		reason
	},
	refs: (data) => data.targets,
	apply(data, fx) {
		for (const target of data.targets)
			fx.put(quality.put(target, { kind: 'hold', hold: data.hold, scope: data.scope, cause: data.cause, reason: data.reason }));
	}
});

export const holdLifted = defineOperation({
	type: 'hold.lifted',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['QA', 'QH', 'AR'],
	labels: { zh: '解冻', en: 'Hold lifted' },
	fields: { holds: texts(['冻结单', 'Holds']), targets: texts(['对象', 'Subjects']), basis: text(['依据', 'Basis']) },
	refs: (data) => data.targets,
	apply(data, fx) {
		for (const target of data.targets) fx.put(quality.put(target, { kind: 'lift', holds: data.holds }));
	}
});

export const qualityOperations = [
	inspectionPlanReleased,
	inspectionCreated,
	inspectionResult,
	inspectionJudged,
	lotDispositioned,
	holdPlaced,
	holdLifted
];
export const qualityViews = [
	quality,
	inheritedHolds,
	inspections,
	inspectionHands,
	inspectionResults,
	judgements,
	inspectionPlans,
	plansInForce
];
