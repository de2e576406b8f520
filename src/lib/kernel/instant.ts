/**
 * Moments: text with an offset in operations, epoch milliseconds in comparisons.
 *
 * Invariants
 * 1. Accepted text is 'YYYY-MM-DDTHH:mm:ss', optionally '.sss', then 'Z' or '±hh:mm'. Nothing else: one moment
 *    must not have spellings that another reader refuses. '-00:00' is refused, it means "offset unknown".
 * 2. A local day is the day the text itself shows, under its own offset; no zone table is consulted, so a change
 *    of a zone's rules never moves a recorded act to another day.
 * 3. Milliseconds of epoch ignore leap seconds, as every clock that writes them does.
 */
import { assert } from './assert.ts';
import { civilOfDays, daysOfCivil, digitsAt, FIRST_DAY, isCivilDay, LAST_DAY, padded } from './calendar.ts';
import { addDays, parsePlainDate, plainDateOfDays, type PlainDate } from './plain-date.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

/** The widest offset in use anywhere is +14:00. */
export const MAX_OFFSET_MINUTES = 14 * 60;
/** When the working day begins unless a site sets it otherwise (生产日 08:00–08:00). */
export const DEFAULT_PRODUCTION_DAY_START_HOUR = 8;

const FIRST_INSTANT = FIRST_DAY * MS_PER_DAY;
const LAST_INSTANT = (LAST_DAY + 1) * MS_PER_DAY - 1;

/**
 * Epoch milliseconds of an instant's text, or undefined if it is not one.
 * @example parseInstant('1970-01-01T08:00:00+08:00') === 0
 */
export function parseInstant(text: string): EpochMs | undefined {
	const civil = { year: digitsAt(text, 0, 4), month: digitsAt(text, 5, 2), day: digitsAt(text, 8, 2) };
	if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined;
	const [hour, minute, second] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
	if (!isCivilDay(civil) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;

	const hasFraction = text[19] === '.';
	const fraction = hasFraction ? digitsAt(text, 20, 3) : 0;
	const offset = offsetMinutesAt(text, hasFraction ? 23 : 19);
	if (fraction < 0 || offset === undefined) return undefined;
	return daysOfCivil(civil) * MS_PER_DAY + hour * MS_PER_HOUR + (minute - offset) * MS_PER_MINUTE + second * MS_PER_SECOND + fraction;
}

/** Minutes east of UTC that the zone at the end of the text states, or undefined if it states none. */
function offsetMinutesAt(text: string, at: number): number | undefined {
	const mark = text[at];
	if (mark === 'Z') return text.length === at + 1 ? 0 : undefined;
	if ((mark !== '+' && mark !== '-') || text[at + 3] !== ':' || text.length !== at + 6) return undefined;
	const [hours, minutes] = [digitsAt(text, at + 1, 2), digitsAt(text, at + 4, 2)];
	const total = hours * 60 + minutes;
	if (hours < 0 || minutes < 0 || minutes > 59 || total > MAX_OFFSET_MINUTES) return undefined;
	if (mark === '+') return total;
	return total === 0 ? undefined : -total;
}

/**
 * 'YYYY-MM-DDTHH:mm:ss.sssZ'.
 * The moment must be a whole number of milliseconds in the years 0001…9999; another is a bug.
 */
export function formatUtc(ms: EpochMs): string {
	return `${localText(ms)}.${padded(ms - Math.floor(ms / MS_PER_SECOND) * MS_PER_SECOND, 3)}Z`;
}

/**
 * 'YYYY-MM-DDTHH:mm:ss±hh:mm', the form of an operation's `at`: local time to the second (milliseconds are
 * dropped, a person states when something happened no finer).
 */
export function formatWithOffset(ms: EpochMs, offsetMinutes: number): string {
	assert(Number.isInteger(offsetMinutes) && Math.abs(offsetMinutes) <= MAX_OFFSET_MINUTES, 'the offset is in use somewhere');
	const size = Math.abs(offsetMinutes);
	const hours = Math.floor(size / 60);
	const zone = `${offsetMinutes < 0 ? '-' : '+'}${padded(hours, 2)}:${padded(size - hours * 60, 2)}`;
	return localText(ms + offsetMinutes * MS_PER_MINUTE) + zone;
}

/**
 * The day shown by an instant's own text. Total, because folds use it on received data: a text that is no instant
 * gives 0001-01-01, a day that no validity covers. Envelopes are checked with `parseInstant` before that.
 */
export function localDay(at: string): PlainDate {
	const day = parsePlainDate(at.slice(0, 10));
	return day.ok ? day.value : plainDateOfDays(FIRST_DAY);
}

/**
 * The working day an act belongs to: before `startHour` o'clock local time it is still yesterday's shift, so a
 * lot number does not change at midnight.
 */
export function productionDay(at: string, startHour: number = DEFAULT_PRODUCTION_DAY_START_HOUR): PlainDate {
	assert(Number.isInteger(startHour) && startHour >= 0 && startHour <= 23, 'a production day starts at a full hour');
	const day = localDay(at);
	return digitsAt(at, 11, 2) < startHour ? addDays(day, -1) : day;
}

/** 'YYYY-MM-DDTHH:mm:ss' of a moment already shifted to the zone it is shown in. */
function localText(shifted: number): string {
	assert(Number.isInteger(shifted) && shifted >= FIRST_INSTANT && shifted <= LAST_INSTANT, 'the instant has a year of four digits');
	const days = Math.floor(shifted / MS_PER_DAY);
	const { year, month, day } = civilOfDays(days);
	const seconds = Math.floor((shifted - days * MS_PER_DAY) / MS_PER_SECOND);
	const hour = Math.floor(seconds / 3_600);
	const minute = Math.floor((seconds - hour * 3_600) / 60);
	const second = seconds - hour * 3_600 - minute * 60;
	return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}`;
}
