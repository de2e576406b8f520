/** What forbids a scanned roll, in one sentence with the one to take instead (users.md §6, wordings 20 and 21). */
import type { GateFinding } from '#lib/engine/gates.ts';
import { formatQuantity } from '#lib/i18n/format.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import type { Judged } from './issuing-views.ts';
import { m } from './messages.ts';

/** Only what differs from the others is worth a breath at the shelf. */
const SAID_LAST: readonly string[] = ['wrong-location', 'more-than-there'];

const comma = () => (locale.current === 'en' ? ', ' : '、');
const space = () => (locale.current === 'en' ? ' ' : '');

export function kindOf(node: string, unit: string): 'roll' | 'lot' | 'unit' {
	return node.startsWith('unit:') ? 'unit' : unit === 'kg' ? 'roll' : 'lot';
}

export function insteadText({ instead }: Judged): string {
	const [first] = instead;
	return first
		? m.instead({ number: first.number, qty: formatQuantity(locale.current, first.qty, first.unit), place: first.place })
		: m.noInstead();
}

export function refusalText(judged: Judged, node: string): string {
	const { stops, unit, item, wanted } = judged;
	if (stops.some(({ code }) => code === 'not-in-order')) {
		const sentence = m.wrongItem({ found: localized(item), wanted: wanted.map((one) => localized(one)).join(comma()) });
		return judged.instead.length > 0 ? sentence + space() + insteadText(judged) : sentence;
	}
	const main = stops.filter(({ code }) => !SAID_LAST.includes(code));
	const why = [...new Set((main.length > 0 ? main : stops).map(wordsOf))].join(comma());
	const sentence = m.cannot({ kind: kindOf(node, unit), why });
	// An order that may not be drawn for wants no other lot.
	return stops.some(({ code }) => code.startsWith('order-')) ? sentence : sentence + space() + insteadText(judged);
}

export function wordsOf({ code, params = {} }: GateFinding): string {
	const words = Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
	return m.why({ code, words });
}
