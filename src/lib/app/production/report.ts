/** A report being filled in: what was made, what was lost and why, what went in. Pure. */
import { amountOf } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { multiplyDecimal, parseDecimal } from '#lib/kernel/decimal.ts';
import { amount, neededOf, text } from './quantities.ts';
import type { LineLot, Material, OrderView } from './production-views.ts';

export interface ReportDraft {
	/** Decimal text as typed; "" for nothing good. */
	readonly good: string;
	readonly scrap: readonly { readonly reason: string; readonly qty: string }[];
	/** Quantities a person changed, by `lot|location`. */
	readonly uses: Readonly<Record<string, string>>;
	/** A person says that so much less went in than the bill asks for. */
	readonly shortOk: boolean;
	/** Location uid the output goes to; "" for where it goes by habit. */
	readonly to: string;
	/** Uid of the lot if this report creates it. */
	readonly lot: string;
}

export interface UseLine {
	/** `lot|location`. */
	readonly key: string;
	readonly lot: LineLot;
	readonly item: string;
	readonly unit: string;
	/** Decimal text; "" or "0" for nothing of it. */
	readonly qty: string;
	readonly isMore: boolean;
}

export interface MaterialUse {
	readonly material: Material;
	/** By the bill, for good and scrap together. */
	readonly needed: string;
	/** What the lines lack of it; "0" if nothing. */
	readonly short: string;
	readonly lines: readonly UseLine[];
}

export const emptyReport = (lot: string): ReportDraft => ({ good: '', scrap: [], uses: {}, shortOk: false, to: '', lot });

/** Good and scrap together, in millionths. */
export function madeOf({ good, scrap }: ReportDraft): bigint {
	return scrap.reduce((sum, { qty }) => sum + typed(qty), typed(good));
}

/** What goes in: by the bill from the lots drawn for the order, unless a person says otherwise. */
export function usesOf({ materials }: Pick<OrderView, 'materials'>, draft: ReportDraft): readonly MaterialUse[] {
	const made = madeOf(draft);
	return materials.map((material) => {
		const needed = neededOf(material.qty, material.per, made, material.unit);
		const keyOf = ({ lot, location }: LineLot) => `${lot}|${location}`;
		const given = material.lots.filter((lot) => draft.uses[keyOf(lot)] !== undefined);
		let left = amount(needed) - given.reduce((sum, lot) => sum + typed(draft.uses[keyOf(lot)] ?? ''), 0n);
		const isDrawn = material.lots.some(({ issued }) => issued);
		const lines = material.lots.map((lot): UseLine => {
			const key = keyOf(lot);
			let qty = draft.uses[key];
			if (qty === undefined) {
				const there = amount(lot.there);
				const part = isDrawn && !lot.issued ? 0n : left < there ? left : there;
				qty = part > 0n ? text(part) : '0';
				if (part > 0n) left -= part;
			}
			return { key, lot, item: material.item, unit: material.unit, qty, isMore: typed(qty) > amount(lot.there) };
		});
		return { material, needed, short: left > 0n ? text(left) : '0', lines };
	});
}

/** How much can be made of what was drawn; undefined without a bill or material. */
export function enoughFor({ materials }: Pick<OrderView, 'materials'>): string | undefined {
	const most = materials.map(({ lots, per, qty }) => {
		const there = lots.filter(({ issued }) => issued).reduce((sum, lot) => sum + amount(lot.there), 0n);
		const [base, each] = [parseDecimal(per), amountOf(qty)];
		if (!base.ok || each === undefined || each <= 0n) return 0n;
		const made = multiplyDecimal(base.value, { num: there, den: each }, 'half-even');
		return made.ok ? (amount(made.value) / 1_000_000n) * 1_000_000n : 0n;
	});
	const least = most.reduce<bigint | undefined>((min, one) => (min === undefined || one < min ? one : min), undefined);
	return least === undefined || least <= 0n ? undefined : text(least);
}

export type ReportProblem = 'nothing' | 'lot-missing' | 'lot-taken' | 'place' | 'short';

/** Of what the bill asks for: less than this is a fluctuation, more has to be confirmed. In hundredths. */
export const MAX_SHORT_PERCENT = 5n;

/** Whether much less goes in than the bill asks for: drawn and not recorded, most likely. */
export function isFarShort({ needed, short }: MaterialUse): boolean {
	return amount(short) * 100n > amount(needed) * MAX_SHORT_PERCENT;
}

/** What has to be put right before it can be recorded. */
export function problemOf(view: OrderView, draft: ReportDraft): ReportProblem | undefined {
	if (madeOf(draft) <= 0n) return 'nothing';
	if (typed(draft.good) > 0n && view.output.lotNo === '') return 'lot-missing';
	if (typed(draft.good) > 0n && view.output.taken) return 'lot-taken';
	if ((draft.to || view.output.to) === '') return 'place';
	return !draft.shortOk && usesOf(view, draft).some(isFarShort) ? 'short' : undefined;
}

/** One action: the lot if it is new, everything that went in, what came out. All or none. */
export function reportOperations(view: OrderView, draft: ReportDraft): readonly { readonly type: string; readonly data: JsonObject }[] {
	const { wo, step, output, unit, item } = view;
	const good = typed(draft.good);
	const lot = output.lot || draft.lot;
	const used = usesOf(view, draft).flatMap(({ lines }) => lines.filter(({ qty }) => typed(qty) > 0n));
	const scrap = draft.scrap.filter(({ qty }) => typed(qty) > 0n);
	return [
		...(good > 0n && output.lot === ''
			? [
					{
						type: 'lot.created',
						data: {
							lot,
							item: item.uid,
							lotNo: output.lotNo,
							origin: 'made',
							mfgDate: output.mfgDate,
							...(output.expiry === '' ? {} : { expiry: output.expiry }),
							wo
						}
					}
				]
			: []),
		...used.map((line) => ({
			type: 'op.materialConsumed',
			data: { wo, step, lot: line.lot.lot, qty: { value: text(typed(line.qty)), unit: line.unit }, from: line.lot.location }
		})),
		{
			type: 'op.outputReported',
			data: {
				wo,
				step,
				...(good > 0n ? { lot, qty: { value: text(good), unit } } : {}),
				to: draft.to || output.to,
				...(scrap.length > 0 ? { scrap: scrap.map(({ reason, qty }) => ({ reason, qty: { value: text(typed(qty)), unit } })) } : {}),
				...(view.equipment === '' ? {} : { equipment: view.equipment })
			}
		}
	];
}

/** `10.` and `10.50` as people type them. */
function typed(value: string): bigint {
	const trimmed = value.includes('.') ? value.replace(/\.?0*$/, '') : value;
	return amount(trimmed);
}
