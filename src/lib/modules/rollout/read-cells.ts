/** Reading single cells: what is meant is accepted in the ways people write it, what would have to be guessed is named. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { readPlainDate, type PlainDate, type PlainDateProblem } from '#lib/kernel/plain-date.ts';
import { asciiLower, foldWidth, trim } from '#lib/kernel/text.ts';
import type { ImportProblems } from './import-problem.ts';
import { DEFAULT_OFFSET } from './limits.ts';
import { nearest } from './suggest.ts';
import type { RowCells } from './table-reader.ts';
import type { Choices } from './templates.ts';

/** Codes and numbers: width folded, so that Ａ１ and A1 are one code. */
export function readCode(row: RowCells, column: string): string {
	return trim(foldWidth(row.text(column)));
}

/** A code that must be there. */
export function readRequired(row: RowCells, column: string, problems: ImportProblems): string | undefined {
	const text = readCode(row, column);
	if (text !== '') return text;
	problems.error(row.place(column), 'empty', { zh: '不能为空', en: 'Must not be empty' });
	return undefined;
}

/** One of the allowed codes, or its Chinese name; undefined if it is neither (then it has been named). */
export function readChoice<C extends string>(row: RowCells, column: string, choices: Choices<C>, problems: ImportProblems): C | undefined {
	const written = readCode(row, column);
	const codes = Object.keys(choices) as C[];
	const found = codes.find(
		(code) =>
			asciiLower(code) === asciiLower(written) || choices[code].zh === written || asciiLower(choices[code].en) === asciiLower(written)
	);
	if (found !== undefined) return found;
	const allowed = codes.map((code) => `${code}(${choices[code].zh})`).join(', ');
	const meant = nearest(written, codes);
	const [zh, en] = meant ? [`,是否应为 ${meant}?`, `; did you mean ${meant}?`] : ['', ''];
	if (written === '') problems.error(row.place(column), 'empty', { zh: '不能为空', en: 'Must not be empty' }, allowed);
	else
		problems.error(
			row.place(column),
			'not-allowed',
			{ zh: `“${written}”不在可选值之内${zh}`, en: `“${written}” is not one of the allowed values${en}` },
			allowed
		);
	return undefined;
}

/** A choice that may be left empty, and then is `standard`. */
export function readOptionalChoice<C extends string>(
	row: RowCells,
	column: string,
	choices: Choices<C>,
	standard: C,
	problems: ImportProblems
): C | undefined {
	return readCode(row, column) === '' ? standard : readChoice(row, column, choices, problems);
}

const DATE_REASONS: Readonly<Record<PlainDateProblem['code'], Bilingual>> = {
	empty: { zh: '不能为空', en: 'Must not be empty' },
	'not-a-date': { zh: '不是日期', en: 'Not a date' },
	impossible: { zh: '日历上没有这一天', en: 'There is no such day in the calendar' },
	'out-of-range': { zh: '年份不合理', en: 'The year is not plausible' }
};
const DATE_CODES: Readonly<Record<PlainDateProblem['code'], string>> = {
	empty: 'empty',
	'not-a-date': 'not-a-date',
	impossible: 'impossible-date',
	'out-of-range': 'implausible-date'
};
const DATE_EXAMPLE = '2024-03-15';
const TIME_EXAMPLE = '2024-03-15, 2024-03-15T08:30, 2024-03-15T08:30:00+08:00';

/** A day up to `notAfter`; undefined if empty or wrong (wrong has been named). */
export function readDate(row: RowCells, column: string, notAfter: PlainDate, problems: ImportProblems): PlainDate | undefined {
	const written = row.text(column);
	if (written === '') return undefined;
	return dateOf(row, column, dayPart(written), notAfter, problems, DATE_EXAMPLE);
}

/** Excel keeps a day as a moment at midnight. */
function dayPart(text: string): string {
	return text.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
}

function dateOf(
	row: RowCells,
	column: string,
	written: string,
	notAfter: PlainDate,
	problems: ImportProblems,
	example: string
): PlainDate | undefined {
	const read = readPlainDate(written);
	if (!read.ok) {
		const { code } = read.error;
		problems.error(
			row.place(column),
			DATE_CODES[code],
			{ zh: `${DATE_REASONS[code].zh}${written ? `:“${written}”` : ''}`, en: `${DATE_REASONS[code].en}${written ? `: “${written}”` : ''}` },
			example
		);
		return undefined;
	}
	if (read.value <= notAfter) return read.value;
	problems.error(
		row.place(column),
		'implausible-date',
		{
			zh: `日期不合理：“${written}”晚于 ${notAfter}，请核对年份`,
			en: `The date is not plausible: “${written}” is after ${notAfter}; check the year`
		},
		`≤ ${notAfter}`
	);
	return undefined;
}

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?$/;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/;

/**
 * An instant with offset: a day with or without a time, with or without an offset; without one +08:00 is meant. The text
 * keeps the offset it was written with.
 */
export function readMoment(
	row: RowCells,
	column: string,
	notAfter: PlainDate,
	problems: ImportProblems
): { readonly at: string; readonly ms: number } | undefined {
	const written = trim(foldWidth(row.text(column)));
	const [, dayText = '', timeText = ''] = /^(.*?\d[日号]?)(?:[T ]+(\d{1,2}:.*))?$/.exec(written) ?? [];
	const day = dateOf(row, column, dayText === '' ? written : dayText, notAfter, problems, TIME_EXAMPLE);
	if (day === undefined) return undefined;
	const offset = OFFSET.exec(timeText)?.[1] ?? '';
	const [, hour = '', minute = '', second = '00'] = TIME.exec(trim(timeText.slice(0, timeText.length - offset.length))) ?? [];
	const isTimed = timeText !== '';
	const zone =
		offset === '' ? DEFAULT_OFFSET : offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
	const at = `${day}T${isTimed ? `${hour.padStart(2, '0')}:${minute}:${second}` : '00:00:00'}${zone}`;
	const ms = parseInstant(at);
	if (ms !== undefined) return { at, ms };
	problems.error(row.place(column), 'not-a-time', { zh: `不是时间：“${written}”`, en: `Not a time: “${written}”` }, TIME_EXAMPLE);
	return undefined;
}

/** A whole number from 0 to `most`; undefined if empty or wrong (wrong has been named). */
export function readCount(row: RowCells, column: string, most: number, problems: ImportProblems): number | undefined {
	const written = readCode(row, column);
	if (written === '') return undefined;
	const value = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
	if (value <= most) return value;
	problems.error(row.place(column), 'not-a-count', {
		zh: `“${written}”不是 0 到 ${most} 的整数`,
		en: `“${written}” is not a whole number from 0 to ${most}`
	});
	return undefined;
}
