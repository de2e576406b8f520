/** Questions of returns: who had it, how much of it, and where it goes. */
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import { packsOf, type Pack } from '../goods/packs.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { scannedItem, type ScannedItem } from '../scan/resolve-scan.ts';
import { numbersOf } from '../shipping/order-numbers.ts';
import type { StateMark } from '../views.ts';

export interface Holder {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	/** Went there and did not come back; decimal text. */
	readonly qty: string;
}

export interface ReturnedGoods {
	readonly node: string;
	readonly number: string;
	readonly item: ScannedItem;
	readonly packs: readonly Pack[];
	readonly marks: readonly StateMark[];
	/** Customers that have some of it, the most first. */
	readonly holders: readonly Holder[];
}

export interface ReturnStart {
	/** The returns area of this site; null where there is none. */
	readonly place: { readonly uid: string; readonly code: string; readonly name: string } | null;
	readonly customers: readonly { readonly uid: string; readonly code: string; readonly name: string }[];
}

const CUSTOMER = 'customer:';

function takeReturned({ engine, session }: QueryContext, { node }: { readonly node: string }): ReturnedGoods {
	const identity = identify(engine, node);
	return {
		node,
		number: identity.number,
		item: scannedItem(engine, identity.item),
		packs: packsOf(engine, identity.item),
		marks: session.passport(node)?.marks ?? [],
		holders: [...atCustomers(engine, node)]
			.filter(([, qty]) => qty > 0n)
			.toSorted(([first, a], [second, b]) => (a > b ? -1 : a < b ? 1 : first < second ? -1 : 1))
			.map(([uid, qty]) => {
				const row = engine.row(partners, uid);
				return { uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), qty: fromAmount(qty as Amount) };
			})
	};
}

/** What went to each customer less what came back, by partner uid. */
function atCustomers(read: Reader, node: string): ReadonlyMap<string, bigint> {
	const found = new Map<string, bigint>();
	for (const { from, to, qty, standing } of read.ledger.movesOf(node)) {
		if (standing === 'void') continue;
		const [out, back] = [to, from].map((place) => (place.startsWith(CUSTOMER) ? place.slice(CUSTOMER.length) : ''));
		if (out) found.set(out, (found.get(out) ?? 0n) + qty);
		if (back) found.set(back, (found.get(back) ?? 0n) - qty);
	}
	return found;
}

function returnStart({ engine, site }: QueryContext, _ask: null): ReturnStart {
	const place = engine.keys(locations).find((uid) => {
		const row = engine.row(locations, uid);
		return fieldText(row, 'site') === site && fieldText(row, 'kind') === 'returns';
	});
	const row = place === undefined ? undefined : engine.row(locations, place);
	return {
		place: row && place !== undefined ? { uid: place, code: fieldText(row, 'code'), name: fieldText(row, 'name') } : null,
		customers: engine
			.keys(partners)
			.filter((uid) => ['customer', 'both'].includes(fieldText(engine.row(partners, uid), 'kind')))
			.map((uid) => ({ uid, code: fieldText(engine.row(partners, uid), 'code'), name: fieldText(engine.row(partners, uid), 'name') }))
			.sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

function returnNumber(context: QueryContext, _ask: null): string {
	return nextNumber(context, DOCUMENT_PATTERN, { type: 'RT' }, numbersOf(context.engine, 'return|'));
}

export const returnQueries = { 'return.take': takeReturned, 'return.start': returnStart, 'return.number': returnNumber };
