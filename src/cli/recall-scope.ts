/** What a recall would have to reach, told so that it can be acted on: who holds how much, what is here, what is gone. */
import type { Reader } from '#lib/engine/reader.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { OUTSIDE } from '#lib/modules/inventory/index.ts';
import { trace, type Balance, type Cause, type ConsigneeRow, type OnHandRow, type TraceResult } from '#lib/modules/trace/index.ts';

export interface ScopeLot {
	readonly id: string;
	readonly lot: string;
	readonly item: string;
	readonly certain: boolean;
}

export interface PlaceQuantity {
	/** Partner code, site code, or `in-transit`. */
	readonly place: string;
	readonly kind: 'consignee' | 'site' | 'transit';
	readonly item: string;
	/** Pieces by serial number. */
	readonly units: number;
}

export interface RecallScope {
	readonly lot: TraceResult['lot'];
	readonly cause: Cause;
	readonly scope: {
		/** Lots of which something may still be out there or here. */
		readonly lots: readonly ScopeLot[];
		readonly units: {
			readonly total: number;
			readonly byPlace: readonly PlaceQuantity[];
			readonly serials: readonly { readonly serial: string; readonly item: string; readonly place: string }[];
		};
	};
	/** Lots and units with nothing left to recall because it was scrapped. */
	readonly scrapped: readonly ScopeLot[];
	/** Lots with nothing left that went into others, or were sampled. */
	readonly usedUp: readonly ScopeLot[];
	readonly consignees: readonly ConsigneeRow[];
	readonly onHand: readonly OnHandRow[];
	readonly balance: Balance;
	readonly balances: TraceResult['balances'];
}

/** The scope downward from a lot, unit or load; the start itself belongs to it. */
export function recallScope(read: Reader, start: string, cause: Cause): RecallScope {
	const traced = trace(read, start, { direction: 'down', cause });
	const goods = traced.nodes.filter((node) => node.kind === 'lot' || node.kind === 'unit');
	const lots: ScopeLot[] = [];
	const scrapped: ScopeLot[] = [];
	const usedUp: ScopeLot[] = [];
	const serials: { serial: string; item: string; place: string; kind: PlaceQuantity['kind'] }[] = [];
	for (const node of goods) {
		const one: ScopeLot = { id: node.id, lot: node.lot ?? node.label, item: node.item ?? '', certain: node.certain };
		const places = holdersOf(node.label, one.item, traced);
		if (places.length === 0) (wasScrapped(read, node.id) ? scrapped : usedUp).push(one);
		else if (node.kind === 'lot') lots.push(one);
		else for (const { place, kind } of places) serials.push({ serial: one.lot, item: one.item, place, kind });
	}
	return {
		lot: traced.lot,
		cause,
		scope: {
			lots,
			units: {
				total: serials.length,
				byPlace: byPlace(serials),
				serials: serials.map(({ serial, item, place }) => ({ serial, item, place }))
			}
		},
		scrapped,
		usedUp,
		consignees: traced.consignees,
		onHand: traced.onHand,
		balance: traced.balance,
		balances: traced.balances
	};
}

/** Who has any of it now. */
function holdersOf(
	number: string,
	item: string,
	{ consignees, onHand }: TraceResult
): readonly { readonly place: string; readonly kind: PlaceQuantity['kind'] }[] {
	const isPositive = (qty: string) => (amountOf(qty) ?? 0n) > 0n;
	return [
		...consignees
			.filter((row) => row.lot === number && row.item === item && isPositive(row.qty))
			.map((row) => ({ place: row.party, kind: 'consignee' as const })),
		...onHand
			.filter((row) => row.lot === number && row.item === item && isPositive(row.qty))
			.map((row) => (row.site === '' ? { place: 'in-transit', kind: 'transit' as const } : { place: row.site, kind: 'site' as const }))
	];
}

function wasScrapped(read: Reader, node: string): boolean {
	return read.ledger.movesOf(node).some((move) => move.to === OUTSIDE.scrap && move.standing !== 'void');
}

function byPlace(
	serials: readonly { readonly item: string; readonly place: string; readonly kind: PlaceQuantity['kind'] }[]
): readonly PlaceQuantity[] {
	const rows = new Map<string, { place: string; kind: PlaceQuantity['kind']; item: string; units: number }>();
	for (const { item, place, kind } of serials) {
		const key = `${place}|${item}`;
		const row = rows.get(key) ?? { place, kind, item, units: 0 };
		row.units++;
		rows.set(key, row);
	}
	return [...rows.values()].sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}
