/**
 * Which operation contributes to which row of which view, as append-only columns. The contributed values are not here:
 * they follow from the operation's data, by its definition, whenever a row is folded.
 *
 * A row is a number; it has at least one contribution. Contributions of a row are linked, newest arrival first.
 */
import { Int32Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { Texts } from '#lib/log/texts.ts';

const FIRST_SLOTS = 1024;

export class Contributions {
	readonly #texts: Texts;
	/** By row: numbers of the texts that name view and key. */
	readonly #rows = { view: new Int32Column(), key: new Int32Column() };
	/** By contribution: its row, the operation's arrival number, its place among all the operation contributes. */
	readonly #parts = { row: new Int32Column(), op: new Int32Column(), ordinal: new Int32Column() };
	readonly #before = new Int32Column();
	readonly #last = new Int32Column();
	/** Open addressing: row + 1 by view and key, 0 where free. */
	#slots = new Int32Array(0);

	constructor(texts: Texts) {
		this.#texts = texts;
	}

	get rowCount(): number {
		return this.#rows.key.length;
	}

	/** −1 if nothing contributes to it. */
	find(view: string, key: string): number {
		const [viewText, keyText] = [this.#texts.find(view), this.#texts.find(key)];
		if (viewText < 0 || keyText < 0 || this.rowCount === 0) return -1;
		if (this.#slots.length === 0) this.#rebuildSlots();
		return (this.#slots[this.#slotOf(viewText, keyText)] ?? 0) - 1;
	}

	/** Adds a contribution; returns its row. */
	add(view: string, key: string, op: number, ordinal: number): number {
		const [viewText, keyText] = [this.#texts.number(view), this.#texts.number(key)];
		if (this.#slots.length * 3 < (this.rowCount + 1) * 4) this.#rebuildSlots();
		const slot = this.#slotOf(viewText, keyText);
		let row = (this.#slots[slot] ?? 0) - 1;
		if (row < 0) {
			this.#rows.view.push(viewText);
			row = this.#rows.key.push(keyText);
			this.#slots[slot] = row + 1;
		}
		this.#parts.op.push(op);
		this.#parts.ordinal.push(ordinal);
		this.#link(this.#parts.row.push(row), row);
		return row;
	}

	/** Contributions of a row in order of arrival. */
	of(row: number): number[] {
		const found: number[] = [];
		for (let part = this.#last.get(row); part >= 0; part = this.#before.get(part)) found.push(part);
		return found.reverse();
	}

	/** Whether a row has at least two contributions. */
	hasSeveral(row: number): boolean {
		return this.#before.get(this.#last.get(row)) >= 0;
	}

	/** Whether a row has exactly two. */
	hasTwo(row: number): boolean {
		const first = this.#before.get(this.#last.get(row));
		return first >= 0 && this.#before.get(first) < 0;
	}

	op(part: number): number {
		return this.#parts.op.get(part);
	}

	ordinal(part: number): number {
		return this.#parts.ordinal.get(part);
	}

	key(row: number): string {
		return this.#texts.text(this.#rows.key.get(row));
	}

	/** All rows of a view from one on, ascending. */
	rowsOf(view: string, from = 0): number[] {
		const text = this.#texts.find(view);
		const found: number[] = [];
		if (text < 0) return found;
		for (let row = from; row < this.rowCount; row++) if (this.#rows.view.get(row) === text) found.push(row);
		return found;
	}

	image(): ColumnImage[] {
		return [...imageOf('row', this.#rows), ...imageOf('part', this.#parts)];
	}

	load(image: ImageReader, ops: number): void {
		image.load('row', this.#rows);
		image.load('part', this.#parts);
		const { view, key } = this.#rows;
		const { row, op, ordinal } = this.#parts;
		check(view.length === key.length && row.length === op.length && row.length === ordinal.length, 'rows and contributions are whole');
		checkRange(view, 0, this.#texts.size, 'views are texts');
		checkRange(key, 0, this.#texts.size, 'keys are texts');
		checkRange(row, 0, this.rowCount, 'contributions have rows');
		checkRange(op, 0, ops, 'contributions are by operations');
		for (let part = 0; part < row.length; part++) this.#link(part, row.get(part));
		check(this.#last.length === this.rowCount, 'rows have contributions');
	}

	#link(part: number, row: number): void {
		while (this.#last.length <= row) this.#last.push(-1);
		this.#before.push(this.#last.get(row));
		this.#last.set(row, part);
	}

	#slotOf(view: number, key: number): number {
		const { view: views, key: keys } = this.#rows;
		const mask = this.#slots.length - 1;
		let slot = hashOf(view, key) & mask;
		for (let row = (this.#slots[slot] ?? 0) - 1; row >= 0; row = (this.#slots[slot] ?? 0) - 1) {
			if (views.get(row) === view && keys.get(row) === key) break;
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	#rebuildSlots(): void {
		let capacity = FIRST_SLOTS;
		while (capacity * 2 < (this.rowCount + 1) * 3) capacity *= 2;
		this.#slots = new Int32Array(capacity);
		for (let row = 0; row < this.rowCount; row++) this.#slots[this.#slotOf(this.#rows.view.get(row), this.#rows.key.get(row))] = row + 1;
	}
}

function hashOf(view: number, key: number): number {
	// Both are below 2^31, so the products are exact.
	const mixed = (key * 40_503) ^ (view * 36_097);
	return mixed ^ (mixed >>> 15);
}
