/** Orders as lists show them: how far, since when, by whom, and whether the material is there. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type RegisterRow } from '#lib/engine/register.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, persons } from '#lib/modules/org/index.ts';
import { orderWork, workMasters, workOrders, type StepWork } from '#lib/modules/production/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { factsOf } from '../today/facts.ts';
import { unitsByOrder } from '../today/open-orders.ts';
import { amount, neededOf, text } from './quantities.ts';
import type { LineLot, Material, MaterialState, OrderRow, OrderState } from './production-views.ts';

export interface OrderFacts extends OrderRow {
	readonly work: StepWork | undefined;
	readonly row: RegisterRow;
}

export function personName(engine: Engine, uid: string): string {
	return uid === '' ? '' : fieldText(engine.row(persons, uid), 'name') || uid.slice(0, 6);
}

/** Newest orders looked at, whether over or not; older ones only if they are open. */
const LOOK_BACK = 200;

/** Uids of open orders and of those drawn up last: a long log has more orders than anybody reads through. */
function currentOrders({ engine }: QueryContext): readonly string[] {
	const open = factsOf(engine).orders.map(({ wo }) => wo);
	const last = engine.opsOfType('wo.created').slice(-LOOK_BACK);
	return [...new Set([...open, ...last.map(({ data }) => String(data['wo']))])];
}

/** The current orders, or those asked for by uid. */
export function ordersOf(context: QueryContext, wanted: readonly string[] = currentOrders(context)): readonly OrderFacts[] {
	const units = unitsByOrder(context.engine);
	return wanted.flatMap((wo) => {
		const order = orderOf(context, wo, units.get(wo) ?? 0n);
		return order ? [order] : [];
	});
}

function orderOf(context: QueryContext, wo: string, units: bigint): OrderFacts | undefined {
	const { engine, day } = context;
	const row = engine.row(workOrders, wo) as unknown as RegisterRow;
	if (row.createdBy === '') return undefined;
	const { steps, completed } = engine.row(orderWork, wo);
	const work = steps.at(-1);
	const ordered = row.fields['qty'] as { readonly value: string; readonly unit: string } | undefined;
	const plan = amount(ordered?.value ?? '0');
	const good = steps.reduce((sum, step) => sum + amount(step.good), units);
	const scrap = steps.reduce((sum, step) => sum + amount(step.scrap), 0n);
	const made = good + scrap;
	const begun = work !== undefined || units > 0n;
	/** Orders of before the floor was recorded here are over when all of them was reported. */
	const isOver = completed !== '' || (!isStartedHere(engine, wo) && begun && made >= plan);
	const state: OrderState = isOver
		? 'done'
		: begun
			? work?.state === 'paused'
				? 'paused'
				: 'running'
			: row.fields['released'] === true
				? 'released'
				: 'planned';
	const creation = engine.op(row.createdBy);
	const release = engine.inputs(workOrders, wo).findLast(({ value }) => value.fields['released'] === true)?.op;
	const last = isOver && completed !== '' ? engine.op(completed) : undefined;
	const item = scannedItem(engine, fieldText(row, 'item'));
	const due = fieldText(row, 'due');
	return {
		wo,
		no: fieldText(row, 'no') || wo,
		item: {
			uid: item.uid,
			code: item.code,
			name: item.name,
			isSerial: fieldText(engine.row(items, item.uid), 'track').includes('serial')
		},
		lotNo: fieldText(row, 'lotNo'),
		state,
		plan: text(plan),
		good: text(good),
		scrap: text(scrap),
		unit: ordered?.unit ?? item.unit,
		goodShare: share(good, plan),
		scrapShare: share(scrap, plan),
		due,
		overdue: due !== '' && due < day && !isOver,
		material: isOver ? 'unknown' : materialState(materialsOf(context, wo, row, plan > made ? plan - made : 0n)),
		by: personName(engine, last?.by ?? work?.by ?? (state === 'released' ? release?.by : creation?.by) ?? ''),
		since: last?.at ?? work?.since ?? (state === 'released' ? release?.at : creation?.at) ?? '',
		pause: work?.pause ?? '',
		work,
		row
	};
}

function isStartedHere(engine: Engine, wo: string): boolean {
	return engine.inputs(orderWork, wo).some(({ op, value }) => value.kind === 'started' && engine.standing(op) !== 'void');
}

function share(part: bigint, plan: bigint): number {
	return plan <= 0n ? 0 : Math.min(1, Number((part * 1000n) / plan) / 1000);
}

interface BillLine {
	readonly item: string;
	readonly per: string;
	readonly qty: { readonly value: string; readonly unit: string };
}

/** The bill of an order with what lies at the line for it, for so much of the product. */
export function materialsOf(context: QueryContext, wo: string, row: RegisterRow, toMake: bigint): readonly Material[] {
	const { engine } = context;
	const master = fieldText(row, 'master');
	const lines = master === '' ? [] : ((engine.row(workMasters, master).fields['lines'] ?? []) as unknown as readonly BillLine[]);
	const drawn = drawnFor(engine, wo);
	return lines.map((line): Material => {
		const item = scannedItem(engine, line.item);
		return {
			item: line.item,
			code: item.code,
			name: item.name,
			unit: line.qty.unit,
			per: line.per,
			qty: line.qty.value,
			needed: neededOf(line.qty.value, line.per, toMake, line.qty.unit),
			lots: lineLots(context, line.item, drawn)
		};
	});
}

/** `lot|location` of everything issued to an order. */
function drawnFor(engine: Engine, wo: string): ReadonlySet<string> {
	const found = new Set<string>();
	for (const { op, value } of engine.inputs(orderWork, wo)) {
		if (value.kind !== 'issued' || engine.standing(op) === 'void') continue;
		for (const line of op.data['lines'] as readonly { readonly lot?: string; readonly to: string }[])
			if (line.lot !== undefined) found.add(`${line.lot}|${line.to}`);
	}
	return found;
}

/** Location uids that material of an order was brought to, first first. */
export function linesOf(engine: Engine, wo: string): readonly string[] {
	return [...new Set([...drawnFor(engine, wo)].map((key) => key.slice(key.indexOf('|') + 1)))];
}

/** Lots at line-side places by item, made once for each state of the stock. */
const atLines = new WeakMap<Stock, ReadonlyMap<string, readonly LotAtLine[]>>();
type Stock = ReturnType<typeof factsOf>['stock'];
type LotAtLine = Omit<LineLot, 'issued'> & { readonly site: string };

function lotsAtLines(stock: Stock): ReadonlyMap<string, readonly LotAtLine[]> {
	const known = atLines.get(stock);
	if (known) return known;
	const found = new Map<string, LotAtLine[]>();
	for (const { lot, places, stage } of stock)
		for (const { place, kind, code, qty, site } of places) {
			if (kind !== 'lineside') continue;
			const location = place.slice('loc:'.length);
			const one = { lot, number: stage.number, location, place: code, there: text(qty), expiry: stage.expiry, site };
			const list = found.get(stage.item);
			if (list) list.push(one);
			else found.set(stage.item, [one]);
		}
	atLines.set(stock, found);
	return found;
}

/** Lots of an item at line-side places of this site: those drawn for the order first, then the soonest expiry. */
function lineLots({ engine, site }: QueryContext, item: string, drawn: ReadonlySet<string>): readonly LineLot[] {
	const rank = ({ expiry }: LineLot) => expiry || '9999';
	return (lotsAtLines(factsOf(engine).stock).get(item) ?? [])
		.filter((one) => one.site === site)
		.map(({ site: _site, ...one }): LineLot => ({ ...one, issued: drawn.has(`${one.lot}|${one.location}`) }))
		.sort((a, b) => Number(b.issued) - Number(a.issued) || (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.number < b.number ? -1 : 1));
}

function materialState(materials: readonly Material[]): MaterialState {
	if (materials.length === 0) return 'unknown';
	const there = materials.map(({ lots, needed }) => {
		const sum = lots.filter(({ issued }) => issued).reduce((total, lot) => total + amount(lot.there), 0n);
		return sum >= amount(needed) ? 'ready' : sum > 0n ? 'part' : 'none';
	});
	return there.every((state) => state === 'ready') ? 'ready' : there.every((state) => state === 'none') ? 'none' : 'part';
}

/** Locations of this site by code. */
export function placesHere({ engine, site }: QueryContext): readonly { uid: string; code: string; name: string; use: string }[] {
	return engine
		.keys(locations)
		.map((uid) => ({ uid, row: engine.row(locations, uid) }))
		.filter(({ row }) => row.createdBy !== '' && fieldText(row, 'site') === site)
		.map(({ uid, row }) => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), use: fieldText(row, 'kind') }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
}
