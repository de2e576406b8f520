/** Stock by any axis: rows under headings with sums, the part that is on the screen; and one row an item. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { itemColumns } from '../queries/lot-list.ts';
import { marksOf } from '../queries/state-marks.ts';
import type { StateMark } from '../views.ts';
import { CONDITIONS, conditionOf, type Condition } from './condition.ts';
import { stockCells, type StockCell } from './stock-base.ts';
import { EXPIRING_DAYS } from './stock-days.ts';

export type StockAxis = 'item' | 'lot' | 'location' | 'site' | 'state' | 'expiry';

export interface StockRow {
	/** Lot and place. */
	readonly key: string;
	readonly node: string;
	readonly number: string;
	readonly item: string;
	readonly itemName: Bilingual;
	readonly itemClass: string;
	readonly className: Bilingual;
	readonly unit: string;
	/** Uid and code of the location; "" in transit. */
	readonly location: string;
	readonly locationCode: string;
	readonly locationName: string;
	/** Code and name of the site; "" in transit. */
	readonly site: string;
	readonly siteName: string;
	readonly qty: string;
	/** Of that, picked for a shipment that has not left. */
	readonly picked: string;
	readonly serial: boolean;
	readonly expiry: string;
	readonly expiring: boolean;
	readonly condition: Condition;
	readonly marks: readonly StateMark[];
}

export interface StockAsk {
	readonly axis: StockAxis;
	/** Local day at whose end, "" for now. */
	readonly day: string;
	readonly text: string;
	readonly classes: readonly string[];
	readonly sites: readonly string[];
	readonly conditions: readonly Condition[];
	/** Item code; "" for all. */
	readonly item: string;
	readonly first: number;
	readonly count: number;
}

export type StockEntry =
	| { readonly kind: 'row'; readonly row: StockRow }
	| {
			readonly kind: 'group';
			readonly key: string;
			readonly code: string;
			readonly name: Bilingual;
			readonly sums: readonly Sum[];
			readonly rows: number;
	  };

/** Exact sum of quantities of one unit. */
export interface Sum {
	readonly unit: string;
	readonly qty: string;
}

interface Facets {
	readonly classes: readonly { readonly value: string; readonly name: Bilingual; readonly count: number }[];
	readonly sites: readonly { readonly value: string; readonly name: string; readonly count: number }[];
	readonly conditions: Readonly<Record<Condition, number>>;
}

export interface StockWindow extends Facets {
	readonly all: number;
	readonly matching: number;
	readonly total: number;
	readonly first: number;
	readonly entries: readonly StockEntry[];
}

/** Sums over everything in stock of one item. */
export interface StockItem {
	readonly item: string;
	readonly itemName: Bilingual;
	readonly itemClass: string;
	readonly className: Bilingual;
	readonly unit: string;
	readonly lots: number;
	readonly total: string;
	/** Of the total by what may be done with it, "0" where nothing is. */
	readonly by: Readonly<Record<Condition, string>>;
	readonly picked: string;
	readonly inTransit: string;
	readonly sites: readonly { readonly site: string; readonly qty: string }[];
	/** Earliest expiry of what may be used; "" if none expires. */
	readonly firstExpiry: string;
	readonly expiring: boolean;
}

export interface StockItems extends Facets {
	readonly all: number;
	readonly items: readonly StockItem[];
}

const CLASS_ORDER: readonly string[] = ['finished', 'semi', 'raw', 'packaging'];
const MS_PER_DAY = 86_400_000;

/** What was asked last, with its rows: scrolling and another filter begin there. One company, hence one. */
const last = new WeakMap<Engine, { readonly basis: string; readonly scopes: unknown; readonly rows: readonly StockRow[] }>();

export function allRows({ engine, session, day, now }: QueryContext, at: string): readonly StockRow[] {
	const basis = `${String(engine.log.size)} ${at} ${day}`;
	const known = last.get(engine);
	if (known?.basis === basis && known.scopes === session.scopes) return known.rows;
	const marks = new Map<string, readonly StateMark[]>();
	const markOf = (node: string) => {
		let found = marks.get(node);
		if (!found) marks.set(node, (found = marksOf(engine, node, day, session.scopes)));
		return found;
	};
	const soon = dayAfter(day, EXPIRING_DAYS);
	const rows = stockCells(engine, at, now)
		.map((cell) => rowOf(engine, cell, markOf(cell.node), soon))
		.sort(compareRows);
	last.set(engine, { basis, scopes: session.scopes, rows });
	return rows;
}

function rowOf(engine: Engine, cell: StockCell, marks: readonly StateMark[], soon: string): StockRow {
	const identity = identify(engine, cell.node);
	const location = cell.place.startsWith('loc:') ? cell.place.slice('loc:'.length) : '';
	const place = engine.row(locations, location);
	const site = engine.row(sites, fieldText(place, 'site'));
	const expiry = identity.row ? fieldText(identity.row, 'expiry') : '';
	return {
		key: `${cell.node} ${cell.place}`,
		node: cell.node,
		number: identity.number,
		...itemColumns(engine, identity.item),
		location,
		locationCode: location === '' ? '' : fieldText(place, 'code') || location,
		locationName: fieldText(place, 'name'),
		site: location === '' ? '' : fieldText(site, 'code'),
		siteName: location === '' ? '' : fieldText(site, 'name'),
		qty: fromAmount(cell.qty),
		picked: fromAmount(cell.picked),
		serial: cell.isSerial,
		expiry,
		expiring: expiry !== '' && expiry <= soon,
		condition: conditionOf(marks),
		marks
	};
}

/** First expired, first out (FEFO): within an item the earliest expiry first, what never expires by its number. */
function compareRows(a: StockRow, b: StockRow): number {
	return (
		rank(a.itemClass) - rank(b.itemClass) ||
		compare(a.item, b.item) ||
		compare(a.expiry || '9', b.expiry || '9') ||
		compare(a.number, b.number) ||
		compare(a.locationCode, b.locationCode)
	);
}

function rank(itemClass: string): number {
	const at = CLASS_ORDER.indexOf(itemClass);
	return at < 0 ? CLASS_ORDER.length : at;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function dayAfter(day: string, days: number): string {
	return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) + days * MS_PER_DAY)
		.toISOString()
		.slice(0, 10);
}

function matching(rows: readonly StockRow[], ask: Omit<StockAsk, 'first' | 'count' | 'axis' | 'day'>): readonly StockRow[] {
	const words = ask.text
		.trim()
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	return rows.filter((row) => {
		if (ask.item !== '' && row.item !== ask.item) return false;
		if (ask.classes.length > 0 && !ask.classes.includes(row.itemClass)) return false;
		if (ask.sites.length > 0 && !ask.sites.includes(row.site)) return false;
		if (ask.conditions.length > 0 && !ask.conditions.includes(row.condition)) return false;
		if (words.length === 0) return true;
		const text = [row.number, row.item, row.itemName.zh, row.itemName.en, row.locationCode, row.locationName].join('\n').toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

function facetsOf(rows: readonly StockRow[]): Facets {
	const classes = new Map<string, { name: Bilingual; count: number }>();
	const places = new Map<string, { name: string; count: number }>();
	const conditions = Object.fromEntries(CONDITIONS.map((condition) => [condition, 0])) as Record<Condition, number>;
	for (const row of rows) {
		classes.set(row.itemClass, { name: row.className, count: (classes.get(row.itemClass)?.count ?? 0) + 1 });
		places.set(row.site, { name: row.siteName, count: (places.get(row.site)?.count ?? 0) + 1 });
		conditions[row.condition]++;
	}
	return {
		classes: [...classes].map(([value, one]) => ({ value, ...one })),
		sites: [...places].map(([value, one]) => ({ value, ...one })).sort((a, b) => compare(a.value || '~', b.value || '~')),
		conditions
	};
}

interface GroupName {
	readonly key: string;
	readonly code: string;
	readonly name: Bilingual;
	/** Where the group stands among others. */
	readonly order: string;
}

function groupOf(row: StockRow, axis: StockAxis): GroupName {
	const named = (key: string, code: string, text: string, order = key): GroupName => ({ key, code, name: { zh: text, en: text }, order });
	switch (axis) {
		case 'item':
			return { key: row.item, code: row.item, name: row.itemName, order: `${String(rank(row.itemClass))} ${row.item}` };
		case 'lot':
			return { key: row.node, code: row.number, name: row.itemName, order: row.number };
		case 'location':
			return named(row.location, row.locationCode, row.locationName, row.locationCode || '~');
		case 'site':
			return named(row.site, row.site, row.siteName, row.site || '~');
		case 'state':
			return named(row.condition, '', row.condition, String(CONDITIONS.indexOf(row.condition)));
		case 'expiry':
			return named(row.expiry.slice(0, 7), row.expiry.slice(0, 7), '', row.expiry.slice(0, 7) || '~');
	}
}

/** Exact sums by unit. */
export function sumsOf(rows: readonly StockRow[]): readonly Sum[] {
	const sums = new Map<string, bigint>();
	for (const row of rows) sums.set(row.unit, (sums.get(row.unit) ?? 0n) + millionths(row.qty));
	return [...sums].map(([unit, sum]) => ({ unit, qty: fromAmount(sum as Amount) }));
}

function millionths(text: string): bigint {
	const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
	const value = BigInt(whole + fraction.padEnd(6, '0'));
	return text.startsWith('-') ? -value : value;
}

function stockRows(context: QueryContext, ask: StockAsk): StockWindow {
	const rows = allRows(context, ask.day);
	const found = matching(rows, ask);
	const groups = new Map<string, { group: GroupName; rows: StockRow[] }>();
	for (const row of found) {
		const group = groupOf(row, ask.axis);
		const known = groups.get(group.key);
		if (known) known.rows.push(row);
		else groups.set(group.key, { group, rows: [row] });
	}
	const placed = [...groups.values()]
		.sort((a, b) => compare(a.group.order, b.group.order))
		.flatMap(({ group, rows: own }): readonly StockEntry[] => [
			{ kind: 'group', key: `group ${group.key}`, code: group.code, name: group.name, sums: sumsOf(own), rows: own.length },
			...own.map((row): StockEntry => ({ kind: 'row', row }))
		]);
	const first = Math.max(0, Math.min(ask.first, placed.length - 1));
	return {
		all: rows.length,
		matching: found.length,
		total: placed.length,
		first,
		entries: placed.slice(first, first + ask.count),
		...facetsOf(rows)
	};
}

function stockItems(context: QueryContext, ask: Omit<StockAsk, 'first' | 'count' | 'axis' | 'item'>): StockItems {
	const rows = allRows(context, ask.day);
	const byItem = new Map<string, StockRow[]>();
	for (const row of matching(rows, { ...ask, item: '' })) {
		const list = byItem.get(row.item);
		if (list) list.push(row);
		else byItem.set(row.item, [row]);
	}
	return { all: rows.length, items: [...byItem.values()].map(itemOf), ...facetsOf(rows) };
}

function itemOf(rows: readonly StockRow[]): StockItem {
	const [row] = rows as readonly [StockRow, ...StockRow[]];
	const sum = (test: (one: StockRow) => boolean) => sumsOf(rows.filter(test))[0]?.qty ?? '0';
	const usable = rows.filter(({ condition, expiry }) => condition === 'usable' && expiry !== '');
	const places = [...new Set(rows.map(({ site }) => site))].filter((site) => site !== '').sort(compare);
	return {
		item: row.item,
		itemName: row.itemName,
		itemClass: row.itemClass,
		className: row.className,
		unit: row.unit,
		lots: new Set(rows.map(({ node }) => node)).size,
		total: sum(() => true),
		by: Object.fromEntries(CONDITIONS.map((condition) => [condition, sum((one) => one.condition === condition)])) as Record<
			Condition,
			string
		>,
		picked: fromAmount(rows.reduce((total, { picked }) => total + millionths(picked), 0n) as Amount),
		inTransit: sum(({ site }) => site === ''),
		sites: places.map((site) => ({ site, qty: sum((one) => one.site === site) })),
		firstExpiry: usable.map(({ expiry }) => expiry).sort(compare)[0] ?? '',
		expiring: usable.some(({ expiring }) => expiring)
	};
}

export const stockQueries = { 'stock.rows': stockRows, 'stock.items': stockItems };
