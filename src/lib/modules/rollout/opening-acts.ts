/** The opening stock as operations: each lot with what lies of it, then what quality says of the lots. */
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { Fields } from '#lib/engine/fields.ts';
import { lotCreated, stockOpened } from '../inventory/index.ts';
import { lotDispositioned } from '../quality/index.ts';
import { paperReleased } from '../release/index.ts';
import type { ImportedLot, ImportPlan, OpeningHeap } from './entities.ts';
import type { MasterAct } from './master-acts.ts';

export const OPENING_BASIS = '导入时的质量状态';

/** A lot is followed by all that lies of it: an action that is cut between two lots leaves none half there. */
export function openingActs({ lots, opening }: Pick<ImportPlan, 'lots' | 'opening'>): readonly MasterAct[] {
	const heaps = new Map<ImportedLot, OpeningHeap[]>();
	for (const heap of opening) heaps.set(heap.lot, [...(heaps.get(heap.lot) ?? []), heap]);
	return lots.flatMap((lot) => [creationOf(lot), ...(heaps.get(lot) ?? []).map(heapAct)]);
}

/** Quarantine needs no decision: it is what a lot is in before anybody decides. */
export function statusActs({ lots, undecided }: Pick<ImportPlan, 'lots' | 'undecided'>): readonly MasterAct[] {
	return [...lots, ...undecided]
		.filter(({ status, released }) => released === undefined && status !== undefined && status !== 'quarantine')
		.map(({ uid, status }) => ({
			definition: lotDispositioned as unknown as OperationSpec<Fields>,
			data: { lot: uid, decision: status ?? '', basis: OPENING_BASIS }
		}));
}

/** Finished lots that were released on paper before the system began. */
export function paperReleaseActs({ lots, undecided }: Pick<ImportPlan, 'lots' | 'undecided'>): readonly MasterAct[] {
	return [...lots, ...undecided].flatMap(({ uid, released }) =>
		released
			? [
					{
						definition: paperReleased as unknown as OperationSpec<Fields>,
						data: {
							lot: uid,
							paper: released.paper,
							...(released.steriliserLoad === '' ? {} : { steriliserLoad: released.steriliserLoad })
						}
					}
				]
			: []
	);
}

/** What lies at one location, found there when the system begins. */
export function heapAct({ lot, location, qty, entered }: OpeningHeap): MasterAct {
	return {
		definition: stockOpened as unknown as OperationSpec<Fields>,
		data: {
			lot: lot.uid,
			qty: { value: qty, unit: lot.item.unit.code, ...(entered ? { entered } : {}) },
			location: location.uid
		}
	};
}

function creationOf({ uid, item, lotNo, origin, supplier, supplierLot, mfgDate, expiry }: ImportedLot): MasterAct {
	return {
		definition: lotCreated as unknown as OperationSpec<Fields>,
		data: {
			lot: uid,
			item: item.uid,
			lotNo,
			origin: origin ?? 'opening',
			...(supplier ? { supplier: supplier.uid } : {}),
			...(supplierLot ? { supplierLot } : {}),
			...(mfgDate ? { mfgDate } : {}),
			...(expiry ? { expiry } : {})
		}
	};
}
