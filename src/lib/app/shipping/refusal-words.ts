/** Why a scanned thing does not count, and what to take instead (users.md §6, wordings 20 to 23). */
import { formatQuantity } from '#lib/i18n/format.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import type { Blocker } from '#lib/modules/quality/index.ts';
import { blockerText } from '../chips.ts';
import type { Notice, Refused } from './judge-scan.ts';
import { m } from './messages.ts';
import type { OtherLot, SheetLine, TakenGoods } from './shipping-views.ts';

/** Reasons said of one thing; the passport has them all. */
const MAX_WHYS = 2;
/** The gravest first. */
const GRAVITY: readonly Blocker['code'][] = [
	'on-hold',
	'inherited-hold',
	'rejected',
	'sterilisation-rejected',
	'expired',
	'not-sterile',
	'quarantine',
	'not-market-released'
];

export function refusalText(goods: TakenGoods, why: Refused, wanted: readonly SheetLine[]): string {
	const quantity = (qty: string) => formatQuantity(locale.current, qty, goods.item.unit);
	switch (why.code) {
		case 'wrong-item':
			return m.wrongItem({ item: localized(goods.item.name), wanted: wanted.map(({ name }) => localized(name)).join('、') });
		case 'blocked':
			return m.blocked({ number: goods.number, why: whyText(goods), instead: insteadText(goods) });
		case 'carton-twice':
			return m.cartonTwice({ at: why.scan.at, by: why.scan.by });
		case 'unit-twice':
			return m.unitTwice();
		case 'too-fast':
			return m.tooFast();
		case 'carton-out':
			return m.cartonOut({ no: why.shipment });
		case 'nowhere':
			return m.nowhere({ instead: insteadText(goods) });
		case 'not-there':
			return m.notThere({ places: why.places.map(({ code }) => code).join('、') });
		case 'enough':
			return m.enough({ qty: quantity(why.open) });
		case 'beyond-stock':
			return m.beyond({ there: quantity(why.there), place: why.place, instead: goods.instead.length > 0 ? insteadText(goods) : '' });
	}
}

/** Of several reasons the gravest; where it lies matters only if nothing else does. */
function whyText({ blockers, names, openLoad }: TakenGoods): string {
	const rank = ({ code }: Blocker) => (GRAVITY.includes(code) ? GRAVITY.indexOf(code) : GRAVITY.length);
	const said = blockers
		.toSorted((a, b) => rank(a) - rank(b))
		.map((blocker) => (blocker.code === 'not-sterile' && openLoad !== '' ? m.loadOpen({ load: openLoad }) : blockerText(blocker, names)));
	return [...new Set(said)].slice(0, MAX_WHYS).join(locale.current === 'en' ? ' ' : '');
}

function insteadText({ instead, item }: TakenGoods): string {
	const [first] = instead;
	return first ? otherLotText(first, item.unit) : m.noInstead();
}

function otherLotText({ number, qty, place }: OtherLot, unit: string): string {
	return m.instead({ lot: number, qty: formatQuantity(locale.current, qty, unit), place });
}

/** It counts, but. */
export function noticeText(notice: Notice, { sooner, item }: TakenGoods): string {
	const quantity = (qty: string) => formatQuantity(locale.current, qty, item.unit);
	switch (notice.code) {
		case 'sooner':
			return sooner ? m.sooner({ lot: sooner.number, expiry: sooner.expiry, place: sooner.place }) : '';
		case 'split':
			return m.split({ pack: quantity(notice.pack), open: quantity(notice.open) });
		case 'tail':
			return m.tail({ there: quantity(notice.there) });
	}
}
