/** Everything accepted, in order of arrival: like a read-only array, but its operations come to be when looked at. */
import type { RecordedOp } from './recorded-op.ts';

export class OpList implements Iterable<RecordedOp> {
	readonly #size: () => number;
	readonly #opAt: (index: number) => RecordedOp | undefined;

	constructor(size: () => number, opAt: (index: number) => RecordedOp | undefined) {
		this.#size = size;
		this.#opAt = opAt;
	}

	get length(): number {
		return this.#size();
	}

	/** Counted from the end where negative. */
	at(index: number): RecordedOp | undefined {
		return this.#opAt(index < 0 ? this.length + index : index);
	}

	*[Symbol.iterator](): Generator<RecordedOp, void, undefined> {
		for (let index = 0; index < this.length; index++) yield this.#opAt(index) as RecordedOp;
	}

	slice(start?: number, end?: number): RecordedOp[] {
		const found: RecordedOp[] = [];
		const bound = (value: number) => (value < 0 ? Math.max(0, this.length + value) : Math.min(value, this.length));
		for (let index = bound(start ?? 0); index < bound(end ?? this.length); index++) found.push(this.#opAt(index) as RecordedOp);
		return found;
	}

	map<T>(convert: (op: RecordedOp, index: number) => T): T[] {
		const made: T[] = [];
		for (let index = 0; index < this.length; index++) made.push(convert(this.#opAt(index) as RecordedOp, index));
		return made;
	}

	filter(keep: (op: RecordedOp) => boolean): RecordedOp[] {
		return this.slice().filter(keep);
	}

	reduce<T>(combine: (sum: T, op: RecordedOp) => T, start: T): T {
		let sum = start;
		for (const op of this) sum = combine(sum, op);
		return sum;
	}
}
