/** Approvals 审批: distinct persons over exactly the same content; a rejection wins unless an approval answers it. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { count, optional, ref, text } from '#lib/engine/fields.ts';

export type ApprovalAct =
	| { readonly kind: 'requested'; readonly contentHash: string; readonly needed: number; readonly author: string }
	| { readonly kind: 'given' | 'rejected'; readonly contentHash: string; readonly person: string }
	| { readonly kind: 'withdrawn' };

export interface ApprovalRow {
	readonly status: 'unknown' | 'pending' | 'approved' | 'rejected' | 'withdrawn';
	/** Distinct persons who approved the requested content. */
	readonly approvedBy: readonly string[];
	readonly needed: number;
	/** Ids of approvals given without knowing a rejection, and of that rejection. */
	readonly split: readonly string[];
	/** Ids of approvals over other content than the requested one. */
	readonly stale: readonly string[];
}

export const approvals = defineView<ApprovalAct, ApprovalRow>({
	name: 'approvals',
	hashed: true,
	fold(inputs, read) {
		const request = inputs.find(({ value }) => value.kind === 'requested');
		if (!request || request.value.kind !== 'requested') return { status: 'unknown', approvedBy: [], needed: 0, split: [], stale: [] };
		const { contentHash, needed } = request.value;
		const effective = inputs.filter(({ op }) => read.verdict(op).effective);
		const rejections = effective.filter(({ value }) => value.kind === 'rejected' && value.contentHash === contentHash);
		const given = effective.filter(({ value }) => value.kind === 'given');
		const answering = given.filter(
			({ op, value }) =>
				value.kind === 'given' && value.contentHash === contentHash && rejections.every((rejection) => read.isBefore(rejection.op, op))
		);
		const split = given.filter(({ op }) => rejections.some((rejection) => read.isConcurrent(rejection.op, op)));
		const approvedBy = [...new Set(answering.flatMap(({ value }) => (value.kind === 'given' ? [value.person] : [])))].sort();
		const stale = given.filter(({ value }) => value.kind === 'given' && value.contentHash !== contentHash);
		const status = effective.some(({ value }) => value.kind === 'withdrawn')
			? 'withdrawn'
			: approvedBy.length >= needed
				? 'approved'
				: rejections.length > 0
					? 'rejected'
					: 'pending';
		return {
			status,
			approvedBy,
			needed,
			split: split.length > 0 ? [...split, ...rejections].map(({ op }) => op.id).sort() : [],
			stale: stale.map(({ op }) => op.id).sort()
		};
	}
});

const request = { request: ref('request', ['审批单', 'Request']), contentHash: text(['内容哈希', 'Content hash']) };

export const approvalRequested = defineOperation({
	type: 'approval.requested',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: 'any',
	labels: { zh: '提交审核', en: 'Approval requested' },
	fields: { ...request, subject: text(['对象', 'Subject']), needed: count(['所需人数', 'Persons needed']) },
	refs: (data) => [`request:${data.request}`],
	apply(data, fx, op) {
		fx.put(approvals.put(data.request, { kind: 'requested', contentHash: data.contentHash, needed: data.needed, author: op.by }));
	}
});

export const approvalGiven = defineOperation({
	type: 'approval.given',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'approved',
	roles: 'any',
	labels: { zh: '批准', en: 'Approved' },
	fields: { ...request, comment: optional(text(['意见', 'Comment'])) },
	refs: (data) => [`request:${data.request}`],
	separations: [
		{
			separation: 'author-approver',
			from: (data, _op, read) =>
				read.inputs(approvals, String(data['request'])).flatMap(({ op, value }) => (value.kind === 'requested' ? [op] : []))
		}
	],
	// The view counts authors as approvers, so each must have signed himself – not one person in the names of several.
	precondition(_data, op) {
		const signs = op.op.signs ?? [];
		return signs.length > 0 && signs.every((sign) => sign.person === op.by) ? undefined : [op.id];
	},
	apply(data, fx, op) {
		fx.put(approvals.put(data.request, { kind: 'given', contentHash: data.contentHash, person: op.by }));
	}
});

export const approvalRejected = defineOperation({
	type: 'approval.rejected',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: 'any',
	labels: { zh: '驳回', en: 'Rejected' },
	fields: { ...request, reason: text(['原因', 'Reason']) },
	// A rejection is answered by a new round, not contested: approvals keep their own verdict and the view lets it win.
	refs: (data) => [`rejection:${data.request}`],
	apply(data, fx, op) {
		fx.put(approvals.put(data.request, { kind: 'rejected', contentHash: data.contentHash, person: op.by }));
	}
});

export const approvalWithdrawn = defineOperation({
	type: 'approval.withdrawn',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'A',
	roles: 'any',
	labels: { zh: '撤回', en: 'Withdrawn' },
	fields: { request: request.request, reason: text(['原因', 'Reason']) },
	refs: (data) => [`withdrawal:${data.request}`],
	apply(data, fx) {
		fx.put(approvals.put(data.request, { kind: 'withdrawn' }));
	}
});

export const approvalOperations = [approvalRequested, approvalGiven, approvalRejected, approvalWithdrawn];
