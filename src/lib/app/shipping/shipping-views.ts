/** What the shipping screens are told. Quantities are exact decimal texts. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { Blocker } from '#lib/modules/quality/index.ts';
import type { GoodsPlace } from '../goods/goods-queries.ts';
import type { Pack } from '../goods/packs.ts';
import type { ScannedItem } from '../scan/resolve-scan.ts';
import type { OrderView } from './order-view.ts';

export interface Party {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
}

/** Picked, waiting to be checked and to leave. */
export interface WaitingShipment {
	readonly shipment: string;
	readonly customer: Party;
	readonly orderNo: string;
	/** When, with offset, and who picked it. */
	readonly at: string;
	readonly by: string;
	readonly lots: readonly string[];
	readonly here: boolean;
}

export interface SentShipment {
	readonly shipment: string;
	readonly no: string;
	readonly customer: Party;
	readonly orderNo: string;
	readonly at: string;
	readonly waybill: string;
	readonly lots: readonly string[];
}

export interface ShipStart {
	/** Local day everything is judged at. */
	readonly day: string;
	/** An exact scan replaces the second person (preset). */
	readonly scanVerifies: boolean;
	readonly orders: readonly OrderView[];
	readonly waiting: readonly WaitingShipment[];
	readonly sent: readonly SentShipment[];
	/** Customers, those shipped to lately first. */
	readonly customers: readonly (Party & { readonly last: string })[];
}

/** A lot that may leave from here. */
export interface OtherLot {
	readonly number: string;
	readonly expiry: string;
	readonly qty: string;
	/** Code of the place most of it lies at. */
	readonly place: string;
}

/** A scanned lot or unit: whether it may leave, from where, and what else would do. */
export interface TakenGoods {
	readonly node: string;
	readonly number: string;
	/** Number of its lot. */
	readonly lot: string;
	readonly item: ScannedItem;
	readonly expiry: string;
	readonly places: readonly GoodsPlace[];
	readonly blockers: readonly Blocker[];
	/** Of subjects blockers name. */
	readonly names: Readonly<Record<string, string>>;
	/** Number of its steriliser load, where that is not released yet. */
	readonly openLoad: string;
	/** What to take instead, first expiring first. */
	readonly instead: readonly OtherLot[];
	/** A lot that may leave and expires sooner. */
	readonly sooner: OtherLot | null;
	readonly packs: readonly Pack[];
	/** Number of the shipment the carton left with; "" for one that is here. */
	readonly cartonOut: string;
}

export interface SheetLine {
	readonly item: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly open: string;
	readonly packs: readonly Pack[];
	/** Where to go for it, first expiring first. */
	readonly walk: readonly OtherLot[];
}

/** What has to be picked for an order. */
export interface PickSheet {
	readonly order: OrderView | null;
	readonly address: string;
	readonly note: string;
	readonly lines: readonly SheetLine[];
}

/** What is printed for a shipment. */
export interface ShipmentPapers {
	readonly no: string;
	readonly customer: Party;
	/** Uids; `report` of the accepted final inspection, "" where there is none. */
	readonly lots: readonly { readonly lot: string; readonly number: string; readonly report: string }[];
}

export interface ShipmentToLoad {
	readonly shipment: string;
	/** Sales order uid; "" for none. */
	readonly order: string;
	readonly orderNo: string;
	readonly customer: Party;
	readonly address: string;
	readonly picker: { readonly person: string; readonly name: string };
	readonly at: string;
	readonly here: boolean;
	readonly scanVerifies: boolean;
	/** Lines as they were recorded; they leave as they were picked. */
	readonly recorded: readonly JsonObject[];
	readonly lines: readonly {
		readonly node: string;
		readonly number: string;
		readonly code: string;
		readonly qty: string;
		readonly unit: string;
	}[];
}
