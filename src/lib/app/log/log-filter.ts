/** What the log is narrowed to, and its form in an address. Pure. */

import { parsePlainDate } from '#lib/kernel/plain-date.ts';

/** Kinds of records that are looked for by what became of them or how they were made. */
export const LOG_MARKS = ['', 'signed', 'late', 'corrections', 'void', 'ineffective'] as const;
export type LogMark = (typeof LOG_MARKS)[number];

/** Every part is "" where it does not narrow. */
export interface LogFilter {
	/** Words that must all occur: numbers, names, whatever was written. */
	readonly text: string;
	/** Uid of who did it or signed it. */
	readonly person: string;
	/** Type of operation. */
	readonly type: string;
	/** Uid of the device that recorded it. */
	readonly device: string;
	/** First and last day it happened on, `2026-10-12`. */
	readonly since: string;
	readonly until: string;
	readonly mark: LogMark;
}

export const ALL_RECORDS: LogFilter = { text: '', person: '', type: '', device: '', since: '', until: '', mark: '' };

const PARTS = ['text', 'person', 'type', 'device', 'since', 'until'] as const;

/** Reads an address; what it cannot mean does not narrow. */
export function readLogFilter(params: URLSearchParams): LogFilter {
	const part = (name: string) => params.get(name) ?? '';
	const day = (name: string) => (parsePlainDate(part(name)).ok ? part(name) : '');
	return {
		text: part('text'),
		person: part('person'),
		type: part('type'),
		device: part('device'),
		since: day('since'),
		until: day('until'),
		mark: LOG_MARKS.find((mark) => mark === part('mark')) ?? ''
	};
}

/** The address part of a filter, `?type=lot.released`; "" if nothing is narrowed. */
export function logFilterSearch(filter: LogFilter): string {
	const params = new URLSearchParams();
	for (const part of PARTS) if (filter[part] !== '') params.set(part, filter[part]);
	if (filter.mark !== '') params.set('mark', filter.mark);
	return params.size === 0 ? '' : `?${params.toString()}`;
}

/** How many parts narrow. */
export function narrowedBy(filter: LogFilter): number {
	return PARTS.filter((part) => filter[part].trim() !== '').length + (filter.mark === '' ? 0 : 1);
}
