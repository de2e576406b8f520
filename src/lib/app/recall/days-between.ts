import { daysOfCivil } from '#lib/kernel/calendar.ts';
import { civilOf, parsePlainDate } from '#lib/kernel/plain-date.ts';

/** Days from one local day to another, negative if it is past; 0 where one is no day. */
export function daysBetween(from: string, to: string): number {
	const [first, last] = [parsePlainDate(from), parsePlainDate(to)];
	return first.ok && last.ok ? daysOfCivil(civilOf(last.value)) - daysOfCivil(civilOf(first.value)) : 0;
}
