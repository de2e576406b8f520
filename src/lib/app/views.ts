/**
 * What the screens show: plain values that travel from the worker, which holds the company, to the page, which only draws.
 * Quantities are exact decimal texts; instants and days are texts as recorded.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Sterility } from '#lib/modules/inventory/index.ts';
import type { Blocker, Disposition } from '#lib/modules/quality/index.ts';
import type { Balance, Cause, ConsigneeRow, OnHandRow, TraceDirection, TraceEdge, TraceNode } from '#lib/modules/trace/index.ts';

/** One axis of a lot's state; axes never hide one another. */
export type StateMark =
	| { readonly kind: 'disposition'; readonly value: Disposition }
	| { readonly kind: 'hold'; readonly own: number; readonly inherited: number; readonly reason: string }
	| { readonly kind: 'expired'; readonly expiry: string }
	| { readonly kind: 'sterilisation'; readonly value: Sterility }
	| { readonly kind: 'market'; readonly released: boolean }
	| { readonly kind: 'recall'; readonly drill: boolean }
	| { readonly kind: 'scrapped' };

export interface SiteQuantity {
	/** Site code; "" in transit. */
	readonly site: string;
	readonly qty: string;
}

export interface LotRow {
	/** Node: `lot:<uid>`. */
	readonly id: string;
	readonly number: string;
	readonly item: string;
	readonly itemName: Bilingual;
	readonly itemClass: string;
	readonly className: Bilingual;
	readonly unit: string;
	readonly supplierLot: string;
	readonly expiry: string;
	readonly marks: readonly StateMark[];
	readonly onHand: readonly SiteQuantity[];
	readonly total: string;
	/** First and last serial number and how many, for lots that consist of serial units. */
	readonly serials: { readonly first: string; readonly last: string; readonly count: number } | null;
}

export interface NamedNode {
	readonly id: string;
	readonly label: string;
}

/** Who received goods of a recalled lot, and what the deciding person could not know. */
export interface RecallConsignee extends ConsigneeRow {
	/** The operation beyond the signed scope; null for what was in it. */
	readonly added: { readonly at: string; readonly device: string; readonly by: string; readonly qty: string } | null;
}

export interface RecallPanel {
	readonly recall: string;
	readonly drill: boolean;
	readonly status: 'signal' | 'assessed' | 'decided';
	readonly decidedAt: string;
	readonly decidedBy: string;
	readonly consignees: readonly RecallConsignee[];
}

export interface Passport {
	readonly id: string;
	readonly kind: 'lot' | 'unit' | 'load';
	readonly number: string;
	readonly item: { readonly code: string; readonly name: Bilingual; readonly class: string; readonly unit: string } | null;
	readonly supplier: string;
	readonly supplierLot: string;
	readonly mfgDate: string;
	readonly expiry: string;
	readonly serials: LotRow['serials'];
	/** The lot a unit belongs to. */
	readonly lot: NamedNode | null;
	readonly loads: readonly (NamedNode & { readonly verdict: string })[];
	readonly marks: readonly StateMark[];
	/** What speaks against using it in production, and against shipping it. */
	readonly produce: readonly Blocker[];
	readonly ship: readonly Blocker[];
	/** Names of the nodes the blockers speak about. */
	readonly names: Readonly<Record<string, string>>;
	readonly recalls: readonly RecallPanel[];
	readonly exceptions: readonly { readonly key: string; readonly code: string; readonly explanation: Bilingual }[];
}

export interface TraceCard extends TraceNode {
	readonly itemName: Bilingual;
	readonly marks: readonly StateMark[];
	/** All that ever came into being of it, in `unit`. */
	readonly qty: string;
	readonly unit: string;
	/** Consignee or site that has a serial unit now; "" for lots and joints. */
	readonly holder: string;
}

/** Sums over the lots of one item. */
export interface ItemTotal extends Balance {
	readonly item: string;
	readonly itemName: Bilingual;
	readonly lots: number;
	readonly sites: readonly SiteQuantity[];
}

export interface TraceView {
	readonly start: string;
	readonly direction: TraceDirection;
	readonly cause: Cause;
	readonly nodes: readonly TraceCard[];
	readonly edges: readonly TraceEdge[];
	readonly consignees: readonly ConsigneeRow[];
	readonly onHand: readonly OnHandRow[];
	readonly balance: Balance;
	/** Of what lies downstream, the start included. */
	readonly totals: readonly ItemTotal[];
	/** Milliseconds the answer took. */
	readonly ms: number;
}

export interface OperationLine {
	readonly id: string;
	readonly type: string;
	readonly label: Bilingual;
	/** When it happened, with offset. */
	readonly at: string;
	/** When it was recorded, UTC. */
	readonly rec: string;
	/** Recorded noticeably later than it happened 补录. */
	readonly late: boolean;
	readonly by: string;
	readonly role: Bilingual;
	readonly device: string;
	readonly seq: number;
	readonly signers: readonly { readonly name: string; readonly role: Bilingual; readonly meaning: string }[];
	readonly gates: readonly { readonly gate: string; readonly result: string }[];
	readonly standing: 'standing' | 'void' | 'held';
	/** Reason codes why a decision has no effect. */
	readonly ineffective: readonly string[];
	readonly subjects: readonly NamedNode[];
	/** What it moved of the lot asked about. */
	readonly moves: readonly { readonly qty: string; readonly unit: string; readonly from: PlaceName; readonly to: PlaceName }[];
}

export interface PlaceName {
	readonly kind: 'location' | 'transit' | 'customer' | 'supplier' | 'job' | 'sample' | 'scrap' | 'adjusted' | 'before' | 'other';
	readonly label: string;
}

export interface ExceptionView {
	readonly key: string;
	readonly rule: string;
	readonly code: string;
	readonly title: Bilingual;
	readonly status: string;
	readonly owners: readonly Bilingual[];
	readonly raisedAt: string;
	/** UTC instant by which a person must have acted. */
	readonly deadline: string;
	readonly explanation: Bilingual;
	readonly subjects: readonly NamedNode[];
	readonly operations: readonly OperationLine[];
}

export interface ChainView {
	readonly dev: string;
	readonly device: string;
	readonly site: string;
	readonly seq: number;
	readonly id: string;
	readonly rec: string;
}

export interface CompanySummary {
	readonly name: string;
	readonly demo: boolean;
	readonly org: string;
	readonly fingerprint: string;
	readonly operations: number;
	readonly devices: number;
	readonly lots: number;
	readonly openExceptions: number;
	/** Day the states are computed for: today, for the demo company the day of its newest operation. */
	readonly day: string;
	readonly exportedAt: string;
	/** Milliseconds from bytes to this answer. */
	readonly ms: number;
}

export interface MergeSummary {
	readonly added: number;
	readonly company: CompanySummary;
	/** Exceptions that were not open before. */
	readonly raised: readonly { readonly code: string; readonly title: Bilingual; readonly explanation: Bilingual }[];
	/** Consignees the recalls gained. */
	readonly consignees: readonly string[];
}
