/**
 * The proleptic Gregorian calendar in integers, shared by plain dates and instants.
 *
 * Invariants
 * 1. Day 0 is 1970-01-01; `daysOfCivil` and `civilOfDays` are inverse for every year of four digits.
 * 2. No Date object: its parsing differs between engines and it drags the machine's zone in.
 *
 * The arithmetic counts years from March, so that the leap day is the last of its year:
 * 400 years are 146 097 days, and month m of such a year starts at day ⌊(153·m + 2) / 5⌋.
 */

export interface CivilDay {
	readonly year: number;
	/** 1…12 */
	readonly month: number;
	/** 1…31 */
	readonly day: number;
}

export const FIRST_YEAR = 1;
export const LAST_YEAR = 9999;

const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_SHIFT = 719_468;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month; 0 for a month that does not exist, so that no day of it is valid. */
export function daysInMonth(year: number, month: number): number {
	return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** True for a day that exists, in the years FIRST_YEAR…LAST_YEAR. */
export function isCivilDay({ year, month, day }: CivilDay): boolean {
	return year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01 (negative before). */
export function daysOfCivil({ year, month, day }: CivilDay): number {
	const marchYear = month <= 2 ? year - 1 : year;
	const era = Math.floor(marchYear / 400);
	const yearOfEra = marchYear - era * 400;
	const monthFromMarch = (month + 9) % 12;
	const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

export const FIRST_DAY = daysOfCivil({ year: FIRST_YEAR, month: 1, day: 1 });
export const LAST_DAY = daysOfCivil({ year: LAST_YEAR, month: 12, day: 31 });

/** The civil day of a count of days since 1970-01-01. */
export function civilOfDays(days: number): CivilDay {
	const shifted = days + EPOCH_SHIFT;
	const era = Math.floor(shifted / DAYS_PER_ERA);
	const dayOfEra = shifted - era * DAYS_PER_ERA;
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
	const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
	};
}

/** A non-negative integer with leading zeros. */
export const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * The number written in `length` ASCII digits at `at`, or -1 where one of them is not a digit.
 * @example digitsAt('2026-09', 5, 2) === 9
 */
export function digitsAt(text: string, at: number, length: number): number {
	let value = 0;
	for (let index = at; index < at + length; index++) {
		const digit = text.charCodeAt(index) - 0x30;
		if (!(digit >= 0 && digit <= 9)) return -1;
		value = value * 10 + digit;
	}
	return value;
}
