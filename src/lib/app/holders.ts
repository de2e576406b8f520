/** Trace rows summed up for a first look: per consignee, and per site and item. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { ConsigneeRow, OnHandRow } from '#lib/modules/trace/index.ts';

export interface Held {
	/** Party or site code; "" in transit. */
	readonly place: string;
	/** Party name, or item code. */
	readonly name: string;
	readonly qty: string;
	readonly unit: string;
}

export function holdersOf(rows: readonly ConsigneeRow[]): readonly Held[] {
	return summed(rows.map(({ party, name, qty, unit }) => ({ place: party, name, qty, unit })));
}

export function stockBySite(rows: readonly OnHandRow[]): readonly Held[] {
	return summed(rows.map(({ site, item, qty, unit }) => ({ place: site, name: item, qty, unit })));
}

function summed(rows: readonly Held[]): readonly Held[] {
	const sums = new Map<string, Held>();
	for (const row of rows) {
		const key = `${row.place}|${row.name}|${row.unit}`;
		const known = sums.get(key);
		sums.set(key, known ? { ...known, qty: fromAmount(((amountOf(known.qty) ?? 0n) + (amountOf(row.qty) ?? 0n)) as Amount) } : row);
	}
	return [...sums.values()].sort((a, b) => (a.place !== b.place ? (a.place < b.place ? -1 : 1) : a.name < b.name ? -1 : 1));
}
