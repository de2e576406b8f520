/** What a stock count found: counted against the books as the counter knew them, and the likeliest cause of a difference. Pure. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';

/** Why a difference may be there, the likeliest first; said in one sentence. */
export type Cause =
	/** Another device's movement from before the count explains it: the books are right by now. */
	| { readonly kind: 'arrived' }
	/** Such a movement arrived, but does not explain it: count again. */
	| { readonly kind: 'recount' }
	/** Something moved between two observations that were added up: count again. */
	| { readonly kind: 'between' }
	/** The books have it at another location: it was moved without a record, and adding it here would count it twice. */
	| { readonly kind: 'elsewhere'; readonly code: string; readonly qty: string }
	/** A lot of the same item has the opposite difference. */
	| { readonly kind: 'neighbour'; readonly number: string }
	/** It moved in the day before; `exact` where just so much did. */
	| { readonly kind: 'moved'; readonly qty: string; readonly other: string; readonly out: boolean; readonly exact: boolean }
	| { readonly kind: 'unknown' };

export type RowState = 'same' | 'differs' | 'uncounted' | 'not-in-books';

export interface CountRow {
	readonly node: string;
	readonly number: string;
	readonly item: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	readonly state: RowState;
	/** Decimal text; "" where it was not counted. */
	readonly counted: string;
	/** What the books said at the frontier of the count; now, where it was not counted. */
	readonly expected: string;
	/** Counted less expected, signed decimal text; "" where it was not counted. */
	readonly difference: string;
	readonly cause: Cause;
}

export interface CountSheet {
	readonly count: string;
	readonly no: string;
	readonly location: string;
	readonly code: string;
	readonly name: string;
	readonly state: 'counting' | 'posted' | 'cancelled';
	readonly rows: readonly CountRow[];
}

/** What stands behind a row before causes that need its neighbours are known. Millionths. */
export interface Observed {
	readonly difference: bigint;
	/** Net of movements from before the count that arrived after it. */
	readonly late: bigint;
	/** Books at the first and the last of the observations that were added up. */
	readonly expectedFirst: bigint;
	readonly expected: bigint;
}

/** Causes that the observation itself tells; undefined where neighbours and movements have to. */
export function ownCause({ difference, late, expectedFirst, expected }: Observed): Cause | undefined {
	if (difference === 0n) return { kind: 'unknown' };
	if (expectedFirst !== expected) return { kind: 'between' };
	if (late === 0n) return undefined;
	return { kind: late === difference ? 'arrived' : 'recount' };
}

/** The lot of the same item whose difference is just the opposite. */
export function neighbourOf(row: CountRow, rows: readonly CountRow[]): CountRow | undefined {
	const own = amountOf(row.difference);
	if (own === undefined || own === 0n) return undefined;
	return rows.find((other) => other.node !== row.node && other.item === row.item && amountOf(other.difference) === -own);
}

/** Posting it would put the books wrong: it has to be counted again first. */
export function needsRecount({ cause }: CountRow): boolean {
	return cause.kind === 'recount' || cause.kind === 'between';
}

/** Serial units have no quantity to adjust: they are moved, returned or scrapped, each under its own number. */
export function isAdjustable(row: CountRow): boolean {
	return isDifferent(row) && row.node.startsWith('lot:') && !isRightAlready(row) && !needsRecount(row);
}

/** The whole stock is right; at most the place is not. */
function isRightAlready({ cause }: CountRow): boolean {
	return cause.kind === 'arrived' || cause.kind === 'elsewhere';
}

export function isDifferent({ state }: CountRow): boolean {
	return state === 'differs' || state === 'not-in-books';
}

/** Records of one posting: the decision, and each adjustment in the same act. */
export function postingOf(sheet: CountSheet, reason: string): readonly { readonly type: string; readonly data: JsonObject }[] {
	return [
		{ type: 'count.posted', data: { count: sheet.count, reason } },
		...sheet.rows.filter(isAdjustable).map(({ node, difference, unit }) => {
			const amount = amountOf(difference) ?? 0n;
			return {
				type: 'stock.adjusted',
				data: {
					lot: node.slice('lot:'.length),
					qty: { value: fromAmount((amount < 0n ? -amount : amount) as Amount), unit },
					location: sheet.location,
					direction: amount < 0n ? 'decrease' : 'increase',
					reason: `${reason} · ${sheet.no}`
				}
			};
		})
	];
}
