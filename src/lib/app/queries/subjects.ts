/** Names of everything an operation can be about, and how units hang together with their batch and lot. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, loads, receipts, serialNumber, splitNode, stockCounts, unitBatches, unitNode } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, locations, persons, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { recalls } from '#lib/modules/recall/index.ts';
import { salesOrders } from '#lib/modules/sales/index.ts';
import { jointLabel } from '#lib/modules/trace/index.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { NamedNode, PlaceName } from '../views.ts';

/** What a decision about a node may have been addressed to: the unit, its batch, its lot. */
export function subjectsOf(read: Reader, node: string): readonly string[] {
	const identity = identify(read, node);
	if (identity.kind !== 'unit') return [node];
	return [node, `batch:${batchOf(node)}`, ...(identity.lot ? [`lot:${identity.lot}`] : [])];
}

/** Uid of the batch a unit node belongs to. */
export function batchOf(unit: string): string {
	return unit.slice('unit:'.length, unit.lastIndexOf('-'));
}

export interface UnitBatch {
	readonly batch: string;
	readonly first: number;
	readonly last: number;
}

/** Batches of serial units by the uid of their lot. */
export function batchesByLot(read: Reader): ReadonlyMap<string, readonly UnitBatch[]> {
	const found = new Map<string, UnitBatch[]>();
	for (const batch of read.keys(unitBatches)) {
		const row = read.row(unitBatches, batch);
		const [first, last] = [row.fields['first'], row.fields['last']];
		const lot = fieldText(row, 'lot');
		if (lot === '' || typeof first !== 'number' || typeof last !== 'number') continue;
		const list = found.get(lot);
		if (list) list.push({ batch, first, last });
		else found.set(lot, [{ batch, first, last }]);
	}
	return found;
}

/** Unit nodes of batches, ascending. */
export function unitsOf(batches: readonly UnitBatch[]): readonly string[] {
	return batches.flatMap(({ batch, first, last }) =>
		Array.from({ length: last - first + 1 }, (_, index) => unitNode(batch, first + index))
	);
}

export function serialsOf(
	read: Reader,
	batches: readonly UnitBatch[]
): { readonly first: string; readonly last: string; readonly count: number } | null {
	const [head, tail] = [batches[0], batches.at(-1)];
	if (!head || !tail) return null;
	return {
		first: serialNumber(read.row(unitBatches, head.batch), head.first),
		last: serialNumber(read.row(unitBatches, tail.batch), tail.last),
		count: batches.reduce((sum, { first, last }) => sum + last - first + 1, 0)
	};
}

export function itemNameOf(read: Reader, item: string): Bilingual {
	const row = read.row(items, item);
	const zh = fieldText(row, 'nameZh') || fieldText(row, 'code');
	return { zh, en: fieldText(row, 'nameEn') || zh };
}

/** A subject `kind:uid` under the name people use; `id` only where there is a passport to open. */
export function nameSubject(read: Reader, subject: string): NamedNode {
	const [kind, uid] = splitNode(subject);
	switch (kind) {
		case 'lot':
		case 'unit':
			return { id: subject, label: identify(read, subject).number };
		case 'load':
			return { id: subject, label: fieldText(read.row(loads, uid), 'no') || uid };
		case 'batch': {
			const row = read.row(unitBatches, uid);
			const first = row.fields['first'];
			return { id: typeof first === 'number' ? unitNode(uid, first) : '', label: fieldText(row, 'prefix') || uid };
		}
		case 'item':
			return { id: '', label: fieldText(read.row(items, uid), 'code') || uid };
		case 'partner':
			return { id: '', label: fieldText(read.row(partners, uid), 'code') || uid };
		case 'wo':
			return { id: '', label: fieldText(read.row(workOrders, uid), 'no') || uid };
		case 'so':
			return { id: '', label: fieldText(read.row(salesOrders, uid), 'no') || uid };
		case 'receipt':
			return { id: '', label: fieldText(read.row(receipts, uid), 'no') || uid };
		case 'count':
			return { id: '', label: fieldText(read.row(stockCounts, uid), 'no') || uid };
		case 'location':
		case 'loc':
			return { id: '', label: fieldText(read.row(locations, uid), 'code') || uid };
		case 'site':
			return { id: '', label: fieldText(read.row(sites, uid), 'code') || uid };
		case 'person':
			return { id: '', label: fieldText(read.row(persons, uid), 'name') || uid };
		case 'device':
			return { id: '', label: fieldText(read.row(devices, uid), 'code') || uid };
		case 'recall': {
			const [start = ''] = read.row(recalls, uid).snapshot?.start ?? [];
			return start === '' ? { id: '', label: '' } : { id: start, label: nameSubject(read, start).label };
		}
		case 'job':
			return { id: '', label: jointLabel(read, subject) };
		default:
			return { id: '', label: '' };
	}
}

export function namePlace(read: Reader, place: string): PlaceName {
	const [kind, uid] = splitNode(place);
	if (kind === 'loc') return { kind: 'location', label: fieldText(read.row(locations, uid), 'code') };
	if (kind === 'transit') return { kind: 'transit', label: '' };
	if (kind === 'customer' || kind === 'supplier') {
		const row = read.row(partners, uid);
		return { kind, label: `${fieldText(row, 'code')} ${fieldText(row, 'name')}` };
	}
	if (kind === 'job') return { kind: 'job', label: jointLabel(read, place) };
	if (place === 'sample' || place === 'scrap' || place === 'adjusted' || place === 'before') return { kind: place, label: '' };
	if (place === 'opening') return { kind: 'before', label: '' };
	return { kind: 'other', label: place };
}
