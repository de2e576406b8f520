/** Gives lines to the replica, one delivery after another, in bounded batches. */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { Received, Replica } from '#lib/store/replica-port.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import { reasonOf } from './ports.ts';

/** Lines given to the replica at a time. */
export const RECEIVE_BATCH = 512;

export class LineIntake {
	readonly #replica: Replica;
	readonly #onRefused: (problem: LogProblem) => void;
	#incoming: Promise<unknown> = Promise.resolve();

	/** `onRefused` hears of entries the replica did not take: damaged, foreign, unsigned. */
	constructor(replica: Replica, onRefused: (problem: LogProblem) => void) {
		this.#replica = replica;
		this.#onRefused = onRefused;
	}

	/** Resolves when the replica has everything on disk. Error: the store failed; the same lines may come again. */
	receive(lines: readonly string[]): Promise<Result<void, StoreProblem>> {
		const taken = this.#incoming.then(() => this.#batches(lines));
		this.#incoming = taken.catch(() => undefined);
		return taken;
	}

	async #batches(lines: readonly string[]): Promise<Result<void, StoreProblem>> {
		for (let at = 0; at < lines.length; at += RECEIVE_BATCH) {
			const received = await this.#batch(lines.slice(at, at + RECEIVE_BATCH));
			if (!received.ok) return received;
			for (const problem of received.value.refused) this.#onRefused(problem);
		}
		return ok(undefined);
	}

	async #batch(lines: readonly string[]): Promise<Result<Received, StoreProblem>> {
		try {
			return await this.#replica.receive(lines, 'relay');
		} catch (error) {
			// The contract gives a value; a store that throws has failed all the same.
			return err({ code: 'failed', detail: reasonOf(error), unsaved: [] });
		}
	}
}
