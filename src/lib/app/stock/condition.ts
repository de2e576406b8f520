/** What may be done with goods, as one word. */
import type { StateMark } from '../views.ts';

/** The worst wins; here the worst comes last. */
export const CONDITIONS = ['usable', 'quarantine', 'waiting', 'hold', 'rejected', 'expired'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The worst of a lot's marks as one word. */
export function conditionOf(marks: readonly StateMark[]): Condition {
	let found: Condition = 'usable';
	for (const mark of marks) {
		const one = conditionBy(mark);
		if (CONDITIONS.indexOf(one) > CONDITIONS.indexOf(found)) found = one;
	}
	return found;
}

function conditionBy(mark: StateMark): Condition {
	switch (mark.kind) {
		case 'disposition':
			return mark.value === 'quarantine' ? 'quarantine' : mark.value === 'rejected' ? 'rejected' : 'usable';
		case 'hold':
		case 'recall':
			return mark.kind === 'recall' && mark.drill ? 'usable' : 'hold';
		case 'expired':
			return 'expired';
		case 'sterilisation':
			return mark.value === 'rejected' ? 'rejected' : mark.value === 'released' ? 'usable' : 'waiting';
		case 'market':
			return mark.released ? 'usable' : 'waiting';
		case 'scrapped':
			return 'rejected';
	}
}
