/** What assembling units by serial number asks: open orders, trays in use, units made. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type RegisterRow } from '#lib/engine/register.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify, lotNode, serialNumber, unitBatches, unitNode } from '#lib/modules/inventory/index.ts';
import { devices, locations } from '#lib/modules/org/index.ts';
import { blockersOf } from '#lib/modules/quality/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { linesOf, materialsOf, ordersOf, personName, placesHere, type OrderFacts } from '../production/order-facts.ts';
import type { Place } from '../production/production-views.ts';
import { amount, neededOf } from '../production/quantities.ts';
import { outputOf } from '../production/queries.ts';
import { nextSerial } from './serial-number.ts';
import type { KnownUnit, MadeUnit, SerialOrder, SerialStart, SerialWork } from './serial-views.ts';

/** Units listed of an order. */
const RECENT = 12;
const ONE = 1_000_000n;
/** Newest movements looked through for where packed units go. */
const LOOK_BACK = 400;

interface StartQuestion {
	/** Order uid; "" for none. */
	readonly wo: string;
}

function serialStart(context: QueryContext, { wo }: StartQuestion): SerialStart {
	const orders = ordersOf(context).filter(({ item, state, row }) => item.isSerial && state !== 'done' && row.fields['released'] === true);
	const order = orders.find((one) => one.wo === wo);
	return { orders: orders.map(headOf), work: order ? workOf(context, order) : null };
}

function headOf({ wo, no, item, lotNo, unit, plan, good, goodShare, scrapShare }: OrderFacts): SerialOrder {
	const { uid, code, name } = item;
	return { wo, no, item: { uid, code, name }, lotNo, unit, plan, good, goodShare, scrapShare };
}

function workOf(context: QueryContext, order: OrderFacts): SerialWork {
	const { engine } = context;
	const places = placesHere(context);
	const left = amount(order.plan) - amount(order.good);
	const materials = materialsOf(context, order.wo, order.row, left > 0n ? left : 0n);
	const [drawn] = linesOf(engine, order.wo);
	const batches = batchesOf(engine, order.item.uid);
	const lines = places.filter(({ use }) => use === 'lineside');
	return {
		...headOf(order),
		slots: materials.map((material) => ({ ...material, each: neededOf(material.qty, material.per, ONE, material.unit) })),
		line: lines.find(({ uid }) => uid === (order.work?.location || drawn)) ?? (lines.length === 1 ? (lines[0] ?? null) : null),
		output: outputOf(context, order, '', places),
		next: nextSerial(batches, prefixOf(context, batches.at(-1)?.prefix ?? order.item.code)) ?? null,
		packTo: packPlace(engine, order.item.uid, places),
		units: batches
			.filter(({ row }) => fieldText(row, 'wo') === order.wo)
			.slice(-RECENT)
			.reverse()
			.map(({ uid, row, last }) => unitOf(engine, uid, row, last))
	};
}

/** Letters the product's serial numbers begin with, year and month, this device: no other gives the same. */
function prefixOf({ engine, dev, now }: QueryContext, before: string): string {
	const letters = /^[A-Za-z]{1,4}/.exec(before.replace(/^FG-/, ''))?.[0] ?? 'SN';
	return `${letters}${now.slice(2, 4)}${now.slice(5, 7)}${fieldText(engine.row(devices, dev), 'code')}`;
}

interface Batch {
	readonly uid: string;
	readonly row: RegisterRow;
	readonly prefix: string;
	readonly width: number;
	readonly last: number;
}

/** Batches of the product in the order in which they were recorded. */
function batchesOf(engine: Engine, item: string): readonly Batch[] {
	return engine
		.keys(unitBatches)
		.flatMap((uid): (Batch & { readonly at: string })[] => {
			const row = engine.row(unitBatches, uid);
			const { width, last } = row.fields;
			if (row.createdBy === '' || fieldText(row, 'item') !== item || typeof width !== 'number' || typeof last !== 'number') return [];
			return [{ uid, row, prefix: fieldText(row, 'prefix'), width, last, at: engine.op(row.createdBy)?.at ?? '' }];
		})
		.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.last - b.last));
}

/** Where units of the product were put last, else where finished goods wait for their release. */
function packPlace(engine: Engine, item: string, places: readonly Place[]): Place | null {
	const last = engine
		.opsOfType('stock.moved')
		.slice(-LOOK_BACK)
		.findLast(({ data }) => {
			const batch = data['batch'];
			return typeof batch === 'string' && fieldText(engine.row(unitBatches, batch), 'item') === item;
		});
	const waiting = places.filter(({ use }) => use === 'quarantine');
	return waiting.find(({ uid }) => uid === last?.data['to']) ?? waiting.find(({ code }) => /FG/.test(code)) ?? waiting[0] ?? null;
}

function unitOf(engine: Engine, batch: string, row: RegisterRow, number: number): MadeUnit {
	const node = unitNode(batch, number);
	const installed = installedIn(engine, node);
	const creation = engine.op(row.createdBy);
	return {
		node,
		serial: serialNumber(row, number),
		at: creation?.at ?? '',
		by: personName(engine, creation?.by ?? ''),
		parts: installed.map(({ part }) => identify(engine, part).number),
		place: fieldText(engine.row(locations, placeOf(engine, node)), 'code'),
		ops: [...new Set([...installed.map(({ op }) => op.id), row.createdBy])]
	};
}

/** Components that are in a unit now. */
function installedIn({ ledger }: Engine, node: string): readonly { readonly part: string; readonly op: RecordedOp }[] {
	const number = ledger.nodes.find(node);
	if (number === undefined) return [];
	const found = new Map<string, { op: RecordedOp; count: number }>();
	for (let edge = ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) {
		if (ledger.edgeStanding(edge) === 1) continue;
		const op = ledger.edgeOperation(edge);
		const part = lotNode(String(op.data['lot']));
		const count = op.type === 'op.componentInstalled' ? 1 : op.type === 'op.componentRemoved' ? -1 : 0;
		const before = found.get(part);
		if (count !== 0) found.set(part, { op: before && count < 0 ? before.op : op, count: (before?.count ?? 0) + count });
	}
	return [...found].filter(([, { count }]) => count > 0).map(([part, { op }]) => ({ part, op }));
}

/** Uid of the location a unit is at; "" if it is nowhere. */
function placeOf(engine: Engine, node: string): string {
	const cell = engine.ledger.quantitiesOf(node).find(({ place, qty }) => place.startsWith('loc:') && qty > 0n);
	return cell?.place.slice('loc:'.length) ?? '';
}

interface UnitQuestion {
	/** `unit:<batch>-<number>`. */
	readonly node: string;
}

/** A unit that was scanned: of which order, when and by whom it was made and moved last. */
function serialUnit({ engine }: QueryContext, { node }: UnitQuestion): KnownUnit | null {
	const { row } = identify(engine, node);
	if (!row || row.createdBy === '') return null;
	const creation = engine.op(row.createdBy);
	const location = placeOf(engine, node);
	const moved = engine.ledger.movesOf(node).findLast(({ to }) => to === `loc:${location}`)?.op ?? creation;
	return {
		node,
		wo: fieldText(row, 'wo'),
		at: creation?.at ?? '',
		by: personName(engine, creation?.by ?? ''),
		parts: installedIn(engine, node).length,
		location,
		place: fieldText(engine.row(locations, location), 'code'),
		movedAt: moved?.at ?? '',
		movedBy: personName(engine, moved?.by ?? '')
	};
}

interface TrayQuestion {
	/** Lot uid and location uid of the tray. */
	readonly lot: string;
	readonly location: string;
}

/** Why a component lot may not be used; empty if it may. */
function serialTray({ engine, now }: QueryContext, { lot, location }: TrayQuestion): ReturnType<typeof blockersOf> {
	return blockersOf(engine, lotNode(lot), 'produce', { day: localDay(now), location });
}

export const serialQueries = { 'serial.start': serialStart, 'serial.unit': serialUnit, 'serial.tray': serialTray };
