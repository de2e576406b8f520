/** What went to the line side for an order and came back, by the records that stand. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { identify, nodesOf, type Goods } from '#lib/modules/inventory/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import { orderWork } from '#lib/modules/production/index.ts';
import { personName } from '../production/order-facts.ts';
import type { Slip } from './issuing-views.ts';

export type FloorLine = Goods & { readonly from: string; readonly to: string; readonly roll?: string };

export interface FloorMove {
	readonly kind: 'issued' | 'returned' | 'consumed';
	readonly op: RecordedOp;
	readonly node: string;
	/** Millionths. */
	readonly qty: bigint;
	readonly from: string;
	readonly to: string;
	readonly roll: string;
}

/** Lines of an operation of the floor; consumption is its own only line. */
export function floorLines(op: RecordedOp): readonly FloorLine[] {
	const { lines } = op.data;
	return (Array.isArray(lines) ? lines : [op.data]) as unknown as readonly FloorLine[];
}

export function floorMoves(engine: Engine, wo: string): readonly FloorMove[] {
	return engine
		.inputs(orderWork, wo)
		.flatMap(({ op, value: { kind } }) =>
			(kind === 'issued' || kind === 'returned' || kind === 'consumed') && engine.standing(op) !== 'void' ? movesOf(op, kind) : []
		);
}

function movesOf(op: RecordedOp, kind: FloorMove['kind']): readonly FloorMove[] {
	return floorLines(op).flatMap((line) =>
		nodesOf(line).map(({ node, qty }) => ({
			kind,
			op,
			node,
			qty: typeof qty === 'bigint' ? qty : (amountOf(qty.value) ?? 0n),
			from: line.from,
			to: line.to,
			roll: line.roll ?? ''
		}))
	);
}

/** Drawn less what came back, by item, in millionths. */
export function drawnByItem(engine: Engine, wo: string): ReadonlyMap<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const { kind, node, qty } of floorMoves(engine, wo)) {
		if (kind === 'consumed') continue;
		const { item } = identify(engine, node);
		sums.set(item, (sums.get(item) ?? 0n) + (kind === 'issued' ? qty : -qty));
	}
	return sums;
}

/** Slips of an order, newest first. */
export function slipsOf(engine: Engine, wo: string): readonly Slip[] {
	return engine
		.inputs(orderWork, wo)
		.flatMap(({ op, value: { kind } }): Slip[] =>
			kind === 'issued' || kind === 'returned'
				? [
						{
							id: op.id,
							kind,
							at: op.at,
							by: personName(engine, op.by),
							isVoid: engine.standing(op) === 'void',
							lines: slipLines(engine, op)
						}
					]
				: []
		)
		.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function slipLines(read: Reader, op: RecordedOp): Slip['lines'] {
	return floorLines(op).map((line) => {
		const [first] = nodesOf(line);
		return {
			number: first ? identify(read, first.node).number : '',
			qty: line.qty?.value ?? String((line.last ?? 0) - (line.first ?? 0) + 1),
			unit: line.qty?.unit ?? '',
			to: fieldText(read.row(locations, line.to), 'code')
		};
	});
}

/** Who drew a roll of a lot first, for whatever order; null if nobody did or it came back since. */
export function rollDrawn(engine: Engine, node: string, roll: string): { readonly at: string; readonly by: string } | null {
	if (roll === '') return null;
	let drawn: RecordedOp | undefined;
	for (const type of ['stock.issued', 'stock.returnedFromFloor'] as const)
		for (const op of engine.opsOfType(type)) {
			if (engine.standing(op) === 'void' || !floorLines(op).some((line) => isRoll(line, node, roll))) continue;
			if (type === 'stock.issued') drawn = op;
			else if (drawn && drawn.at <= op.at) drawn = undefined;
		}
	return drawn ? { at: drawn.at, by: personName(engine, drawn.by) } : null;
}

function isRoll(line: FloorLine, node: string, roll: string): boolean {
	return line.roll === roll && nodesOf(line).some((goods) => goods.node === node);
}
