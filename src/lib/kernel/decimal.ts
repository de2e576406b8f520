/**
 * Exact decimals for quantities and money: no floating point anywhere on the way.
 *
 * Invariants
 * 1. `Decimal` is the one stored form of a number: optional '-', no '+', no leading zeros, no trailing
 *    fractional zeros, no '-0', no exponent. Equal numbers are equal strings.
 * 2. What is entered or stored has at most QUANTITY_INTEGER_DIGITS before and QUANTITY_FRACTION_DIGITS after
 *    the point, so in millionths it stays below 10^18 and fits a signed 64-bit column.
 * 3. `Amount` counts millionths. Folds only add, subtract and compare amounts, which is exact in any order.
 * 4. Rounding happens once, when writing (`multiplyDecimal`), and its result is stored.
 */
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';
import { foldWidth, trim } from './text.ts';

/** Canonical decimal text, as stored. */
export type Decimal = Brand<string, 'Decimal'>;

/** A number of millionths, as folded. */
export type Amount = Brand<bigint, 'Amount'>;

/** An exact factor; `den` is positive. */
export interface Ratio {
	readonly num: bigint;
	readonly den: bigint;
}

/** 'exact' refuses a result that needs more than six decimals; 'half-even' rounds it without bias. */
export type Rounding = 'half-even' | 'exact';

export interface DecimalProblem {
	/** `not-canonical` only from `parseDecimal`, `not-exact` only from `multiplyDecimal` with 'exact'. */
	readonly code: 'empty' | 'not-a-number' | 'too-many-decimals' | 'too-large' | 'not-canonical' | 'not-exact';
}

export const QUANTITY_INTEGER_DIGITS = 12;
export const QUANTITY_FRACTION_DIGITS = 6;

const MILLION = 1_000_000n;
const AMOUNT_LIMIT = 10n ** BigInt(QUANTITY_INTEGER_DIGITS + QUANTITY_FRACTION_DIGITS);
/** Below this whole part `whole · 10^6 + fraction` is exact in a double: one bigint made instead of three. */
const EXACT_WHOLE_LIMIT = 9_000_000_000;
/** By number of decimals written: the factor that turns them into millionths. */
const FRACTION_SCALE = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] as const;

const [ZERO, NINE, MINUS, POINT] = [0x30, 0x39, 0x2d, 0x2e];

const PEOPLES_NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?$/;

const asDecimal = (text: string): Decimal => text as Decimal;
const asAmount = (millionths: bigint): Amount => millionths as Amount;
const problem = (code: DecimalProblem['code']): Result<never, DecimalProblem> => err({ code });

export const ZERO_DECIMAL: Decimal = asDecimal('0');

/**
 * The millionths that a canonical text denotes, or undefined if it is not canonical or out of bounds.
 * Runs for every movement of every fold, hence one scan without regular expressions or substrings.
 */
export function amountOf(text: string): Amount | undefined {
	const end = text.length;
	const start = text.charCodeAt(0) === MINUS ? 1 : 0;
	let at = start;
	let whole = 0;
	for (; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code < ZERO || code > NINE) break;
		whole = whole * 10 + (code - ZERO);
	}
	const digits = at - start;
	if (digits === 0 || digits > QUANTITY_INTEGER_DIGITS) return undefined;
	if (digits > 1 && text.charCodeAt(start) === ZERO) return undefined;

	let fraction = 0;
	if (at < end) {
		if (text.charCodeAt(at) !== POINT || text.charCodeAt(end - 1) === ZERO) return undefined;
		const places = end - at - 1;
		const scale = FRACTION_SCALE[places];
		if (places === 0 || scale === undefined) return undefined;
		for (at++; at < end; at++) {
			const code = text.charCodeAt(at);
			if (code < ZERO || code > NINE) return undefined;
			fraction = fraction * 10 + (code - ZERO);
		}
		fraction *= scale;
	}
	if (start === 1 && whole === 0 && fraction === 0) return undefined;
	const magnitude = whole < EXACT_WHOLE_LIMIT ? BigInt(whole * 1_000_000 + fraction) : BigInt(whole) * MILLION + BigInt(fraction);
	return asAmount(start === 1 ? -magnitude : magnitude);
}

/**
 * Accepts stored text only: exactly the canonical form.
 * @example parseDecimal('12.5') is ok; parseDecimal('12.50') is `not-canonical`
 */
export function parseDecimal(text: string): Result<Decimal, DecimalProblem> {
	if (amountOf(text) !== undefined) return ok(asDecimal(text));
	const read = readDecimal(text);
	return read.ok ? problem('not-canonical') : read;
}

/**
 * Reads what a person typed or a spreadsheet holds: surrounding spaces, full-width digits and signs, a leading
 * '+', leading zeros, and thousands commas where every group is complete. A comma that is not a thousands comma
 * is refused rather than guessed ("1,5" is 1.5 to some and 15 to others).
 * @example readDecimal('１，２３４．５０') is ok('1234.5')
 */
export function readDecimal(input: string): Result<Decimal, DecimalProblem> {
	const text = trim(foldWidth(input)).replace(/^[−–]/, '-');
	if (text === '') return problem('empty');
	const match = PEOPLES_NUMBER.exec(text);
	const [sign, grouped, decimals = ''] = [match?.[1], match?.[2], match?.[3]];
	if (grouped === undefined || (grouped === '' && decimals === '')) return problem('not-a-number');

	const whole = grouped.replaceAll(',', '').replace(/^0+/, '');
	const fraction = withoutTrailingZeros(decimals);
	if (whole.length > QUANTITY_INTEGER_DIGITS) return problem('too-large');
	if (fraction.length > QUANTITY_FRACTION_DIGITS) return problem('too-many-decimals');
	const magnitude = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
	return ok(asDecimal(sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude));
}

/** The millionths of a decimal. Total: unlike `amountOf` it also takes sums wider than one entry may be. */
/** What a person typed as a quantity, `10.50` as `10.5`; 0 for what is none: callers that must tell ask `readDecimal`. */
export function typedDecimal(text: string): Decimal {
	const read = readDecimal(text);
	return read.ok ? read.value : ZERO_DECIMAL;
}

export function toAmount(value: Decimal): Amount {
	const amount = amountOf(value);
	if (amount !== undefined) return amount;
	const point = value.indexOf('.');
	const whole = point < 0 ? value : value.slice(0, point);
	const fraction = point < 0 ? '' : value.slice(point + 1);
	return asAmount(BigInt(whole + fraction.padEnd(QUANTITY_FRACTION_DIGITS, '0')));
}

/**
 * The canonical text of an amount. Total, so that a fold can always show its sum; a sum of 10^12 or more is
 * shown but `parseDecimal` refuses it as an entry.
 */
export function fromAmount(amount: Amount): Decimal {
	const negative = amount < 0n;
	const digits = (negative ? -amount : amount).toString().padStart(QUANTITY_FRACTION_DIGITS + 1, '0');
	const whole = digits.slice(0, -QUANTITY_FRACTION_DIGITS);
	const fraction = withoutTrailingZeros(digits.slice(-QUANTITY_FRACTION_DIGITS));
	return asDecimal(`${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`);
}

/** a + b; fails with `too-large` where the sum could not be stored. */
export const addDecimals = (a: Decimal, b: Decimal): Result<Decimal, DecimalProblem> => storable(toAmount(a) + toAmount(b));

/** a − b; fails with `too-large` where the difference could not be stored. */
export const subtractDecimals = (a: Decimal, b: Decimal): Result<Decimal, DecimalProblem> => storable(toAmount(a) - toAmount(b));

export const negateDecimal = (value: Decimal): Decimal => fromAmount(asAmount(-toAmount(value)));

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
	const difference = toAmount(a) - toAmount(b);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * value · num / den, rounded at the sixth decimal as told.
 * Fails with `not-exact` (only 'exact') or `too-large`; a `den` that is not positive is a bug.
 */
export function multiplyDecimal(value: Decimal, factor: Ratio, rounding: Rounding): Result<Decimal, DecimalProblem> {
	assert(factor.den > 0n, 'a ratio has a positive denominator');
	const scaled = toAmount(value) * factor.num;
	if (rounding === 'exact' && scaled % factor.den !== 0n) return problem('not-exact');
	return storable(divideHalfEven(scaled, factor.den));
}

function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
	const truncated = numerator / denominator;
	const twice = 2n * (numerator % denominator);
	const remainder = twice < 0n ? -twice : twice;
	const isUp = remainder > denominator || (remainder === denominator && truncated % 2n !== 0n);
	if (!isUp) return truncated;
	return numerator < 0n ? truncated - 1n : truncated + 1n;
}

function storable(millionths: bigint): Result<Decimal, DecimalProblem> {
	if (millionths >= AMOUNT_LIMIT || millionths <= -AMOUNT_LIMIT) return problem('too-large');
	return ok(fromAmount(asAmount(millionths)));
}

function withoutTrailingZeros(digits: string): string {
	let end = digits.length;
	while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end--;
	return digits.slice(0, end);
}
