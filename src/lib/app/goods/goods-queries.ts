/** Where goods lie, and whether they may be used: what every flow asks as soon as it has scanned something. */
import { fieldText } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { Amount } from '#lib/kernel/decimal.ts';
import { fromAmount } from '#lib/kernel/decimal.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import type { StateMark } from '../views.ts';

export interface GoodsPlace {
	/** Location uid. */
	readonly location: string;
	readonly code: string;
	readonly name: string;
	/** `stock`, `quarantine`, `reject`, `lineside`, … */
	readonly use: string;
	readonly siteCode: string;
	/** The site this device stands at. */
	readonly here: boolean;
	/** Exact decimal text; negative where more left than came. */
	readonly qty: string;
}

export interface GoodsAt {
	readonly node: string;
	readonly number: string;
	readonly unit: string;
	/** This site first, then by site and location. */
	readonly places: readonly GoodsPlace[];
	readonly marks: readonly StateMark[];
}

function goodsAt({ engine, session, site }: QueryContext, { node }: { readonly node: string }): GoodsAt {
	const identity = identify(engine, node);
	return {
		node,
		number: identity.number,
		unit: fieldText(engine.row(items, identity.item), 'unit'),
		places: placesOf(engine, node, site),
		marks: session.passport(node)?.marks ?? []
	};
}

/** Stock places of a node, this site's first. */
export function placesOf(read: Reader, node: string, site: string): readonly GoodsPlace[] {
	return read.ledger
		.quantitiesOf(node)
		.filter(({ place }) => place.startsWith('loc:'))
		.map(({ place, qty }) => placeOf(read, place.slice('loc:'.length), qty, site))
		.sort((a, b) => Number(b.here) - Number(a.here) || (`${a.siteCode} ${a.code}` < `${b.siteCode} ${b.code}` ? -1 : 1));
}

function placeOf(read: Reader, location: string, qty: Amount, site: string): GoodsPlace {
	const row = read.row(locations, location);
	const at = fieldText(row, 'site');
	return {
		location,
		code: fieldText(row, 'code'),
		name: fieldText(row, 'name'),
		use: fieldText(row, 'kind'),
		siteCode: fieldText(read.row(sites, at), 'code'),
		here: at === site,
		qty: fromAmount(qty)
	};
}

export const goodsQueries = { 'goods.at': goodsAt };
