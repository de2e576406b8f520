/**
 * Numbers, quantities, dates and times as people read them. Quantities and amounts are decimal strings and are formatted digit by
 * digit: they never pass through floating point. Every function takes the locale first, so a worker or the command line can use it.
 */
import { pick, type Bilingual, type Locale } from './messages.ts';
import { unitWord } from './unit-words.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTH_MS = 30 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/** A count or another number that is exact as a double. */
export function formatNumber(locale: Locale, value: number): string {
	return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
}

/**
 * A decimal string with thousands separators, all its digits kept (`'1234.50'` → `1,234.50`, with a true minus sign).
 * A text that is no decimal is returned as it is: a display must show what is recorded.
 */
export function formatDecimal(value: string): string {
	const parts = DECIMAL.exec(value);
	if (!parts) return value;
	const [, sign = '', whole = '', fraction] = parts;
	const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
	return `${sign === '-' ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A quantity with its unit, kept together by a no-break space (`'1500', 'kg'` → `1,500 kg`; in English `'2', '箱'` → `2 cartons`). */
export function formatQuantity(locale: Locale, value: string, unit: string | Bilingual): string {
	return `${formatDecimal(value)}\u00a0${typeof unit === 'string' ? unitWord(locale, unit, value) : pick(locale, unit)}`;
}

/** An amount in yuan (`'1234.5'` → `¥1,234.50`); more than two recorded decimals are all shown, never rounded away. */
export function formatMoney(value: string): string {
	const parts = DECIMAL.exec(value);
	if (!parts) return value;
	const [, sign = '', whole = '', fraction = ''] = parts;
	return `${sign === '-' ? '\u2212' : ''}¥${formatDecimal(`${whole}.${fraction.padEnd(2, '0')}`)}`;
}

/** A share between 0 and 1 (`0.9875` → `98.75%`, at most two decimals). */
export function formatPercent(locale: Locale, share: number): string {
	return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

/**
 * A plain date `2026-11-23`. `data` leaves it so, the form of lists and labels in both languages; `document` writes
 * 2026年11月23日 or 23 November 2026.
 */
export function formatDate(locale: Locale, date: string, form: 'data' | 'document' = 'data'): string {
	const parts = PLAIN_DATE.exec(date);
	if (!parts || form === 'data') return date;
	const [, year, month, day] = parts.map(Number);
	if (year === undefined || month === undefined || day === undefined) return date;
	if (locale === 'zh-CN') return `${String(year)}年${String(month)}月${String(day)}日`;
	const instant = new Date(Date.UTC(year, month - 1, day));
	return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(instant);
}

/**
 * The local date and time of an ISO instant in the offset it was recorded with (`2026-11-23T16:12:29+08:00` → `2026-11-23 16:12`),
 * so that two people in different time zones read the same.
 */
export function formatInstant(iso: string, precision: 'minute' | 'second' = 'minute'): string {
	const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?/.exec(iso);
	if (!parts) return iso;
	const [, date = '', time = '', seconds = ''] = parts;
	return `${date} ${time}${precision === 'second' ? seconds : ''}`;
}

/**
 * How far an instant lies from `nowMs` in words (`3 分钟前`, `in 2 days`); within ten seconds `刚刚` / `just now`.
 *
 * @param nowMs - milliseconds since the epoch, passed in so that a whole list uses one *now*
 */
export function formatRelative(locale: Locale, iso: string, nowMs: number): string {
	const instant = Date.parse(iso);
	if (Number.isNaN(instant)) return iso;
	const difference = instant - nowMs;
	const distance = Math.abs(difference);
	if (distance < 10 * SECOND_MS) return pick(locale, { zh: '刚刚', en: 'just now' });
	const [unit, length] = relativeUnit(distance);
	return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(difference / length), unit);
}

function relativeUnit(distance: number): readonly [Intl.RelativeTimeFormatUnit, number] {
	if (distance < MINUTE_MS) return ['second', SECOND_MS];
	if (distance < HOUR_MS) return ['minute', MINUTE_MS];
	if (distance < DAY_MS) return ['hour', HOUR_MS];
	if (distance < MONTH_MS) return ['day', DAY_MS];
	if (distance < YEAR_MS) return ['month', MONTH_MS];
	return ['year', YEAR_MS];
}

const collators = new Map<Locale, Intl.Collator>();

/** Orders names as people of the language expect (pinyin in zh-CN), digits inside by value. For display only, never in a view. */
export function compareNames(locale: Locale, left: string, right: string): number {
	let collator = collators.get(locale);
	if (!collator) collators.set(locale, (collator = new Intl.Collator(locale, { numeric: true })));
	return collator.compare(left, right);
}
