/**
 * How urgent an exception is. The rule itself says within how many hours a person must have acted; what has already reached
 * customers is never ordinary.
 */
export const RISKS = ['critical', 'high', 'normal'] as const;
export type Risk = (typeof RISKS)[number];

/** A rule that gives no more than this is about goods that may hurt somebody, or a record that cannot be trusted. */
export const CRITICAL_HOURS = 4;
export const HIGH_HOURS = 8;

export function riskOf(deadlineHours: number, customers: number): Risk {
	if (deadlineHours <= CRITICAL_HOURS) return 'critical';
	return deadlineHours <= HIGH_HOURS || customers > 0 ? 'high' : 'normal';
}

interface Ranked {
	readonly risk: Risk;
	readonly status: string;
	/** UTC instant. */
	readonly deadline: string;
	readonly key: string;
}

/** What somebody has to do something about first, then by risk, then by deadline; the key keeps the order the same everywhere. */
export function compareUrgency(a: Ranked, b: Ranked): number {
	const open = (one: Ranked) => (one.status === 'closed' ? 2 : one.status === 'condition-gone' ? 1 : 0);
	const order = open(a) - open(b) || RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk);
	if (order !== 0) return order;
	if (a.deadline !== b.deadline) return a.deadline < b.deadline ? -1 : 1;
	return a.key < b.key ? -1 : 1;
}

export function isOverdue({ status, deadline }: Pick<Ranked, 'status' | 'deadline'>, nowMs: number): boolean {
	return status !== 'closed' && status !== 'condition-gone' && Date.parse(deadline) < nowMs;
}
