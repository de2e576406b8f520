/**
 * A number with its unit.
 *
 * Invariants
 * 1. Value and unit stay together; nothing adds quantities of different units.
 * 2. What a person enters is more than zero: a decrease is an operation of its own, never a negative entry.
 */
import type { Decimal, DecimalProblem } from './decimal.ts';
import { addDecimals, compareDecimals, readDecimal, ZERO_DECIMAL } from './decimal.ts';
import { err, ok, type Result } from './result.ts';
import { trim, foldWidth } from './text.ts';
import { unitOf, type Dimension, type Unit, type UnitCode } from './unit.ts';

export interface Quantity {
	readonly value: Decimal;
	readonly unit: UnitCode;
}

export interface QuantityProblem {
	readonly code: DecimalProblem['code'] | 'zero' | 'negative' | 'unit-missing' | 'unit-unknown' | 'wrong-dimension';
}

export interface QuantityExpectation {
	/** Unit meant where the text names none. */
	readonly defaultUnit?: Unit;
	/** Dimension the unit must have. */
	readonly dimension?: Dimension;
}

const VALUE_AND_UNIT = /^([-+−–]?[\d,.]*)\s*(.*)$/;

/**
 * Reads '12.5 kg', '１２只', '1,285 pcs' or, with a default unit, '12.5'.
 * Fails with the number's own problem, `zero`, `negative`, `unit-missing`, `unit-unknown` or `wrong-dimension`.
 */
export function readQuantity(input: string, { defaultUnit, dimension }: QuantityExpectation = {}): Result<Quantity, QuantityProblem> {
	const match = VALUE_AND_UNIT.exec(trim(foldWidth(input)));
	const [number = '', unitText = ''] = [match?.[1], match?.[2]];
	if (number === '' && unitText !== '') return err({ code: 'not-a-number' });
	const read = readDecimal(number);
	if (!read.ok) return read;
	const sign = compareDecimals(read.value, ZERO_DECIMAL);
	if (sign <= 0) return err({ code: sign === 0 ? 'zero' : 'negative' });

	const unit = unitText === '' ? defaultUnit : unitOf(unitText);
	if (unit === undefined) return err({ code: unitText === '' ? 'unit-missing' : 'unit-unknown' });
	if (dimension !== undefined && unit.dimension !== dimension) return err({ code: 'wrong-dimension' });
	return ok({ value: read.value, unit: unit.code });
}

/** Sum of two quantities of one unit; `wrong-dimension` where the units differ, `too-large` beyond twelve digits. */
export function addQuantities(a: Quantity, b: Quantity): Result<Quantity, QuantityProblem> {
	if (a.unit !== b.unit) return err({ code: 'wrong-dimension' });
	const sum = addDecimals(a.value, b.value);
	return sum.ok ? ok({ value: sum.value, unit: a.unit }) : sum;
}
