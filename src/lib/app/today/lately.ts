/**
 * A value computed from a log, kept until the log grows. Unlike `Engine.derive` it is not told what it read: for collections over
 * thousands of rows, each of which is remembered by itself, noting every one of them would cost more than looking again.
 */
import type { Engine } from '#lib/engine/engine.ts';

export class Lately<T> {
	readonly #engine: Engine;
	readonly #compute: () => T;
	#known: { readonly size: number; readonly forks: number; readonly value: T } | undefined;

	constructor(engine: Engine, compute: () => T) {
		this.#engine = engine;
		this.#compute = compute;
	}

	get value(): T {
		const { size, forkVersion } = this.#engine.log;
		if (this.#known?.size !== size || this.#known.forks !== forkVersion) this.#known = { size, forks: forkVersion, value: this.#compute() };
		return this.#known.value;
	}
}
