import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asciiLower } from './text.ts';
import { isCounted, isUnitCode, unitOf, UNITS } from './unit.ts';

const vector = (name: string) => readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), 'utf8');

describe('unit table', () => {
	it.each([
		['kg', 'kg'],
		['KG', 'kg'],
		['公斤', 'kg'],
		['千克', 'kg'],
		['㎏', 'kg'],
		['ｋｇ', 'kg'],
		[' 米 ', 'm'],
		['M', 'm'],
		['ml', 'mL'],
		['㎡', 'm2'],
		['PCS', 'pcs'],
		['只', '只'],
		['柜次', '柜次'],
		['個', '个']
	])('%j is %s', (text, code) => expect(unitOf(text)?.code).toBe(code));

	it.each(['', '斤', 'inch', 'lb', '打', 'kilo gram'])('%j is no unit here', (text) => expect(unitOf(text)).toBeUndefined());

	it('gives no spelling to two units', () => {
		const owners = new Map<string, Set<string>>();
		for (const unit of UNITS) {
			for (const spelling of [unit.code, unit.name.zh, ...unit.aliases].map(asciiLower)) {
				owners.set(spelling, (owners.get(spelling) ?? new Set<string>()).add(unit.code));
			}
		}
		expect([...owners].filter(([, codes]) => codes.size > 1)).toEqual([]);
		expect(new Set(UNITS.map((unit) => unit.code)).size).toBe(UNITS.length);
	});

	it('takes only codes as stored for codes', () => {
		expect(isUnitCode('kg')).toBe(true);
		expect(isUnitCode('KG')).toBe(false);
		expect(isUnitCode('公斤')).toBe(false);
	});

	it('gives every counted unit a dimension of its own and no UCUM code', () => {
		const units = UNITS.filter(isCounted);
		expect(new Set(units.map((unit) => unit.dimension)).size).toBe(units.length);
		expect(units.every((unit) => unit.ucum === undefined && unit.toBase.num === 1n && unit.toBase.den === 1n)).toBe(true);
	});
});

describe('against UCUM', () => {
	const essence = vector('ucum/ucum-essence.xml');
	const prefixes = new Map(
		Array.from(essence.matchAll(/<prefix [^>]*Code="(\w+)"[\s\S]*?<value value="([^"]+)"/g), (match) => [
			match[1] ?? '',
			Number(match[2] ?? '')
		])
	);
	const bases = new Set(Array.from(essence.matchAll(/<base-unit Code="(\w+)"/g), (match) => match[1] ?? ''));
	const derived = new Map(
		Array.from(essence.matchAll(/<unit Code="([^"]+)"[^>]*>[\s\S]*?<value Unit="([^"]+)"[^>]* value="([^"]+)"/g), (match) => [
			match[1] ?? '',
			{ unit: match[2] ?? '', value: Number(match[3] ?? '') }
		])
	);

	/** The size of a UCUM code in base units m, g, s, from the essence file alone. */
	function sizeOf(code: string): number {
		const [, symbol = '', exponent = '1'] = /^([A-Za-z]+)(\d?)$/.exec(code) ?? [];
		const power = (size: number) => size ** Number(exponent === '' ? '1' : exponent);
		if (bases.has(symbol)) return power(1);
		const unit = derived.get(symbol);
		if (unit !== undefined) return power(unit.value * sizeOf(unit.unit));
		const prefix = prefixes.get(symbol.slice(0, 1));
		if (prefix === undefined) throw new Error(`UCUM has no ${code}`);
		return power(prefix * sizeOf(symbol.slice(1)));
	}

	it.each(UNITS.filter((unit) => unit.ucum !== undefined))('$code has the size UCUM gives it', ({ ucum, toBase, dimension }) => {
		// Our volumes count litres, UCUM's base is the cubic metre.
		const base = dimension === 'volume' ? sizeOf('L') : 1;
		const ours = Number(toBase.num) / Number(toBase.den);
		expect(sizeOf(ucum ?? '') / base / ours).toBeCloseTo(1, 12);
	});
});

describe('against the legal units of the PRC', () => {
	type Row = readonly [name: string, symbol: string, ucum: string];
	const legal = JSON.parse(vector('units-cn/legal-units.json')) as {
		base: Row[];
		national_non_si: Row[];
		packaging_units_no_physical_dimension: string[];
		not_legal_but_seen_in_imports: Record<string, unknown>;
	};

	it('uses their names', () => {
		const checked = [...legal.base, ...legal.national_non_si].filter(([, , ucum]) => isUnitCode(ucum));
		expect(checked.map(([, , ucum]) => ucum)).toEqual(['m', 'kg', 's', 'min', 'h', 'd', 't', 'L']);
		for (const [name, , ucum] of checked) {
			for (const spelling of name.replace('[小]', '小').replace(')', '').split('(')) expect(unitOf(spelling)?.code).toBe(ucum);
		}
	});

	it('counts in every unit that packs are counted in', () => {
		for (const code of legal.packaging_units_no_physical_dimension) expect(unitOf(code)?.code).toBe(code);
	});

	it('knows no unit that is not legal', () => {
		for (const name of Object.keys(legal.not_legal_but_seen_in_imports)) expect(unitOf(name.replace(/\(.*/, ''))).toBeUndefined();
	});
});
