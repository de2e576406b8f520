/** What the production screens know of orders. Plain values. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { StepWork } from '#lib/modules/production/index.ts';

export type OrderState = 'planned' | 'released' | 'running' | 'paused' | 'done';
/** Whether what is still to be made can be made with what lies at the line for it. */
export type MaterialState = 'ready' | 'part' | 'none' | 'unknown';

export interface OrderRow {
	readonly wo: string;
	readonly no: string;
	readonly item: { readonly uid: string; readonly code: string; readonly name: Bilingual; readonly isSerial: boolean };
	readonly lotNo: string;
	readonly state: OrderState;
	/** Exact decimals. */
	readonly plan: string;
	readonly good: string;
	readonly scrap: string;
	readonly unit: string;
	/** Of the plan, 0 … 1. */
	readonly goodShare: number;
	readonly scrapShare: number;
	/** `2026-10-12`; "" where none was set. */
	readonly due: string;
	readonly overdue: boolean;
	readonly material: MaterialState;
	/** Who brought it into this state, and since when. */
	readonly by: string;
	readonly since: string;
	/** Reason code while paused, else "". */
	readonly pause: string;
}

/** A lot at the line side that may be consumed. */
export interface LineLot {
	readonly lot: string;
	readonly number: string;
	readonly location: string;
	readonly place: string;
	readonly there: string;
	readonly expiry: string;
	/** Drawn for this order. */
	readonly issued: boolean;
}

/** One line of the bill. */
export interface Material {
	readonly item: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	/** `qty` of it for `per` of the product. */
	readonly per: string;
	readonly qty: string;
	/** For what is still to be made, by the bill. */
	readonly needed: string;
	readonly lots: readonly LineLot[];
}

export interface Place {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	readonly use: string;
}

export interface OutputPlan {
	/** Uid of the lot; "" while it is not created. */
	readonly lot: string;
	readonly lotNo: string;
	/** The number belongs to a lot of another order. */
	readonly taken: boolean;
	readonly mfgDate: string;
	readonly expiry: string;
	/** Where it goes by habit; "" where nobody made it yet and no place suggests itself. */
	readonly to: string;
	readonly places: readonly Place[];
}

export type HistoryKind = 'issued' | 'returned' | 'started' | 'paused' | 'resumed' | 'reported' | 'consumed' | 'cleared' | 'completed';

/** One user action on the order. */
export interface HistoryEntry {
	/** Id of its first operation. */
	readonly id: string;
	readonly kind: HistoryKind;
	readonly at: string;
	readonly by: string;
	readonly isVoid: boolean;
	readonly step: number;
	readonly good: string;
	readonly unit: string;
	readonly scrap: readonly { readonly reason: string; readonly qty: string }[];
	readonly used: readonly { readonly lot: string; readonly number: string; readonly qty: string; readonly unit: string }[];
	readonly pause: string;
	/** Recorded with fewer signatures than it needs 待复核. */
	readonly awaits: boolean;
	/** Facts of the action that a correction takes back. */
	readonly ops: readonly { readonly id: string; readonly kind: HistoryKind }[];
}

export interface OrderView extends OrderRow {
	readonly master: { readonly uid: string; readonly hash: string; readonly rev: string };
	readonly released: boolean;
	readonly completed: boolean;
	/** Work on the step at hand; null before the first sign of work. */
	readonly work: StepWork | null;
	readonly worker: string;
	/** Step that work is recorded for. */
	readonly step: number;
	/** Where work goes on: of the material drawn, of the last start, of earlier orders. */
	readonly line: Place | null;
	readonly lines: readonly Place[];
	readonly equipment: string;
	/** Good share of what was made; −1 before anything was. */
	readonly yield: number;
	readonly materials: readonly Material[];
	readonly output: OutputPlan;
	/** Whether the line waits to be cleared. */
	readonly dirty: boolean;
	/** Id of the newest clearance; "" if none. */
	readonly clearance: string;
	/** Newest first. */
	readonly history: readonly HistoryEntry[];
	/** Reasons this product was scrapped for before, most frequent first. */
	readonly scrapHabits: readonly string[];
}

export interface ProductChoice {
	readonly item: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly master: string;
	readonly masterHash: string;
	readonly rev: string;
	/** Lot number proposed for it. */
	readonly lotNo: string;
	/** Quantity of its newest order; "" if there was none. */
	readonly lastQty: string;
}

export interface PlanStart {
	readonly no: string;
	readonly products: readonly ProductChoice[];
	readonly today: string;
}
