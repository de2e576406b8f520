/** What the inspection screen shows. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Characteristic, RecordedResult, Sampling } from '#lib/modules/quality/index.ts';

export interface LotHead {
	/** `lot:<uid>`. */
	readonly node: string;
	readonly lot: string;
	readonly number: string;
	readonly supplierLot: string;
	readonly item: { readonly uid: string; readonly code: string; readonly name: Bilingual; readonly unit: string };
	/** In stock, exact. */
	readonly qty: string;
}

export interface WaitingInspection extends LotHead {
	/** Uid; "" while nobody requested one. */
	readonly inspection: string;
	readonly no: string;
	readonly kind: string;
	/** `test`: results are missing; `judge`: they are there. */
	readonly wait: 'test' | 'judge';
	/** Instants, epoch milliseconds. */
	readonly since: number;
	readonly due: number;
	readonly hasPlan: boolean;
}

export interface WaitingDisposition extends LotHead {
	readonly no: string;
	readonly decision: 'accepted' | 'rejected';
	readonly since: number;
	readonly due: number;
	/** Persons who may not decide: they tested it. */
	readonly testers: readonly string[];
	/** Open holds: deciding does not lift them. */
	readonly holds: number;
}

export interface InspectionLists {
	readonly waiting: readonly WaitingInspection[];
	readonly disposing: readonly WaitingDisposition[];
	/** The instant "overdue" is judged at. */
	readonly now: number;
}

export interface SheetCharacteristic {
	readonly one: Characteristic;
	readonly sampling: Sampling;
	/** What is recorded of it already. */
	readonly recorded: RecordedResult | null;
	/** Local day from which a result can be there, `2026-09-30`; "" at once. */
	readonly ready: string;
}

export interface InspectionSheetView extends LotHead {
	readonly inspection: string;
	readonly no: string;
	/** What the next one would be called; used where `inspection` is "". */
	readonly nextNo: string;
	readonly kind: string;
	readonly plan: { readonly uid: string; readonly no: string; readonly rev: string } | null;
	/** Of every lot. */
	readonly due: readonly SheetCharacteristic[];
	/** Periodic: not of every lot, named so that nobody wonders. */
	readonly periodic: readonly string[];
	/** Results without a plan. */
	readonly free: readonly RecordedResult[];
	readonly decision: 'accepted' | 'rejected' | 'open';
	/** Whoever tested may not judge, in this company's preset. */
	readonly testersMayNotJudge: boolean;
	readonly testers: readonly string[];
	/** Where samples are taken from: the place with the most; "" if there is none in stock. */
	readonly place: string;
	readonly placeName: string;
	/** Taken so far, exact. */
	readonly sampled: string;
}
