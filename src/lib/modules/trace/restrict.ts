/**
 * The company as it was: at a moment of the calendar, as recorded by then, or as one device knew it. A new engine over the
 * same log that is given only part of the operations; causality and identity still come from the whole.
 */
import { Engine } from '#lib/engine/engine.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { itemOfNode } from '../inventory/index.ts';

export type Keep = (op: RecordedOp) => boolean;

/** Fills an engine with part of a log, in as many steps as the caller likes; follows the log when it grows. */
export class PartialReplay {
	readonly engine: Engine;
	readonly keep: Keep;
	readonly #log: Engine['log'];
	#next = 0;

	constructor(whole: Engine, crypto: Crypto, keep: Keep) {
		this.keep = keep;
		this.#log = whole.log;
		this.engine = new Engine({ log: whole.log, registry: whole.registry, crypto, itemOf: itemOfNode });
	}

	/** 0 … 1; 1 when nothing is left to look at. */
	get share(): number {
		return this.#log.size === 0 ? 1 : this.#next / this.#log.size;
	}

	/** Looks at so many operations more. */
	advance(operations: number): void {
		const end = Math.min(this.#log.size, this.#next + operations);
		for (; this.#next < end; this.#next++) {
			const op = this.#log.opAt(this.#next);
			if (op && this.keep(op)) this.engine.add(op);
		}
	}
}

/**
 * Only operations that had happened by then (`at`, epoch milliseconds, inclusive), whenever they were recorded – and the
 * founding, without which nothing has a meaning.
 */
export function asOf(engine: Engine, at: number, crypto: Crypto): Engine {
	return whole(engine, crypto, (op) => op.n === 1 || (parseInstant(op.at) ?? 0) <= at);
}

/** Keeps what had been recorded on any device by then (epoch milliseconds, inclusive), by the devices' own clocks. */
export function recordedBy(at: number): Keep {
	return (op) => op.n === 1 || (parseInstant(op.rec) ?? 0) <= at;
}

/**
 * Keeps what any of the devices knew when it had recorded its newest entry that is here: that entry with its whole user
 * action, and its causal past. Undefined if the log has nothing of them.
 */
export function knownByDevices(engine: Engine, devs: readonly string[]): Keep | undefined {
	const { log } = engine;
	const tips = devs.flatMap((dev) => log.tipOf(dev) ?? []);
	return tips.length === 0 ? undefined : (op) => tips.some((tip) => op === tip || log.isBefore(op, tip));
}

/**
 * Only what the device knew when it had recorded `seq`: that operation with its whole user action – which was recorded as
 * one – and its causal past. Undefined if the log has no such operation.
 */
export function knownBy(engine: Engine, dev: string, seq: number, crypto: Crypto): Engine | undefined {
	const { log } = engine;
	const named = log.at(dev, seq);
	if (!named) return undefined;
	const last = log.at(dev, named.cmdEnd) ?? named;
	return whole(engine, crypto, (op) => op === last || log.isBefore(op, last));
}

function whole(engine: Engine, crypto: Crypto, keep: Keep): Engine {
	const replay = new PartialReplay(engine, crypto, keep);
	replay.advance(engine.log.size);
	return replay.engine;
}
