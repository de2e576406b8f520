/** Questions of the shipping screens. */
import type { Engine } from '#lib/engine/engine.ts';
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify, loads, loadVerdicts, lotLoads, nodesOf, type Goods } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { persons, sites } from '#lib/modules/org/index.ts';
import { blockersOf, type Blocker } from '#lib/modules/quality/index.ts';
import { cartonKey, cartonMoves, salesOrder, salesOrders } from '#lib/modules/sales/index.ts';
import { placesOf } from '../goods/goods-queries.ts';
import { packsOf } from '../goods/packs.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { finishedStock } from '../overview/finished-stock.ts';
import { acceptedInspection } from '../papers/build/inspection.ts';
import { itemNameOf, nameSubject, subjectsOf } from '../queries/subjects.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { companyTime } from '../today/company-clock.ts';
import { numbersOf } from './order-numbers.ts';
import { openShipments } from './open-shipments.ts';
import { openOrderViews, orderSupplies, viewOf } from './order-view.ts';
import type {
	OtherLot,
	Party,
	PickSheet,
	SentShipment,
	ShipmentPapers,
	ShipmentToLoad,
	ShipStart,
	TakenGoods,
	WaitingShipment
} from './shipping-views.ts';

const RECENT = 8;
/** Lots named instead of one that may not leave. */
const MAX_INSTEAD = 3;
/** Steps of the walk through the store. */
const MAX_WALK = 6;

function shipStart(context: QueryContext, _ask: null): ShipStart {
	const { engine, site } = context;
	const { day } = companyTime(context);
	const sent = newest(engine, 'shipment.shipped');
	const last = new Map<string, string>();
	for (const { data, at } of sent) {
		const customer = String(data['customer']);
		if (!last.has(customer)) last.set(customer, at.slice(0, 10));
	}
	return {
		day,
		scanVerifies: engine.preset.scanVerifies,
		orders: openOrderViews(engine, day, site),
		waiting: openShipments(engine).map(({ shipment, picked }): WaitingShipment => ({
			shipment,
			customer: partyOf(engine, String(picked.data['customer'])),
			orderNo: orderNoOf(engine, picked),
			at: picked.at,
			by: fieldText(engine.row(persons, picked.by), 'name'),
			lots: lotNumbersOf(engine, picked),
			here: picked.site === site
		})),
		sent: sent.slice(0, RECENT).map((op): SentShipment => ({
			shipment: String(op.data['shipment']),
			no: String(op.data['no']),
			customer: partyOf(engine, String(op.data['customer'])),
			orderNo: orderNoOf(engine, op),
			at: op.at,
			waybill: typeof op.data['waybill'] === 'string' ? op.data['waybill'] : '',
			lots: lotNumbersOf(engine, op)
		})),
		customers: engine
			.keys(partners)
			.filter((uid) => ['customer', 'both'].includes(fieldText(engine.row(partners, uid), 'kind')))
			.map((uid) => ({ ...partyOf(engine, uid), last: last.get(uid) ?? '' }))
			.sort((a, b) => (a.last === b.last ? (a.code < b.code ? -1 : 1) : a.last < b.last ? 1 : -1))
	};
}

/** Operations of a type that stand, newest first. */
function newest(engine: Engine, type: string): readonly RecordedOp[] {
	return engine
		.opsOfType(type)
		.filter((op) => engine.standing(op) !== 'void')
		.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function partyOf(engine: Engine, uid: string): Party {
	const row = engine.row(partners, uid);
	return { uid, code: fieldText(row, 'code'), name: fieldText(row, 'name') };
}

function orderNoOf(engine: Engine, { data }: RecordedOp): string {
	return typeof data['order'] === 'string' ? fieldText(engine.row(salesOrders, data['order']), 'no') : '';
}

function lotNumbersOf(engine: Engine, { data }: RecordedOp): readonly string[] {
	const lines = (data['lines'] ?? []) as unknown as readonly Goods[];
	const nodes = lines.flatMap((line) => nodesOf(line).slice(0, 1));
	return [...new Set(nodes.map(({ node }) => identify(engine, lotOf(engine, node)).number))];
}

/** Node of the lot a node belongs to; itself where there is none. */
function lotOf(engine: Engine, node: string): string {
	return subjectsOf(engine, node).findLast((subject) => subject.startsWith('lot:')) ?? node;
}

/** `order` "" to ship without one. Null for an order nobody entered, or of which nothing is open. */
function pickSheet(context: QueryContext, { order: so }: { readonly order: string }): PickSheet | null {
	const { engine, site } = context;
	const { day } = companyTime(context);
	if (so === '') return { order: null, address: '', note: '', lines: [] };
	const all = openOrderViews(engine, day, site);
	const known = salesOrder(engine, so);
	if (!known) return null;
	const [supply] = orderSupplies(engine, day, site, [known]);
	const order = all.find((one) => one.so === so) ?? (supply ? viewOf(engine, supply, day) : null);
	const row = engine.row(salesOrders, so);
	return {
		order,
		address: fieldText(row, 'address'),
		note: fieldText(row, 'note'),
		lines: known.lines.map(({ item, unit, open }) => ({
			item,
			code: fieldText(engine.row(items, item), 'code'),
			name: itemNameOf(engine, item),
			unit,
			open: fromAmount(open),
			packs: packsOf(engine, item),
			walk: usableLots(context, item, day).slice(0, MAX_WALK)
		}))
	};
}

interface TakeQuestion {
	/** `lot:<uid>` or `unit:<batch>-<number>`. */
	readonly node: string;
	/** Number of the carton that was scanned; "" where its label has none. */
	readonly carton: string;
}

function takeGoods(context: QueryContext, { node, carton }: TakeQuestion): TakenGoods {
	const { engine, site } = context;
	const { day } = companyTime(context);
	const identity = identify(engine, node);
	const here = placesOf(engine, node, site).filter((place) => place.here && !place.qty.startsWith('-'));
	const blockers = bestBlockers(engine, node, day, here);
	const lot = lotOf(engine, node);
	const usable = usableLots(context, identity.item, day);
	const expiry = identity.row ? fieldText(identity.row, 'expiry') : '';
	const lotNumber = identify(engine, lot).number;
	const sooner = usable.find((other) => other.number !== lotNumber && other.expiry !== '' && other.expiry < (expiry || '9999'));
	const uid = lot.startsWith('lot:') ? lot.slice('lot:'.length) : '';
	return {
		node,
		number: identity.number,
		lot: lotNumber,
		item: scannedItem(engine, identity.item),
		expiry,
		places: here,
		blockers,
		names: Object.fromEntries(
			blockers
				.flatMap((blocker) => ('from' in blocker ? [blocker.from] : 'rivals' in blocker ? blocker.rivals : []))
				.map((subject) => [subject, nameSubject(engine, subject).label])
		),
		openLoad: uid === '' ? '' : openLoadOf(engine, uid),
		instead: usable.filter((other) => other.number !== lotNumber).slice(0, MAX_INSTEAD),
		sooner: sooner ?? null,
		packs: packsOf(engine, identity.item),
		cartonOut: carton === '' || uid === '' ? '' : engine.row(cartonMoves, cartonKey(uid, carton))
	};
}

/** What speaks against it at the best place it lies at here. */
function bestBlockers(engine: Engine, node: string, day: string, here: TakenGoods['places']): readonly Blocker[] {
	const [first, ...others] = here.map(({ location }) => blockersOf(engine, node, 'ship', { day, location }));
	if (!first) return blockersOf(engine, node, 'ship', { day });
	return others.reduce((best, other) => (other.length < best.length ? other : best), first);
}

function openLoadOf(engine: Engine, lot: string): string {
	const open = engine.row(lotLoads, lot).find((load) => engine.row(loadVerdicts, load) === 'open');
	return open === undefined ? '' : fieldText(engine.row(loads, open), 'no');
}

/** Lots of an item that may leave from this site, first expiring first. */
function usableLots({ engine, site }: QueryContext, item: string, day: string): readonly OtherLot[] {
	const [code, at] = [fieldText(engine.row(items, item), 'code'), fieldText(engine.row(sites, site), 'code')];
	return finishedStock(engine, day)
		.filter((row) => row.item === code && row.stop === '' && row.site === at)
		.map(({ node, lot, expiry, qty }) => ({ number: lot, expiry, qty, place: mainPlace(engine, node, site) }))
		.sort((a, b) => ((a.expiry || '9999') < (b.expiry || '9999') ? -1 : 1));
}

function mainPlace(engine: Engine, node: string, site: string): string {
	const size = (qty: string) => amountOf(qty) ?? (0n as Amount);
	const [most] = placesOf(engine, node, site)
		.filter(({ here, use }) => here && use === 'stock')
		.toSorted((a, b) => (size(a.qty) > size(b.qty) ? -1 : 1));
	return most?.code ?? '';
}

/** Asked when it is recorded: a number shown before may have been used by another tab since. */
function shipNumber(context: QueryContext, _ask: null): string {
	return nextNumber(context, DOCUMENT_PATTERN, { type: 'SH' }, numbersOf(context.engine, 'shipment|'));
}

/** What travels with a shipment: the delivery note, and for each made lot its report and certificate. */
function shipmentPapers({ engine }: QueryContext, { shipment }: { readonly shipment: string }): ShipmentPapers | null {
	const op = engine.opsOfType('shipment.shipped').find(({ refs }) => refs.includes(`shipment:${shipment}`));
	if (!op) return null;
	const lines = (op.data['lines'] ?? []) as unknown as readonly Goods[];
	const lots = [...new Set(lines.flatMap((line) => nodesOf(line).slice(0, 1)).map(({ node }) => lotOf(engine, node)))];
	return {
		no: String(op.data['no']),
		customer: partyOf(engine, String(op.data['customer'])),
		lots: lots
			.filter((node) => node.startsWith('lot:'))
			.map((node) => {
				const lot = node.slice('lot:'.length);
				return { lot, number: identify(engine, node).number, report: acceptedInspection(engine, lot)?.uid ?? '' };
			})
	};
}

/** A picked shipment that waits to be checked and to leave. */
function waitingShipment({ engine, site }: QueryContext, { shipment }: { readonly shipment: string }): ShipmentToLoad | null {
	const found = openShipments(engine).find((one) => one.shipment === shipment);
	if (!found) return null;
	const { picked } = found;
	const order = typeof picked.data['order'] === 'string' ? picked.data['order'] : '';
	const lines = (picked.data['lines'] ?? []) as unknown as readonly (Goods & JsonObject)[];
	return {
		shipment,
		order,
		orderNo: orderNoOf(engine, picked),
		customer: partyOf(engine, String(picked.data['customer'])),
		address: order === '' ? '' : fieldText(engine.row(salesOrders, order), 'address'),
		picker: { person: picked.by, name: fieldText(engine.row(persons, picked.by), 'name') },
		at: picked.at,
		here: picked.site === site,
		scanVerifies: engine.preset.scanVerifies,
		recorded: lines,
		lines: lines.flatMap((line) =>
			nodesOf(line).map(({ node, qty }) => {
				const identity = identify(engine, node);
				return {
					node,
					number: identity.number,
					code: fieldText(engine.row(items, identity.item), 'code'),
					qty: typeof qty === 'bigint' ? fromAmount(qty) : qty.value,
					unit: fieldText(engine.row(items, identity.item), 'unit')
				};
			})
		)
	};
}

export const shippingQueries = {
	'ship.papers': shipmentPapers,
	'ship.load': waitingShipment,
	'ship.start': shipStart,
	'ship.sheet': pickSheet,
	'ship.take': takeGoods,
	'ship.number': shipNumber
};
