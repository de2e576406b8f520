/** What is being moved, line by line, before it is recorded. Pure. */
import { amountOf } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { GoodsAt, GoodsPlace } from '../goods/goods-queries.ts';

export interface MoveLine {
	readonly node: string;
	readonly number: string;
	readonly itemName: string;
	readonly unit: string;
	/** Where it may be taken from. */
	readonly places: readonly GoodsPlace[];
	/** Location uid it is taken from; "" while a person has to say. */
	readonly from: string;
	/** Decimal text. */
	readonly qty: string;
}

/** A line for what was scanned: all of it, from the one place it lies at. */
export function lineOf(goods: GoodsAt, itemName: string): MoveLine {
	const places = goods.places.filter(({ qty }) => !qty.startsWith('-'));
	const here = places.filter((place) => place.here);
	const [only] = here.length === 1 ? here : places.length === 1 ? places : [];
	return {
		node: goods.node,
		number: goods.number,
		itemName,
		unit: goods.unit,
		places,
		from: only?.location ?? '',
		qty: only?.qty ?? ''
	};
}

/** What still has to be said before the line can be recorded. */
export type LineLack = 'place' | 'quantity' | 'more-than-there';

export function lackOf({ places, from, qty }: MoveLine): LineLack | undefined {
	if (from === '') return 'place';
	const amount = amountOf(qty);
	if (amount === undefined || amount <= 0n) return 'quantity';
	const there = amountOf(places.find(({ location }) => location === from)?.qty ?? '0');
	return there !== undefined && amount > there ? 'more-than-there' : undefined;
}

/** The record of one line. Several lines are several records of one action: all or none. */
export function moveOf({ node, from, qty, unit }: MoveLine, to: string): { readonly type: string; readonly data: JsonObject } {
	return { type: 'stock.moved', data: { ...goodsDataOf(node, qty, unit), from, to } };
}

/** A quantity of a lot, or one serial unit, as operations name goods. */
export function goodsDataOf(node: string, qty: string, unit: string): JsonObject {
	if (node.startsWith('lot:')) return { lot: node.slice('lot:'.length), qty: { value: canonical(qty), unit } };
	const uid = node.slice('unit:'.length);
	const dash = uid.lastIndexOf('-');
	const number = Number(uid.slice(dash + 1));
	return { batch: uid.slice(0, dash), first: number, last: number };
}

/** `10.50` as people type it is `10.5` in a record. */
function canonical(qty: string): string {
	return qty.includes('.') ? qty.replace(/\.?0+$/, '') : qty;
}
