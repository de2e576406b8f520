import { describe, expect, it } from 'vitest';
import { daysInMonth, daysOfCivil, digitsAt, FIRST_YEAR, isCivilDay, isLeapYear, LAST_YEAR, padded } from './calendar.ts';

describe('calendar', () => {
	it('knows leap years', () => expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false]));

	it('has no day in a month that does not exist', () =>
		expect([0, 2, 12, 13, -1].map((month) => daysInMonth(2026, month))).toEqual([0, 28, 31, 0, 0]));

	it('is limited to years of four digits', () => {
		expect([FIRST_YEAR - 1, FIRST_YEAR, LAST_YEAR, LAST_YEAR + 1].map((year) => isCivilDay({ year, month: 1, day: 1 }))).toEqual([
			false,
			true,
			true,
			false
		]);
	});

	it('counts from 1970-01-01', () => {
		expect(daysOfCivil({ year: 1970, month: 1, day: 1 })).toBe(0);
		expect(daysOfCivil({ year: 2000, month: 3, day: 1 })).toBe(11_017);
	});

	it('reads and writes fixed digits', () => {
		expect([digitsAt('2026-09', 5, 2), digitsAt('2026-9', 5, 2), digitsAt('20 6', 0, 4), digitsAt('２', 0, 1), digitsAt('', 0, 1)]).toEqual(
			[9, -1, -1, -1, -1]
		);
		expect(padded(7, 3)).toBe('007');
	});
});
