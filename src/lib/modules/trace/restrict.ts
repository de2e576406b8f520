/**
 * The company as it was: at a moment of the calendar, or as one device knew it. A new engine over the same log that is
 * given only part of the operations; causality and identity still come from the whole.
 */
import { Engine } from '#lib/engine/engine.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { itemOfNode } from '../inventory/index.ts';

/**
 * Only operations that had happened by then (`at`, epoch milliseconds, inclusive), whenever they were recorded – and the
 * founding, without which nothing has a meaning.
 */
export function asOf(engine: Engine, at: number, crypto: Crypto): Engine {
	return restrict(engine, crypto, (op) => op.n === 1 || (parseInstant(op.at) ?? 0) <= at);
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
	return restrict(engine, crypto, (op) => op === last || log.isBefore(op, last));
}

function restrict(engine: Engine, crypto: Crypto, keep: (op: RecordedOp) => boolean): Engine {
	const { log, registry } = engine;
	const restricted = new Engine({ log, registry, crypto, itemOf: itemOfNode });
	for (const op of log.ops) if (keep(op)) restricted.add(op);
	return restricted;
}
