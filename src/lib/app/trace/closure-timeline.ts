/** Everything recorded about the lots, units, steps and loads of one closure, newest first, with what it moved. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Move } from '#lib/engine/ledger.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import type { Keep } from '#lib/modules/trace/index.ts';
import { describeOperation } from '../queries/operations.ts';
import { namePlace, subjectsOf } from '../queries/subjects.ts';
import type { OperationLine } from '../views.ts';

export interface ClosureLine extends Omit<OperationLine, 'moves'> {
	/** Nodes of the closure it is about. */
	readonly nodes: readonly string[];
	/** What it moved of them; the units of one operation are one, under the first of them. */
	readonly moves: readonly (OperationLine['moves'][number] & { readonly node: string })[];
}

export interface ClosureTimeline {
	readonly lines: readonly ClosureLine[];
	/** All there are; the newest `MAX_LINES` are listed. */
	readonly total: number;
}

/** More than anybody reads; a closure of a thousand units has as many operations. */
export const MAX_LINES = 600;

interface Found {
	readonly nodes: Set<string>;
	readonly moves: { readonly node: string; readonly move: Move }[];
}

export function closureTimeline(engine: Engine, nodes: readonly string[], keep: Keep): ClosureTimeline {
	const found = new Map<RecordedOp, Found>();
	const note = (op: RecordedOp, node: string): Found => {
		let one = found.get(op);
		if (!one) found.set(op, (one = { nodes: new Set(), moves: [] }));
		one.nodes.add(node);
		return one;
	};
	for (const node of nodes) collectMovements(engine, node, note);
	const bySubject = subjectsByNode(engine, nodes);
	for (const op of engine.log.ops) {
		if (!keep(op)) continue;
		for (const subject of op.refs) {
			const node = bySubject.get(subject);
			// A batch is named by every shipment of some of its units: facts count for a unit only where they moved it.
			if (node !== undefined && (op.cls !== 'F' || !subject.startsWith('batch:'))) note(op, node);
		}
	}
	const newest = [...found].sort(([a], [b]) => compareOrder(b, a));
	return {
		total: newest.length,
		lines: newest.slice(0, MAX_LINES).map(([op, { nodes: about, moves }]) => ({
			...describeOperation(engine, op),
			nodes: [...about],
			moves: summedMoves(engine, moves)
		}))
	};
}

function collectMovements(engine: Engine, node: string, note: (op: RecordedOp, node: string) => Found): void {
	const { ledger } = engine;
	for (const move of ledger.movesOf(node)) note(move.op, node).moves.push({ node, move });
	const number = ledger.nodes.find(node);
	if (number === undefined) return;
	for (let edge = ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) note(ledger.edgeOperation(edge), node);
	for (let edge = ledger.firstOut.get(number); edge >= 0; edge = ledger.nextOut.get(edge)) note(ledger.edgeOperation(edge), node);
}

function subjectsByNode(engine: Engine, nodes: readonly string[]): ReadonlyMap<string, string> {
	const bySubject = new Map<string, string>();
	for (const node of nodes) {
		const subjects = node.startsWith('job:') ? [`wo:${node.slice(4).split('|')[0] ?? ''}`] : subjectsOf(engine, node);
		for (const subject of subjects) if (!bySubject.has(subject)) bySubject.set(subject, node);
	}
	return bySubject;
}

/** What was moved from where to where; many units of one operation are one line. */
function summedMoves(engine: Engine, moves: Found['moves']): ClosureLine['moves'] {
	const sums = new Map<string, { readonly node: string; readonly move: Move; qty: bigint }>();
	for (const { node, move } of moves) {
		const key = `${node.startsWith('unit:') ? 'units' : node} ${move.from} ${move.to}`;
		const sum = sums.get(key);
		if (sum) sum.qty += move.qty;
		else sums.set(key, { node, move, qty: move.qty });
	}
	return [...sums.values()].map(({ node, move, qty }) => ({
		node,
		qty: fromAmount(qty as Amount),
		unit: fieldText(engine.row(items, identify(engine, node).item), 'unit'),
		from: namePlace(engine, move.from),
		to: namePlace(engine, move.to)
	}));
}
