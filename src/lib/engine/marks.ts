/** Which operations do not simply count: declared an error, or on a device that is held – unless ratified. */
import type { Fork, LogSet } from '#lib/log/log-set.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { deviceStates } from './authority.ts';
import { errorDeclarations, ratifications } from './effectiveness.ts';
import type { Reader, Standing } from './reader.ts';

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

/** Forked devices from the fork on, revoked ones after what is still trusted; of several, the earliest counts. */
export function heldDevices(
	forks: readonly Fork[],
	read: Pick<Reader, 'keys' | 'inputs'>,
	isAuthorised: (op: RecordedOp) => boolean
): ReadonlyMap<string, HeldDevice> {
	const held = new Map<string, HeldDevice>();
	for (const { dev, seq, ids } of forks) held.set(dev, { seq, ops: ids });
	for (const dev of read.keys(deviceStates))
		for (const { op, value } of read.inputs(deviceStates, dev)) {
			if (value.kind !== 'revoked' || !isAuthorised(op)) continue;
			const before = held.get(dev);
			if (!before || value.lastTrustedSeq + 1 < before.seq) held.set(dev, { seq: value.lastTrustedSeq + 1, ops: [op.id] });
		}
	return held;
}

/** Error declarations speak about facts, observations, plans and master data; a decision is undone by its contrary. */
export function marksOf(read: Reader, held: ReadonlyMap<string, HeldDevice>): Marks {
	const voided = new Map<string, readonly string[]>();
	for (const target of read.keys(errorDeclarations)) {
		if (read.op(target)?.cls === 'D') continue;
		const by = read.inputs(errorDeclarations, target).filter(({ op }) => read.verdict(op).effective);
		const ids = by.map(({ op }) => op.id);
		if (ids.length > 0) voided.set(target, ids);
	}
	const accepted = new Set<string>();
	for (const target of read.keys(ratifications))
		if (read.inputs(ratifications, target).some(({ op }) => read.verdict(op).effective)) accepted.add(target);
	return { void: voided, held, accepted };
}
