/**
 * Time that passes only when everything has been done that could be done. Timers run in order of their due time, and after
 * each one all promises settle, so that a run is a function of its seed.
 */
const realSetImmediate = setImmediate;
const REAL = { setTimeout, clearTimeout, setInterval, clearInterval };

interface Timer {
	readonly id: number;
	due: number;
	readonly run: () => void;
	/** 0 for one that runs once. */
	readonly every: number;
}

export class VirtualTime {
	#now = 0;
	#nextId = 1;
	/** A binary heap by due time, then by id. */
	readonly #heap: Timer[] = [];
	readonly #cancelled = new Set<number>();

	/** Milliseconds since the beginning. */
	get now(): number {
		return this.#now;
	}

	setTimer = (run: () => void, ms: number): (() => void) => {
		const id = this.#add(run, ms, 0);
		return () => void this.#cancelled.add(id);
	};

	/** Resolves after `ms` of virtual time. */
	pause(ms: number): Promise<void> {
		return new Promise((resolve) => void this.#add(resolve, ms, 0));
	}

	/** Lets time pass. */
	async advance(ms: number): Promise<void> {
		const end = this.#now + ms;
		await settle();
		for (let timer = this.#heap[0]; timer && timer.due <= end; timer = this.#heap[0]) {
			this.#pop();
			if (this.#cancelled.delete(timer.id)) continue;
			this.#now = Math.max(this.#now, timer.due);
			timer.run();
			if (timer.every > 0) {
				// What libraries look at every few seconds needs no rest in between; it would cost most of the run.
				if (!this.#cancelled.delete(timer.id)) this.#push({ ...timer, due: timer.due + timer.every });
			} else await settle();
		}
		await settle();
		this.#now = end;
	}

	/** Puts this time in place of the global timers, for libraries that know no other. Returns the way back. */
	install(): () => void {
		const fake = {
			setTimeout: (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => this.#add(() => run(...given), ms, 0),
			setInterval: (run: (...given: unknown[]) => void, ms = 1, ...given: unknown[]) => this.#add(() => run(...given), ms, Math.max(1, ms)),
			clearTimeout: (id: unknown) => void (typeof id === 'number' && this.#cancelled.add(id)),
			clearInterval: (id: unknown) => void (typeof id === 'number' && this.#cancelled.add(id))
		};
		Object.assign(globalThis, fake);
		return () => void Object.assign(globalThis, REAL);
	}

	#add(run: () => void, ms: number, every: number): number {
		const id = this.#nextId++;
		this.#push({ id, due: this.#now + Math.max(0, ms), run, every });
		return id;
	}

	#push(timer: Timer): void {
		const heap = this.#heap;
		let at = heap.push(timer) - 1;
		for (let up = (at - 1) >> 1; at > 0 && before(timer, heap[up]); at = up, up = (at - 1) >> 1) heap[at] = heap[up] ?? timer;
		heap[at] = timer;
	}

	#pop(): void {
		const heap = this.#heap;
		const last = heap.pop();
		if (!last || heap.length === 0) return;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			const right = heap[child + 1];
			if (right && before(right, heap[child])) child++;
			const smaller = heap[child];
			if (!smaller || !before(smaller, last)) break;
			heap[at] = smaller;
			at = child;
		}
		heap[at] = last;
	}
}

function before(a: Timer, b: Timer | undefined): boolean {
	return b !== undefined && (a.due < b.due || (a.due === b.due && a.id < b.id));
}

/** All promises that can settle have settled. */
export function settle(): Promise<void> {
	return new Promise((resolve) => void realSetImmediate(resolve));
}
