/** The picking card of an order: what it needs, has and still draws, and where to take it from. */
import type { RegisterRow } from '#lib/engine/register.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { goodsDataOf } from '../moving/move-lines.ts';
import { materialsOf, ordersOf, placesHere } from '../production/order-facts.ts';
import type { Material } from '../production/production-views.ts';
import { amount, text } from '../production/quantities.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { factsOf } from '../today/facts.ts';
import type { IssuingStart, LinePlace, OpenOrderRow, PickCard, PickMaterial, StoreLot } from './issuing-views.ts';
import { judgeIssue, storePlaces } from './judge-issue.ts';
import { drawnByItem, floorMoves, slipsOf } from './order-flow.ts';

/** Lots shown of a material; the list of stock has all of them. */
const MAX_STORE = 5;
const MAX_SLIPS = 12;
/** Orders material may be drawn for. */
const OPEN: readonly string[] = ['released', 'running', 'paused'];

export function issuingStart(context: QueryContext, _ask: null): IssuingStart {
	const { engine } = context;
	const orders = ordersOf(context);
	const names = factsOf(engine).holders.get('PM') ?? [];
	return {
		orders: orders
			.filter(({ state, row }) => OPEN.includes(state) && row.fields['released'] === true)
			.map(({ wo, no, lotNo, item, state, plan, unit, due }): OpenOrderRow => {
				const open = openMaterials(context, wo);
				const wants = open.filter(({ toDraw }) => toDraw > 0n).map(({ material }) => material.item);
				return {
					wo,
					no,
					lotNo,
					item: item.name,
					state,
					plan,
					unit,
					due,
					open: wants.length,
					materials: open.length,
					wants
				};
			})
			.sort((a, b) => Number(b.open > 0) - Number(a.open > 0) || ((a.due || '9999') < (b.due || '9999') ? -1 : 1)),
		planned: orders.filter(({ row }) => row.fields['released'] !== true && row.fields['completed'] !== true).map(({ no }) => no),
		releasers: names.map(({ name }) => name)
	};
}

interface OpenMaterial {
	readonly material: Material;
	readonly needed: bigint;
	readonly drawn: bigint;
	readonly toDraw: bigint;
}

/** The frozen list for the whole order, against what was drawn for it. */
function openMaterials(context: QueryContext, wo: string): readonly OpenMaterial[] {
	const row = context.engine.row(workOrders, wo) as unknown as RegisterRow;
	const ordered = row.fields['qty'] as { readonly value: string } | undefined;
	const drawn = drawnByItem(context.engine, wo);
	return materialsOf(context, wo, row, amount(ordered?.value ?? '0')).map((material) => {
		const [needed, got] = [amount(material.needed), drawn.get(material.item) ?? 0n];
		return { material, needed, drawn: got, toDraw: needed > got ? needed - got : 0n };
	});
}

/** Still to be drawn of an item, as decimal text; "0" where the order does not need it. */
export function toDrawOf(context: QueryContext, wo: string, item: string): string {
	return text(openMaterials(context, wo).find(({ material }) => material.item === item)?.toDraw ?? 0n);
}

interface CardQuestion {
	readonly wo: string;
}

export function pickCard(context: QueryContext, { wo }: CardQuestion): PickCard | undefined {
	const [order] = ordersOf(context, [wo]);
	if (!order) return undefined;
	const { no, lotNo, item, plan, unit, state } = order;
	const lines = placesHere(context)
		.filter(({ use }) => use === 'lineside')
		.map(({ uid, code, name }): LinePlace => ({ uid, code, name }));
	const others = reservedByOthers(context, wo);
	return {
		wo,
		no,
		lotNo,
		item: item.name,
		plan,
		unit,
		state,
		materials: openMaterials(context, wo).map((open) => materialOf(context, wo, open, others.get(open.material.item) ?? 0n)),
		lines,
		proposed: proposedLine(context, wo, lines),
		slips: slipsOf(context.engine, wo).slice(0, MAX_SLIPS)
	};
}

/** What other released orders still draw, by item. */
function reservedByOthers(context: QueryContext, wo: string): ReadonlyMap<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const order of ordersOf(context)) {
		if (order.wo === wo || !OPEN.includes(order.state) || order.row.fields['released'] !== true) continue;
		for (const { material, toDraw } of openMaterials(context, order.wo)) sums.set(material.item, (sums.get(material.item) ?? 0n) + toDraw);
	}
	return sums;
}

/** Where its material went before; the only line there is, else. */
function proposedLine({ engine }: QueryContext, wo: string, lines: readonly LinePlace[]): LinePlace | null {
	const last = floorMoves(engine, wo).findLast(({ kind }) => kind === 'issued')?.to;
	return lines.find(({ uid }) => uid === last) ?? (lines.length === 1 ? (lines[0] ?? null) : null);
}

function materialOf(context: QueryContext, wo: string, { material, needed, drawn, toDraw }: OpenMaterial, reserved: bigint): PickMaterial {
	const { item, code, name, unit, lots } = material;
	return {
		item,
		code,
		name,
		unit,
		needed: text(needed),
		drawn: text(drawn),
		toDraw: text(toDraw),
		share: needed <= 0n ? 1 : Math.max(0, Math.min(1, Number((drawn * 1000n) / needed) / 1000)),
		atLine: lots.filter(({ issued }) => issued).map(({ lot, number, place, there }) => ({ node: lotNode(lot), number, place, qty: there })),
		store: storeLots(context, wo, item),
		reserved: text(reserved)
	};
}

/** Lots of an item in the stores of this site, as the gates judge them: what may be drawn first. */
export function storeLots(context: QueryContext, wo: string, item: string): readonly StoreLot[] {
	const { engine, session } = context;
	const { unit } = scannedItem(engine, item);
	return factsOf(engine)
		.stock.filter(({ stage }) => stage.item === item)
		.flatMap(({ lot, stage }) =>
			storePlaces(context, lotNode(lot)).map(({ location, code, qty }): StoreLot => {
				const found = judgeIssue(context, wo, { ...goodsDataOf(lotNode(lot), qty, unit), from: location, to: '' });
				return {
					node: lotNode(lot),
					number: stage.number,
					location,
					place: code,
					qty,
					expiry: stage.expiry,
					marks: session.passport(lotNode(lot))?.marks ?? [],
					stops: found.filter(({ blocks }) => blocks).map(({ finding }) => finding)
				};
			})
		)
		.sort(
			(a, b) =>
				Number(a.stops.length > 0) - Number(b.stops.length > 0) ||
				((a.expiry || '9999') < (b.expiry || '9999') ? -1 : (a.expiry || '9999') > (b.expiry || '9999') ? 1 : 0) ||
				(a.number < b.number ? -1 : 1)
		)
		.slice(0, MAX_STORE);
}
