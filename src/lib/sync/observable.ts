/** A value others may watch. Listeners are called after the change; one that throws does not keep the others from knowing. */
export interface Observable<T> {
	readonly current: T;
	/** Calls the listener at every later change. Returns the unsubscribe. */
	subscribe(listener: (value: T) => void): () => void;
}

export class Source<T> implements Observable<T> {
	#current: T;
	readonly #listeners = new Set<(value: T) => void>();

	constructor(initial: T) {
		this.#current = initial;
	}

	get current(): T {
		return this.#current;
	}

	set(value: T): void {
		if (value === this.#current) return;
		this.#current = value;
		for (const listener of [...this.#listeners]) callSafely(listener, value);
	}

	subscribe(listener: (value: T) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
}

/** Calls a listener; what it throws is a bug of the listener and is reported apart, not to whoever tells. */
export function callSafely<T>(listener: (value: T) => void, value: T): void {
	try {
		listener(value);
	} catch (error) {
		queueMicrotask(() => {
			throw error;
		});
	}
}
