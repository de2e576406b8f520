import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAmount, type Amount } from './decimal.ts';
import type { Quantity } from './quantity.ts';
import { contradictingFactors, convert, factorBetween, type ItemFactor } from './unit-conversion.ts';
import { isCounted, UNITS, type UnitCode } from './unit.ts';

const quantity = (value: string, unit: string) => ({ value, unit }) as Quantity;
const factor = (unit: string, num: bigint, of: string, den = 1n): ItemFactor => ({
	unit: unit as UnitCode,
	of: of as UnitCode,
	ratio: { num, den }
});
const code = (text: string) => text as UnitCode;

describe('conversion', () => {
	it.each([
		['12.5', 'kg', 'g', '12500'],
		['1', 'mg', 'kg', '0.000001'],
		['2', 't', 'kg', '2000'],
		['150', 'cm2', 'm2', '0.015'],
		['1', 'm3', 'L', '1000'],
		['1', 'cm3', 'mL', '1'],
		['1.5', 'h', 'min', '90']
	])('%s %s in %s is %s', (value, from, to, expected) => {
		expect(convert(quantity(value, from), code(to))).toMatchObject({
			ok: true,
			value: { quantity: { value: expected, unit: to }, isRounded: false }
		});
	});

	it('rounds once and says so', () => {
		expect(convert(quantity('1', 's'), code('h'))).toMatchObject({
			ok: true,
			value: { quantity: { value: '0.000278' }, factor: { num: 1n, den: 3600n }, isRounded: true }
		});
	});

	it('never rounds to nothing', () => {
		expect(convert(quantity('1', 'ug'), code('t'))).toEqual({ ok: false, error: { code: 'rounds-to-zero' } });
		expect(convert(quantity('999999999999', 't'), code('g'))).toEqual({ ok: false, error: { code: 'too-large' } });
	});

	it('assumes nothing about counted units', () => {
		expect(convert(quantity('1', '箱'), code('只'))).toEqual({ ok: false, error: { code: 'no-factor' } });
		expect(convert(quantity('1', 'pcs'), code('只')).ok).toBe(false);
		expect(convert(quantity('1', 'kg'), code('m')).ok).toBe(false);
		expect(convert(quantity('1', '箱'), code('箱')).ok).toBe(true);
	});

	it("follows an item's factors in both directions and through physical units", () => {
		const mask = [factor('箱', 10n, '盒'), factor('盒', 200n, '只')];
		expect(convert(quantity('39000', '只'), code('箱'), mask)).toMatchObject({
			ok: true,
			value: { quantity: { value: '19.5', unit: '箱' }, isRounded: false }
		});
		expect(convert(quantity('7.5', '盒'), code('只'), mask)).toMatchObject({ ok: true, value: { quantity: { value: '1500' } } });
		const foil = [factor('卷', 1n, 'km', 2n)];
		expect(convert(quantity('3', '卷'), code('m'), foil)).toMatchObject({ ok: true, value: { quantity: { value: '1500' } } });
		expect(convert(quantity('250', 'm'), code('卷'), foil)).toMatchObject({ ok: true, value: { quantity: { value: '0.5' } } });
	});

	it('finds factors that contradict each other', () => {
		const agreeing = [factor('箱', 10n, '盒'), factor('盒', 200n, '只'), factor('箱', 2000n, '只')];
		expect(contradictingFactors(agreeing)).toEqual([]);
		expect(contradictingFactors([...agreeing.slice(0, 2), factor('箱', 2001n, '只')])).toHaveLength(3);
		expect(contradictingFactors([factor('卷', 500n, 'm'), factor('卷', 50_000n, 'cm')])).toEqual([]);
		expect(contradictingFactors([factor('卷', 500n, 'm'), factor('卷', 5_000n, 'cm')])).toHaveLength(2);
	});

	it('there and back is the identity, exactly', () => {
		const units = fc.constantFrom(...UNITS.filter((unit) => !isCounted(unit)));
		fc.assert(
			fc.property(units, units, fc.bigInt({ min: 1n, max: 10n ** 12n }), (from, to, millionths) => {
				const there = factorBetween(from.code, to.code);
				const back = factorBetween(to.code, from.code);
				expect(there === undefined).toBe(from.dimension !== to.dimension);
				if (there === undefined || back === undefined) return;
				expect(there.num * back.num).toBe(there.den * back.den);
				const entered: Quantity = { value: fromAmount(millionths as Amount), unit: from.code };
				const converted = convert(entered, to.code);
				if (converted.ok && !converted.value.isRounded)
					expect(convert(converted.value.quantity, from.code)).toMatchObject({ ok: true, value: { quantity: entered } });
			})
		);
	});
});
