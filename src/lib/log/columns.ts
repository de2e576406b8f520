/**
 * Growing typed columns: a million numbers without a million objects.
 *
 * One class for each width, spelled out, because the compiler makes quick code only of what always sees one kind of
 * array. Reading beyond the end gives the column's zero value (−1 for the signed 32-bit column, where 0 is a number).
 */
import type { ImagedColumn } from './image.ts';

const FIRST_CAPACITY = 16;

type Values = Int32Array | Float64Array | BigInt64Array | Uint8Array | Uint16Array;

abstract class Column implements ImagedColumn {
	length = 0;

	/** The backing array; valid until the next `push`. */
	abstract get values(): Values;
	protected abstract replace(capacity: number): void;

	/** What is in use of the backing array, as bytes. */
	get bytes(): Uint8Array {
		const { buffer, BYTES_PER_ELEMENT } = this.values;
		return new Uint8Array(buffer, 0, this.length * BYTES_PER_ELEMENT);
	}

	load(bytes: Uint8Array): boolean {
		const size = this.values.BYTES_PER_ELEMENT;
		if (bytes.length % size !== 0) return false;
		const count = bytes.length / size;
		this.length = 0;
		// Some room, so that the first entry after opening does not copy everything once more.
		this.replace(count + (count >> 4) + FIRST_CAPACITY);
		new Uint8Array(this.values.buffer).set(bytes);
		this.length = count;
		return true;
	}

	/** Half as much again, and at least room for `count` more values. */
	protected grow(count = 1): void {
		this.replace(this.length + Math.max(this.length >> 1, FIRST_CAPACITY, count));
	}
}

export class Int32Column extends Column {
	#values = new Int32Array(FIRST_CAPACITY);

	/** Appends and returns the new row number. */
	push(value: number): number {
		if (this.length === this.#values.length) this.grow();
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): number {
		return row < this.length ? (this.#values[row] ?? -1) : -1;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}

	override get values(): Int32Array {
		return this.#values;
	}

	protected override replace(capacity: number): void {
		const before = this.#values.subarray(0, this.length);
		this.#values = new Int32Array(capacity);
		this.#values.set(before);
	}
}

export class Float64Column extends Column {
	#values = new Float64Array(FIRST_CAPACITY);

	/** Appends and returns the new row number. */
	push(value: number): number {
		if (this.length === this.#values.length) this.grow();
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): number {
		return this.#values[row] ?? 0;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}

	override get values(): Float64Array {
		return this.#values;
	}

	protected override replace(capacity: number): void {
		const before = this.#values.subarray(0, this.length);
		this.#values = new Float64Array(capacity);
		this.#values.set(before);
	}
}

/** 64-bit integers: quantities in millionths of a unit (kernel/decimal.ts bounds each below 2^63). */
export class Int64Column extends Column {
	#values = new BigInt64Array(FIRST_CAPACITY);

	/** Appends and returns the new row number. */
	push(value: bigint): number {
		if (this.length === this.#values.length) this.grow();
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): bigint {
		return this.#values[row] ?? 0n;
	}

	set(row: number, value: bigint): void {
		this.#values[row] = value;
	}

	override get values(): BigInt64Array {
		return this.#values;
	}

	protected override replace(capacity: number): void {
		const before = this.#values.subarray(0, this.length);
		this.#values = new BigInt64Array(capacity);
		this.#values.set(before);
	}
}

export class Uint16Column extends Column {
	#values = new Uint16Array(FIRST_CAPACITY);

	/** Appends and returns the new row number. */
	push(value: number): number {
		if (this.length === this.#values.length) this.grow();
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): number {
		return this.#values[row] ?? 0;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}

	override get values(): Uint16Array {
		return this.#values;
	}

	protected override replace(capacity: number): void {
		const before = this.#values.subarray(0, this.length);
		this.#values = new Uint16Array(capacity);
		this.#values.set(before);
	}
}

export class Uint8Column extends Column {
	#values = new Uint8Array(FIRST_CAPACITY);

	/** Appends and returns the new row number. */
	push(value: number): number {
		if (this.length === this.#values.length) this.grow();
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): number {
		return this.#values[row] ?? 0;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}

	/** Appends the first `count` bytes of `from`. */
	append(from: Uint8Array, count: number): void {
		if (this.length + count > this.#values.length) this.grow(count);
		for (let at = 0; at < count; at++) this.#values[this.length + at] = from[at] as number;
		this.length += count;
	}

	override get values(): Uint8Array {
		return this.#values;
	}

	protected override replace(capacity: number): void {
		const before = this.#values.subarray(0, this.length);
		this.#values = new Uint8Array(capacity);
		this.#values.set(before);
	}
}
