/** C25: a recall's scope is a live query; late facts enlarge it by themselves, and people are told what and why. */
import { defineRule, type Finding } from '#lib/engine/define-rule.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { consigneesOf, type Cause, type ConsigneeRow } from '../trace/index.ts';
import { recalls, type ScopeSnapshot } from './operations.ts';

export interface LiveScope {
	/** Nodes in scope. */
	readonly nodes: readonly string[];
	readonly consignees: readonly ConsigneeRow[];
	/** Rows beyond the signed snapshot, with what exceeds it. */
	readonly added: readonly ConsigneeRow[];
}

/** The scope as the log stands now, compared with what was signed. */
export function liveScope(read: Reader, snapshot: ScopeSnapshot): LiveScope {
	const closure = read.genealogy.closure(snapshot.start, 'down', { throughProcesses: (snapshot.cause as Cause) === 'process' });
	const nodes = closure.nodes
		.map((node) => read.ledger.nodes.text(node))
		.filter((node) => node.startsWith('lot:') || node.startsWith('unit:'));
	const consignees = consigneesOf(read, nodes);
	const signed = (row: ConsigneeRow) =>
		snapshot.consignees
			.filter((one) => one.party === row.party && one.lot === row.lot)
			.reduce((sum, one) => sum + (amountOf(one.qty) ?? 0n), 0n);
	return { nodes, consignees, added: consignees.filter((row) => (amountOf(row.qty) ?? 0n) > signed(row)) };
}

export const recallScopeGrew = defineRule({
	id: 'C25',
	code: 'RECALL_SCOPE_GREW',
	owner: ['QH', 'RA'],
	deadlineHours: 2,
	labels: { zh: '召回范围扩大', en: 'Recall scope grew' },
	explain: (params) => ({
		zh: `决定后新增：${String(params['added'])}。这些事实在决定时尚未同步到决定人的终端。请补充通知并签署新范围。`,
		en: `Added after the decision: ${String(params['added'])}. These facts had not reached the deciding device. Notify the consignees and sign the new scope.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const recall of read.keys(recalls)) {
			const { status, drill, snapshot, decidedBy } = read.row(recalls, recall);
			// A drill concerns nobody's goods: what came to light later is shown with it, but calls nobody.
			if (status !== 'decided' || drill || !snapshot) continue;
			const { added } = liveScope(read, snapshot);
			if (added.length === 0) continue;
			const decision = read.op(decidedBy);
			const late = added
				.flatMap((row) => row.ops)
				.filter((id) => {
					const op = read.op(id);
					return op !== undefined && decision !== undefined && !read.isBefore(op, decision);
				});
			findings.push({
				subjects: [`recall:${recall}`],
				ops: [decidedBy, ...late],
				params: {
					added: added.map((row) => `${row.party} ${row.lot} ${row.qty} ${row.unit}`).join('; '),
					parties: [...new Set(added.map((row) => row.party))]
				},
				remedy: { type: 'recall.scopeChanged', data: { recall } }
			});
		}
		return findings;
	}
});

export const recallRules = [recallScopeGrew];
