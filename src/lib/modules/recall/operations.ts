/** Recall 召回: signal, assessment with its scope as then known, decision, and scope changes. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { choice, flag, list, optional, ref, text, texts } from '#lib/engine/fields.ts';
import { recallProgress } from './progress.ts';

const recall = ref('recall', ['召回', 'Recall']);
/** Who held what when the scope was fixed. */
const consignees = list(['收货方', 'Consignees'], {
	party: text(['单位', 'Party']),
	lot: text(['批号', 'Lot']),
	qty: text(['数量', 'Quantity'])
});
export const scope = {
	start: texts(['起点', 'Starting points']),
	cause: text(['原因类别', 'Cause']),
	lots: texts(['涉及批', 'Lots in scope']),
	consignees
};

export const RECALL_CLASS = choice(['召回级别', 'Class'], { I: ['一级', 'Class I'], II: ['二级', 'Class II'], III: ['三级', 'Class III'] });

export interface ScopeSnapshot {
	readonly start: readonly string[];
	readonly cause: string;
	readonly lots: readonly string[];
	readonly consignees: readonly { readonly party: string; readonly lot: string; readonly qty: string }[];
}

export type RecallChange =
	| { readonly kind: 'signal'; readonly trigger: string }
	| { readonly kind: 'assessed' | 'scope-changed'; readonly snapshot: ScopeSnapshot }
	| { readonly kind: 'decided'; readonly drill: boolean; readonly recallClass: string };

export interface RecallRow {
	readonly status: 'signal' | 'assessed' | 'decided';
	readonly drill: boolean;
	/** The scope people signed last; null before the first assessment. */
	readonly snapshot: ScopeSnapshot | null;
	readonly decidedBy: string;
}

/** Recalls by uid. */
export const recalls = defineView<RecallChange, RecallRow>({
	name: 'recalls',
	hashed: true,
	fold(inputs, read) {
		let row: RecallRow = { status: 'signal', drill: false, snapshot: null, decidedBy: '' };
		for (const { op, value } of inputs) {
			if (!read.verdict(op).effective) continue;
			if (value.kind === 'assessed') row = { ...row, status: row.status === 'decided' ? 'decided' : 'assessed', snapshot: value.snapshot };
			else if (value.kind === 'scope-changed') row = { ...row, snapshot: value.snapshot };
			else if (value.kind === 'decided') row = { ...row, status: 'decided', drill: value.drill, decidedBy: op.id };
		}
		return row;
	}
});

export const signalRaised = defineOperation({
	type: 'recall.signalRaised',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'A',
	roles: 'any',
	labels: { zh: '召回信号', en: 'Recall signal' },
	fields: { recall, trigger: text(['触发', 'Trigger']), source: optional(text(['来源', 'Source'])) },
	refs: (data) => [`recall:${data.recall}`],
	apply(data, fx) {
		fx.put(recalls.put(data.recall, { kind: 'signal', trigger: data.trigger }));
	}
});

export const recallAssessed = defineOperation({
	type: 'recall.assessed',
	tv: 1,
	cls: 'O',
	level: 'S',
	roles: ['QA', 'RA', 'QH'],
	labels: { zh: '召回评估', en: 'Recall assessed' },
	fields: { recall, defect: text(['缺陷', 'Defect']), ...scope },
	refs: (data) => [`recall:${data.recall}`],
	apply({ recall: uid, defect: _defect, ...snapshot }, fx) {
		fx.put(recalls.put(uid, { kind: 'assessed', snapshot }));
	}
});

export const recallDecided = defineOperation({
	type: 'recall.decided',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'P3',
	meaning: 'approved',
	roles: ['OWN', 'QH', 'RA'],
	labels: { zh: '召回决定', en: 'Recall decided' },
	fields: {
		recall,
		drill: flag(['演练', 'Drill']),
		class: RECALL_CLASS,
		reason: optional(text(['召回原因', 'Reason'])),
		plan: optional(text(['召回计划', 'Plan']))
	},
	refs: (data) => [`recall:${data.recall}`],
	apply(data, fx) {
		fx.put(recalls.put(data.recall, { kind: 'decided', drill: data.drill, recallClass: data.class }));
		fx.put(recallProgress.put(data.recall, { kind: 'decided', recallClass: data.class, reason: data.reason ?? '' }));
	}
});

export const recallScopeChanged = defineOperation({
	type: 'recall.scopeChanged',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['QH', 'RA', 'OWN'],
	labels: { zh: '召回范围变更', en: 'Recall scope changed' },
	fields: { recall, ...scope, reason: text(['原因', 'Reason']) },
	refs: (data) => [`recall:${data.recall}`],
	apply({ recall: uid, reason: _reason, ...snapshot }, fx) {
		fx.put(recalls.put(uid, { kind: 'scope-changed', snapshot }));
	}
});

export const recallOperations = [signalRaised, recallAssessed, recallDecided, recallScopeChanged];
