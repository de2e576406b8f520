import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from './rules.ts';
import { timeSpan } from './time-span.ts';

it('a span of time is said in minutes, from an hour on in hours, from two days on in days', () => {
	expect(timeSpan(0)).toEqual({ unit: 'minutes', count: 1 });
	expect(timeSpan(HOUR_MS - 1)).toEqual({ unit: 'minutes', count: 59 });
	expect(timeSpan(-HOUR_MS)).toEqual({ unit: 'hours', count: 1 });
	expect(timeSpan(2 * DAY_MS - 1)).toEqual({ unit: 'hours', count: 47 });
	expect(timeSpan(2 * DAY_MS)).toEqual({ unit: 'days', count: 2 });
});
