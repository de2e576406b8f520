/** Which operations do not simply count: declared an error, or on a device that is held – unless ratified. */
import type { LogSet } from '#lib/log/log-set.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Standing } from './reader.ts';

export interface HeldDevice {
	/** First sequence number that is held. */
	readonly seq: number;
	/** Ids of the operations that show it. */
	readonly ops: readonly string[];
}

export interface Marks {
	/** By operation id: the error declarations. */
	readonly void: ReadonlyMap<string, readonly string[]>;
	/** By device id. */
	readonly held: ReadonlyMap<string, HeldDevice>;
	/** Ids of ratified operations. */
	readonly accepted: ReadonlySet<string>;
}

export const NO_MARKS: Marks = { void: new Map(), held: new Map(), accepted: new Set() };

export function standingBy(marks: Marks, op: RecordedOp): Standing {
	if (marks.void.size > 0 && marks.void.has(op.id)) return 'void';
	if (marks.held.size === 0) return 'standing';
	const held = marks.held.get(op.dev);
	return held !== undefined && op.seq >= held.seq && !marks.accepted.has(op.id) ? 'held' : 'standing';
}

/** Everything that does not simply stand, by arrival number. */
export function standingsBy(marks: Marks, log: LogSet): ReadonlyMap<number, Standing> {
	const standings = new Map<number, Standing>();
	for (const [dev, { seq }] of marks.held)
		for (const op of log.opsFrom(dev, seq)) if (standingBy(marks, op) === 'held') standings.set(op.index, 'held');
	for (const id of marks.void.keys()) {
		const op = log.get(id);
		if (op) standings.set(op.index, 'void');
	}
	return standings;
}
