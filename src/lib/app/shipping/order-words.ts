/** How due an order is, and whether it can leave, in words. */
import type { Tone } from '#lib/ui/tone.ts';
import type { SalesOrder } from '#lib/modules/sales/index.ts';
import { m } from './messages.ts';
import type { Readiness } from './order-supply.ts';

export const READINESS_TONE: Readonly<Record<Readiness, Tone>> = { ready: 'released', part: 'quarantine', blocked: 'rejected' };

export function readinessWord(readiness: Readiness): string {
	return { ready: m.ready, part: m.part, blocked: m.cannot }[readiness]();
}

export function dueWord(days: number): string {
	if (days < 0) return m.overdue({ days: -days });
	return days === 0 ? m.dueToday() : days === 1 ? m.dueTomorrow() : m.dueIn({ days });
}

export function orderStateChip(reached: SalesOrder['state']): { readonly tone: Tone; readonly label: string } {
	switch (reached) {
		case 'open':
			return { tone: 'accent', label: m.stateOpen() };
		case 'part-shipped':
			return { tone: 'quarantine', label: m.statePart() };
		case 'shipped':
			return { tone: 'released', label: m.stateShipped() };
		case 'cancelled':
			return { tone: 'draft', label: m.stateCancelled() };
	}
}
