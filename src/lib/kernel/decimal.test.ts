import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDecimals,
	amountOf,
	compareDecimals,
	fromAmount,
	multiplyDecimal,
	negateDecimal,
	parseDecimal,
	QUANTITY_FRACTION_DIGITS,
	QUANTITY_INTEGER_DIGITS,
	readDecimal,
	subtractDecimals,
	toAmount,
	type Amount,
	type Decimal
} from './decimal.ts';
import { unwrap } from './result.ts';

const LIMIT = 10n ** BigInt(QUANTITY_INTEGER_DIGITS + QUANTITY_FRACTION_DIGITS);
const amounts = fc.bigInt({ min: 1n - LIMIT, max: LIMIT - 1n }).map((value) => value as Amount);
const decimal = (text: string): Decimal => unwrap(parseDecimal(text));
const problemOf = (result: ReturnType<typeof readDecimal>) => (result.ok ? undefined : result.error.code);

describe('canonical text', () => {
	it.each([
		['0', 0n],
		['1', 1_000_000n],
		['-1', -1_000_000n],
		['0.000001', 1n],
		['-0.5', -500_000n],
		['10.05', 10_050_000n],
		['8999999999.999999', 8_999_999_999_999_999n],
		['9000000000.000001', 9_000_000_000_000_001n],
		['999999999999.999999', 999_999_999_999_999_999n]
	])('%s is %s millionths', (text, millionths) => {
		expect(amountOf(text)).toBe(millionths);
		expect(fromAmount(millionths as Amount)).toBe(text);
		expect(parseDecimal(text)).toEqual({ ok: true, value: text });
	});

	it.each([
		'',
		'-',
		'+1',
		'01',
		'-01',
		'1.0',
		'1.',
		'.5',
		'-0',
		'-0.0',
		'1e3',
		' 1',
		'1 ',
		'1,000',
		'１',
		'0x1',
		'1.2.3',
		'--1',
		'1-',
		'NaN',
		'1000000000000',
		'0.0000001'
	])('%j is not canonical', (text) => {
		expect(amountOf(text)).toBeUndefined();
		expect(parseDecimal(text).ok).toBe(false);
	});

	it('tells a number in another form from no number', () => {
		expect(problemOf(parseDecimal('12.50'))).toBe('not-canonical');
		expect(problemOf(parseDecimal('abc'))).toBe('not-a-number');
		expect(problemOf(parseDecimal('1000000000000'))).toBe('too-large');
	});

	it('is one to one with amounts', () => {
		fc.assert(
			fc.property(amounts, (amount) => {
				const text = fromAmount(amount);
				expect(amountOf(text)).toBe(amount);
				expect(toAmount(text)).toBe(amount);
			})
		);
	});

	it('accepts a text only if writing it again gives the same text', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^-?[0-9]{0,14}\.?[0-9]{0,8}$/), (text) => {
				const amount = amountOf(text);
				if (amount !== undefined) expect(fromAmount(amount)).toBe(text);
			})
		);
	});

	it('shows sums wider than one entry', () => {
		const sum = (LIMIT * 3n + 5n) as Amount;
		expect(fromAmount(sum)).toBe('3000000000000.000005');
		expect(toAmount(fromAmount(sum))).toBe(sum);
		expect(toAmount(fromAmount(-sum as Amount))).toBe(-sum);
	});
});

describe('what people type', () => {
	it.each([
		['12.0', '12'],
		['１２．５０', '12.5'],
		['　－３ ', '-3'],
		['1,234,567.80', '1234567.8'],
		['１，０００', '1000'],
		['+5', '5'],
		['007', '7'],
		['.5', '0.5'],
		['-0.000', '0'],
		['−4', '-4'],
		['1.2500000000', '1.25'],
		['0000000000000001', '1']
	])('%j is %s', (input, text) => expect(readDecimal(input)).toEqual({ ok: true, value: text }));

	it.each([
		['', 'empty'],
		['　', 'empty'],
		['abc', 'not-a-number'],
		['1,5', 'not-a-number'],
		['1,23,456', 'not-a-number'],
		['12,3456', 'not-a-number'],
		['1234,567', 'not-a-number'],
		['1e3', 'not-a-number'],
		['.', 'not-a-number'],
		['-', 'not-a-number'],
		['5.', 'not-a-number'],
		['1 000', 'not-a-number'],
		['一', 'not-a-number']
	])('%j is refused as %s', (input, code) => expect(problemOf(readDecimal(input))).toBe(code));

	it('is limited in digits before and after the point', () => {
		expect(readDecimal('9'.repeat(QUANTITY_INTEGER_DIGITS)).ok).toBe(true);
		expect(problemOf(readDecimal('9'.repeat(QUANTITY_INTEGER_DIGITS + 1)))).toBe('too-large');
		expect(readDecimal(`0.${'9'.repeat(QUANTITY_FRACTION_DIGITS)}`).ok).toBe(true);
		expect(problemOf(readDecimal(`0.${'9'.repeat(QUANTITY_FRACTION_DIGITS + 1)}`))).toBe('too-many-decimals');
	});
});

describe('arithmetic', () => {
	it('is exact where doubles are not', () => {
		expect(addDecimals(decimal('0.1'), decimal('0.2'))).toEqual({ ok: true, value: '0.3' });
		expect(subtractDecimals(decimal('1'), decimal('0.9'))).toEqual({ ok: true, value: '0.1' });
		expect(compareDecimals(decimal('2'), decimal('10'))).toBe(-1);
		expect(negateDecimal(decimal('0'))).toBe('0');
	});

	it('refuses a sum one millionth past the limit', () => {
		const largest = decimal('999999999999.999999');
		expect(addDecimals(largest, decimal('0')).ok).toBe(true);
		expect(addDecimals(largest, decimal('0.000001'))).toEqual({ ok: false, error: { code: 'too-large' } });
		expect(subtractDecimals(negateDecimal(largest), decimal('0.000001')).ok).toBe(false);
	});

	it.each([
		['0.000001', 1n, 2n, '0'],
		['0.000003', 1n, 2n, '0.000002'],
		['0.000005', 1n, 2n, '0.000002'],
		['-0.000001', 1n, 2n, '0'],
		['-0.000003', 1n, 2n, '-0.000002'],
		['1', 1n, 3n, '0.333333'],
		['2', 1n, 3n, '0.666667'],
		['-2', 1n, 3n, '-0.666667']
	])('%s · %s/%s rounds half-even to %s', (value, num, den, expected) => {
		expect(multiplyDecimal(decimal(value), { num, den }, 'half-even')).toEqual({ ok: true, value: expected });
	});

	it('multiplies exactly or says that it cannot', () => {
		expect(multiplyDecimal(decimal('39000'), { num: 1n, den: 2000n }, 'exact')).toEqual({ ok: true, value: '19.5' });
		expect(multiplyDecimal(decimal('1'), { num: 1n, den: 3n }, 'exact')).toEqual({ ok: false, error: { code: 'not-exact' } });
		expect(multiplyDecimal(decimal('999999999999'), { num: 2n, den: 1n }, 'exact')).toEqual({ ok: false, error: { code: 'too-large' } });
		expect(() => multiplyDecimal(decimal('1'), { num: 1n, den: 0n }, 'exact')).toThrow();
	});

	it('adding and subtracting again changes nothing; order is that of amounts', () => {
		fc.assert(
			fc.property(amounts, amounts, (a, b) => {
				const sum = addDecimals(fromAmount(a), fromAmount(b));
				if (sum.ok) expect(subtractDecimals(sum.value, fromAmount(b))).toEqual({ ok: true, value: fromAmount(a) });
				expect(compareDecimals(fromAmount(a), fromAmount(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
			})
		);
	});
});
