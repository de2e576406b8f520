import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode, lots } from '#lib/modules/inventory/index.ts';
import { itemCreated, items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { LotRow, SiteQuantity } from '../views.ts';
import { marksOf, type RecallScopes } from './state-marks.ts';
import { batchesByLot, itemNameOf, serialsOf, unitsOf } from './subjects.ts';

/** Names of the item classes, as the operation that creates items words them. */
const CLASS_NAMES: Readonly<Record<string, Bilingual>> = itemCreated.fields.class.choices ?? {};

/** Lots between two pauses. */
const STEP_LOTS = 32;

/** Every lot, newest number first within its item; lots of serial units with the sum of their units. Pauses now and then. */
export function* listLots(read: Reader, day: string, scopes: RecallScopes): Generator<void, readonly LotRow[]> {
	const batches = batchesByLot(read);
	const rows: LotRow[] = [];
	for (const lot of read.keys(lots)) {
		if (rows.length % STEP_LOTS === STEP_LOTS - 1) yield;
		const node = lotNode(lot);
		const row = read.row(lots, lot);
		const item = fieldText(row, 'item');
		const itemRow = read.row(items, item);
		const own = batches.get(lot) ?? [];
		const { onHand, total } = stockOf(read, own.length > 0 ? unitsOf(own) : [node]);
		rows.push({
			id: node,
			number: fieldText(row, 'lotNo') || lot,
			item: fieldText(itemRow, 'code'),
			itemName: itemNameOf(read, item),
			itemClass: fieldText(itemRow, 'class'),
			className: CLASS_NAMES[fieldText(itemRow, 'class')] ?? { zh: fieldText(itemRow, 'class'), en: fieldText(itemRow, 'class') },
			unit: fieldText(itemRow, 'unit'),
			supplierLot: fieldText(row, 'supplierLot'),
			expiry: fieldText(row, 'expiry'),
			marks: marksOf(read, node, day, scopes),
			onHand,
			total,
			serials: serialsOf(read, own)
		});
	}
	return rows.sort((a, b) => (a.item !== b.item ? (a.item < b.item ? -1 : 1) : a.number < b.number ? 1 : -1));
}

/** What is in stock of some nodes, per site and altogether. */
export function stockOf(read: Reader, nodes: readonly string[]): { readonly onHand: readonly SiteQuantity[]; readonly total: string } {
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
