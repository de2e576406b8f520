/** What drawing and giving back material knows of orders and goods. Plain values. */
import type { GateFinding } from '#lib/engine/gates.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { OrderState } from '../production/production-views.ts';
import type { StateMark } from '../views.ts';

/** An order material is drawn for: released, not done. */
export interface OpenOrderRow {
	readonly wo: string;
	readonly no: string;
	readonly lotNo: string;
	readonly item: Bilingual;
	readonly state: OrderState;
	readonly plan: string;
	readonly unit: string;
	readonly due: string;
	/** Materials of which some is still to be drawn, of so many. */
	readonly open: number;
	readonly materials: number;
	/** Item uids of those. */
	readonly wants: readonly string[];
}

export interface IssuingStart {
	readonly orders: readonly OpenOrderRow[];
	/** Numbers of planned orders that wait for their release. */
	readonly planned: readonly string[];
	/** Names of those who may release them. */
	readonly releasers: readonly string[];
}

/** Some of a lot at a place of this site that is no line side. */
export interface StoreLot {
	readonly node: string;
	readonly number: string;
	/** Location uid and code. */
	readonly location: string;
	readonly place: string;
	readonly qty: string;
	readonly expiry: string;
	readonly marks: readonly StateMark[];
	/** What the gates of drawing say to taking it from there; nothing stops the first that may be taken. */
	readonly stops: readonly GateFinding[];
}

/** A line of the order's frozen material list. */
export interface PickMaterial {
	readonly item: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	/** For the whole order, drawn for it less what came back, still to be drawn. */
	readonly needed: string;
	readonly drawn: string;
	readonly toDraw: string;
	/** Drawn of what is needed, 0 … 1. */
	readonly share: number;
	/** What lies at the line side for the order. */
	readonly atLine: readonly { readonly node: string; readonly number: string; readonly place: string; readonly qty: string }[];
	/** What may be taken first, then what may not, each by expiry. */
	readonly store: readonly StoreLot[];
	/** Other released orders still draw so much of it; "0" if none. */
	readonly reserved: string;
}

export interface LinePlace {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
}

export interface PickCard {
	readonly wo: string;
	readonly no: string;
	readonly lotNo: string;
	readonly item: Bilingual;
	readonly plan: string;
	readonly unit: string;
	readonly state: OrderState;
	readonly materials: readonly PickMaterial[];
	/** Line-side places of this site; the one the order's material went to before, or the only one, is proposed. */
	readonly lines: readonly LinePlace[];
	readonly proposed: LinePlace | null;
	readonly slips: readonly Slip[];
}

/** One act of drawing or giving back; each is a paper. */
export interface Slip {
	/** Operation id. */
	readonly id: string;
	readonly kind: 'issued' | 'returned';
	readonly at: string;
	readonly by: string;
	readonly isVoid: boolean;
	readonly lines: readonly { readonly number: string; readonly qty: string; readonly unit: string; readonly to: string }[];
}

/** Where the scanned goods may be taken from, and what speaks against it. */
export interface Judged {
	readonly number: string;
	readonly item: Bilingual;
	readonly unit: string;
	/** Warehouse places of this site with some of it. */
	readonly places: readonly { readonly location: string; readonly code: string; readonly qty: string }[];
	/** Where it is taken from and how much is proposed; "" where none lies here. */
	readonly from: string;
	readonly qty: string;
	/** The quantity is that of the label, or all there is: nobody has to weigh. */
	readonly exact: boolean;
	/** The order has as much of it as it needs. */
	readonly enough: boolean;
	/** What forbids it, and what is only noted. */
	readonly stops: readonly GateFinding[];
	readonly warnings: readonly GateFinding[];
	/** A warning wants its reason. */
	readonly needsReason: boolean;
	/** What to take instead, the first to expire first. */
	readonly instead: readonly { readonly number: string; readonly place: string; readonly qty: string; readonly unit: string }[];
	/** Names of the items the order wants. */
	readonly wanted: readonly Bilingual[];
	/** This very roll was drawn before. */
	readonly drawnBefore: { readonly at: string; readonly by: string } | null;
	/** Where else it lies, as codes, where none of it can be taken from here. */
	readonly elsewhere: readonly string[];
}

/** Goods at the line side that may go back to the store. */
export interface FloorGoods {
	readonly node: string;
	readonly number: string;
	readonly item: Bilingual;
	readonly unit: string;
	/** Order it was drawn for; "" if none is known. */
	readonly wo: string;
	readonly no: string;
	/** At which line side how much is left by the records. */
	readonly places: readonly { readonly location: string; readonly code: string; readonly qty: string }[];
	/** Of the order: drawn, consumed, given back. */
	readonly drawn: string;
	readonly consumed: string;
	readonly returned: string;
	/** Tare of a roll of it; "" where none was recorded. */
	readonly tare: string;
	/** Where it came from, else the first store. */
	readonly to: LinePlace | null;
	readonly stores: readonly LinePlace[];
}
