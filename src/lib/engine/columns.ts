/** Growing typed columns: a million numbers without a million objects. */

const FIRST_CAPACITY = 1024;

export class Int32Column {
	#values = new Int32Array(FIRST_CAPACITY);
	length = 0;

	/** Appends and returns the new row number. */
	push(value: number): number {
		if (this.length === this.#values.length) this.#values = grown(this.#values, new Int32Array(this.length * 2));
		this.#values[this.length] = value;
		return this.length++;
	}

	/** The backing array; valid until the next `push`. */
	get values(): Int32Array {
		return this.#values;
	}

	get(row: number): number {
		return this.#values[row] ?? -1;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}
}

export class Float64Column {
	#values = new Float64Array(FIRST_CAPACITY);
	length = 0;

	push(value: number): number {
		if (this.length === this.#values.length) this.#values = grown(this.#values, new Float64Array(this.length * 2));
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): number {
		return this.#values[row] ?? 0;
	}
}

/** 64-bit integers: quantities in millionths of a unit (kernel/decimal.ts bounds each below 2^63). */
export class Int64Column {
	#values = new BigInt64Array(FIRST_CAPACITY);
	length = 0;

	push(value: bigint): number {
		if (this.length === this.#values.length) this.#values = grown(this.#values, new BigInt64Array(this.length * 2));
		this.#values[this.length] = value;
		return this.length++;
	}

	get(row: number): bigint {
		return this.#values[row] ?? 0n;
	}
}

export class Uint8Column {
	#values = new Uint8Array(FIRST_CAPACITY);
	length = 0;

	push(value: number): number {
		if (this.length === this.#values.length) this.#values = grown(this.#values, new Uint8Array(this.length * 2));
		this.#values[this.length] = value;
		return this.length++;
	}

	get values(): Uint8Array {
		return this.#values;
	}

	get(row: number): number {
		return this.#values[row] ?? 0;
	}

	set(row: number, value: number): void {
		this.#values[row] = value;
	}
}

/** Strings by number and numbers by string. */
export class Interned {
	readonly #numbers = new Map<string, number>();
	readonly #texts: string[] = [];

	get size(): number {
		return this.#texts.length;
	}

	/** Number of a text, given out on first sight. */
	number(text: string): number {
		const known = this.#numbers.get(text);
		if (known !== undefined) return known;
		const next = this.#texts.length;
		this.#texts.push(text);
		this.#numbers.set(text, next);
		return next;
	}

	/** Number of a text seen before, or undefined. */
	find(text: string): number | undefined {
		return this.#numbers.get(text);
	}

	text(number: number): string {
		return this.#texts[number] ?? '';
	}
}

function grown<T extends Int32Array | Float64Array | BigInt64Array | Uint8Array>(from: T, to: T): T {
	(to as Uint8Array).set(from as Uint8Array);
	return to;
}
