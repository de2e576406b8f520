/**
 * Stock counts 盘点 (domain.md §3.4): every line is an observation that knows what its author knew – its frontier. What the
 * books say *there* is compared with it, so that a movement another device brings later is no difference.
 */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { defineView } from '#lib/engine/define-view.ts';
import { flag, optional, ref, text } from '#lib/engine/fields.ts';
import type { Move } from '#lib/engine/ledger.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { defineRegister } from '#lib/engine/register.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { documentNumbers } from '../org/index.ts';
import { goodsFields, goodsRefs, locationPlace, nodesOf, lotNode } from './goods.ts';

const count = ref('count', ['盘点单', 'Stock count']);
const location = ref('location', ['库位', 'Location']);

/** Counts by uid: number, location, whether the counter sees the books. */
export const stockCounts = defineRegister('stockCounts');

export interface CountedLine {
	/** Operation that observed it: its past is the frontier. */
	readonly op: string;
	readonly node: string;
	/** Decimal text; `0` where none is there. */
	readonly qty: string;
	/** To what was counted of it before: it lies in several heaps. */
	readonly adds: boolean;
}
/** Lines of a count in order-key order; the newest of a node stands unless it adds. */
export const countLines = defineView<Omit<CountedLine, 'op'>, readonly CountedLine[]>({
	name: 'countLines',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ op, value }) => ({ op: op.id, ...value }))
});

export type CountState = 'counting' | 'posted' | 'cancelled';
export const countStates = defineView<{ readonly end: 'posted' | 'cancelled' }, CountState>({
	name: 'countStates',
	hashed: true,
	fold(inputs, read) {
		const ends = inputs.filter(({ op }) => read.verdict(op).effective).map(({ value }) => value.end);
		return ends.includes('posted') ? 'posted' : ends.includes('cancelled') ? 'cancelled' : 'counting';
	}
});

/** A count ends once: what ended it before speaks against ending it again. */
function notEnded(data: JsonObject, op: RecordedOp, read: Reader): readonly string[] | undefined {
	const ended = read
		.inputs(countStates, String(data['count']))
		.filter((end) => read.isBefore(end.op, op) && read.verdict(end.op).effective);
	return ended.length > 0 ? ended.map((end) => end.op.id) : undefined;
}

export const countPlanned = defineOperation({
	type: 'count.planned',
	tv: 1,
	cls: 'P',
	level: 'A',
	roles: ['WH', 'FI', 'QA', 'IT'],
	labels: { zh: '开始盘点', en: 'Stock count planned' },
	fields: {
		count,
		no: text(['盘点单号', 'Count number']),
		location,
		blind: flag(['盲盘', 'Blind'])
	},
	refs: (data) => [`count:${data.count}`, `location:${data.location}`],
	apply({ count: uid, ...fields }, fx) {
		fx.put(stockCounts.put(uid, { create: true, fields }));
		fx.put(documentNumbers.put(`count|${fields.no}`, { subject: `count:${uid}` }));
	}
});

export const countLineRecorded = defineOperation({
	type: 'count.lineRecorded',
	tv: 1,
	cls: 'O',
	level: 'A',
	roles: ['WH', 'FI', 'QA', 'OP', 'LL', 'IT'],
	labels: { zh: '盘点记数', en: 'Count line recorded' },
	fields: {
		count,
		location,
		...goodsFields,
		/** Quantities are positive: that none is there is said so. */
		none: optional(flag(['没有实物', 'None there'])),
		adds: optional(flag(['另有一处，累加', 'Adds to the line before']))
	},
	refs: (data) => [`count:${data.count}`, ...goodsRefs([data])],
	apply(data, fx) {
		const adds = data.adds === true;
		if (data.none === true && data.lot !== undefined)
			fx.put(countLines.put(data.count, { node: lotNode(data.lot), qty: '0', adds: false }));
		else if (data.none !== true)
			for (const { node, qty } of nodesOf(data))
				fx.put(countLines.put(data.count, { node, qty: typeof qty === 'bigint' ? '1' : qty.value, adds: adds && typeof qty !== 'bigint' }));
	}
});

/** Adjustments are `stock.adjusted` in the same act, so that all or none counts. */
export const countPosted = defineOperation({
	type: 'count.posted',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['WH', 'FI'],
	signerRoles: ['WH', 'FI', 'QA', 'OWN'],
	labels: { zh: '盘点过账', en: 'Stock count posted' },
	fields: { count, reason: text(['原因', 'Reason']) },
	refs: (data) => [`count:${data.count}`],
	precondition: notEnded,
	apply(data, fx) {
		fx.put(countStates.put(data.count, { end: 'posted' }));
	}
});

export const countCancelled = defineOperation({
	type: 'count.cancelled',
	tv: 1,
	cls: 'D',
	level: 'A',
	roles: ['WH', 'FI', 'QA', 'IT'],
	labels: { zh: '取消盘点', en: 'Stock count cancelled' },
	fields: { count, reason: optional(text(['原因', 'Reason'])) },
	refs: (data) => [`count:${data.count}`],
	precondition: notEnded,
	apply(data, fx) {
		fx.put(countStates.put(data.count, { end: 'cancelled' }));
	}
});

export const countingOperations = [countPlanned, countLineRecorded, countPosted, countCancelled];

/** What is counted of one node: millionths, and between which observations. */
export interface CountedNode {
	readonly node: string;
	readonly qty: bigint;
	/** The first line that still stands, and the last: the same unless something was added. */
	readonly first: string;
	readonly last: string;
}

export function countedOf(lines: readonly CountedLine[]): readonly CountedNode[] {
	const found = new Map<string, CountedNode>();
	for (const { op, node, qty, adds } of lines) {
		const before = adds ? found.get(node) : undefined;
		found.set(node, { node, qty: (before?.qty ?? 0n) + (amountOf(qty) ?? 0n), first: before?.first ?? op, last: op });
	}
	return [...found.values()];
}

/** Net of movements at a place, millionths. */
function netAt(moves: readonly Move[], place: string): bigint {
	return moves.reduce((sum, { qty, from, to }) => sum + (to === place ? qty : 0n) - (from === place ? qty : 0n), 0n);
}

/** Movements that raise or lower stock as the ledger folds it: held ones lower it only. */
function counting(move: Move, place: string): boolean {
	return move.standing === 'standing' || (move.standing === 'held' && move.from === place);
}

/** What the books said at a location when the line was recorded: movements of its own past alone. Millionths. */
export function expectedAt(read: Reader, node: string, location: string, line: RecordedOp): bigint {
	const place = locationPlace(location);
	return netAt(
		read.ledger.movesOf(node).filter((move) => counting(move, place) && read.isBefore(move.op, line)),
		place
	);
}

/** Movements that happened before the line and were not known to it: they came from another device since. Millionths. */
export function arrivedLate(read: Reader, node: string, location: string, line: RecordedOp): bigint {
	const place = locationPlace(location);
	const until = parseInstant(line.at) ?? 0;
	return netAt(
		read.ledger.movesOf(node).filter((move) => counting(move, place) && read.isConcurrent(move.op, line) && move.at <= until),
		place
	);
}
