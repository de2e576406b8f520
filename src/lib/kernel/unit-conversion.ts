/**
 * From one unit to another: by the unit table within a physical dimension, by an item's own factors between
 * counted units (1 箱 = 2000 只 of this item) or between a counted and a physical unit (1 卷 = 500 m).
 *
 * Invariants
 * 1. A factor is found exactly, as a ratio; at most one rounding happens, at the end, and the result says so.
 * 2. Without a factor there is no conversion: nothing is assumed about a 箱.
 * 3. A quantity never becomes zero by rounding.
 */
import { assert } from './assert.ts';
import { multiplyDecimal, ZERO_DECIMAL, type DecimalProblem, type Ratio } from './decimal.ts';
import type { Quantity } from './quantity.ts';
import { err, ok, type Result } from './result.ts';
import { unitOf, type Dimension, type UnitCode } from './unit.ts';

/** One `unit` of the item is `ratio` of `of`. */
export interface ItemFactor {
	readonly unit: UnitCode;
	readonly of: UnitCode;
	readonly ratio: Ratio;
}

export interface Conversion {
	readonly quantity: Quantity;
	/** target = entered · factor; stored beside the entered quantity. */
	readonly factor: Ratio;
	readonly isRounded: boolean;
}

export interface ConversionProblem {
	/** `rounds-to-zero`: the target unit is too coarse for this quantity. */
	readonly code: 'no-factor' | 'rounds-to-zero' | DecimalProblem['code'];
}

/** Converts, rounding half-even at the sixth decimal where the exact result has more. */
export function convert(
	quantity: Quantity,
	toUnit: UnitCode,
	itemFactors: readonly ItemFactor[] = []
): Result<Conversion, ConversionProblem> {
	const factor = factorBetween(quantity.unit, toUnit, itemFactors);
	if (factor === undefined) return err({ code: 'no-factor' });
	const exact = multiplyDecimal(quantity.value, factor, 'exact');
	const value = exact.ok ? exact : multiplyDecimal(quantity.value, factor, 'half-even');
	if (!value.ok) return value;
	if (value.value === ZERO_DECIMAL && quantity.value !== ZERO_DECIMAL) return err({ code: 'rounds-to-zero' });
	return ok({ quantity: { value: value.value, unit: toUnit }, factor, isRounded: !exact.ok });
}

/**
 * How many of `to` make one of `from`, in lowest terms, by the shortest chain of item factors; undefined where
 * none leads there.
 */
export function factorBetween(from: UnitCode, to: UnitCode, itemFactors: readonly ItemFactor[] = []): Ratio | undefined {
	const [source, target] = [unitOf(from), unitOf(to)];
	if (source === undefined || target === undefined) return undefined;
	// Dimensions are the nodes, item factors the edges; each value is base units of that dimension per `from`.
	const reached = new Map<Dimension, Ratio>([[source.dimension, source.toBase]]);
	const steps = itemFactors.flatMap(bothWays);
	for (const [dimension, so] of reached) {
		for (const step of steps) {
			if (step.from === dimension && !reached.has(step.to)) reached.set(step.to, times(so, step.ratio));
		}
	}
	const base = reached.get(target.dimension);
	return base === undefined ? undefined : times(base, inverse(target.toBase));
}

/** The factors that contradict what the others say (1 箱 = 10 盒, 1 盒 = 100 只, but 1 箱 = 2000 只). */
export function contradictingFactors(itemFactors: readonly ItemFactor[]): readonly ItemFactor[] {
	return itemFactors.filter((factor) => {
		const byOthers = factorBetween(
			factor.unit,
			factor.of,
			itemFactors.filter((other) => other !== factor)
		);
		return byOthers !== undefined && byOthers.num * factor.ratio.den !== factor.ratio.num * byOthers.den;
	});
}

interface Step {
	readonly from: Dimension;
	readonly to: Dimension;
	/** Base units of `to` per base unit of `from`. */
	readonly ratio: Ratio;
}

function bothWays({ unit, of, ratio }: ItemFactor): readonly Step[] {
	assert(ratio.num > 0n && ratio.den > 0n, 'an item factor is positive');
	const [larger, smaller] = [unitOf(unit), unitOf(of)];
	if (larger === undefined || smaller === undefined) return [];
	const forth = times(times(inverse(larger.toBase), ratio), smaller.toBase);
	return [
		{ from: larger.dimension, to: smaller.dimension, ratio: forth },
		{ from: smaller.dimension, to: larger.dimension, ratio: inverse(forth) }
	];
}

const inverse = ({ num, den }: Ratio): Ratio => ({ num: den, den: num });

function times(a: Ratio, b: Ratio): Ratio {
	const [num, den] = [a.num * b.num, a.den * b.den];
	const common = greatestCommonDivisor(num, den);
	return { num: num / common, den: den / common };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
	return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
