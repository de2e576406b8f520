/** Holds stop work until somebody has looked into them: each is reviewed within a day, and shows what it stops. */
import { restrictions } from '#lib/engine/effectiveness.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { descendants, quality } from '#lib/modules/quality/index.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const holdsToReview: TaskSource = {
	name: 'holds to review',
	find({ stock }, engine) {
		const inStock = new Set(stock.map(({ lot }) => `lot:${lot}`));
		return engine.keys(restrictions).flatMap((subject) =>
			engine.row(quality, subject).holds.map((hold): Matter => {
				const since = parseInstant(engine.op(hold.placedBy)?.at ?? '') ?? 0;
				const reached = hold.scope === 'descendants' ? descendants(engine, subject, hold.cause) : [subject];
				return {
					...PLAIN,
					key: `hold-review|${subject}|${hold.hold}`,
					kind: 'hold-review',
					since,
					due: dueAfter('hold-review', since),
					roles: ['QA', 'QH'],
					subject: nameSubject(engine, subject),
					words: { reason: hold.reason },
					blocked: { lots: reached.filter((node) => inStock.has(node)).length, orders: [] },
					node: subject
				};
			})
		);
	}
};
