/**
 * What a history says, computed again by someone who knows nothing of the log, the engine or the import: rows in a list,
 * sets of lots per document, breadth-first search. Quantities are whole thousandths.
 */
export interface OracleRow {
	readonly id: string;
	readonly at: string;
	readonly kind: string;
	readonly doc: string;
	readonly item: string;
	readonly lot: string;
	readonly qty: number;
	readonly from: string;
	readonly to: string;
	readonly party: string;
}

export const lotName = (row: { readonly item: string; readonly lot: string }) => `${row.item} ${row.lot}`;

export class Oracle {
	readonly #rows: readonly OracleRow[];
	readonly #siteOf: ReadonlyMap<string, string>;
	readonly #inputs = new Map<string, Set<string>>();
	readonly #outputs = new Map<string, Set<string>>();
	readonly #consumedIn = new Map<string, Set<string>>();
	readonly #madeIn = new Map<string, Set<string>>();
	readonly #rowsOf = new Map<string, OracleRow[]>();

	constructor(rows: readonly OracleRow[], siteOf: ReadonlyMap<string, string>) {
		this.#rows = rows;
		this.#siteOf = siteOf;
		const add = (map: Map<string, Set<string>>, key: string, value: string) => void map.set(key, (map.get(key) ?? new Set()).add(value));
		for (const row of rows) {
			const lot = lotName(row);
			const known = this.#rowsOf.get(lot);
			if (known) known.push(row);
			else this.#rowsOf.set(lot, [row]);
			if (row.kind === 'consume') {
				add(this.#inputs, row.doc, lot);
				add(this.#consumedIn, lot, row.doc);
			} else if (row.kind === 'produce') {
				add(this.#outputs, row.doc, lot);
				add(this.#madeIn, lot, row.doc);
			}
		}
	}

	get lots(): readonly string[] {
		return [...new Set(this.#rows.map(lotName))];
	}

	/** The lot itself and everything reached. */
	closure(start: string, way: 'up' | 'down'): ReadonlySet<string> {
		const [docs, next] = way === 'down' ? [this.#consumedIn, this.#outputs] : [this.#madeIn, this.#inputs];
		const seen = new Set([start]);
		for (const lot of seen) for (const doc of docs.get(lot) ?? []) for (const other of next.get(doc) ?? []) seen.add(other);
		return seen;
	}

	/** `party|lot` → thousandths, zeros left out. */
	consignees(lots: ReadonlySet<string>): ReadonlyMap<string, number> {
		return sums(
			[...lots].flatMap((lot) => this.#rowsOf.get(lot) ?? []),
			(row) =>
				row.kind === 'ship'
					? [[`${row.party}|${lotName(row)}`, row.qty]]
					: row.kind === 'return'
						? [[`${row.party}|${lotName(row)}`, -row.qty]]
						: []
		);
	}

	/** `site|lot` → thousandths. */
	onHand(lots: ReadonlySet<string>): ReadonlyMap<string, number> {
		return sums(
			[...lots].flatMap((lot) => this.#rowsOf.get(lot) ?? []),
			(row) => [
				...(row.to ? [[`${this.#siteOf.get(row.to)}|${lotName(row)}`, row.qty] as const] : []),
				...(row.from ? [[`${this.#siteOf.get(row.from)}|${lotName(row)}`, -row.qty] as const] : [])
			]
		);
	}

	/** Net of adjustments, with the sign of what is unexplained: found less is missing. */
	balance(lot: string): Readonly<Record<string, number>> {
		const rows = this.#rowsOf.get(lot) ?? [];
		const total = (kind: string) => rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.qty, 0);
		const onHand = [...this.onHand(new Set([lot])).values()].reduce((sum, qty) => sum + qty, 0);
		const parts = {
			made: total('produce'),
			received: total('receipt'),
			returned: total('return'),
			consumed: total('consume'),
			shipped: total('ship'),
			scrapped: total('scrap'),
			sampled: total('sample'),
			onHand
		};
		return {
			...parts,
			unexplained: parts.made + parts.received + parts.returned - parts.consumed - parts.shipped - parts.scrapped - parts.sampled - onHand
		};
	}
}

function sums(rows: readonly OracleRow[], parts: (row: OracleRow) => readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
	const result = new Map<string, number>();
	for (const row of rows) for (const [key, qty] of parts(row)) result.set(key, (result.get(key) ?? 0) + qty);
	for (const [key, qty] of result) if (qty === 0) result.delete(key);
	return result;
}
