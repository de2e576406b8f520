/** What production asks of the company: the orders, one order as its operator's cockpit, and what a new order needs. */
import { DOCUMENT_PATTERN, LOT_PATTERN, MAX_NUMBER_LENGTH } from '#lib/engine/numbering.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { productionDay } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lotNumbers, lots } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { documentNumbers } from '#lib/modules/org/index.ts';
import { orderWork, workMasters, workOrders, yieldShare, type FloorEvent } from '#lib/modules/production/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { computedExpiry } from '../receiving/draft.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { lacksSigners } from '../today/sources/signatures-missing.ts';
import { linesOf, materialsOf, ordersOf, personName, placesHere, type OrderFacts } from './order-facts.ts';
import { amount } from './quantities.ts';
import type { HistoryEntry, OrderRow, OrderView, OutputPlan, Place, PlanStart, ProductChoice } from './production-views.ts';

/** Finished orders shown; the papers have all of them. */
const MAX_DONE = 60;
/** Newest reports and starts looked through for habits: place, equipment, reasons. */
const LOOK_BACK = 400;
/** Step of a product that was never made here. */
const FIRST_STEP = 10;
/** yyMMdd, device code and two digits stand behind it in a lot number. */
const MAX_PRODUCT = MAX_NUMBER_LENGTH - 6 - 2 - 2;
const WO_KEY = 'wo|';
const OUTPUT_PLACES: readonly string[] = ['stock', 'quarantine', 'lineside'];

/** Work first: paused and running, released, planned; then what is done, newest first. */
const ORDER_OF_STATES = ['paused', 'running', 'released', 'planned', 'done'];

function plain({ work: _work, row: _row, ...order }: OrderFacts): OrderRow {
	return order;
}

function productionList(context: QueryContext, _ask: null): readonly OrderRow[] {
	const orders = ordersOf(context);
	const rank = ({ state }: OrderRow) => ORDER_OF_STATES.indexOf(state);
	/** What is due first, then what waits longest. */
	const urgency = ({ due, since }: OrderRow) => `${due || '9999'} ${since}`;
	const open = orders.filter(({ state }) => state !== 'done');
	const done = orders.filter(({ state }) => state === 'done').toSorted((a, b) => (a.since < b.since ? 1 : -1));
	return [...open.toSorted((a, b) => rank(a) - rank(b) || (urgency(a) < urgency(b) ? -1 : 1)), ...done.slice(0, MAX_DONE)].map(plain);
}

interface OrderQuestion {
	/** Order uid. */
	readonly wo: string;
}

function productionOrder(context: QueryContext, { wo }: OrderQuestion): OrderView | undefined {
	const { engine } = context;
	const [order] = ordersOf(context, [wo]);
	if (!order) return undefined;
	const { row, work } = order;
	const { cleared, completed, dirty } = engine.row(orderWork, wo);
	const master = fieldText(row, 'master');
	const habits = habitsOf(engine, order.item.uid, wo);
	const places = placesHere(context);
	const lines = places.filter(({ use }) => use === 'lineside');
	const toMake = amount(order.plan) - amount(order.good) - amount(order.scrap);
	const materials = materialsOf(context, wo, row, toMake > 0n ? toMake : 0n);
	const share = yieldShare(order.good, order.scrap);
	return {
		...plain(order),
		master: {
			uid: master,
			hash: fieldText(row, 'masterHash'),
			rev: master === '' ? '' : fieldText(engine.row(workMasters, master), 'rev')
		},
		released: row.fields['released'] === true,
		completed: completed !== '',
		work: work ?? null,
		worker: personName(engine, work?.by ?? ''),
		step: work?.step ?? habits.step,
		line: lineOf(lines, [work?.location ?? '', ...linesOf(engine, wo), habits.line]),
		lines,
		equipment: work && work.equipment !== '' ? work.equipment : habits.equipment,
		yield: share ?? -1,
		materials,
		output: outputOf(context, order, habits.to, places),
		dirty,
		clearance: cleared,
		history: historyOf(engine, wo),
		scrapHabits: habits.scrap
	};
}

function lineOf(lines: readonly Place[], wanted: readonly string[]): Place | null {
	for (const uid of wanted) {
		const found = lines.find((line) => line.uid === uid);
		if (found) return found;
	}
	return lines.length === 1 ? (lines[0] ?? null) : null;
}

interface Habits {
	readonly step: number;
	readonly to: string;
	readonly line: string;
	readonly equipment: string;
	readonly scrap: readonly string[];
}

/** How this product was made before. */
function habitsOf(engine: Engine, item: string, wo: string): Habits {
	const isOurs = ({ data }: RecordedOp) => fieldText(engine.row(workOrders, String(data['wo'])), 'item') === item;
	const recent = (type: string) =>
		engine
			.opsOfType(type)
			.slice(-LOOK_BACK)
			.filter((op) => engine.standing(op) !== 'void' && isOurs(op));
	const reports = recent('op.outputReported');
	const [last, own] = [reports.at(-1), reports.findLast(({ data }) => data['wo'] === wo)];
	const taken = recent('op.materialConsumed').at(-1) ?? recent('op.componentInstalled').at(-1);
	const counts = new Map<string, number>();
	for (const { data } of reports)
		for (const { reason } of (data['scrap'] ?? []) as readonly { readonly reason: string }[])
			counts.set(reason, (counts.get(reason) ?? 0) + 1);
	const step = last?.data['step'];
	return {
		step: typeof step === 'number' ? step : FIRST_STEP,
		to: String((own ?? last)?.data['to'] ?? ''),
		line: String(taken?.data['from'] ?? ''),
		equipment: String(last?.data['equipment'] ?? ''),
		scrap: [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([reason]) => reason)
	};
}

export function outputOf({ engine, now }: QueryContext, { wo, item, lotNo }: OrderFacts, to: string, here: readonly Place[]): OutputPlan {
	const places = here.filter(({ use }) => OUTPUT_PLACES.includes(use));
	const rivals = lotNo === '' ? [] : engine.row(lotNumbers, lotNo).filter((lot) => fieldText(engine.row(lots, lot), 'item') === item.uid);
	const own = rivals.find((lot) => fieldText(engine.row(lots, lot), 'wo') === wo);
	const row = engine.row(items, item.uid);
	const days = row.fields['shelfLifeDays'];
	const lot = own === undefined ? undefined : engine.row(lots, own);
	const mfgDate = lot ? fieldText(lot, 'mfgDate') : productionDay(now);
	const isFinished = fieldText(row, 'class') === 'finished';
	const proposed = places.find(({ use }) => use === (isFinished ? 'quarantine' : 'stock'))?.uid ?? '';
	return {
		lot: own ?? '',
		lotNo,
		taken: own === undefined && rivals.length > 0,
		mfgDate,
		expiry: lot ? fieldText(lot, 'expiry') : computedExpiry(mfgDate, typeof days === 'number' ? days : 0),
		to: places.some(({ uid }) => uid === to) ? to : proposed,
		places
	};
}

/** What was said about the order, one entry for each user action, newest first. */
function historyOf(engine: Engine, wo: string): readonly HistoryEntry[] {
	const actions = new Map<number, { op: RecordedOp; value: FloorEvent }[]>();
	for (const input of engine.inputs(orderWork, wo)) {
		const list = actions.get(input.op.action);
		if (list) list.push(input);
		else actions.set(input.op.action, [input]);
	}
	return [...actions.values()].map((inputs) => entryOf(engine, inputs)).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Its level asks for a second person, and nobody has been that yet. */
function isUnverified(engine: Engine, op: RecordedOp): boolean {
	const definition = engine.definitionOf(op);
	return definition?.level === 'V' && engine.standing(op) === 'standing' && lacksSigners(engine, op, definition);
}

interface Measured {
	readonly value: string;
	readonly unit: string;
}

function entryOf(engine: Engine, inputs: readonly { readonly op: RecordedOp; readonly value: FloorEvent }[]): HistoryEntry {
	const main = inputs.find(({ value }) => value.kind !== 'consumed') ?? inputs[0];
	if (!main) throw new Error('an action without operations');
	const { op, value } = main;
	const report = value.kind === 'reported' ? value : undefined;
	const moved = inputs.flatMap((one) =>
		one.value.kind === 'consumed'
			? [one.op.data]
			: one.value.kind === 'issued' || one.value.kind === 'returned'
				? (one.op.data['lines'] as readonly RecordedOp['data'][])
				: []
	);
	return {
		id: op.id,
		kind: value.kind,
		at: op.at,
		by: personName(engine, op.by),
		isVoid: engine.standing(op) === 'void',
		step: 'step' in value ? value.step : 0,
		good: report?.qty?.value ?? '',
		unit: report?.qty?.unit ?? report?.scrap[0]?.qty.unit ?? '',
		scrap: (report?.scrap ?? []).map(({ reason, qty }) => ({ reason, qty: qty.value })),
		used: moved.flatMap((data) => {
			const [lot, qty] = [data['lot'], data['qty'] as Measured | undefined];
			if (typeof lot !== 'string' || !qty) return [];
			return [{ lot, number: fieldText(engine.row(lots, lot), 'lotNo'), qty: qty.value, unit: qty.unit }];
		}),
		pause: value.kind === 'paused' ? value.reason : '',
		awaits: inputs.some((one) => isUnverified(engine, one.op)),
		ops: inputs.filter((one) => engine.standing(one.op) === 'standing').map((one) => ({ id: one.op.id, kind: one.value.kind }))
	};
}

/** Products with a released work master, and the numbers a new order would get. */
function productionPlan(context: QueryContext, _ask: null): PlanStart {
	const { engine, now } = context;
	const numbers = engine
		.keys(documentNumbers)
		.filter((key) => key.startsWith(WO_KEY))
		.map((key) => key.slice(WO_KEY.length));
	const lotNos = [
		...engine.keys(lotNumbers),
		...engine
			.opsOfType('wo.created')
			.slice(-LOOK_BACK)
			.map(({ data }) => String(data['lotNo'] ?? ''))
	];
	const masters = new Map<string, string>();
	for (const uid of engine.keys(workMasters)) {
		const row = engine.row(workMasters, uid);
		const before = masters.get(fieldText(row, 'item'));
		const isNewer = before === undefined || createdAt(engine, uid) > createdAt(engine, before);
		if (row.createdBy !== '' && isNewer) masters.set(fieldText(row, 'item'), uid);
	}
	return {
		no: nextNumber(context, DOCUMENT_PATTERN, { type: 'WO' }, numbers),
		products: [...masters].map(([item, master]): ProductChoice => {
			const row = engine.row(workMasters, master);
			const { code, name, unit } = scannedItem(engine, item);
			const product = code.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, MAX_PRODUCT);
			return {
				item,
				code,
				name,
				unit,
				master,
				masterHash: fieldText(row, 'hash'),
				rev: fieldText(row, 'rev'),
				lotNo: nextNumber(context, LOT_PATTERN, { product }, lotNos),
				lastQty: lastQtyOf(engine, item)
			};
		}),
		today: now.slice(0, 10)
	};
}

const createdAt = (engine: Engine, master: string): string => engine.op(engine.row(workMasters, master).createdBy)?.at ?? '';

function lastQtyOf(engine: Engine, item: string): string {
	const last = engine.opsOfType('wo.created').findLast(({ data }) => data['item'] === item);
	return (last?.data['qty'] as Measured | undefined)?.value ?? '';
}

export const productionQueries = {
	'production.list': productionList,
	'production.order': productionOrder,
	'production.plan': productionPlan
};
