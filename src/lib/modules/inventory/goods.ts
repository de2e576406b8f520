/** Goods as they appear on a line: a quantity of a lot, or a range of serial units of one batch. */
import type { EffectSink } from '#lib/engine/define-operation.ts';
import { count, optional, quantity, ref, type DataOf, type StoredQuantity } from '#lib/engine/fields.ts';
import type { EdgeKind, MoveKind } from '#lib/engine/movement.ts';
import type { Amount } from '#lib/kernel/decimal.ts';

/** Either `lot` with `qty`, or `batch` with the numbers `first` to `last` (one unit each). */
export const goodsFields = {
	lot: optional(ref('lot', ['批', 'Lot'])),
	qty: optional(quantity(['数量', 'Quantity'])),
	batch: optional(ref('batch', ['序列号批', 'Serial batch'])),
	first: optional(count(['起始序号', 'First number'])),
	last: optional(count(['结束序号', 'Last number']))
};
export type Goods = DataOf<typeof goodsFields>;

/** One unit, in millionths. */
export const ONE = 1_000_000n as Amount;

/** Units of one operation at most; larger deliveries are several lines. */
export const MAX_RANGE = 20_000;

export const lotNode = (lot: string) => `lot:${lot}`;
export const unitNode = (batch: string, number: number) => `unit:${batch}-${number}`;
export const locationPlace = (location: string) => `loc:${location}`;
export const OUTSIDE = {
	supplier: (partner: string) => `supplier:${partner}`,
	customer: (partner: string) => `customer:${partner}`,
	sample: 'sample',
	scrap: 'scrap',
	adjusted: 'adjusted',
	/** Goods that were there before the system knew of them. */
	before: 'before',
	/** What was there on the day the system began, as two people entered it. */
	opening: 'opening'
} as const;

export interface GoodsNode {
	readonly node: string;
	readonly qty: StoredQuantity | Amount;
}

/** The nodes a line is about, each with its quantity; nothing for a line that names neither. */
export function nodesOf(goods: Goods): readonly GoodsNode[] {
	if (goods.lot !== undefined && goods.qty !== undefined) return [{ node: lotNode(goods.lot), qty: goods.qty }];
	if (goods.batch === undefined || goods.first === undefined || goods.last === undefined) return [];
	const nodes: GoodsNode[] = [];
	const end = goods.last - goods.first >= MAX_RANGE ? goods.first + MAX_RANGE - 1 : goods.last;
	for (let number = goods.first; number <= end; number++) nodes.push({ node: unitNode(goods.batch, number), qty: ONE });
	return nodes;
}

/** Subjects of a line for `refs`: the lot, or the batch of units. */
export function goodsRefs(lines: readonly Goods[]): readonly string[] {
	return [...new Set(lines.flatMap((line) => (line.lot ? [lotNode(line.lot)] : line.batch ? [`batch:${line.batch}`] : [])))];
}

export function moveGoods(fx: EffectSink, kind: MoveKind, goods: Goods, from: string, to: string): void {
	for (const { node, qty } of nodesOf(goods)) fx.move(kind, node, qty, from, to);
}

export function edgeGoods(fx: EffectSink, kind: EdgeKind, goods: Goods, to: string): void {
	for (const { node, qty } of nodesOf(goods)) fx.edge(kind, node, to, qty);
}
