/**
 * Keeps what the list of lots is searched and ordered by (lots/lot-index.ts) ready to be asked. Bringing it up to date costs as
 * much as what was recorded since; making it anew is dear for a long log, so that is done in short steps between which acts and
 * other questions have their turn. It is stored for the next start.
 *
 * Invariants
 * 1. Once `ready` resolves, the index knows every operation that was in the log when it was asked for.
 * 2. What was stored is used only by the program that stored it.
 */
import type { LotSnapshot } from '../../lots/lot-index.ts';

/** One step is at most about as long: nobody notices waiting for it. */
export const STEP_MS = 8;
/** The same while there is no index yet: then the list is what everybody waits for. */
export const FIRST_STEP_MS = 50;
/** What was brought up to date is stored once nothing was recorded for a while. */
export const STORE_AFTER_MS = 10_000;
/** Between two times it is made anew passes this many times what one took: a busy terminal is there for acts first. */
export const REST = 5;

export interface LotPorts {
	/** Operations in the log. */
	readonly size: () => number;
	readonly index: {
		readonly seen: number;
		update(): Generator<void, void> | undefined;
		rebuild(): Generator<void, void>;
		snapshot(): LotSnapshot;
		restore(snapshot: LotSnapshot): boolean;
	};
	readonly stored: () => Promise<LotSnapshot | undefined>;
	readonly store: (snapshot: LotSnapshot) => Promise<unknown>;
	/** Lets whoever waits have a turn. */
	readonly pause: () => Promise<void>;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
	/** Runs something after a time; returns what prevents it. */
	readonly schedule: (ms: number, run: () => void) => () => void;
}

export class LotAnswers {
	readonly #ports: LotPorts;
	#isMade = false;
	#hasLookedInStore = false;
	#running: Promise<void> | undefined;
	#rest = 0;
	#cancelStoring: (() => void) | undefined;

	constructor(ports: LotPorts) {
		this.#ports = ports;
	}

	async ready(): Promise<void> {
		const { index, size } = this.#ports;
		const asked = size();
		for (;;) {
			if (this.#running) await this.#running;
			else if (this.#isMade && index.seen >= asked) return;
			else await (this.#running = this.#make().finally(() => (this.#running = undefined)));
		}
	}

	/** Resolves when the index is not being made. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running.catch(() => undefined);
	}

	/** Stores what is not stored yet. */
	async close(): Promise<void> {
		await this.idle();
		if (!this.#cancelStoring) return;
		this.#cancelStoring();
		await this.#store();
	}

	#storeLater(): void {
		this.#cancelStoring?.();
		this.#cancelStoring = this.#ports.schedule(STORE_AFTER_MS, () => void this.#store());
	}

	async #store(): Promise<void> {
		this.#cancelStoring = undefined;
		await this.#ports.store(this.#ports.index.snapshot());
	}

	async #make(): Promise<void> {
		const { index, stored, clock, schedule } = this.#ports;
		if (!this.#hasLookedInStore) {
			this.#hasLookedInStore = true;
			const snapshot = await stored();
			if (snapshot && index.restore(snapshot)) {
				this.#isMade = true;
				return;
			}
		}
		const update = this.#isMade ? index.update() : undefined;
		if (update) await this.#work(update);
		else {
			if (this.#rest > STEP_MS) await new Promise<void>((resolve) => void schedule(this.#rest, resolve));
			const began = clock();
			await this.#work(index.rebuild());
			this.#rest = (clock() - began) * REST;
			this.#isMade = true;
		}
		this.#storeLater();
	}

	async #work(steps: Generator<void, void>): Promise<void> {
		const { clock, pause } = this.#ports;
		const longest = this.#isMade ? STEP_MS : FIRST_STEP_MS;
		let began = clock();
		while (!steps.next().done) {
			if (clock() - began < longest) continue;
			await pause();
			began = clock();
		}
	}
}
