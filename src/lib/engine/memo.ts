/**
 * Values computed from other values and remembered until one of those changes.
 *
 * This is how "views are pure functions of the log" stays cheap: a row records what it read while it was computed; when
 * an operation arrives – in any order, however late – only the rows that touch **or read** what changed are forgotten,
 * and whoever asks next computes them afresh. A remembered value therefore always equals the rebuilt one.
 *
 * Invariants
 * 1. A cell's value depends only on what it read through the tracker.
 * 2. Reading never changes anything but the memory of what was read.
 * 3. A cell that needs itself is a bug in the definitions and throws.
 */

const NOTHING: ReadonlySet<Source> = new Set();

/** Something that can change and be depended on. */
export class Source {
	/** Made when first needed: most rows of a long log are never asked for. */
	#dependents: Set<Cell<unknown>> | undefined;

	addDependent(cell: Cell<unknown>): void {
		(this.#dependents ??= new Set()).add(cell);
	}

	removeDependent(cell: Cell<unknown>): void {
		this.#dependents?.delete(cell);
	}

	changed(): void {
		if (this.#dependents) for (const dependent of [...this.#dependents]) dependent.forget();
	}
}

export class Cell<T> extends Source {
	readonly #name: string;
	readonly #compute: () => T;
	readonly #tracker: Tracker;
	#reads: ReadonlySet<Source> = NOTHING;
	#phase: 'unknown' | 'computing' | 'known' = 'unknown';
	#value: T | undefined;

	constructor(tracker: Tracker, name: string, compute: () => T) {
		super();
		this.#tracker = tracker;
		this.#name = name;
		this.#compute = compute;
	}

	get value(): T {
		this.#tracker.note(this);
		if (this.#phase === 'known') return this.#value as T;
		if (this.#phase === 'computing') throw new Error(`${this.#name} depends on itself`);
		this.#phase = 'computing';
		const outer = this.#tracker.begin();
		try {
			this.#value = this.#compute();
			this.#phase = 'known';
		} finally {
			if (this.#phase === 'computing') this.#phase = 'unknown';
			this.#reads = this.#tracker.end(outer);
			for (const source of this.#reads) source.addDependent(this);
		}
		return this.#value as T;
	}

	/** Drops the value and, through it, everything computed from it. */
	forget(): void {
		if (this.#phase !== 'known') return;
		this.#phase = 'unknown';
		this.#value = undefined;
		for (const source of this.#reads) source.removeDependent(this);
		this.#reads = NOTHING;
		this.changed();
	}
}

/** Notes which sources the computation under way reads. */
export class Tracker {
	#reading: Set<Source> | undefined;

	note(source: Source): void {
		this.#reading?.add(source);
	}

	begin(): Set<Source> | undefined {
		const outer = this.#reading;
		this.#reading = new Set();
		return outer;
	}

	end(outer: Set<Source> | undefined): Set<Source> {
		const reads = this.#reading ?? new Set<Source>();
		this.#reading = outer;
		return reads;
	}
}
