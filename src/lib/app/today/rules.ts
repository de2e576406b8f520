/** By when what must be done, and to whom it comes up when it is not. Times are wall clock, holidays are not known yet. */
import type { Role } from '#lib/engine/define-operation.ts';
import { civilOf, addDays, type PlainDate } from '#lib/kernel/plain-date.ts';
import { daysOfCivil } from '#lib/kernel/calendar.ts';
import { localDay, parseInstant, type EpochMs } from '#lib/kernel/instant.ts';
import type { TaskKind } from './task.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Hours after it began to wait. Kinds that are not here have a due time of their own. */
export const DUE_HOURS = {
	inspect: 48,
	judge: 24,
	disposition: 24,
	'production-release': 24,
	'market-release': 24,
	sterilise: 48,
	/** The contract steriliser's papers come with the goods, days later. */
	'load-cycle': 72,
	/** Biological indicators are incubated for a week, and read on the next working day. */
	'load-indicators': 192,
	'load-verdict': 24,
	'put-away': 24,
	segregate: 8,
	expired: 24,
	'order-release': 24,
	'order-start': 24,
	'order-output': 24,
	'transfer-receive': 48,
	ship: 8,
	/** A hold is reviewed within a day: what is needless stops work, what is real needs a decision (users.md §2). */
	'hold-review': 24,
	'recall-assess': 24,
	'recall-decide': 24,
	'held-records': 24,
	'person-key': 72,
	unsent: 24
} as const satisfies Partial<Record<TaskKind, number>>;

/** 待复核 is due at this hour of the next working day (users.md §2). */
export const COSIGN_HOUR = 10;
/** A lot becomes a task so many days before it expires, and a notice on the owner's page so many. */
export const EXPIRY_TASK_DAYS = 30;
export const EXPIRY_NOTICE_DAYS = 90;
/** A site not heard of for so many hours is named (wording 25), and looked after when it is twice that. */
export const SILENT_HOURS = 12;
/** Overdue by so much, a task comes up one role further. */
export const SECOND_ESCALATION_MS = 24 * HOUR_MS;

/** Who is asked when a role does not act: LL→PM→OWN, QC→QA→QH, and so on. */
export const ROLE_ABOVE: Readonly<Partial<Record<Role, Role>>> = {
	OP: 'LL',
	LL: 'PM',
	WH: 'PM',
	EN: 'PM',
	EQ: 'PM',
	PM: 'OWN',
	QC: 'QA',
	DC: 'QA',
	TR: 'QA',
	QA: 'QH',
	AR: 'QH',
	RA: 'QH',
	QH: 'OWN',
	AS: 'SA',
	SA: 'OWN',
	PU: 'OWN',
	FI: 'OWN',
	IT: 'OWN'
};

export function dueAfter(kind: keyof typeof DUE_HOURS, since: EpochMs): EpochMs {
	return since + DUE_HOURS[kind] * HOUR_MS;
}

/** 10:00 of the next working day (Monday to Friday) after an instant, in the offset the instant is written with. */
export function nextWorkdayMorning(at: string): EpochMs {
	let day: PlainDate = addDays(localDay(at), 1);
	while (isWeekend(day)) day = addDays(day, 1);
	return parseInstant(`${day}T${String(COSIGN_HOUR).padStart(2, '0')}:00:00${offsetOf(at)}`) ?? 0;
}

/** The offset an instant is written with, `+08:00`; `Z` where it has none. */
export function offsetOf(at: string): string {
	return /(?:Z|[+-]\d{2}:\d{2})$/.exec(at)?.[0] ?? 'Z';
}

/** Day 0, 1970-01-01, was a Thursday. */
function isWeekend(day: PlainDate): boolean {
	const weekday = (((daysOfCivil(civilOf(day)) + 4) % 7) + 7) % 7;
	return weekday === 0 || weekday === 6;
}

/** The roles above some roles, each once, without those themselves. */
export function rolesAbove(roles: readonly Role[]): readonly Role[] {
	const above = new Set<Role>();
	for (const role of roles) {
		const next = ROLE_ABOVE[role];
		if (next && !roles.includes(next)) above.add(next);
	}
	return [...above];
}

/** Roles that must do it: those somebody can act in; where nobody can, the nearest above. */
export function responsibleRoles(roles: readonly Role[], canAct: (role: Role) => boolean): readonly Role[] {
	let level = roles;
	for (let step = 0; step < MAX_STEPS && level.length > 0; step++) {
		const able = level.filter(canAct);
		if (able.length > 0) return able;
		level = rolesAbove(level);
	}
	return roles;
}
/** From any role to the owner in fewer steps. */
const MAX_STEPS = 5;

/** Roles an overdue task has come up to. */
export function escalatedTo(roles: readonly Role[], overdueMs: number): readonly Role[] {
	if (overdueMs <= 0) return [];
	const first = rolesAbove(roles);
	if (overdueMs <= SECOND_ESCALATION_MS) return first;
	const further = rolesAbove(first).filter((role) => !roles.includes(role));
	return [...new Set([...first, ...further])];
}
