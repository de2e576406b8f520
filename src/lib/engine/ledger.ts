/**
 * Quantities and genealogy as columns: every movement of goods and every "this went into that", exactly as recorded.
 *
 * A *node* is something that can be traced: `lot:<uid>`, `unit:<uid>`, or a joint between them such as `job:<…>` (one
 * consumption window of a work order) and `load:<uid>` (a steriliser load). A *place* is where a quantity can be:
 * `loc:<uid>`, or one of the outer places of `OUTER_PLACES`. A movement takes a quantity of a node from one place to
 * another, so nothing appears or vanishes without saying where from or where to.
 *
 * Invariants
 * 1. Rows are only appended. What was declared an error or is held stays, marked by its operation's standing.
 * 2. Quantities are exact (millionths, bigint); sums do not depend on the order of arrival.
 * 3. A held operation lowers stock but never raises it (pessimistic folding, design.md §3).
 */
import type { Amount } from '#lib/kernel/decimal.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { compareOrder } from '#lib/log/order.ts';
import { Float64Column, Int32Column, Int64Column, Interned, Uint8Column } from './columns.ts';
import type { Standing } from './reader.ts';

export const MOVE_KINDS = [
	'received',
	'produced',
	'consumed',
	'moved',
	'dispatched',
	'arrived',
	'shipped',
	'returned',
	'sampled',
	'scrapped',
	'adjusted',
	'split',
	'merged',
	'installed',
	'removed'
] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

export const EDGE_KINDS = ['consumed', 'produced', 'split', 'merged', 'installed', 'removed', 'processed'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

export interface MoveEffect {
	readonly node: string;
	readonly kind: MoveKind;
	/** Always positive. */
	readonly qty: Amount;
	readonly from: string;
	readonly to: string;
	/** Epoch milliseconds of the event. */
	readonly at: number;
}

export interface EdgeEffect {
	readonly from: string;
	readonly to: string;
	readonly kind: EdgeKind;
	readonly qty: Amount;
}

/** One movement as read back. */
export interface Move extends MoveEffect {
	readonly op: RecordedOp;
	readonly standing: Standing;
}

export interface CellQuantity {
	readonly place: string;
	readonly qty: Amount;
}

export interface LowPoint {
	readonly node: string;
	readonly place: string;
	/** Below zero. */
	readonly lowest: Amount;
	readonly op: RecordedOp;
}

/** Goods are in stock at locations and under way in transit; every other place is outside. */
export function isStockPlace(place: string): boolean {
	return place.startsWith('loc:') || place.startsWith('transit:');
}

const STANDINGS: readonly Standing[] = ['standing', 'void', 'held'];

export class Ledger {
	readonly nodes = new Interned();
	readonly places = new Interned();
	/** Ascending by arrival; rows refer to operations by position in this list. */
	readonly #ops: RecordedOp[] = [];
	readonly #standing = new Uint8Column();
	#marked = 0;

	readonly #moveNode = new Int32Column();
	readonly #moveKind = new Uint8Column();
	readonly #moveQty = new Int64Column();
	readonly #moveFrom = new Int32Column();
	readonly #moveTo = new Int32Column();
	readonly #moveAt = new Float64Column();
	readonly #moveOp = new Int32Column();
	readonly #nextMove = new Int32Column();
	readonly #firstMove = new Int32Column();

	/** Edge columns are public to the genealogy search, which walks them as they are. */
	readonly edgeFrom = new Int32Column();
	readonly edgeTo = new Int32Column();
	readonly edgeKind = new Uint8Column();
	readonly edgeQty = new Int64Column();
	readonly edgeOp = new Int32Column();
	readonly nextOut = new Int32Column();
	readonly nextIn = new Int32Column();
	readonly firstOut = new Int32Column();
	readonly firstIn = new Int32Column();
	/** Edges of kind `removed`: each ends an installation. */
	readonly removals: number[] = [];

	/** Nodes whose movements changed since their low points were computed. */
	readonly #moved = new Set<number>();
	readonly #low = new Map<number, readonly LowPoint[]>();
	/** By place number: whether it is a place of stock. */
	readonly #stockPlaces: (boolean | undefined)[] = [];
	#cells: Map<number, Map<number, Amount>> | undefined;

	/** Appends what one operation does. */
	append(op: RecordedOp, moves: readonly MoveEffect[], edges: readonly EdgeEffect[]): void {
		const row = this.#ops.push(op) - 1;
		this.#standing.push(0);
		for (const move of moves) this.#appendMove(row, move);
		for (const edge of edges) this.#appendEdge(row, edge);
	}

	get moveCount(): number {
		return this.#moveNode.length;
	}

	get edgeCount(): number {
		return this.edgeFrom.length;
	}

	/** Marks which operations do not simply count; everything else stands. */
	mark(standingOf: (op: RecordedOp) => Standing): void {
		for (const [row, op] of this.#ops.entries()) {
			const next = STANDINGS.indexOf(standingOf(op));
			const before = this.#standing.get(row);
			if (next === before) continue;
			this.#marked += (next === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
			this.#standing.set(row, next);
			this.#cells = undefined;
			for (let node = 0; node < this.nodes.size; node++) this.#moved.add(node);
		}
	}

	/** Whether any operation is void or held. */
	get hasMarks(): boolean {
		return this.#marked > 0;
	}

	/** 0 standing, 1 void, 2 held – of the operation behind an edge. */
	edgeStanding(edge: number): number {
		return this.#standing.get(this.edgeOp.get(edge));
	}

	edgeOperation(edge: number): RecordedOp {
		return this.#opAt(this.edgeOp.get(edge));
	}

	edgeKindOf(edge: number): EdgeKind {
		return EDGE_KINDS[this.edgeKind.get(edge)] ?? 'consumed';
	}

	/** All movements of a node, void ones too, oldest first by the instant of the event, then by order key. */
	movesOf(node: string): readonly Move[] {
		const number = this.nodes.find(node);
		if (number === undefined) return [];
		const rows: number[] = [];
		for (let row = this.#firstMove.get(number); row >= 0; row = this.#nextMove.get(row)) rows.push(row);
		rows.sort(
			(a, b) =>
				this.#moveAt.get(a) - this.#moveAt.get(b) || compareOrder(this.#opAt(this.#moveOp.get(a)), this.#opAt(this.#moveOp.get(b))) || a - b
		);
		return rows.map((row) => this.#move(row));
	}

	/** Quantity of a node per stock place (locations and transit) now, without zeros, by place ascending. */
	quantitiesOf(node: string): readonly CellQuantity[] {
		const number = this.nodes.find(node);
		return number === undefined ? [] : this.#read(this.#cellMap.get(number));
	}

	/** Every node with its quantities per stock place (locations and transit), zeros left out. */
	*onHand(): Generator<{ readonly node: string; readonly cells: readonly CellQuantity[] }> {
		for (const [node, byPlace] of this.#cellMap) {
			yield { node: this.nodes.text(node), cells: this.#read(byPlace) };
		}
	}

	/**
	 * Stock places where a node's quantity was below zero at some instant, with the lowest point and the operation that
	 * brought it there. Not only today: a minimum over the whole timeline (C1).
	 */
	lowPoints(): readonly LowPoint[] {
		for (const node of this.#moved) {
			const low = this.#lowestOf(this.nodes.text(node));
			if (low.length > 0) this.#low.set(node, low);
			else this.#low.delete(node);
		}
		this.#moved.clear();
		return [...this.#low.values()].flat();
	}

	/** Serial units with at least two movements of a kind, in order of first sight. */
	unitsMovedMoreThanOnce(kind: MoveKind): readonly string[] {
		const wanted = MOVE_KINDS.indexOf(kind);
		const seen = new Set<number>();
		const found = new Set<number>();
		for (let row = 0; row < this.#moveNode.length; row++) {
			if (this.#moveKind.get(row) !== wanted) continue;
			const node = this.#moveNode.get(row);
			if (seen.has(node)) found.add(node);
			else if (this.nodes.text(node).startsWith('unit:')) seen.add(node);
		}
		return [...found].map((node) => this.nodes.text(node));
	}

	#lowestOf(node: string): LowPoint[] {
		const level = new Map<string, bigint>();
		const low = new Map<string, LowPoint>();
		for (const move of this.movesOf(node)) {
			if (move.standing === 'void') continue;
			if (isStockPlace(move.from)) {
				const left = (level.get(move.from) ?? 0n) - move.qty;
				level.set(move.from, left);
				if (left < (low.get(move.from)?.lowest ?? 0n)) low.set(move.from, { node, place: move.from, lowest: left as Amount, op: move.op });
			}
			if (isStockPlace(move.to) && move.standing === 'standing') level.set(move.to, (level.get(move.to) ?? 0n) + move.qty);
		}
		return [...low.values()];
	}

	get #cellMap(): Map<number, Map<number, Amount>> {
		if (this.#cells) return this.#cells;
		this.#cells = new Map();
		for (let row = 0; row < this.#moveNode.length; row++) this.#addToCells(this.#cells, row);
		return this.#cells;
	}

	#read(byPlace: Map<number, Amount> | undefined): CellQuantity[] {
		const cells: CellQuantity[] = [];
		for (const [place, qty] of byPlace ?? []) cells.push({ place: this.places.text(place), qty });
		return cells.sort((a, b) => (a.place < b.place ? -1 : 1));
	}

	#appendMove(op: number, move: MoveEffect): void {
		const node = this.#node(move.node);
		const row = this.#moveNode.push(node);
		this.#moveKind.push(MOVE_KINDS.indexOf(move.kind));
		this.#moveQty.push(move.qty);
		this.#moveFrom.push(this.places.number(move.from));
		this.#moveTo.push(this.places.number(move.to));
		this.#moveAt.push(move.at);
		this.#moveOp.push(op);
		this.#nextMove.push(this.#firstMove.get(node));
		this.#firstMove.set(node, row);
		this.#moved.add(node);
		if (this.#cells) this.#addToCells(this.#cells, row);
	}

	#appendEdge(op: number, edge: EdgeEffect): void {
		const from = this.#node(edge.from);
		const to = this.#node(edge.to);
		const row = this.edgeFrom.push(from);
		this.edgeTo.push(to);
		this.edgeKind.push(EDGE_KINDS.indexOf(edge.kind));
		this.edgeQty.push(edge.qty);
		this.edgeOp.push(op);
		this.nextOut.push(this.firstOut.get(from));
		this.firstOut.set(from, row);
		this.nextIn.push(this.firstIn.get(to));
		this.firstIn.set(to, row);
		if (edge.kind === 'removed') this.removals.push(row);
	}

	#node(text: string): number {
		const before = this.nodes.size;
		const node = this.nodes.number(text);
		if (node === before) {
			this.#firstMove.push(-1);
			this.firstOut.push(-1);
			this.firstIn.push(-1);
		}
		return node;
	}

	#addToCells(cells: Map<number, Map<number, Amount>>, row: number): void {
		const standing = this.#standing.get(this.#moveOp.get(row));
		if (standing === 1) return;
		const node = this.#moveNode.get(row);
		const qty = this.#moveQty.get(row);
		this.#addToCell(cells, node, this.#moveFrom.get(row), -qty);
		if (standing !== 2) this.#addToCell(cells, node, this.#moveTo.get(row), qty);
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
		return (this.#stockPlaces[place] ??= isStockPlace(this.places.text(place)));
	}

	#move(row: number): Move {
		const op = this.#moveOp.get(row);
		return {
			node: this.nodes.text(this.#moveNode.get(row)),
			kind: MOVE_KINDS[this.#moveKind.get(row)] ?? 'moved',
			qty: this.#moveQty.get(row) as Amount,
			from: this.places.text(this.#moveFrom.get(row)),
			to: this.places.text(this.#moveTo.get(row)),
			at: this.#moveAt.get(row),
			op: this.#opAt(op),
			standing: STANDINGS[this.#standing.get(op)] ?? 'standing'
		};
	}

	#opAt(row: number): RecordedOp {
		const op = this.#ops[row];
		if (!op) throw new Error('ledger row without operation');
		return op;
	}
}
