/** A cause in one sentence, in the reader's language. */
import { formatQuantity } from '#lib/i18n/format.ts';
import { locale } from '#lib/i18n/locale.svelte.ts';
import type { CountRow } from './count-sheet.ts';
import { m } from './messages.ts';

interface StaleSite {
	readonly site: string;
	readonly hours: number;
}

/** `stale`: sites not heard of for long; named where nothing here explains the difference. */
export function causeText({ cause, unit }: CountRow, [stale]: readonly StaleSite[]): string {
	switch (cause.kind) {
		case 'arrived':
			return m.causeArrived();
		case 'recount':
			return m.causeRecount();
		case 'between':
			return m.causeBetween();
		case 'elsewhere':
			return m.causeElsewhere({ code: cause.code, qty: formatQuantity(locale.current, cause.qty, unit) });
		case 'neighbour':
			return m.causeNeighbour({ number: cause.number });
		case 'moved': {
			const qty = formatQuantity(locale.current, cause.qty, unit);
			const other = cause.other === '' ? '' : cause.out ? m.causeTo({ code: cause.other }) : m.causeFrom({ code: cause.other });
			if (cause.exact) return cause.out ? m.causeOutExact({ qty, other }) : m.causeInExact({ qty, other });
			return cause.out ? m.causeOut({ qty, other }) : m.causeIn({ qty, other });
		}
		case 'unknown':
			return stale ? m.causeSite(stale) : m.causeUnknown();
	}
}
