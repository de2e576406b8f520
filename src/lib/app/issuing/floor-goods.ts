/** Goods at the line side that may go back: for which order they were drawn, what is left of them, what their core weighs. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type RegisterRow } from '#lib/engine/register.ts';
import { identify, nodesOf } from '#lib/modules/inventory/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { placesOf } from '../goods/goods-queries.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { rollsOf } from '../papers/build/incoming.ts';
import { opsAbout } from '../papers/build/lookup.ts';
import { placesHere } from '../production/order-facts.ts';
import { text } from '../production/quantities.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import type { FloorGoods, LinePlace } from './issuing-views.ts';
import { floorLines, floorMoves } from './order-flow.ts';

interface FloorQuestion {
	readonly node: string;
	readonly roll: string;
	/** The order at hand; taken if the goods were drawn for it. */
	readonly wo: string;
}

export function floorGoods(context: QueryContext, { node, roll, wo: wanted }: FloorQuestion): FloorGoods {
	const { engine, site } = context;
	const identity = identify(engine, node);
	const item = scannedItem(engine, identity.item);
	const orders = drawnFor(engine, node);
	const wo = orders.includes(wanted) ? wanted : (orders.at(-1) ?? '');
	const moves = wo === '' ? [] : floorMoves(engine, wo).filter((move) => move.node === node);
	const sum = (kind: string) => text(moves.reduce((total, move) => (move.kind === kind ? total + move.qty : total), 0n));
	const issue = moves.findLast(({ kind }) => kind === 'issued');
	const here = placesHere(context);
	const lines = here.filter(({ use }) => use === 'lineside');
	const there = placesOf(engine, node, site).filter(({ use, here: isHere }) => isHere && use === 'lineside');
	const line = lines.find(({ uid }) => uid === issue?.to);
	const stores = here.filter(({ use }) => use === 'stock').map(({ uid, code, name }): LinePlace => ({ uid, code, name }));
	return {
		node,
		number: identity.number,
		item: item.name,
		unit: item.unit,
		wo,
		no: wo === '' ? '' : fieldText(engine.row(workOrders, wo) as unknown as RegisterRow, 'no'),
		places: [
			...there.map(({ location, code, qty }) => ({ location, code, qty })),
			// By the records nothing is left there; what is in somebody's hands says otherwise.
			...(line && !there.some(({ location }) => location === line.uid) ? [{ location: line.uid, code: line.code, qty: '0' }] : [])
		].toSorted((a, b) => Number(b.location === issue?.to) - Number(a.location === issue?.to)),
		drawn: sum('issued'),
		consumed: sum('consumed'),
		returned: sum('returned'),
		tare: tareOf(engine, node, roll),
		to: stores.find(({ uid }) => uid === issue?.from) ?? stores[0] ?? null,
		stores
	};
}

/** Orders the goods were drawn for, in the order of the log. */
function drawnFor(engine: Engine, node: string): readonly string[] {
	const orders = engine
		.opsOfType('stock.issued')
		.filter((op) => engine.standing(op) !== 'void' && floorLines(op).some((line) => nodesOf(line).some((goods) => goods.node === node)))
		.map((op) => String(op.data['wo']));
	return [...new Set(orders)];
}

/** Of the roll itself, or of all rolls of the lot where they are alike. */
function tareOf(engine: Engine, node: string, roll: string): string {
	if (!node.startsWith('lot:')) return '';
	const rolls = opsAbout(engine, 'stock.received', node).flatMap(rollsOf);
	const own = rolls.filter((one) => roll === '' || one.roll === roll);
	const tares = new Set(own.map(({ tare }) => (tare as { readonly value?: string } | undefined)?.value ?? ''));
	const [tare] = tares;
	return tares.size === 1 && tare !== undefined ? tare : '';
}
