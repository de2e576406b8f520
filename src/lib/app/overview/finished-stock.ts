/** Finished goods in stock, lot by lot and site by site: what may leave now, and what stops the rest. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify, lotNode } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { blockersOf, type Blocker } from '#lib/modules/quality/index.ts';
import { itemNameOf } from '../queries/subjects.ts';
import { Lately } from '../today/lately.ts';

/** Why goods cannot leave, the gravest first: of several reasons the first is shown. */
export const STOPS = ['hold', 'rejected', 'expired', 'sterile', 'release', 'identity', 'place', 'transit'] as const;
export type Stop = (typeof STOPS)[number];

export interface FinishedRow {
	readonly item: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	/** `lot:<uid>`. */
	readonly node: string;
	readonly lot: string;
	readonly expiry: string;
	/** Site code; "" on the road. */
	readonly site: string;
	readonly qty: string;
	/** "" for what may leave. */
	readonly stop: Stop | '';
	/** Reason of the hold, where that is the stop. */
	readonly reason: string;
}

const STOP_OF: Readonly<Record<Blocker['code'], Stop>> = {
	'on-hold': 'hold',
	'inherited-hold': 'hold',
	rejected: 'rejected',
	expired: 'expired',
	'not-sterile': 'sterile',
	'sterilisation-rejected': 'sterile',
	quarantine: 'release',
	conditional: 'release',
	'not-market-released': 'release',
	'unknown-lot': 'identity',
	'newer-version': 'identity',
	identity: 'identity',
	'wrong-location': 'place',
	'negative-stock': 'place'
};

/** Places goods are not shipped from, whatever their state. */
const NOT_FROM: readonly string[] = ['receiving', 'quarantine', 'reject', 'returns', 'retain', 'contractor', 'lineside'];

interface Sum {
	readonly row: Omit<FinishedRow, 'qty'>;
	qty: bigint;
}

const remembered = new WeakMap<Engine, Map<string, { readonly value: readonly FinishedRow[] }>>();

/** As of a day, remembered until the log changes. */
export function finishedStock(engine: Engine, day: string): readonly FinishedRow[] {
	let days = remembered.get(engine);
	if (!days) remembered.set(engine, (days = new Map()));
	let cell = days.get(day);
	if (!cell) days.set(day, (cell = new Lately(engine, () => computed(engine, day))));
	return cell.value;
}

function computed(engine: Engine, day: string): readonly FinishedRow[] {
	const sums = new Map<string, Sum>();
	for (const { node, cells } of engine.ledger.onHand()) {
		const identity = identify(engine, node);
		const item = engine.row(items, identity.item);
		if (fieldText(item, 'class') !== 'finished') continue;
		const [own, reason] = stopOf(blockersOf(engine, node, 'ship', { day }));
		for (const { place, qty } of cells) {
			if (qty <= 0n) continue;
			const location = place.startsWith('loc:') ? engine.row(locations, place.slice(4)) : undefined;
			const site = location ? fieldText(engine.row(sites, fieldText(location, 'site')), 'code') : '';
			const stop = own || (location ? (NOT_FROM.includes(fieldText(location, 'kind')) ? 'place' : '') : 'transit');
			const lot = identity.lot ? lotNode(identity.lot) : node;
			const key = [identity.item, lot, site, stop, reason].join('|');
			const known = sums.get(key);
			if (known) known.qty += qty;
			else
				sums.set(key, {
					qty,
					row: {
						item: fieldText(item, 'code'),
						itemName: itemNameOf(engine, identity.item),
						unit: fieldText(item, 'unit'),
						node: lot,
						lot: identify(engine, lot).number,
						expiry: identity.row ? fieldText(identity.row, 'expiry') : '',
						site,
						stop,
						reason
					}
				});
		}
	}
	return [...sums.values()].map(({ row, qty }) => ({ ...row, qty: fromAmount(qty as Amount) })).sort(byItemAndLot);
}

function stopOf(blockers: readonly Blocker[]): readonly [Stop | '', string] {
	const stop = STOPS.find((one) => blockers.some(({ code }) => STOP_OF[code] === one)) ?? '';
	const reasons = blockers.flatMap((blocker) => ('reason' in blocker ? [blocker.reason] : []));
	return [stop, stop === 'hold' ? [...new Set(reasons)].join('; ') : ''];
}

function byItemAndLot(a: FinishedRow, b: FinishedRow): number {
	if (a.item !== b.item) return a.item < b.item ? -1 : 1;
	if (a.lot !== b.lot) return a.lot < b.lot ? -1 : 1;
	return a.site < b.site ? -1 : a.site > b.site ? 1 : 0;
}
