/** Records of this device that have not reached the relay for long (wording 17). */
import { parseInstant } from '#lib/kernel/instant.ts';
import { dueAfter, HOUR_MS } from '../rules.ts';
import { PLAIN, type TimedSource } from '../task.ts';

/** Before that it is an ordinary tunnel, lift or night. */
export const UNSENT_TASK_HOURS = 12;

export const unsentRecords: TimedSource = {
	find(_facts, _engine, now, { unsent }) {
		const since = parseInstant(unsent?.since ?? '');
		if (!unsent || unsent.count === 0 || since === undefined || now.ms - since < UNSENT_TASK_HOURS * HOUR_MS) return [];
		return [
			{
				...PLAIN,
				key: 'unsent|device',
				kind: 'unsent',
				since,
				due: dueAfter('unsent', since),
				roles: ['IT', 'WH'],
				subject: { id: '', label: '' },
				words: { count: String(unsent.count) }
			}
		];
	}
};
