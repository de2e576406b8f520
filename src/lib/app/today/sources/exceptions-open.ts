/** Open exceptions, each with the deadline of its rule. */
import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { titleOf } from '../../queries/exceptions.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { HOUR_MS } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

/** What has a task of its own: missing signatures (C10), held records (C28). */
const TOLD_OTHERWISE: readonly string[] = ['C10', 'C28'];

export const exceptionsOpen: TaskSource = {
	name: 'exceptions open',
	find: ({ exceptions }, engine) =>
		exceptions
			.filter(
				({ status, rule }) => (status === 'open' || status === 'acknowledged' || status === 'reopened') && !TOLD_OTHERWISE.includes(rule)
			)
			.map((exception): Matter => {
				const since = parseInstant(exception.raisedAt) ?? 0;
				const named = exception.subjects.map((subject) => nameSubject(engine, subject)).find(({ label }) => label !== '');
				return {
					...PLAIN,
					key: `exception|${exception.key}`,
					kind: 'exception',
					since,
					due: since + exception.deadlineHours * HOUR_MS,
					roles: exception.owner.filter((role): role is Role => role in ROLES),
					subject: named ?? { id: '', label: exception.rule },
					text: titleOf(engine, exception.rule),
					words: { code: exception.code },
					blocked: { lots: exception.subjects.filter((subject) => subject.startsWith('lot:')).length, orders: [] }
				};
			})
};
