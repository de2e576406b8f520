/**
 * What follows a recall's decision: who was told, what they answered, how much came back – and the drill, which measures
 * the same without telling anybody (《医疗器械召回管理办法》 ch. 4; domain.md §3.4 L).
 */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, optional, ref, text } from '#lib/engine/fields.ts';
import { RECALL_CLASS, recalls, scope } from './operations.ts';
import { recallProgress } from './progress.ts';

const recall = ref('recall', ['召回', 'Recall']);
const party = ref('partner', ['收货方', 'Consignee']);

/** Who was told, how and by whom: one fact for each consignee and attempt. */
export const recallNotified = defineOperation({
	type: 'recall.notified',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: ['SA', 'AS', 'RA', 'QA', 'QH', 'OWN', 'WH'],
	labels: { zh: '召回通知', en: 'Recall notice sent' },
	fields: {
		recall,
		party,
		channel: choice(['通知方式', 'Channel'], {
			phone: ['电话', 'Telephone'],
			message: ['微信/短信', 'Message'],
			email: ['电子邮件', 'E-mail'],
			letter: ['书面通知', 'Letter'],
			visit: ['上门', 'Visit']
		}),
		/** Name of who took the call, number of the letter. */
		proof: optional(text(['接收人或凭证', 'Recipient or proof']))
	},
	refs: (data) => [`recall:${data.recall}`, `partner:${data.party}`],
	apply(data, fx) {
		fx.put(recallProgress.put(data.recall, { kind: 'notified', party: data.party }));
	}
});

/** What a consignee said: how much is still there, how much was used. */
export const recallResponded = defineOperation({
	type: 'recall.responded',
	tv: 1,
	cls: 'O',
	level: 'A',
	roles: ['SA', 'AS', 'RA', 'QA', 'QH', 'OWN', 'WH'],
	labels: { zh: '召回反馈', en: 'Recall answered' },
	fields: {
		recall,
		party,
		held: optional(text(['已停用并封存', 'Stopped and set aside'])),
		used: optional(text(['已使用', 'Used'])),
		note: optional(text(['备注', 'Note']))
	},
	refs: (data) => [`recall:${data.recall}`, `partner:${data.party}`],
	apply(data, fx) {
		fx.put(recallProgress.put(data.recall, { kind: 'responded', party: data.party }));
	}
});

export const recallClosed = defineOperation({
	type: 'recall.closed',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['OWN', 'QH', 'RA'],
	labels: { zh: '召回关闭', en: 'Recall closed' },
	fields: {
		recall,
		evaluation: text(['效果评估', 'Evaluation of its effect']),
		report: optional(text(['总结报告编号', 'Report number']))
	},
	refs: (data) => [`recall:${data.recall}`],
	apply(data, fx) {
		fx.put(recallProgress.put(data.recall, { kind: 'closed' }));
	}
});

/** Nothing is held and nobody is told (users.md §6, wording 30); the clock ran from the scan. */
export const recallDrillCompleted = defineOperation({
	type: 'recallDrill.completed',
	tv: 1,
	cls: 'O',
	level: 'V',
	meaning: 'performed',
	roles: ['QH', 'QA', 'RA', 'OWN'],
	labels: { zh: '召回演练记录', en: 'Recall drill completed' },
	fields: {
		recall,
		scenario: text(['演练场景', 'Scenario']),
		/** What was scanned or typed to begin with. */
		scan: optional(text(['起始扫码', 'Scanned'])),
		...scope,
		class: RECALL_CLASS,
		/** From the scan until the scope was on the screen, and until the person signed; milliseconds. */
		traceMs: count(['定位用时(毫秒)', 'Time to scope (ms)']),
		decideMs: count(['决定用时(毫秒)', 'Time to decision (ms)']),
		/** Quantity of all lots in scope that no record explains. */
		unexplained: optional(text(['未说明数量', 'Unexplained quantity'])),
		gaps: optional(text(['发现的问题', 'Gaps found']))
	},
	refs: (data) => [`recall:${data.recall}`, ...data.start],
	apply({ recall: uid, start, cause, lots, consignees, class: recallClass, traceMs, decideMs }, fx) {
		fx.put(recalls.put(uid, { kind: 'assessed', snapshot: { start, cause, lots, consignees } }));
		fx.put(recalls.put(uid, { kind: 'decided', drill: true, recallClass }));
		fx.put(recallProgress.put(uid, { kind: 'drilled', recallClass, traceMs, decideMs }));
	}
});

export const followUpOperations = [recallNotified, recallResponded, recallClosed, recallDrillCompleted];
