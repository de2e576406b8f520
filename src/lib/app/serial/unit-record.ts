/** The record of one unit: its number, its lot if that is new, and a component of every tray. Pure. */
import type { JsonObject } from '#lib/log/operation.ts';
import { amount } from '../production/quantities.ts';
import type { Serial } from './serial-number.ts';
import type { SerialWork, Slot } from './serial-views.ts';

/** The trays in use, by item uid. */
export type Trays = Readonly<Record<string, { readonly lot: string; readonly location: string }>>;

export interface FilledSlot {
	readonly slot: Slot;
	/** Undefined while no tray was scanned, or nothing of it is left. */
	readonly tray: Slot['lots'][number] | undefined;
	/** The tray holds enough for another unit. */
	readonly isEnough: boolean;
	/** A tray was scanned, and nothing of it is left at the line. */
	readonly isUsedUp: boolean;
}

export function filledSlots({ slots }: Pick<SerialWork, 'slots'>, trays: Trays): readonly FilledSlot[] {
	return slots.map((slot) => {
		const chosen = trays[slot.item];
		const tray = chosen ? slot.lots.find(({ lot, location }) => lot === chosen.lot && location === chosen.location) : undefined;
		return {
			slot,
			tray,
			isEnough: tray !== undefined && amount(tray.there) >= amount(slot.each),
			isUsedUp: chosen !== undefined && tray === undefined
		};
	});
}

interface Operation {
	readonly type: string;
	readonly data: JsonObject;
}

/** Components into a unit that has its number already. */
export function installOperations(wo: string, slots: readonly FilledSlot[], batch: string, number: number): readonly Operation[] {
	return slots.flatMap(({ slot, tray }) =>
		tray
			? [
					{
						type: 'op.componentInstalled',
						data: {
							wo,
							units: { batch, first: number, last: number },
							lot: tray.lot,
							qty: { value: slot.each, unit: slot.unit },
							from: tray.location
						}
					}
				]
			: []
	);
}

/** `lot` and `batch` are fresh uids; the lot's is used only if the order's lot does not exist yet. */
export function unitOperations(
	work: SerialWork,
	slots: readonly FilledSlot[],
	{ prefix, width, number }: Serial,
	fresh: { readonly lot: string; readonly batch: string }
): readonly Operation[] {
	const { wo, item, output, line } = work;
	const lot = output.lot || (output.lotNo === '' || output.taken ? '' : fresh.lot);
	const creation: Operation[] =
		output.lot === '' && lot !== ''
			? [
					{
						type: 'lot.created',
						data: {
							lot,
							item: item.uid,
							lotNo: output.lotNo,
							origin: 'made',
							mfgDate: output.mfgDate,
							...(output.expiry === '' ? {} : { expiry: output.expiry }),
							wo
						}
					}
				]
			: [];
	return [
		...creation,
		{
			type: 'unit.commissioned',
			data: {
				batch: fresh.batch,
				item: item.uid,
				...(lot === '' ? {} : { lot }),
				prefix,
				width,
				first: number,
				last: number,
				to: line?.uid ?? '',
				wo
			}
		},
		...installOperations(wo, slots, fresh.batch, number)
	];
}
