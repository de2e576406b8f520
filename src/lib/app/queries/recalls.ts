import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import { liveScope, recallProgress, recalls, type LiveScope, type RecallRow } from '#lib/modules/recall/index.ts';
import type { ConsigneeRow } from '#lib/modules/trace/index.ts';
import type { RecallConsignee, RecallPanel } from '../views.ts';

export interface OpenRecall {
	readonly recall: string;
	readonly row: RecallRow;
	readonly scope: LiveScope;
}

/** Recalls that go on and whose scope people have fixed at least once, with the scope as it is now; drills are over at once. */
export function openRecalls(read: Reader): readonly OpenRecall[] {
	return read.keys(recalls).flatMap((recall) => {
		const row = read.row(recalls, recall);
		if (read.row(recallProgress, recall).closedBy !== '') return [];
		return row.snapshot && row.status !== 'signal' ? [{ recall, row, scope: liveScope(read, row.snapshot) }] : [];
	});
}

/** One recall as its panel shows it. */
export function recallPanel(read: Reader, { recall, row, scope }: OpenRecall): RecallPanel {
	const decision = read.op(row.decidedBy);
	return {
		recall,
		drill: row.drill,
		status: row.status,
		decidedAt: decision?.at ?? '',
		decidedBy: decision ? fieldText(read.row(persons, decision.by), 'name') : '',
		consignees: scope.consignees.map((consignee) => ({
			...consignee,
			added: scope.added.includes(consignee) ? additionOf(read, consignee, row) : null
		}))
	};
}

/** The newest fact behind a row that the decision did not know, and by how much the row exceeds the signed scope. */
function additionOf(read: Reader, consignee: ConsigneeRow, { snapshot, decidedBy }: RecallRow): RecallConsignee['added'] {
	const decision = read.op(decidedBy);
	const unknown = consignee.ops.flatMap((id) => read.op(id) ?? []).filter((op) => !decision || !read.isBefore(op, decision));
	const op = unknown.at(-1);
	const signed = (snapshot?.consignees ?? [])
		.filter((one) => one.party === consignee.party && one.lot === consignee.lot)
		.reduce((sum, one) => sum + (amountOf(one.qty) ?? 0n), 0n);
	return {
		at: op?.at ?? '',
		device: op ? fieldText(read.row(devices, op.dev), 'code') : '',
		by: op ? fieldText(read.row(persons, op.by), 'name') : '',
		qty: fromAmount(((amountOf(consignee.qty) ?? 0n) - signed) as Amount)
	};
}
