/** How far a recall has come since its decision, and the clock it runs against. */
import { defineView } from '#lib/engine/define-view.ts';

export type RecallClass = 'I' | 'II' | 'III';

/** Days from the decision within which users and distributors must be told (召回管理办法 Art. 15: 一级 1 日, 二级 3 日, 三级 7 日). */
export const NOTIFY_DAYS: Readonly<Record<RecallClass, number>> = { I: 1, II: 3, III: 7 };

export type ProgressChange =
	| { readonly kind: 'decided'; readonly recallClass: string; readonly reason: string }
	| { readonly kind: 'drilled'; readonly recallClass: string; readonly traceMs: number; readonly decideMs: number }
	| { readonly kind: 'notified' | 'responded'; readonly party: string }
	| { readonly kind: 'closed' };

export interface ProgressRow {
	/** `I`, `II`, `III`; "" before the decision. */
	readonly recallClass: string;
	/** Why it was decided; "" where nothing was written. */
	readonly reason: string;
	/** Ids of operations by partner uid, in order. */
	readonly notices: Readonly<Record<string, readonly string[]>>;
	readonly answers: Readonly<Record<string, readonly string[]>>;
	/** Id of the operation that closed it; a drill is closed by its own record. "" while it is open. */
	readonly closedBy: string;
	readonly drill: { readonly traceMs: number; readonly decideMs: number } | null;
}

/** By recall uid. */
export const recallProgress = defineView<ProgressChange, ProgressRow>({
	name: 'recallProgress',
	hashed: true,
	fold(inputs, read) {
		let row: ProgressRow = { recallClass: '', reason: '', notices: {}, answers: {}, closedBy: '', drill: null };
		const [notices, answers] = [new Map<string, string[]>(), new Map<string, string[]>()];
		for (const { op, value } of inputs) {
			if (!read.verdict(op).effective) continue;
			if (value.kind === 'decided') row = { ...row, recallClass: value.recallClass, reason: value.reason };
			else if (value.kind === 'drilled')
				row = { ...row, recallClass: value.recallClass, drill: { traceMs: value.traceMs, decideMs: value.decideMs }, closedBy: op.id };
			else if (value.kind === 'closed') row = { ...row, closedBy: op.id };
			else {
				const list = value.kind === 'notified' ? notices : answers;
				list.set(value.party, [...(list.get(value.party) ?? []), op.id]);
			}
		}
		return { ...row, notices: sorted(notices), answers: sorted(answers) };
	}
});

function sorted(lists: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries([...lists].sort(([a], [b]) => (a < b ? -1 : 1)));
}
