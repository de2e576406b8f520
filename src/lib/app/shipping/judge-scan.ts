/** What a scan while picking means: how much of it counts, or why it does not. Pure; words are given elsewhere. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { GoodsPlace } from '../goods/goods-queries.ts';
import { pickedOf, qtyOf, scannedCarton, type PickLine, type PickScan } from './pick-draft.ts';
import type { TakenGoods } from './shipping-views.ts';

/** The same code so soon after itself is the trigger pressed twice, where cartons carry no numbers. */
export const REPEAT_MS = 700;

export type ScanVerdict =
	| { readonly kind: 'refused'; readonly why: Refused }
	| {
			readonly kind: 'taken';
			readonly qty: string;
			readonly place: GoodsPlace;
			readonly isPack: boolean;
			readonly notice: Notice | null;
	  }
	/** It lies at several places and nobody said which. */
	| { readonly kind: 'which-place'; readonly places: readonly GoodsPlace[] };

export type Refused =
	| { readonly code: 'wrong-item' | 'blocked' | 'nowhere' | 'unit-twice' | 'too-fast' }
	| { readonly code: 'carton-twice'; readonly scan: PickScan }
	| { readonly code: 'carton-out'; readonly shipment: string }
	| { readonly code: 'not-there'; readonly places: readonly GoodsPlace[] }
	| { readonly code: 'enough'; readonly open: string }
	| { readonly code: 'beyond-stock'; readonly there: string; readonly place: string };

export type Notice =
	| { readonly code: 'sooner' }
	/** A whole pack is more than the order lacks. */
	| { readonly code: 'split'; readonly pack: string; readonly open: string }
	/** Less than a pack lies there. */
	| { readonly code: 'tail'; readonly there: string };

export interface ScanSetting {
	readonly lines: readonly PickLine[];
	/** Open by item uid; undefined where goods leave without an order. */
	readonly wanted: ReadonlyMap<string, Amount> | undefined;
	/** Location uid scanned before; "" for none. */
	readonly at: string;
	/** Pieces the label says; "" where it does not. */
	readonly count: string;
	readonly carton: string;
	/** Milliseconds since the same code was scanned; undefined if it was not. */
	readonly sinceSame: number | undefined;
}

export function judgeScan(goods: TakenGoods, setting: ScanSetting): ScanVerdict {
	const { lines, wanted, at, count, carton } = setting;
	const isUnit = goods.node.startsWith('unit:');
	const refused = (why: Refused): ScanVerdict => ({ kind: 'refused', why });
	const open = wanted?.get(goods.item.uid);
	if (wanted && open === undefined) return refused({ code: 'wrong-item' });
	if (goods.cartonOut !== '') return refused({ code: 'carton-out', shipment: goods.cartonOut });
	if (goods.blockers.length > 0) return refused({ code: 'blocked' });
	const twice = scannedCarton(lines, goods.node, carton);
	if (twice) return refused({ code: 'carton-twice', scan: twice });
	if (isUnit && lines.some(({ node }) => node === goods.node)) return refused({ code: 'unit-twice' });
	if (!isUnit && carton === '' && setting.sinceSame !== undefined && setting.sinceSame < REPEAT_MS) return refused({ code: 'too-fast' });
	if (goods.places.length === 0) return refused({ code: 'nowhere' });

	const places = placesFor(goods, lines, at);
	if (at !== '' && places.length === 0) return refused({ code: 'not-there', places: goods.places });
	const [place] = places;
	if (!place) return refused({ code: 'nowhere' });
	if (places.length > 1) return { kind: 'which-place', places };

	const taken = lines
		.filter(({ node, from }) => node === goods.node && from === place.location)
		.reduce((sum, line) => sum + qtyOf(line), 0n);
	const there = ((amountOf(place.qty) ?? 0n) - taken) as Amount;
	const lacking = open === undefined ? undefined : ((open - pickedOf(lines, goods.item.uid)) as Amount);
	if (lacking !== undefined && lacking <= 0n) return refused({ code: 'enough', open: fromAmount(open ?? (0n as Amount)) });
	if (there <= 0n) return refused({ code: 'beyond-stock', there: fromAmount(there), place: place.code });

	const said = amountOf(count.replace(/^0+(?=\d)/, ''));
	const [pack] = goods.packs;
	const size = (isUnit ? UNIT : (said ?? (pack ? amountOf(String(pack.size)) : undefined))) as Amount | undefined;
	if (said !== undefined && said > there) return refused({ code: 'beyond-stock', there: fromAmount(there), place: place.code });
	const most = lacking === undefined || lacking > there ? there : lacking;
	const qty = size === undefined || size > most ? most : size;
	const notice: Notice | null = goods.sooner
		? { code: 'sooner' }
		: size === undefined || size <= most
			? null
			: lacking !== undefined && lacking < size && lacking <= there
				? { code: 'split', pack: fromAmount(size), open: fromAmount(lacking) }
				: { code: 'tail', there: fromAmount(there) };
	return { kind: 'taken', qty: fromAmount(qty), place, isPack: size !== undefined && !isUnit && qty === size, notice };
}

const UNIT = 1_000_000n as Amount;

/** The place that was scanned; else the one it is being taken from; else all it lies at, stores before others. */
function placesFor({ node, places }: TakenGoods, lines: readonly PickLine[], at: string): readonly GoodsPlace[] {
	if (at !== '') return places.filter(({ location }) => location === at);
	const begun = lines.findLast((line) => line.node === node);
	const same = places.filter(({ location }) => location === begun?.from);
	if (same.length > 0) return same;
	const stores = places.filter(({ use }) => use === 'stock');
	return stores.length > 0 ? stores : places;
}
