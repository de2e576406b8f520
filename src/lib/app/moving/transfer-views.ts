/** Transfers between sites as screens show them. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface TransferSite {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	/** The site this device stands at. */
	readonly here: boolean;
}

/** What sending asks of the company. */
export interface SendStart {
	readonly sites: readonly TransferSite[];
	/** Number the next transfer of this device carries. */
	readonly no: string;
}

/** One node of a transfer: a lot, or one serial unit. Quantities are exact decimal texts. */
export interface RoadNode {
	readonly node: string;
	/** Lot or serial number. */
	readonly number: string;
	readonly sent: string;
	/** Still on the road; "0" once all of it has arrived. */
	readonly open: string;
}

/** A lot, or the units of one serial batch, of a transfer. */
export interface RoadLine {
	/** `lot:<uid>` or `batch:<uid>`. */
	readonly key: string;
	readonly isUnits: boolean;
	/** Lot number, or the serial numbers from first to last. */
	readonly number: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	readonly sent: string;
	readonly open: string;
}

export interface RoadTransfer {
	readonly transfer: string;
	readonly no: string;
	/** When and by whom it was sent. */
	readonly at: string;
	readonly by: string;
	readonly carrier: string;
	readonly waybill: string;
	/** Codes of the sites it left; one as a rule. */
	readonly from: readonly string[];
	readonly to: TransferSite;
	/** Something of it has arrived already; the rest is still missing. */
	readonly begun: boolean;
	readonly lines: readonly RoadLine[];
}

export interface ArrivalPlace {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
}

/** A transfer with everything its arrival needs. */
export interface ArrivalView extends RoadTransfer {
	readonly nodes: readonly (RoadNode & { readonly line: string })[];
	/** Locations of the site it goes to. */
	readonly places: readonly ArrivalPlace[];
	/** The receiving location of that site, else its first; "" where it has none. */
	readonly place: string;
}
