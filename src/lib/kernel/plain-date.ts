/**
 * Days without a clock or zone: expiry, production, validity.
 *
 * Invariants
 * 1. A `PlainDate` is 'YYYY-MM-DD' and exists in the calendar (years 0001…9999). Text order is time order.
 * 2. Arithmetic is total: it saturates at the first and last such day instead of failing, because folds use it
 *    on recorded data.
 * 3. What a person types is read leniently but never guessed: year first, four digits, or refused.
 */
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import {
	civilOfDays,
	daysInMonth,
	daysOfCivil,
	digitsAt,
	FIRST_DAY,
	isCivilDay,
	LAST_DAY,
	LAST_YEAR,
	padded,
	type CivilDay
} from './calendar.ts';
import { err, ok, type Result } from './result.ts';
import { compareText, foldWidth, trim } from './text.ts';

/** 'YYYY-MM-DD' */
export type PlainDate = Brand<string, 'PlainDate'>;

export interface PlainDateProblem {
	/** `impossible`: written as a date, but no such day (30 February). `out-of-range`: year outside the plausible ones. */
	readonly code: 'empty' | 'not-a-date' | 'impossible' | 'out-of-range';
}

/** Years a date in a factory's records can plausibly have; typing errors such as 0206 or 20226 fall outside. */
export const FIRST_PLAUSIBLE_YEAR = 1990;
export const LAST_PLAUSIBLE_YEAR = 2099;

const LENIENT_FORMS = [
	/^(\d{4})-(\d{1,2})-(\d{1,2})$/,
	/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
	/^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
	/^(\d{4})(\d{2})(\d{2})$/,
	/^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]$/
] as const;

const asPlainDate = (text: string): PlainDate => text as PlainDate;

/** Accepts stored text only: 'YYYY-MM-DD' of a day that exists. */
export function parsePlainDate(text: string): Result<PlainDate, PlainDateProblem> {
	if (text === '') return err({ code: 'empty' });
	const civil = { year: digitsAt(text, 0, 4), month: digitsAt(text, 5, 2), day: digitsAt(text, 8, 2) };
	const isWritten = text.length === 10 && text[4] === '-' && text[7] === '-' && civil.year >= 0 && civil.month >= 0 && civil.day >= 0;
	if (!isWritten) return err({ code: 'not-a-date' });
	return isCivilDay(civil) ? ok(asPlainDate(text)) : err({ code: 'impossible' });
}

/**
 * Reads a date as people write it: 2026-09-05, 2026/9/5, 2026.09.05, 20260905, 2026年9月5日, also in full width.
 * Day-first and two-digit years are refused: they would have to be guessed.
 */
export function readPlainDate(input: string): Result<PlainDate, PlainDateProblem> {
	const text = trim(foldWidth(input));
	if (text === '') return err({ code: 'empty' });
	for (const form of LENIENT_FORMS) {
		const match = form.exec(text);
		if (match === null) continue;
		const civil = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
		if (civil.day < 1 || civil.day > daysInMonth(civil.year, civil.month)) return err({ code: 'impossible' });
		const isInRange = civil.year >= FIRST_PLAUSIBLE_YEAR && civil.year <= LAST_PLAUSIBLE_YEAR;
		return isInRange ? ok(plainDateOfCivil(civil)) : err({ code: 'out-of-range' });
	}
	return err({ code: 'not-a-date' });
}

/**
 * False for a date outside the plausible years or after `notAfter`: to be asked about, not refused
 * (an expiry of 2062 is usually a typing error for 2026).
 */
export function isPlausible(date: PlainDate, { notAfter }: { readonly notAfter: PlainDate }): boolean {
	const { year } = civilOf(date);
	return year >= FIRST_PLAUSIBLE_YEAR && year <= LAST_PLAUSIBLE_YEAR && date <= notAfter;
}

/** Year, month and day as numbers. */
export function civilOf(date: PlainDate): CivilDay {
	return { year: digitsAt(date, 0, 4), month: digitsAt(date, 5, 2), day: digitsAt(date, 8, 2) };
}

/** The date of a day that exists; a day that does not is a bug. */
export function plainDateOfCivil(civil: CivilDay): PlainDate {
	assert(isCivilDay(civil), 'the day exists in the calendar');
	return asPlainDate(`${padded(civil.year, 4)}-${padded(civil.month, 2)}-${padded(civil.day, 2)}`);
}

/** Days since 1970-01-01, to a date; saturates at 0001-01-01 and 9999-12-31. */
export function plainDateOfDays(days: number): PlainDate {
	assert(Number.isInteger(days), 'days are whole');
	return plainDateOfCivil(civilOfDays(Math.min(Math.max(days, FIRST_DAY), LAST_DAY)));
}

export const addDays = (date: PlainDate, days: number): PlainDate => plainDateOfDays(daysOfCivil(civilOf(date)) + days);

/**
 * The same day of the month `months` later, or that month's last day where it is shorter.
 * @example addMonths(2026-01-31, 1) is 2026-02-28
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
	assert(Number.isInteger(months), 'months are whole');
	const { year, month, day } = civilOf(date);
	const count = year * 12 + (month - 1) + months;
	const target = { year: Math.floor(count / 12), month: count - Math.floor(count / 12) * 12 + 1 };
	if (target.year > LAST_YEAR) return plainDateOfDays(LAST_DAY);
	if (target.year < 1) return plainDateOfDays(FIRST_DAY);
	return plainDateOfCivil({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

export function endOfMonth(date: PlainDate): PlainDate {
	const { year, month } = civilOf(date);
	return plainDateOfCivil({ year, month, day: daysInMonth(year, month) });
}

/** Days from `from` to `to`; negative where `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => daysOfCivil(civilOf(to)) - daysOfCivil(civilOf(from));

export const comparePlainDates = (a: PlainDate, b: PlainDate): -1 | 0 | 1 => compareText(a, b);

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function dayOfWeek(date: PlainDate): number {
	// 1970-01-01 was a Thursday.
	const days = daysOfCivil(civilOf(date)) + 3;
	return days - Math.floor(days / 7) * 7 + 1;
}
