/** Recall signals to be assessed, and assessments to be decided on. */
import { parseInstant } from '#lib/kernel/instant.ts';
import { recalls } from '#lib/modules/recall/index.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const recallsOpen: TaskSource = {
	name: 'recalls open',
	find: (_facts, engine) =>
		engine.keys(recalls).flatMap((recall): Matter[] => {
			const row = engine.row(recalls, recall);
			if (row.status === 'decided') return [];
			const inputs = engine.inputs(recalls, recall).filter(({ op }) => engine.verdict(op).effective);
			const last = inputs.at(-1);
			if (!last) return [];
			const kind = row.status === 'signal' ? 'recall-assess' : 'recall-decide';
			const since = parseInstant(last.op.at) ?? 0;
			const named = nameSubject(engine, `recall:${recall}`);
			const signal = inputs.find(({ value }) => value.kind === 'signal')?.value;
			return [
				{
					...PLAIN,
					key: `${kind}|recall:${recall}`,
					kind,
					since,
					due: dueAfter(kind, since),
					roles: kind === 'recall-assess' ? ['QA', 'RA', 'QH'] : ['QH', 'RA', 'OWN'],
					subject: named,
					words: { trigger: signal?.kind === 'signal' ? signal.trigger : '' },
					blocked: { lots: row.snapshot?.lots.length ?? 0, orders: [] },
					node: named.id
				}
			];
		})
};
