/** What operations do to goods: movements between places, and edges of the genealogy. */
import type { Amount } from '#lib/kernel/decimal.ts';

export const MOVE_KINDS = [
	'received',
	'produced',
	'consumed',
	'moved',
	'dispatched',
	'arrived',
	'shipped',
	'returned',
	'sampled',
	'scrapped',
	'adjusted',
	'split',
	'merged',
	'installed',
	'removed'
] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

export const EDGE_KINDS = ['consumed', 'produced', 'split', 'merged', 'installed', 'removed', 'processed'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

export interface MoveEffect {
	readonly node: string;
	readonly kind: MoveKind;
	/** Always positive. */
	readonly qty: Amount;
	readonly from: string;
	readonly to: string;
	/** Epoch milliseconds of the event. */
	readonly at: number;
}

export interface EdgeEffect {
	readonly from: string;
	readonly to: string;
	readonly kind: EdgeKind;
	readonly qty: Amount;
}
