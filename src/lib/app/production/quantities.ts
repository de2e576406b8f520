/** Exact quantities of a report: texts, millionths, and what a bill asks for. Pure. */
import { amountOf, fromAmount, multiplyDecimal, parseDecimal, type Amount } from '#lib/kernel/decimal.ts';
import { isCounted, unitOf } from '#lib/kernel/unit.ts';

/** What weighs or measures is proposed to 0.01 of its unit, pieces to whole ones. */
const MEASURE_STEP = 10_000n;
const PIECE_STEP = 1_000_000n;

export const text = (millionths: bigint): string => fromAmount(millionths as Amount);
/** Zero for what is no canonical decimal. */
export const amount = (value: string): bigint => amountOf(value) ?? 0n;

/** `qty` for every `per`, for so many millionths made: measures rounded, pieces rounded up. */
export function neededOf(qty: string, per: string, made: bigint, unit: string): string {
	const [base, each] = [amountOf(per), parseDecimal(qty)];
	if (base === undefined || base <= 0n || !each.ok) return '0';
	const exact = multiplyDecimal(each.value, { num: made, den: base }, 'half-even');
	if (!exact.ok) return '0';
	const known = unitOf(unit);
	const value = amount(exact.value);
	return known && !isCounted(known)
		? text(((value + MEASURE_STEP / 2n) / MEASURE_STEP) * MEASURE_STEP)
		: text(((value + PIECE_STEP - 1n) / PIECE_STEP) * PIECE_STEP);
}
