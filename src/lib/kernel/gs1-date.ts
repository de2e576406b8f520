/**
 * Dates in AI 11, 12, 13, 15, 16 and 17: YYMMDD (GS1 General Specifications, 3.4.2 and 7.12).
 *
 * Invariants
 * 1. The century follows from the distance to the current year, which is passed in: 51…99 years ahead is the last
 *    century, 50…99 years behind is the next.
 * 2. Day 00 means the last day of the month; that only the month was stated stays visible as `precision`.
 */
import { daysInMonth, digitsAt, isCivilDay } from './calendar.ts';
import { plainDateOfCivil, type PlainDate } from './plain-date.ts';
import { err, ok, type Result } from './result.ts';

export interface Gs1Date {
	/** The day, or the last day of the month where only the month is stated. */
	readonly date: PlainDate;
	readonly precision: 'day' | 'month';
}

export interface Gs1DateProblem {
	readonly code: 'not-a-date' | 'impossible';
}

/** The date that six digits denote when read in `currentYear` (four digits). */
export function readGs1Date(yymmdd: string, currentYear: number): Result<Gs1Date, Gs1DateProblem> {
	if (!/^\d{6}$/.test(yymmdd)) return err({ code: 'not-a-date' });
	const [month, day] = [digitsAt(yymmdd, 2, 2), digitsAt(yymmdd, 4, 2)];
	const year = gs1Year(digitsAt(yymmdd, 0, 2), currentYear);
	const civil = { year, month, day: day === 0 ? daysInMonth(year, month) : day };
	if (!isCivilDay(civil)) return err({ code: 'impossible' });
	return ok({ date: plainDateOfCivil(civil), precision: day === 0 ? 'month' : 'day' });
}

/**
 * True where six digits are a date in some century the window allows. 00-02-29 passes (2000 has that day);
 * `readGs1Date` decides it once the current year is known.
 */
export function isGs1DateText(yymmdd: string, mayOmitDay: boolean): boolean {
	const [year, month, day] = [digitsAt(yymmdd, 0, 2), digitsAt(yymmdd, 2, 2), digitsAt(yymmdd, 4, 2)];
	if (yymmdd.length !== 6 || year < 0 || day < (mayOmitDay ? 0 : 1)) return false;
	const length = daysInMonth(2000 + year, month);
	return length > 0 && day <= length;
}

/** The six digits of a date in an element string; with precision 'month' the day is written 00. */
export function formatGs1Date(date: PlainDate, precision: Gs1Date['precision'] = 'day'): string {
	return `${date.slice(2, 4)}${date.slice(5, 7)}${precision === 'month' ? '00' : date.slice(8, 10)}`;
}

function gs1Year(twoDigits: number, currentYear: number): number {
	const century = currentYear - (currentYear % 100);
	const ahead = twoDigits - (currentYear % 100);
	if (ahead >= 51) return century - 100 + twoDigits;
	return ahead <= -50 ? century + 100 + twoDigits : century + twoDigits;
}
