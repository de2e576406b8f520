/** What the sheets about one lot or unit know before anybody types. */
import { DOCUMENT_PATTERN, formatNumber } from '#lib/engine/numbering.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { Passport } from '../../views.ts';
import type { DeviceView } from '../live-views.ts';
import { isObject } from './form-data.ts';

/** A location where some of it lies. */
export interface StockAt {
	/** Uid of the location; "" while it is not known. */
	readonly location: string;
	readonly site: string;
	readonly code: string;
	readonly qty: string;
}

/** Blockers name the hold, its reason and where it was placed; those placed on the lot itself can be lifted here. */
export interface HoldOn {
	readonly hold: string;
	readonly reason: string;
}

export function ownHolds(lot: Passport): readonly HoldOn[] {
	const found = new Map<string, HoldOn>();
	for (const blocker of [...lot.produce, ...lot.ship])
		if (blocker.code === 'on-hold') found.set(blocker.hold, { hold: blocker.hold, reason: blocker.reason });
	return [...found.values()];
}

/** Where holds come from that were placed on something it was made of. */
export function upstreamHolds(lot: Passport): readonly string[] {
	return [...new Set([...lot.produce, ...lot.ship].flatMap((blocker) => (blocker.code === 'inherited-hold' ? [blocker.from] : [])))];
}

export function holdData(lot: Passport, hold: string): JsonObject {
	return { hold, targets: [lot.id], scope: 'descendants', cause: 'material' };
}

export function liftData(lot: Passport): JsonObject {
	return { holds: ownHolds(lot).map(({ hold }) => hold), targets: [lot.id] };
}

/** The goods of a line: all that lies there of a lot, or the one unit. Undefined for loads, which are never in stock. */
export function goodsOf(lot: Passport, stock: StockAt | undefined): JsonObject | undefined {
	const [, kind, uid] = /^(lot|unit):(.+)$/.exec(lot.id) ?? [];
	if (kind === 'unit' && uid) {
		const dash = uid.lastIndexOf('-');
		const number = Number(uid.slice(dash + 1));
		return { batch: uid.slice(0, dash), first: number, last: number };
	}
	if (kind !== 'lot' || !uid || lot.serials) return undefined;
	return { lot: uid, qty: { value: stock?.qty ?? '', unit: lot.item?.unit ?? '' } };
}

export function moveData(lot: Passport, stock: StockAt | undefined): JsonObject {
	return { ...goodsOf(lot, stock), ...(stock?.location ? { from: stock.location } : {}) };
}

export function shipData(lot: Passport, stock: StockAt | undefined, shipment: string, no: string): JsonObject {
	return { shipment, ...(no === '' ? {} : { no }), lines: [moveData(lot, stock)] };
}

/**
 * A shipment number that no other device gives, offline or not: the device's code is in it, and its next record's number,
 * which only grows.
 */
export function shipmentNumber(own: DeviceView | undefined, day: string): string {
	return own ? formatNumber(DOCUMENT_PATTERN, { type: 'S', site: own.siteCode, day, device: own.code, seq: own.seq + 1 }) : '';
}

/** Whether a quantity that was entered is more than an exact decimal text. */
export function isMore(entered: JsonValue | undefined, than: string): boolean {
	if (!isObject(entered) || typeof entered['value'] !== 'string') return false;
	const [amount, limit] = [amountOf(entered['value']), amountOf(than)];
	return amount !== undefined && limit !== undefined && amount > limit;
}

/** Stock at this device's site first, then by site and location. */
export function nearestFirst(stock: readonly StockAt[], site: string): readonly StockAt[] {
	return [...stock].sort(
		(a, b) => Number(b.site === site) - Number(a.site === site) || (`${a.site} ${a.code}` < `${b.site} ${b.code}` ? -1 : 1)
	);
}
