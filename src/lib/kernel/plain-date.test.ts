import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilOfDays, daysOfCivil, FIRST_DAY, LAST_DAY } from './calendar.ts';
import {
	addDays,
	addMonths,
	comparePlainDates,
	dayOfWeek,
	daysBetween,
	endOfMonth,
	FIRST_PLAUSIBLE_YEAR,
	isPlausible,
	LAST_PLAUSIBLE_YEAR,
	parsePlainDate,
	plainDateOfDays,
	readPlainDate
} from './plain-date.ts';
import { unwrap } from './result.ts';

const date = (text: string) => unwrap(parsePlainDate(text));
const dates = fc.integer({ min: FIRST_DAY, max: LAST_DAY }).map(plainDateOfDays);
const problemOf = (result: ReturnType<typeof readPlainDate>) => (result.ok ? undefined : result.error.code);

describe('stored form', () => {
	it.each(['2026-09-05', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a date', (text) =>
		expect(parsePlainDate(text).ok).toBe(true)
	);
	it.each([
		['', 'empty'],
		['2026-9-5', 'not-a-date'],
		['2026/09/05', 'not-a-date'],
		['2026-09-05 ', 'not-a-date'],
		['２026-09-05', 'not-a-date'],
		['2025-02-29', 'impossible'],
		['1900-02-29', 'impossible'],
		['2026-13-01', 'impossible'],
		['2026-00-10', 'impossible'],
		['2026-04-31', 'impossible'],
		['2026-04-00', 'impossible'],
		['0000-01-01', 'impossible']
	])('%j is refused as %s', (text, code) => expect(problemOf(parsePlainDate(text))).toBe(code));
});

describe('what people type', () => {
	it.each([
		'2026-09-05',
		'2026-9-5',
		'2026/9/5',
		'2026/09/05',
		'2026.09.05',
		'20260905',
		'2026年9月5日',
		'2026年09月05号',
		'２０２６／９／５',
		'　2026-9-5 '
	])('%j is 5 September 2026', (input) => expect(readPlainDate(input)).toEqual({ ok: true, value: '2026-09-05' }));
	it.each([
		['', 'empty'],
		['05/09/2026', 'not-a-date'],
		['26-09-05', 'not-a-date'],
		['2026-09/05', 'not-a-date'],
		['45905', 'not-a-date'],
		['2026年9月', 'not-a-date'],
		['2026-02-30', 'impossible'],
		['20261301', 'impossible'],
		['2026/0/5', 'impossible']
	])('%j is refused as %s', (input, code) => expect(problemOf(readPlainDate(input))).toBe(code));

	it('is limited to plausible years', () => {
		expect(readPlainDate(`${FIRST_PLAUSIBLE_YEAR}-01-01`).ok).toBe(true);
		expect(problemOf(readPlainDate(`${FIRST_PLAUSIBLE_YEAR - 1}-12-31`))).toBe('out-of-range');
		expect(readPlainDate(`${LAST_PLAUSIBLE_YEAR}-12-31`).ok).toBe(true);
		expect(problemOf(readPlainDate(`${LAST_PLAUSIBLE_YEAR + 1}-01-01`))).toBe('out-of-range');
	});

	it('flags a year that was mistyped within the range', () => {
		const notAfter = date('2036-11-24');
		expect(isPlausible(date('2036-11-24'), { notAfter })).toBe(true);
		expect(isPlausible(date('2036-11-25'), { notAfter })).toBe(false);
		expect(isPlausible(date('2062-09-05'), { notAfter })).toBe(false);
		expect(isPlausible(date('1989-12-31'), { notAfter })).toBe(false);
	});
});

describe('arithmetic', () => {
	it.each([
		['2026-01-31', 1, '2026-02-28'],
		['2024-01-31', 1, '2024-02-29'],
		['2026-09-05', 24, '2028-09-05'],
		['2026-01-15', -1, '2025-12-15'],
		['2024-02-29', 12, '2025-02-28'],
		['2026-12-31', -13, '2025-11-30']
	])('%s plus %i months is %s', (from, months, to) => expect(addMonths(date(from), months)).toBe(to));

	it('knows weekdays and month ends', () => {
		expect([
			dayOfWeek(date('1970-01-01')),
			dayOfWeek(date('2026-11-23')),
			dayOfWeek(date('2026-11-29')),
			dayOfWeek(date('1969-12-31'))
		]).toEqual([4, 1, 7, 3]);
		expect(endOfMonth(date('2024-02-01'))).toBe('2024-02-29');
	});

	it('saturates at the ends of the calendar', () => {
		expect(addDays(date('9999-12-31'), 1)).toBe('9999-12-31');
		expect(addMonths(date('9999-12-01'), 1)).toBe('9999-12-31');
		expect(addDays(date('0001-01-01'), -1)).toBe('0001-01-01');
		expect(addMonths(date('0001-01-31'), -1)).toBe('0001-01-01');
		expect(addMonths(date('9999-11-30'), 1)).toBe('9999-12-30');
	});

	it("agrees with the platform's calendar on every kind of day", () => {
		fc.assert(
			fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), (days) => {
				const platform = new Date(days * 86_400_000);
				expect(civilOfDays(days)).toEqual({
					year: platform.getUTCFullYear(),
					month: platform.getUTCMonth() + 1,
					day: platform.getUTCDate()
				});
				expect(daysOfCivil(civilOfDays(days))).toBe(days);
				expect(dayOfWeek(plainDateOfDays(days)) % 7).toBe(platform.getUTCDay());
				expect(parsePlainDate(plainDateOfDays(days)).ok).toBe(true);
			}),
			{ numRuns: 1_000 }
		);
	});

	it('text order is time order, and differences add up', () => {
		fc.assert(
			fc.property(dates, dates, (a, b) => {
				expect(addDays(a, daysBetween(a, b))).toBe(b);
				expect(comparePlainDates(a, b)).toBe(daysBetween(b, a) < 0 ? -1 : daysBetween(b, a) > 0 ? 1 : 0);
			})
		);
	});
});
