import { DAY_MS, HOUR_MS } from './rules.ts';

const MINUTE_MS = 60_000;

export type TimeSpan = { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number };

/** A length of time in the coarsest unit that says enough: days from two days on, hours from one hour on. */
export function timeSpan(ms: number): TimeSpan {
	const length = Math.abs(ms);
	if (length >= 2 * DAY_MS) return { unit: 'days', count: Math.floor(length / DAY_MS) };
	if (length >= HOUR_MS) return { unit: 'hours', count: Math.floor(length / HOUR_MS) };
	return { unit: 'minutes', count: Math.max(1, Math.floor(length / MINUTE_MS)) };
}
