/** What comes back, before it is recorded. Pure. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { goodsDataOf } from '../moving/move-lines.ts';
import type { StateMark } from '../views.ts';

/** Fixed words, so that returns can be counted by them. */
export const CONDITIONS = ['intact', 'opened', 'damaged', 'wet'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface ReturnLine {
	readonly node: string;
	readonly number: string;
	readonly code: string;
	readonly unit: string;
	/** Decimal text; "" while nobody said. */
	readonly qty: string;
	/** Went to the customer and did not come back, by the records. */
	readonly out: string;
	readonly marks: readonly StateMark[];
	readonly cartons: readonly string[];
}

export interface ReturnDraft {
	readonly return: string;
	/** Uid; "" until it is known. */
	readonly customer: string;
	readonly lines: readonly ReturnLine[];
	readonly condition: Condition | '';
	readonly reason: string;
}

export function emptyReturn(uid: string): ReturnDraft {
	return { return: uid, customer: '', lines: [], condition: '', reason: '' };
}

/** More came back than went out to them: by how much; "" otherwise. */
export function surplusOf({ qty, out }: Pick<ReturnLine, 'qty' | 'out'>): string {
	const more = (amountOf(qty) ?? 0n) - (amountOf(out) ?? 0n);
	return more > 0n ? fromAmount(more as Amount) : '';
}

/** A pack where that can be, else all that is out. */
export function firstQuantity(out: string, pack: number | undefined, count: string): string {
	const there = amountOf(out) ?? 0n;
	const said = amountOf(count.replace(/^0+(?=\d)/, ''));
	if (said !== undefined && said > 0n) return fromAmount(said);
	const size = pack === undefined ? undefined : amountOf(String(pack));
	if (size !== undefined && (there <= 0n || size <= there)) return fromAmount(size);
	return there > 0n ? fromAmount(there as Amount) : '';
}

/** `condition`: in words, as it is recorded. */
export function returnOperation(
	draft: ReturnDraft,
	no: string,
	to: string,
	condition: string
): { readonly type: string; readonly data: JsonObject } {
	return {
		type: 'return.received',
		data: {
			return: draft.return,
			no,
			customer: draft.customer,
			lines: draft.lines.map(({ node, qty, unit, cartons }) => ({
				...goodsDataOf(node, qty, unit),
				to,
				...(cartons.length > 0 ? { cartons: [...cartons] } : {})
			})),
			condition,
			...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() })
		}
	};
}
