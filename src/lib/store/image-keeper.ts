/**
 * When the image is written: behind the work, never in front of it. After many new entries as soon as nothing happens for
 * a moment, after few within a minute, and when the company is closed.
 */
import type { Result } from '#lib/kernel/result.ts';
import type { StoreProblem } from './store-problem.ts';

/** New entries after which a quiet moment is used. */
export const IDLE_ENTRIES = 500;
/** Quiet for so long counts as a moment. */
export const IDLE_MS = 2000;
/** Whatever is new is in the image after this long. */
export const LATEST_MS = 60_000;
/** So many lines are replayed at a start at most, unless the program ended while it wrote the image. */
export const MAX_REPLAY = 2000;
/** An image is not written again before the log has grown by this part of it: joining does not write it a hundred times. */
const MIN_GROWTH = 1 / 8;

/** Runs something after a time; returns what prevents it. */
export type Schedule = (ms: number, run: () => void) => () => void;

export interface KeeperPorts {
	readonly schedule: Schedule;
	/** Operations in the log and in the stored image. */
	readonly sizes: () => { readonly log: number; readonly image: number };
	readonly write: () => Promise<Result<void, StoreProblem>>;
	/** Once for every row of failures. */
	readonly onProblem: (problem: StoreProblem) => void;
}

export class ImageKeeper {
	readonly #ports: KeeperPorts;
	#cancelIdle: (() => void) | undefined;
	#cancelLatest: (() => void) | undefined;
	#running: Promise<void> | undefined;
	#hasFailed = false;
	#isClosed = false;

	constructor(ports: KeeperPorts) {
		this.#ports = ports;
	}

	/** After every growth of the log. */
	grew(): void {
		const { log, image } = this.#ports.sizes();
		if (this.#isClosed || log === image) return;
		this.#cancelIdle?.();
		// A disk that refuses is asked again after a while, not at once.
		if (!this.#hasFailed && log - image > Math.max(MAX_REPLAY, log * MIN_GROWTH)) return this.#start();
		if (!this.#hasFailed && log - image > IDLE_ENTRIES) this.#cancelIdle = this.#ports.schedule(IDLE_MS, () => this.#start());
		this.#cancelLatest ??= this.#ports.schedule(LATEST_MS, () => this.#start());
	}

	/** Writes what is new; waits for a writing that is under way. */
	async finish(): Promise<void> {
		this.#cancel();
		this.#isClosed = true;
		await this.#running;
		const { log, image } = this.#ports.sizes();
		if (log !== image) await this.#write();
	}

	#start(): void {
		this.#cancel();
		this.#running ??= this.#write().finally(() => {
			this.#running = undefined;
			this.grew();
		});
	}

	async #write(): Promise<void> {
		const written = await this.#ports.write();
		if (!written.ok && !this.#hasFailed) this.#ports.onProblem(written.error);
		this.#hasFailed = !written.ok;
	}

	#cancel(): void {
		this.#cancelIdle?.();
		this.#cancelLatest?.();
		this.#cancelIdle = undefined;
		this.#cancelLatest = undefined;
	}
}
