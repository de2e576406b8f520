/** What the screen of serial units knows of orders and units. Plain values. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Material, OutputPlan, Place } from '../production/production-views.ts';
import type { Serial } from './serial-number.ts';

export interface SerialOrder {
	readonly wo: string;
	readonly no: string;
	readonly item: { readonly uid: string; readonly code: string; readonly name: Bilingual };
	readonly lotNo: string;
	readonly unit: string;
	readonly plan: string;
	readonly good: string;
	readonly goodShare: number;
	readonly scrapShare: number;
}

/** A component of the bill: one slot for the tray that is in use. */
export interface Slot extends Material {
	/** Quantity that goes into one unit. */
	readonly each: string;
}

export interface MadeUnit {
	readonly node: string;
	readonly serial: string;
	readonly at: string;
	readonly by: string;
	/** Numbers of the lots in it. */
	readonly parts: readonly string[];
	/** Code of where it is now; "" if nowhere. */
	readonly place: string;
	/** Records that a correction takes back. */
	readonly ops: readonly string[];
}

export interface SerialWork extends SerialOrder {
	readonly slots: readonly Slot[];
	readonly line: Place | null;
	readonly output: OutputPlan;
	/** What a unit without a label would be called; null once the numbers are used up. */
	readonly next: Serial | null;
	/** Where packed units go; null where the site has no such place. */
	readonly packTo: Place | null;
	/** Newest first. */
	readonly units: readonly MadeUnit[];
}

export interface SerialStart {
	/** Open, released orders of products with serial numbers. */
	readonly orders: readonly SerialOrder[];
	readonly work: SerialWork | null;
}

export interface KnownUnit {
	readonly node: string;
	/** Order uid; "" if none. */
	readonly wo: string;
	readonly at: string;
	readonly by: string;
	/** How many component lots are in it. */
	readonly parts: number;
	/** Uid and code of where it is; "" if nowhere. */
	readonly location: string;
	readonly place: string;
	/** When and by whom it came to where it is. */
	readonly movedAt: string;
	readonly movedBy: string;
}
