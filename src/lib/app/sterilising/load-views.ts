/** Steriliser loads as screens show them. Quantities are exact decimal texts. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { CycleLimit, CycleRecord, IndicatorRecord, LoadCheck, LoadStage } from '#lib/modules/sterilisation/index.ts';

export interface LoadLot {
	/** `lot:<uid>`. */
	readonly node: string;
	readonly lot: string;
	readonly number: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	readonly sent: string;
	/** Counted back so far. */
	readonly back: string;
}

export interface LoadRow {
	readonly load: string;
	readonly no: string;
	readonly contractor: string;
	/** When and by whom it was sent. */
	readonly at: string;
	readonly by: string;
	readonly stage: LoadStage;
	readonly lots: readonly LoadLot[];
}

/** A lot that has to be sterilised and has not been sent. */
export interface WaitingLot {
	readonly node: string;
	readonly number: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	readonly qty: string;
	/** Codes of the places it lies at. */
	readonly places: readonly string[];
}

export interface LoadsOverview {
	/** What has to be done first comes first; those that are decided last, the newest first. */
	readonly loads: readonly LoadRow[];
	readonly waiting: readonly WaitingLot[];
	/** Released cycle specifications. */
	readonly specs: readonly SpecChoice[];
}

export interface SpecChoice {
	readonly uid: string;
	readonly no: string;
	readonly rev: string;
	readonly method: string;
	readonly indicators: number;
	readonly limits: readonly CycleLimit[];
}

export interface PlaceChoice {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
}

export interface LoadSendStart {
	/** Number the next load of this device carries, unless somebody gives it another. */
	readonly no: string;
	readonly contractors: readonly PlaceChoice[];
	/** Uid of the contractor of the last load; the only one; else "". */
	readonly contractor: string;
	/** The newest revision of each number. */
	readonly specs: readonly SpecChoice[];
	readonly spec: string;
	/** Locations of contract sterilisers. */
	readonly places: readonly PlaceChoice[];
	readonly place: string;
	/** As said of the last load to this contractor. */
	readonly agreement: string;
	readonly diagram: string;
}

export interface SplitStart {
	/** Lot number of the part. */
	readonly number: string;
	/** Fields of `lot.created` that are those of the whole. */
	readonly inherited: JsonObject;
}

/** A place at the contractor where goods of a load lie. */
export interface AwayPlace {
	readonly location: string;
	readonly code: string;
	readonly qty: string;
}

export interface LoadView extends LoadRow {
	readonly spec: SpecChoice | null;
	readonly agreement: string;
	/** Indicators that went in; 0 where nobody said. */
	readonly placed: number;
	/** Where goods of each lot still are, by node. */
	readonly away: Readonly<Record<string, readonly AwayPlace[]>>;
	/** Locations of this site, and the one the goods came from. */
	readonly places: readonly PlaceChoice[];
	readonly place: string;
	readonly cycles: readonly CycleRecord[];
	readonly indicators: readonly IndicatorRecord[];
	readonly returned: boolean;
	readonly checks: readonly LoadCheck[];
	/** What speaks against releasing it. */
	readonly against: readonly LoadCheck[];
	/** Basis or reason of the verdict, who gave it and when; "" while it is open. */
	readonly verdict: { readonly said: string; readonly by: string; readonly at: string };
}
