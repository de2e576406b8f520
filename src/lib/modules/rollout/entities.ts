/** What the tables of an import become, before anything is written. */
import type { Decimal } from '#lib/kernel/decimal.ts';
import type { PlainDate } from '#lib/kernel/plain-date.ts';
import type { Unit } from '#lib/kernel/unit.ts';
import type { EnteredQuantity } from './read-quantity.ts';
import type { HistoryKind, ITEM_CLASSES, LOCATION_KINDS, LOT_STATUSES, PARTNER_KINDS, QUALITY_CLASSES, TRACKINGS } from './templates.ts';

export interface ImportedItem {
	readonly uid: string;
	readonly code: string;
	readonly nameZh: string;
	readonly nameEn: string;
	readonly class: keyof typeof ITEM_CLASSES;
	readonly track: keyof typeof TRACKINGS;
	readonly unit: Unit;
	readonly qualityClass: keyof typeof QUALITY_CLASSES;
	readonly shelfLifeDays: number | undefined;
	readonly sterile: boolean;
}

export interface ImportedPartner {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	readonly kind: keyof typeof PARTNER_KINDS;
	readonly uscc: string;
}

export interface ImportedSite {
	uid: string;
	readonly code: string;
}

export interface ImportedLocation {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	readonly site: ImportedSite;
	readonly kind: keyof typeof LOCATION_KINDS;
}

export interface ImportedBomLine {
	readonly component: ImportedItem;
	readonly qtyPer: Decimal;
	readonly unit: string;
	readonly critical: boolean;
}

export type LotOrigin = 'purchased' | 'made' | 'returned' | 'opening';

export interface ImportedLot {
	readonly uid: string;
	readonly item: ImportedItem;
	readonly lotNo: string;
	/** By lots.csv, else by the lot's first row. */
	origin: LotOrigin | undefined;
	supplier: ImportedPartner | undefined;
	readonly supplierLot: string;
	readonly mfgDate: PlainDate | undefined;
	readonly expiry: PlainDate | undefined;
	readonly status: keyof typeof LOT_STATUSES | undefined;
	/** Of finished goods that were released on paper. */
	readonly released?: PaperRelease | undefined;
}

export interface PaperRelease {
	readonly paper: string;
	/** "" for goods that are not sterile. */
	readonly steriliserLoad: string;
}

export interface HistoryRow {
	readonly id: string;
	/** With offset. */
	readonly at: string;
	/** Epoch milliseconds of `at`. */
	readonly ms: number;
	readonly kind: HistoryKind;
	readonly doc: string;
	readonly lot: ImportedLot;
	/** In the item's stock unit. */
	readonly qty: Decimal;
	readonly entered: EnteredQuantity | undefined;
	from: ImportedLocation | undefined;
	to: ImportedLocation | undefined;
	readonly party: ImportedPartner | undefined;
	readonly file: string;
	readonly row: number;
}

/** What lies at one location of one lot on the day the system begins. */
export interface OpeningHeap {
	readonly lot: ImportedLot;
	readonly location: ImportedLocation;
	/** In the item's stock unit. */
	readonly qty: Decimal;
	readonly entered: EnteredQuantity | undefined;
}

/** A complete, checked import. */
export interface ImportPlan {
	readonly sites: readonly ImportedSite[];
	readonly items: readonly ImportedItem[];
	readonly partners: readonly ImportedPartner[];
	readonly locations: readonly ImportedLocation[];
	readonly boms: ReadonlyMap<ImportedItem, readonly ImportedBomLine[]>;
	/** New ones. */
	readonly lots: readonly ImportedLot[];
	/** Of new lots, in the order of the rows. */
	readonly opening: readonly OpeningHeap[];
	/** Opening lots the company has already whose status nobody has decided. */
	readonly undecided: readonly ImportedLot[];
	/** By the instant of the event, then by file and row. */
	readonly history: readonly HistoryRow[];
}

/** What a company has already: rows may refer to it, and do not create it again. */
export interface KnownEntities {
	readonly items: readonly ImportedItem[];
	readonly partners: readonly ImportedPartner[];
	readonly sites: readonly ImportedSite[];
	readonly locations: readonly ImportedLocation[];
	/** A lot by its number. `undecided`: it came with an opening stock, and nobody has decided its status. */
	readonly lotOf?: (item: ImportedItem, lotNo: string) => { readonly uid: string; readonly undecided: boolean } | undefined;
}

export const NOTHING_KNOWN: KnownEntities = { items: [], partners: [], sites: [], locations: [] };
