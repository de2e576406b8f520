/** What the movements of a node add up to: quantities per place of stock, and where one was ever below zero. */
import type { Amount } from '#lib/kernel/decimal.ts';
import type { Names } from './names.ts';
import type { Moves } from './moves.ts';

/** Goods are in stock at locations and under way in transit; every other place is outside. */
export function isStockPlace(place: string): boolean {
	return place.startsWith('loc:') || place.startsWith('transit:');
}

/** 0 standing, 1 void, 2 held – of an operation by its arrival number. */
export type StandingOf = (op: number) => number;
const [VOID, HELD] = [1, 2];

export interface LowRow {
	readonly place: number;
	/** Below zero. */
	readonly lowest: Amount;
	/** Row of the movement that brought it there. */
	readonly move: number;
}

export class StockLevels {
	readonly #moves: Moves;
	readonly #places: Names;
	readonly #standingOf: StandingOf;
	/** By place number: whether it is a place of stock. */
	readonly #isStockByPlace: (boolean | undefined)[] = [];
	#cells: Map<number, Map<number, Amount>> | undefined;

	constructor(moves: Moves, places: Names, standingOf: StandingOf) {
		this.#moves = moves;
		this.#places = places;
		this.#standingOf = standingOf;
	}

	/** By node, then by stock place; without zeros. Held operations lower stock and never raise it. */
	get cells(): ReadonlyMap<number, ReadonlyMap<number, Amount>> {
		if (this.#cells) return this.#cells;
		this.#cells = new Map();
		for (let row = 0; row < this.#moves.length; row++) this.#add(this.#cells, row);
		return this.#cells;
	}

	/** Quantities of one node by stock place: a single lot is asked about without adding up all of them. */
	of(node: number): ReadonlyMap<number, Amount> | undefined {
		if (this.#cells) return this.#cells.get(node);
		const cells = new Map<number, Map<number, Amount>>();
		for (const row of this.#moves.of(node)) this.#add(cells, row);
		return cells.get(node);
	}

	/** As `cells`, of the movements whose event was not after an instant. */
	at(instant: number): ReadonlyMap<number, ReadonlyMap<number, Amount>> {
		const cells = new Map<number, Map<number, Amount>>();
		for (let row = 0; row < this.#moves.length; row++) if (this.#moves.at.get(row) <= instant) this.#add(cells, row);
		return cells;
	}

	/** Takes the movement that was appended last. */
	added(row: number): void {
		if (this.#cells) this.#add(this.#cells, row);
	}

	/** After operations changed their standing. */
	forget(): void {
		this.#cells = undefined;
	}

	/** Lowest point below zero per stock place, over movements given in order of their events. */
	lowest(rows: readonly number[]): LowRow[] {
		const { from, to, op } = this.#moves;
		const level = new Map<number, bigint>();
		const low = new Map<number, LowRow>();
		for (const row of rows) {
			const standing = this.#standingOf(op.get(row));
			if (standing === VOID) continue;
			const qty = this.#moves.quantity(row);
			const place = from.get(row);
			if (this.#isStock(place)) {
				const left = (level.get(place) ?? 0n) - qty;
				level.set(place, left);
				if (left < (low.get(place)?.lowest ?? 0n)) low.set(place, { place, lowest: left as Amount, move: row });
			}
			const target = to.get(row);
			if (standing !== HELD && this.#isStock(target)) level.set(target, (level.get(target) ?? 0n) + qty);
		}
		return [...low.values()];
	}

	#add(cells: Map<number, Map<number, Amount>>, row: number): void {
		const standing = this.#standingOf(this.#moves.op.get(row));
		if (standing === VOID) return;
		const node = this.#moves.node.get(row);
		const qty = this.#moves.quantity(row);
		this.#addToCell(cells, node, this.#moves.from.get(row), -qty);
		if (standing !== HELD) this.#addToCell(cells, node, this.#moves.to.get(row), qty);
	}

	/** Outer places and zeros are not kept: what is in stock is little beside what ever was. */
	#addToCell(cells: Map<number, Map<number, Amount>>, node: number, place: number, change: bigint): void {
		if (!this.#isStock(place)) return;
		let byPlace = cells.get(node);
		if (!byPlace) cells.set(node, (byPlace = new Map()));
		const qty = (byPlace.get(place) ?? 0n) + change;
		if (qty !== 0n) byPlace.set(place, qty as Amount);
		else if (byPlace.delete(place) && byPlace.size === 0) cells.delete(node);
	}

	#isStock(place: number): boolean {
		return (this.#isStockByPlace[place] ??= isStockPlace(this.#places.text(place)));
	}
}
