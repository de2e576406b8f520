/** What the receiving screen knows of suppliers, items and places. */
import type { PhotoRef } from '../photos/photo-ref.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface SupplierView {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	/** Day of the newest delivery here, `2026-09-05`; "" where nothing came yet. */
	readonly last: string;
}

export interface PlaceView {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	/** `receiving`, `quarantine`, `stock`, … */
	readonly use: string;
}

export interface ReceiptView {
	readonly uid: string;
	readonly no: string;
	readonly supplier: string;
	readonly at: string;
	readonly deliveryNote: string;
	readonly photos: readonly PhotoRef[];
	readonly lots: readonly { readonly id: string; readonly number: string; readonly qty: string; readonly unit: string }[];
}

export interface ReceivingStart {
	/** Newest delivery first, then by code. */
	readonly suppliers: readonly SupplierView[];
	readonly places: readonly PlaceView[];
	/** Where goods went last time, else the receiving area; "" where the site has none. */
	readonly defaultPlace: string;
	/** Newest first. */
	readonly recent: readonly ReceiptView[];
	/** Today, `2026-10-12`. */
	readonly today: string;
}

/** One of `unit` is `num/den` of the item's stock unit, exactly. */
export interface UnitFactor {
	readonly unit: string;
	readonly num: string;
	readonly den: string;
}

export interface ReceivingItem {
	readonly uid: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly class: string;
	readonly track: string;
	/** Days; 0 where none is set. */
	readonly shelfLifeDays: number;
	/** Units it may be entered in, the stock unit first. */
	readonly units: readonly UnitFactor[];
	/** Whether rolls of it are weighed: its stock unit is one of mass. */
	readonly isWeighed: boolean;
	/** Whether this supplier delivered it before. */
	readonly isUsual: boolean;
	/** Lots of it this supplier delivered before, newest first. */
	readonly known: readonly { readonly supplierLot: string; readonly number: string; readonly day: string }[];
	/** Tare of its rolls last time; "" if never weighed. */
	readonly lastTare: string;
}

export interface ReceivingNumbers {
	readonly receipt: string;
	/** One for each line, in order. */
	readonly lots: readonly string[];
	readonly inspections: readonly string[];
}
