/**
 * Movements as append-only columns; the movements of a node are linked, newest arrival first. The links are made again
 * when an image is opened.
 */
import type { Amount } from '#lib/kernel/decimal.ts';
import { Float64Column, Int32Column, Int64Column, Uint8Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import { MOVE_KINDS, type MoveEffect } from './movement.ts';

export class Moves {
	readonly node = new Int32Column();
	readonly kind = new Uint8Column();
	readonly qty = new Int64Column();
	readonly from = new Int32Column();
	readonly to = new Int32Column();
	/** Epoch milliseconds of the event. */
	readonly at = new Float64Column();
	/** Arrival number of the operation. */
	readonly op = new Int32Column();
	readonly #next = new Int32Column();
	readonly #first = new Int32Column();

	get length(): number {
		return this.node.length;
	}

	append(op: number, node: number, from: number, to: number, { kind, qty, at }: MoveEffect): number {
		const row = this.node.push(node);
		this.kind.push(MOVE_KINDS.indexOf(kind));
		this.qty.push(qty);
		this.from.push(from);
		this.to.push(to);
		this.at.push(at);
		this.op.push(op);
		this.#link(row, node);
		return row;
	}

	/** Rows of a node in order of arrival. */
	of(node: number): number[] {
		const rows: number[] = [];
		for (let row = this.#first.get(node); row >= 0; row = this.#next.get(row)) rows.push(row);
		return rows.reverse();
	}

	quantity(row: number): Amount {
		return this.qty.get(row) as Amount;
	}

	image(): ColumnImage[] {
		return imageOf('move', this.#columns);
	}

	load(image: ImageReader, limits: { readonly nodes: number; readonly places: number; readonly ops: number }): void {
		image.load('move', this.#columns);
		for (const column of Object.values(this.#columns)) check(column.length === this.length, 'every movement is in every column');
		checkRange(this.node, 0, limits.nodes, 'nodes of movements');
		checkRange(this.from, 0, limits.places, 'places of movements');
		checkRange(this.to, 0, limits.places, 'places of movements');
		checkRange(this.op, 0, limits.ops, 'operations of movements');
		for (let row = 0; row < this.length; row++) this.#link(row, this.node.get(row));
	}

	get #columns() {
		const { node, kind, qty, from, to, at, op } = this;
		return { node, kind, qty, from, to, at, op };
	}

	#link(row: number, node: number): void {
		while (this.#first.length <= node) this.#first.push(-1);
		this.#next.push(this.#first.get(node));
		this.#first.set(node, row);
	}
}
