/** Recall signals to be assessed, assessments to be decided on, and consignees to be told within the statutory time. */
import type { Engine } from '#lib/engine/engine.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { liveScope, NOTIFY_DAYS, recallProgress, recalls, type RecallClass, type RecallRow } from '#lib/modules/recall/index.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { DAY_MS, dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const recallsOpen: TaskSource = {
	name: 'recalls open',
	find: (_facts, engine) =>
		engine.keys(recalls).flatMap((recall): Matter[] => {
			const row = engine.row(recalls, recall);
			return row.status === 'decided' ? toNotify(engine, recall, row) : toDecide(engine, recall, row);
		})
};

function toDecide(engine: Engine, recall: string, row: RecallRow): Matter[] {
	const inputs = engine.inputs(recalls, recall).filter(({ op }) => engine.verdict(op).effective);
	const last = inputs.at(-1);
	if (!last) return [];
	const kind = row.status === 'signal' ? 'recall-assess' : 'recall-decide';
	const since = parseInstant(last.op.at) ?? 0;
	const subject = nameSubject(engine, `recall:${recall}`);
	const signal = inputs.find(({ value }) => value.kind === 'signal')?.value;
	return [
		{
			...PLAIN,
			key: `${kind}|recall:${recall}`,
			kind,
			since,
			due: dueAfter(kind, since),
			roles: kind === 'recall-assess' ? ['QA', 'RA', 'QH'] : ['QH', 'RA', 'OWN'],
			subject,
			words: { trigger: signal?.kind === 'signal' ? signal.trigger : '' },
			blocked: { lots: row.snapshot?.lots.length ?? 0, orders: [] },
			node: subject.id
		}
	];
}

/** A drill tells nobody (wording 30). Late facts add consignees by themselves, and so people to be told. */
function toNotify(engine: Engine, recall: string, row: RecallRow): Matter[] {
	const progress = engine.row(recallProgress, recall);
	if (row.drill || !row.snapshot || progress.closedBy !== '') return [];
	const told = new Set(Object.keys(progress.notices).map((party) => nameSubject(engine, `partner:${party}`).label));
	const left = new Set(
		liveScope(engine, row.snapshot)
			.consignees.map(({ party }) => party)
			.filter((party) => !told.has(party))
	);
	if (left.size === 0) return [];
	const since = parseInstant(engine.op(row.decidedBy)?.at ?? '') ?? 0;
	const days = NOTIFY_DAYS[progress.recallClass as RecallClass] ?? NOTIFY_DAYS.I;
	const subject = nameSubject(engine, `recall:${recall}`);
	return [
		{
			...PLAIN,
			key: `recall-notify|recall:${recall}`,
			kind: 'recall-notify',
			since,
			due: since + days * DAY_MS,
			roles: ['SA', 'AS', 'RA'],
			subject,
			words: { count: String(left.size) },
			node: subject.id
		}
	];
}
