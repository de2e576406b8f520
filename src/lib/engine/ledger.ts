/**
 * Quantities and genealogy as columns: every movement of goods and every "this went into that", exactly as recorded.
 *
 * A *node* is something that can be traced: `lot:<uid>`, `unit:<uid>`, or a joint between them such as `job:<…>` (one
 * consumption window of a work order) and `load:<uid>` (a steriliser load). A *place* is where a quantity can be:
 * `loc:<uid>`, or one of the outer places of `OUTER_PLACES`. A movement takes a quantity of a node from one place to
 * another, so nothing appears or vanishes without saying where from or where to.
 *
 * Invariants
 * 1. Rows are only appended, and name operations by arrival number. What was declared an error or is held stays, marked
 *    by its operation's standing.
 * 2. Quantities are exact (millionths, bigint); sums do not depend on the order of arrival.
 * 3. A held operation lowers stock but never raises it (pessimistic folding, design.md §3).
 */
import type { Amount } from '#lib/kernel/decimal.ts';
import { Int32Column, Int64Column, Uint8Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Texts } from '#lib/log/texts.ts';
import { EDGE_KINDS, MOVE_KINDS, type EdgeEffect, type EdgeKind, type MoveEffect, type MoveKind } from './movement.ts';
import { Moves } from './moves.ts';
import { Names } from './names.ts';
import type { Standing } from './reader.ts';
import { StockLevels } from './stock-levels.ts';

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

/** The operations behind the rows; a log's table has all of it. */
export interface LedgerOps {
	readonly texts: Texts;
	opAt(index: number): RecordedOp;
	/** By order key. */
	compare(a: number, b: number): number;
}

const STANDINGS: readonly Standing[] = ['standing', 'void', 'held'];

export class Ledger {
	readonly nodes: Names;
	readonly places: Names;
	readonly #ops: LedgerOps;
	/** What does not simply stand, by arrival number of the operation. */
	#standing: ReadonlyMap<number, number> = new Map();
	readonly #moves = new Moves();
	readonly #levels: StockLevels;

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
	/** By kind: units moved so once, and more than once; up to the row scanned. */
	readonly #unitMoves = new Map<number, { scanned: number; readonly once: Set<number>; readonly more: Set<number> }>();

	constructor(ops: LedgerOps) {
		this.#ops = ops;
		this.nodes = new Names(ops.texts);
		this.places = new Names(ops.texts);
		this.#levels = new StockLevels(this.#moves, this.places, (op) => this.#standing.get(op) ?? 0);
	}

	/** Appends what one operation does. */
	append(op: number, moves: readonly MoveEffect[], edges: readonly EdgeEffect[]): void {
		for (const move of moves) {
			const node = this.#node(move.node);
			this.#levels.added(this.#moves.append(op, node, this.places.number(move.from), this.places.number(move.to), move));
			this.#moved.add(node);
		}
		for (const edge of edges) {
			const row = this.edgeFrom.push(this.#node(edge.from));
			this.edgeTo.push(this.#node(edge.to));
			this.edgeKind.push(EDGE_KINDS.indexOf(edge.kind));
			this.edgeQty.push(edge.qty);
			this.edgeOp.push(op);
			this.#link(row);
		}
	}

	get moveCount(): number {
		return this.#moves.length;
	}

	get edgeCount(): number {
		return this.edgeFrom.length;
	}

	/** Says which operations do not simply count, by arrival number; everything else stands. */
	mark(standings: ReadonlyMap<number, Standing>): void {
		const before = this.#standing;
		const next = new Map([...standings].map(([op, standing]) => [op, STANDINGS.indexOf(standing)] as const));
		const changed = new Map<number, number>();
		for (const [op, standing] of next) if (before.get(op) !== standing) changed.set(op, standing);
		for (const [op, standing] of before) if (!next.has(op)) changed.set(op, standing);
		if (changed.size === 0) return;
		this.#standing = next;
		this.#levels.forget();
		this.#addNodesOf(this.#moved, changed);
	}

	/** Whether any operation is void or held. */
	get hasMarks(): boolean {
		return this.#standing.size > 0;
	}

	/** 0 standing, 1 void, 2 held – of the operation behind an edge. */
	edgeStanding(edge: number): number {
		return this.#standing.size === 0 ? 0 : (this.#standing.get(this.edgeOp.get(edge)) ?? 0);
	}

	edgeOperation(edge: number): RecordedOp {
		return this.#ops.opAt(this.edgeOp.get(edge));
	}

	edgeKindOf(edge: number): EdgeKind {
		return EDGE_KINDS[this.edgeKind.get(edge)] ?? 'consumed';
	}

	/** All movements of a node, void ones too, oldest first by the instant of the event, then by order key. */
	movesOf(node: string): readonly Move[] {
		const number = this.nodes.find(node);
		return number === undefined ? [] : this.#rowsOf(number).map((row) => this.#move(row));
	}

	/** Quantity of a node per stock place (locations and transit) now, without zeros, by place ascending. */
	quantitiesOf(node: string): readonly CellQuantity[] {
		const number = this.nodes.find(node);
		return number === undefined ? [] : this.#read(this.#levels.of(number));
	}

	/** Every node with its quantities per stock place (locations and transit), zeros left out. */
	*onHand(): Generator<{ readonly node: string; readonly cells: readonly CellQuantity[] }> {
		for (const [node, byPlace] of this.#levels.cells) yield { node: this.nodes.text(node), cells: this.#read(byPlace) };
	}

	/** Nodes of the movements from a row on: what changed since somebody looked. */
	nodesMovedSince(row: number): readonly string[] {
		const found = new Set<number>();
		for (let at = row; at < this.#moves.length; at++) found.add(this.#moves.node.get(at));
		return [...found].map((node) => this.nodes.text(node));
	}

	/** All movements into and out of a place, void ones too, oldest first by the instant of the event, then by order key. */
	movesAt(place: string): readonly Move[] {
		const number = this.places.find(place);
		if (number === undefined) return [];
		const { from, to } = this.#moves;
		const rows: number[] = [];
		for (let row = 0; row < this.#moves.length; row++) if (from.get(row) === number || to.get(row) === number) rows.push(row);
		return this.#inOrder(rows).map((row) => this.#move(row));
	}

	/**
	 * Every node with its quantities per stock place as they were at an instant (epoch milliseconds, that one included), by
	 * everything known now: what was declared an error since does not count. Zeros are left out.
	 */
	*onHandAt(instant: number): Generator<{ readonly node: string; readonly cells: readonly CellQuantity[] }> {
		for (const [node, byPlace] of this.#levels.at(instant)) yield { node: this.nodes.text(node), cells: this.#read(byPlace) };
	}

	/**
	 * Stock places where a node's quantity was below zero at some instant, with the lowest point and the operation that
	 * brought it there. Not only today: a minimum over the whole timeline (C1).
	 */
	lowPoints(): readonly LowPoint[] {
		for (const node of this.#moved) {
			const low = this.#levels.lowest(this.#rowsOf(node)).map(({ place, lowest, move }) => ({
				node: this.nodes.text(node),
				place: this.places.text(place),
				lowest,
				op: this.#ops.opAt(this.#moves.op.get(move))
			}));
			if (low.length > 0) this.#low.set(node, low);
			else this.#low.delete(node);
		}
		this.#moved.clear();
		return [...this.#low.values()].flat();
	}

	/** Serial units with at least two movements of a kind. */
	unitsMovedMoreThanOnce(kind: MoveKind): readonly string[] {
		const wanted = MOVE_KINDS.indexOf(kind);
		let units = this.#unitMoves.get(wanted);
		if (!units) this.#unitMoves.set(wanted, (units = { scanned: 0, once: new Set(), more: new Set() }));
		for (; units.scanned < this.#moves.length; units.scanned++) {
			if (this.#moves.kind.get(units.scanned) !== wanted) continue;
			const node = this.#moves.node.get(units.scanned);
			if (units.once.has(node)) units.more.add(node);
			else if (this.nodes.text(node).startsWith('unit:')) units.once.add(node);
		}
		return [...units.more].map((node) => this.nodes.text(node));
	}

	image(): ColumnImage[] {
		// Only these nodes have to be looked at again after opening: the others are known to have no low point.
		const again = new Set([...this.#moved, ...this.#low.keys()]);
		// Which operations stand may have changed without having been asked for yet.
		if (this.#standing.size > 0) this.#addNodesOf(again, this.#standing);
		const low = Int32Array.from(again);
		return [
			...this.nodes.image('node'),
			...this.places.image('place'),
			...this.#moves.image(),
			...imageOf('edge', this.#edgeColumns),
			{ name: 'ledger.low', appendOnly: false, bytes: new Uint8Array(low.buffer) }
		];
	}

	/** Takes over an image of a ledger over `ops` operations. */
	load(image: ImageReader, ops: number): void {
		this.nodes.load('node', image);
		this.places.load('place', image);
		this.#moves.load(image, { nodes: this.nodes.size, places: this.places.size, ops });
		image.load('edge', this.#edgeColumns);
		for (const column of Object.values(this.#edgeColumns)) check(column.length === this.edgeCount, 'every edge is in every column');
		checkRange(this.edgeFrom, 0, this.nodes.size, 'nodes of edges');
		checkRange(this.edgeTo, 0, this.nodes.size, 'nodes of edges');
		checkRange(this.edgeOp, 0, ops, 'operations of edges');
		this.#makeRoom(this.nodes.size - 1);
		for (let edge = 0; edge < this.edgeCount; edge++) this.#link(edge);
		const low = new Int32Column();
		image.load('ledger', { low });
		checkRange(low, 0, this.nodes.size, 'nodes with low points');
		for (let at = 0; at < low.length; at++) this.#moved.add(low.get(at));
	}

	get #edgeColumns() {
		return { from: this.edgeFrom, to: this.edgeTo, kind: this.edgeKind, qty: this.edgeQty, op: this.edgeOp };
	}

	#addNodesOf(nodes: Set<number>, ops: ReadonlyMap<number, number>): void {
		const { op, node } = this.#moves;
		for (let row = 0; row < op.length; row++) if (ops.has(op.get(row))) nodes.add(node.get(row));
	}

	/** Rows of a node by the instant of the event, then by order key. */
	#rowsOf(node: number): readonly number[] {
		return this.#inOrder(this.#moves.of(node));
	}

	#inOrder(rows: number[]): readonly number[] {
		const { at, op } = this.#moves;
		return rows.sort((a, b) => at.get(a) - at.get(b) || this.#ops.compare(op.get(a), op.get(b)) || a - b);
	}

	#read(byPlace: ReadonlyMap<number, Amount> | undefined): CellQuantity[] {
		const cells: CellQuantity[] = [];
		for (const [place, qty] of byPlace ?? []) cells.push({ place: this.places.text(place), qty });
		return cells.sort((a, b) => (a.place < b.place ? -1 : 1));
	}

	#node(text: string): number {
		const node = this.nodes.number(text);
		this.#makeRoom(node);
		return node;
	}

	#makeRoom(node: number): void {
		while (this.firstOut.length <= node) {
			this.firstOut.push(-1);
			this.firstIn.push(-1);
		}
	}

	#link(edge: number): void {
		const [from, to] = [this.edgeFrom.get(edge), this.edgeTo.get(edge)];
		this.nextOut.push(this.firstOut.get(from));
		this.firstOut.set(from, edge);
		this.nextIn.push(this.firstIn.get(to));
		this.firstIn.set(to, edge);
		if (this.edgeKindOf(edge) === 'removed') this.removals.push(edge);
	}

	#move(row: number): Move {
		const { node, kind, from, to, at, op } = this.#moves;
		return {
			node: this.nodes.text(node.get(row)),
			kind: MOVE_KINDS[kind.get(row)] ?? 'moved',
			qty: this.#moves.quantity(row),
			from: this.places.text(from.get(row)),
			to: this.places.text(to.get(row)),
			at: at.get(row),
			op: this.#ops.opAt(op.get(row)),
			standing: STANDINGS[this.#standing.get(op.get(row)) ?? 0] ?? 'standing'
		};
	}
}
