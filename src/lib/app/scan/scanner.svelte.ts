import { MAX_GAP_MS } from './scan-burst.ts';

/** Where scanned codes go: to whoever asked last – a flow, an open dialog – and otherwise to the page, which opens what was scanned. */

export interface Scan {
	/** As read: an element string, one of our codes, or a number. */
	readonly text: string;
	readonly source: 'gun' | 'camera' | 'serial' | 'typed';
}

type Taker = (scan: Scan) => void;

class Scanner {
	readonly #takers: Taker[] = [];
	#typed: ReturnType<typeof setTimeout> | undefined;
	#imeWarned = $state(false);

	/** An input method swallowed part of a scan: the person is told how to avoid it, until dismissed. */
	get imeWarned(): boolean {
		return this.#imeWarned;
	}

	/** Registers a taker; the answer ends it. */
	take(taker: Taker): () => void {
		this.#takers.push(taker);
		return () => {
			const at = this.#takers.lastIndexOf(taker);
			if (at >= 0) this.#takers.splice(at, 1);
		};
	}

	/** Takes what nobody else wants, whenever it registers: a flow that is opened by a reload is there before it. */
	takeRest(taker: Taker): () => void {
		this.#takers.unshift(taker);
		return () => {
			const at = this.#takers.indexOf(taker);
			if (at >= 0) this.#takers.splice(at, 1);
		};
	}

	/** Something was scanned or typed as a code. False if nobody wants it. */
	offer(scan: Scan): boolean {
		const taker = this.#takers.at(-1);
		taker?.(scan);
		return taker !== undefined;
	}

	/**
	 * Runs a single-key shortcut once it is sure that a person pressed the key: the first characters of a scan must not act.
	 *
	 * @example onkeydown: if (event.key === 'j') scanner.typed(() => select(next));
	 */
	typed(run: () => void): void {
		clearTimeout(this.#typed);
		this.#typed = setTimeout(run, MAX_GAP_MS + 10);
	}

	/** Told by the listener with every key: a shortcut that waits was part of something longer. */
	keyCame(): void {
		clearTimeout(this.#typed);
	}

	warnOfIme(): void {
		this.#imeWarned = true;
	}

	dismissIme(): void {
		this.#imeWarned = false;
	}
}

export const scanner = new Scanner();
