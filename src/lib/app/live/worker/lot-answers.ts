/**
 * The list of all lots, for the screen that everybody begins with. It is dear for a long log, so it is made in short steps
 * between which acts and other questions have their turn, kept until the log grows, and stored for the next start.
 *
 * Invariants
 * 1. An answer knows at least every operation that was in the log when it was asked for.
 * 2. A stored list is used only for exactly the log, day and program it was made from.
 */
import type { LotRow } from '../../views.ts';

/** One step is at most about as long: nobody notices waiting for it. */
export const STEP_MS = 8;
/** The same while there is no list yet: then the list is what everybody waits for. */
export const FIRST_STEP_MS = 50;
/** A list that took so long is worth storing; it is stored once nothing was recorded for a while. */
export const WORTH_STORING_MS = 50;
export const STORE_AFTER_MS = 10_000;
/** Between two lists passes this many times what one took: a busy terminal is there for acts first. */
export const REST = 5;

/** What a list is made from. */
export interface LotBasis {
	/** Operations in the log. */
	readonly size: number;
	/** As of which day states are shown. */
	readonly day: string;
}

export interface LotPorts {
	readonly basis: () => LotBasis;
	readonly steps: () => Generator<void, readonly LotRow[]>;
	readonly stored: (basis: LotBasis) => Promise<readonly LotRow[] | undefined>;
	readonly store: (basis: LotBasis, rows: readonly LotRow[]) => Promise<unknown>;
	/** Lets whoever waits have a turn. */
	readonly pause: () => Promise<void>;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
	/** Runs something after a time; returns what prevents it. */
	readonly schedule: (ms: number, run: () => void) => () => void;
}

interface Kept {
	readonly basis: LotBasis;
	readonly rows: readonly LotRow[];
}

export class LotAnswers {
	readonly #ports: LotPorts;
	#kept: Kept | undefined;
	#hasLookedInStore = false;
	#running: Promise<void> | undefined;
	#rest = 0;
	#cancelStoring: (() => void) | undefined;

	constructor(ports: LotPorts) {
		this.#ports = ports;
	}

	async rows(): Promise<readonly LotRow[]> {
		const asked = this.#ports.basis();
		for (;;) {
			const kept = this.#kept;
			if (kept && kept.basis.size >= asked.size && kept.basis.day >= asked.day) return kept.rows;
			await (this.#running ??= this.#make().finally(() => (this.#running = undefined)));
		}
	}

	/** Resolves when no list is being made. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running.catch(() => undefined);
	}

	/** Stores what was worth it and is not stored yet. */
	async close(): Promise<void> {
		await this.idle();
		if (!this.#cancelStoring) return;
		this.#cancelStoring();
		await this.#store();
	}

	async #store(): Promise<void> {
		this.#cancelStoring = undefined;
		const kept = this.#kept;
		if (kept?.basis.size === this.#ports.basis().size) await this.#ports.store(kept.basis, kept.rows);
	}

	async #make(): Promise<void> {
		if (!this.#hasLookedInStore) {
			this.#hasLookedInStore = true;
			const basis = this.#ports.basis();
			const rows = await this.#ports.stored(basis);
			if (rows) {
				this.#kept = { basis, rows };
				return;
			}
		}
		this.#cancelStoring?.();
		this.#cancelStoring = undefined;
		if (this.#rest > STEP_MS) await new Promise<void>((resolve) => void this.#ports.schedule(this.#rest, resolve));
		const basis = this.#ports.basis();
		const began = this.#ports.clock();
		const rows = await this.#work();
		const took = this.#ports.clock() - began;
		this.#rest = took * REST;
		this.#kept = { basis, rows };
		if (took >= WORTH_STORING_MS) this.#cancelStoring = this.#ports.schedule(STORE_AFTER_MS, () => void this.#store());
	}

	async #work(): Promise<readonly LotRow[]> {
		const steps = this.#ports.steps();
		const longest = this.#kept ? STEP_MS : FIRST_STEP_MS;
		let began = this.#ports.clock();
		for (;;) {
			const step = steps.next();
			if (step.done) return step.value;
			if (this.#ports.clock() - began < longest) continue;
			await this.#ports.pause();
			began = this.#ports.clock();
		}
	}
}
