/** Authority, signatures, numbers, clocks and device chains: C10, C11, C14, C15, C27, C28, C29 and UID clashes. */
import { defineRule, type Finding, type Rule } from '#lib/engine/define-rule.ts';
import type { ReasonCode } from '#lib/engine/reader.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import { approvals } from './approvals.ts';
import { documentNumbers } from './views.ts';

/** A rule that names every decision left without effect for one reason. */
function ineffectiveBecause(
	reason: ReasonCode,
	rule: {
		id: string;
		code: string;
		owner: readonly Role[];
		deadlineHours: number;
		labels: Bilingual;
		explain: (name: Bilingual) => Bilingual;
	}
): Rule {
	return defineRule({
		...rule,
		explain: (params, nameOf) => rule.explain(nameOf(String(params['type']))),
		find: (read) =>
			read.decisions.flatMap((op): Finding[] => {
				const verdict = read.verdict(op);
				const found = verdict.effective ? undefined : verdict.reasons.find((one) => one.code === reason);
				return found
					? [
							{
								subjects: [`op:${op.id}`],
								ops: [...new Set([op.id, ...found.ops])],
								params: { type: op.type, person: op.by, role: op.role }
							}
						]
					: [];
			})
	});
}

export const approvalInsufficient = ineffectiveBecause('signatures-missing', {
	id: 'C10',
	code: 'APPROVAL_INSUFFICIENT',
	owner: ['QA'],
	deadlineHours: 24,
	labels: { zh: '签名人数不足', en: 'Not enough signers' },
	explain: (name) => ({
		zh: `“${name.zh}”签名人数不足(同一人只算一次),未生效。请由另一有权人员补签。`,
		en: `“${name.en}” lacks distinct signers (one person counts once) and has no effect. Another entitled person must co-sign.`
	})
});

export const approvalSplit = defineRule({
	id: 'C11',
	code: 'APPROVAL_SPLIT',
	owner: ['QA'],
	deadlineHours: 24,
	labels: { zh: '批准与驳回同时作出', en: 'Approved and rejected at once' },
	explain: () => ({
		zh: '批准与驳回互不知情地同时作出，按驳回处理。请申请人答复后重新提交。',
		en: 'An approval and a rejection were given without knowing of each other; the rejection wins. The requester answers and starts a new round.'
	}),
	find: (read) =>
		read.keysWithSeveral(approvals).flatMap((request) => {
			const { split } = read.row(approvals, request);
			return split.length > 0 ? [{ subjects: [`request:${request}`], ops: split, params: {} }] : [];
		})
});

export const authorityLapsed = defineRule({
	id: 'C14',
	code: 'AUTHORITY_LAPSED',
	owner: ['QH'],
	deadlineHours: 24,
	labels: { zh: '作出决定时权限无效', en: 'Decided without valid authority' },
	explain: (params, nameOf) => ({
		zh: `“${nameOf(String(params['type'])).zh}”作出时，${params['revoked'] === true ? '其岗位或终端已在别处被撤销' : '其人不具备该岗位'}，未生效。请由现任有权人员追认或重做。`,
		en: `When “${nameOf(String(params['type'])).en}” was decided, ${params['revoked'] === true ? 'the role or the device had been revoked elsewhere' : 'the person did not hold the role'}; it has no effect. A current holder ratifies or repeats it.`
	}),
	find: (read) =>
		read.decisions.flatMap((op): Finding[] => {
			const verdict = read.verdict(op);
			const reason = verdict.effective
				? undefined
				: verdict.reasons.find((one) => one.code === 'authority-revoked' || one.code === 'no-authority');
			if (!reason) return [];
			return [
				{
					subjects: [`op:${op.id}`],
					ops: [...new Set([op.id, ...reason.ops])],
					params: { type: op.type, person: op.by, role: op.role, revoked: reason.code === 'authority-revoked' },
					remedy: { type: 'op.ratified', data: { target: op.id } }
				}
			];
		})
});

export const numberDuplicate = defineRule({
	id: 'C15',
	code: 'NUMBER_DUP',
	owner: ['DC', 'QA'],
	deadlineHours: 48,
	labels: { zh: '编号重复', en: 'Number used twice' },
	explain: (params) => ({
		zh: `编号 ${String(params['number'])} 被用于两份记录；先登记者保留，后者以别名“${String(params['number'])}·D2”显示并须另取号。`,
		en: `The number ${String(params['number'])} is on two records; the earlier keeps it, the later is shown as “${String(params['number'])}·D2” and needs a new one.`
	}),
	find: (read) =>
		read.keysWithSeveral(documentNumbers).flatMap((key) => {
			const subjects = read.row(documentNumbers, key);
			if (subjects.length < 2) return [];
			const ops = read.inputs(documentNumbers, key).map(({ op }) => op.id);
			return [
				{
					subjects,
					ops,
					params: { number: key.slice(key.indexOf('|') + 1), kind: key.slice(0, key.indexOf('|')), keeps: subjects[0] ?? '' }
				}
			];
		})
});

/** A clock may be this far behind what it already knew before it is called wrong. */
export const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

export const clockAnomaly = defineRule({
	id: 'C27',
	code: 'CLOCK_ANOMALY',
	owner: ['IT'],
	deadlineHours: 24,
	labels: { zh: '时钟异常', en: 'Clock anomaly' },
	explain: (params) => ({
		zh: `终端时钟互相矛盾：后写的记录时间(${String(params['later'])})早于它已知的记录(${String(params['earlier'])})。顺序以因果为准，记录不受影响；请校准时钟并声明偏差。`,
		en: `Device clocks contradict each other: a record (${String(params['later'])}) is earlier than one it already knew (${String(params['earlier'])}). Order follows causality and nothing is lost; set the clock and declare the offset.`
	}),
	find: (read) =>
		read.clockContradictions(CLOCK_TOLERANCE_MS).map(({ earlier, later }) => ({
			subjects: [...new Set([`device:${earlier.dev}`, `device:${later.dev}`])],
			ops: [earlier.id, later.id],
			params: { earlier: earlier.rec, later: later.rec }
		}))
});

export const deviceFork = defineRule({
	id: 'C28',
	code: 'DEVICE_FORK',
	owner: ['IT', 'QH'],
	deadlineHours: 1,
	labels: { zh: '终端记录分叉或吊销后仍有记录', en: 'Device chain forked, or records after revocation' },
	explain: (params) => ({
		zh: `终端自第 ${String(params['seq'])} 条起的记录不可信(${params['forked'] === true ? '同一序号有两份历史' : '已吊销'}):限制和发货照样计入，许可和入库不计。请逐条追认或驳回。`,
		en: `Entries of this device from number ${String(params['seq'])} on are held (${params['forked'] === true ? 'two histories for one place' : 'revoked'}): restrictions and shipments count, permissions and stock increases do not. Ratify or reject them one by one.`
	}),
	find: (read) => read.heldDevices().map(({ dev, seq, ops, forked }) => ({ subjects: [`device:${dev}`], ops, params: { seq, forked } }))
});

export const segregationBreach = ineffectiveBecause('not-separate', {
	id: 'C29',
	code: 'SOD_BREACH',
	owner: ['QH'],
	deadlineHours: 24,
	labels: { zh: '职责未分离', en: 'Duties not separated' },
	explain: (name) => ({
		zh: `“${name.zh}”由同一人既做又批，未生效。请由另一人重新作出。`,
		en: `“${name.en}” was decided by a person who did the work it judges; it has no effect. Another person repeats it.`
	})
});

/** Ours, beyond domain.md §4.2: nothing recorded may have no effect without somebody being told. */
export const recordUninterpreted = defineRule({
	id: 'C33',
	code: 'RECORD_UNINTERPRETED',
	owner: ['IT', 'QA'],
	deadlineHours: 24,
	labels: { zh: '记录无法解读', en: 'Record cannot be interpreted' },
	explain: (params, nameOf) => {
		const name = nameOf(String(params['type']));
		return params['newer'] === true
			? {
					zh: `“${name.zh}”由更新版本的程序记录，本机看不懂；相关批在升级前不得放行或使用。请升级本机程序。`,
					en: `“${name.en}” was recorded by a newer version of the program. What it concerns may not be released or used here until this device is updated.`
				}
			: {
					zh: `“${name.zh}”的内容不符合定义，未计入任何结果；原记录保留。请核实后重新登记。`,
					en: `The content of “${name.en}” does not fit its definition and counts for nothing; the record is kept. Check what happened and record it again.`
				};
	},
	find: (read) =>
		read.uninterpreted().map(({ op, reason }) => ({
			subjects: [`op:${op.id}`],
			ops: [op.id],
			params: { type: op.type, newer: reason === 'newer-version', person: op.by }
		}))
});

export const orgRules = [
	approvalInsufficient,
	approvalSplit,
	authorityLapsed,
	numberDuplicate,
	clockAnomaly,
	deviceFork,
	segregationBreach,
	recordUninterpreted
];
