import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode, lots } from '#lib/modules/inventory/index.ts';
import { itemCreated, items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { LotRow, SiteQuantity, StateMark } from '../views.ts';
import { marksOf, type RecallScopes } from './state-marks.ts';
import { batchesByLot, itemNameOf, serialsOf, unitsOf } from './subjects.ts';

/** Names of the item classes, as the operation that creates items words them. */
const CLASS_NAMES: Readonly<Record<string, Bilingual>> = itemCreated.fields.class.choices ?? {};

/** Lots between two pauses. */
const STEP_LOTS = 32;

/**
 * Every lot, newest number first within its item; lots of serial units with the sum of their units. Pauses now and then.
 * Rows share what is equal in them – the item, marks, quantities –, so that a long list is quickly told and takes little room.
 */
export function* listLots(read: Reader, day: string, scopes: RecallScopes): Generator<void, readonly LotRow[]> {
	const batches = batchesByLot(read);
	const ofItem = new Map<string, ItemColumns>();
	const [sharedMarks, sharedStock] = [sharing<readonly StateMark[]>(), sharing<Stock>()];
	const rows: LotRow[] = [];
	for (const lot of read.keys(lots)) {
		if (rows.length % STEP_LOTS === STEP_LOTS - 1) yield;
		const node = lotNode(lot);
		const row = read.row(lots, lot);
		const item = fieldText(row, 'item');
		let columns = ofItem.get(item);
		if (!columns) ofItem.set(item, (columns = columnsOf(read, item)));
		const own = batches.get(lot) ?? [];
		rows.push({
			id: node,
			number: fieldText(row, 'lotNo') || lot,
			...columns,
			supplierLot: fieldText(row, 'supplierLot'),
			expiry: fieldText(row, 'expiry'),
			marks: sharedMarks(marksOf(read, node, day, scopes)),
			...sharedStock(stockOf(read, own.length > 0 ? unitsOf(own) : [node])),
			serials: serialsOf(read, own)
		});
	}
	return rows.sort((a, b) => (a.item !== b.item ? (a.item < b.item ? -1 : 1) : a.number < b.number ? 1 : -1));
}

type ItemColumns = Pick<LotRow, 'item' | 'itemName' | 'itemClass' | 'className' | 'unit'>;

function columnsOf(read: Reader, item: string): ItemColumns {
	const row = read.row(items, item);
	const itemClass = fieldText(row, 'class');
	return {
		item: fieldText(row, 'code'),
		itemName: itemNameOf(read, item),
		itemClass,
		className: CLASS_NAMES[itemClass] ?? { zh: itemClass, en: itemClass },
		unit: fieldText(row, 'unit')
	};
}

/** Gives for equal values the first of them. */
function sharing<T>(): (value: T) => T {
	const known = new Map<string, T>();
	return (value) => {
		const text = JSON.stringify(value);
		const first = known.get(text) ?? value;
		if (first === value) known.set(text, value);
		return first;
	};
}

interface Stock {
	readonly onHand: readonly SiteQuantity[];
	readonly total: string;
}

/** What is in stock of some nodes, per site and altogether. */
export function stockOf(read: Reader, nodes: readonly string[]): Stock {
	const bySite = new Map<string, bigint>();
	let total = 0n;
	for (const node of nodes)
		for (const { place, qty } of read.ledger.quantitiesOf(node)) {
			const inTransit = place.startsWith('transit:');
			if (!inTransit && !place.startsWith('loc:')) continue;
			const site = inTransit ? '' : fieldText(read.row(sites, fieldText(read.row(locations, place.slice(4)), 'site')), 'code');
			bySite.set(site, (bySite.get(site) ?? 0n) + qty);
			total += qty;
		}
	const onHand = [...bySite].sort(([a], [b]) => (a < b ? -1 : 1)).map(([site, qty]) => ({ site, qty: fromAmount(qty as Amount) }));
	return { onHand, total: fromAmount(total as Amount) };
}
