import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode, lots } from '#lib/modules/inventory/index.ts';
import { itemCreated, items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { LotRow, SiteQuantity } from '../views.ts';
import { marksOf, type RecallScopes } from './state-marks.ts';
import { itemNameOf, serialsOf, unitsOf, type UnitBatch } from './subjects.ts';

/** Names of the item classes, as the operation that creates items words them. */
const CLASS_NAMES: Readonly<Record<string, Bilingual>> = itemCreated.fields.class.choices ?? {};

/** What a row needs beside the log: as of which day, and what is being recalled. */
export interface RowContext {
	readonly day: string;
	readonly scopes: RecallScopes;
	/** Batches of serial units by lot. */
	readonly batches: ReadonlyMap<string, readonly UnitBatch[]>;
}

/** Every lot, newest number first within its item; lots of serial units with the sum of their units. */
export function listLots(read: Reader, context: RowContext): readonly LotRow[] {
	return read
		.keys(lots)
		.map((lot) => lotRow(read, lot, context))
		.sort((a, b) => (a.item !== b.item ? (a.item < b.item ? -1 : 1) : a.number < b.number ? 1 : -1));
}

export function lotRow(read: Reader, lot: string, { day, scopes, batches }: RowContext): LotRow {
	const node = lotNode(lot);
	const row = read.row(lots, lot);
	const own = batches.get(lot) ?? [];
	return {
		id: node,
		number: fieldText(row, 'lotNo') || lot,
		...itemColumns(read, fieldText(row, 'item')),
		supplierLot: fieldText(row, 'supplierLot'),
		expiry: fieldText(row, 'expiry'),
		marks: marksOf(read, node, day, scopes),
		...stockOf(read, own.length > 0 ? unitsOf(own) : [node]),
		serials: serialsOf(read, own)
	};
}

type ItemColumns = Pick<LotRow, 'item' | 'itemName' | 'itemClass' | 'className' | 'unit'>;

export function itemColumns(read: Reader, item: string): ItemColumns {
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
