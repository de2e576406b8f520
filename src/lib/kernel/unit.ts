/**
 * Units of measurement: what a quantity may be counted or measured in.
 *
 * Invariants
 * 1. A physical unit has an exact rational factor to its dimension's base unit, so converting there and back
 *    loses nothing. Codes of physical units are UCUM codes.
 * 2. A counted unit (只, 箱 …) is a dimension of its own: how many 只 are in a 箱 belongs to an item, not to the
 *    unit (unit-conversion.ts).
 * 3. An alias names one unit. `mg` and `Mg`, `mm` and `Mm` differ by case in print, and we stock neither
 *    megagrams nor megametres, so aliases are matched without regard to ASCII case; see the test that proves
 *    that no two units claim one alias.
 * 4. Codes are stored in operations: never renamed, only added. 斤, inch and pound are left out on purpose: they
 *    are not legal units of measurement in the PRC, an import has to say which legal unit it means.
 */
import type { Brand } from './brand.ts';
import type { Bilingual } from './bilingual.ts';
import type { Ratio } from './decimal.ts';
import { asciiLower, foldWidth, trim } from './text.ts';

export type UnitCode = Brand<string, 'UnitCode'>;

export type PhysicalDimension = 'mass' | 'length' | 'area' | 'volume' | 'time';

/** 'count:只' for each counted unit: equal dimensions convert without further knowledge. */
export type Dimension = PhysicalDimension | `count:${string}`;

export interface Unit {
	readonly code: UnitCode;
	readonly name: Bilingual;
	readonly dimension: Dimension;
	/** How many of the dimension's base unit (g, m, m2, L, s, or the counted unit itself) make one. */
	readonly toBase: Ratio;
	/** Code in the Unified Code for Units of Measure; counted units have none. */
	readonly ucum?: string;
	readonly aliases: readonly string[];
}

const ratio = (num: bigint, den = 1n): Ratio => ({ num, den });
const asUnitCode = (code: string): UnitCode => code as UnitCode;

function physical(code: string, zh: string, en: string, dimension: PhysicalDimension, toBase: Ratio, ...aliases: string[]): Unit {
	return { code: asUnitCode(code), name: { zh, en }, dimension, toBase, ucum: code, aliases };
}

function counted(code: string, en: string, ...aliases: string[]): Unit {
	return { code: asUnitCode(code), name: { zh: code, en }, dimension: `count:${code}`, toBase: ratio(1n), aliases };
}

export const UNITS: readonly Unit[] = [
	physical('g', '克', 'gram', 'mass', ratio(1n), 'gram', 'grams', 'GRM'),
	physical('kg', '千克', 'kilogram', 'mass', ratio(1_000n), '公斤', 'kilogram', 'kilograms', 'KGS', 'KGM', '㎏'),
	physical('mg', '毫克', 'milligram', 'mass', ratio(1n, 1_000n), 'milligram', 'milligrams', '㎎'),
	physical('ug', '微克', 'microgram', 'mass', ratio(1n, 1_000_000n), 'μg', 'µg', 'mcg'),
	physical('t', '吨', 'tonne', 'mass', ratio(1_000_000n), '公吨', 'ton', 'tonnes', 'TNE'),

	physical('m', '米', 'metre', 'length', ratio(1n), '公尺', 'meter', 'meters', 'metres', 'MTR'),
	physical('km', '千米', 'kilometre', 'length', ratio(1_000n), '公里', 'kilometer', '㎞'),
	physical('dm', '分米', 'decimetre', 'length', ratio(1n, 10n), 'decimeter'),
	physical('cm', '厘米', 'centimetre', 'length', ratio(1n, 100n), '公分', 'centimeter', 'CMT', '㎝'),
	physical('mm', '毫米', 'millimetre', 'length', ratio(1n, 1_000n), 'millimeter', 'MMT', '㎜'),
	physical('um', '微米', 'micrometre', 'length', ratio(1n, 1_000_000n), 'μm', 'µm', 'micrometer', 'micron'),

	physical('m2', '平方米', 'square metre', 'area', ratio(1n), 'm²', '㎡', '平米', 'm^2', 'sqm', 'MTK'),
	physical('dm2', '平方分米', 'square decimetre', 'area', ratio(1n, 100n), 'dm²', 'dm^2'),
	physical('cm2', '平方厘米', 'square centimetre', 'area', ratio(1n, 10_000n), 'cm²', 'cm^2'),
	physical('mm2', '平方毫米', 'square millimetre', 'area', ratio(1n, 1_000_000n), 'mm²', 'mm^2'),

	physical('L', '升', 'litre', 'volume', ratio(1n), '公升', 'liter', 'liters', 'litres', 'LTR'),
	physical('mL', '毫升', 'millilitre', 'volume', ratio(1n, 1_000n), 'milliliter', 'MLT', '㎖'),
	physical('uL', '微升', 'microlitre', 'volume', ratio(1n, 1_000_000n), 'μL', 'µL', 'microliter'),
	physical('m3', '立方米', 'cubic metre', 'volume', ratio(1_000n), 'm³', '方', 'm^3', 'cbm', 'MTQ'),
	physical('dm3', '立方分米', 'cubic decimetre', 'volume', ratio(1n), 'dm³', 'dm^3'),
	physical('cm3', '立方厘米', 'cubic centimetre', 'volume', ratio(1n, 1_000n), 'cm³', 'cm^3', 'cc', 'CMQ'),

	physical('s', '秒', 'second', 'time', ratio(1n), 'sec', 'seconds', '秒钟'),
	physical('min', '分', 'minute', 'time', ratio(60n), '分钟', 'minutes'),
	physical('h', '小时', 'hour', 'time', ratio(3_600n), 'hr', 'hours', '时', '工时'),
	physical('d', '天', 'day', 'time', ratio(86_400n), '日', 'days'),

	counted('只', 'piece (只)', '隻'),
	counted('个', 'piece (个)', '個', '箇'),
	counted('件', 'piece (件)'),
	counted('pcs', 'pieces', 'pc', 'piece', 'ea', 'each', 'PCE', 'H87'),
	counted('张', 'sheet', '張', 'sheets'),
	counted('片', 'slice'),
	counted('套', 'set', 'sets'),
	counted('副', 'set (副)', '付'),
	counted('双', 'pair', '雙', 'pair', 'pairs'),
	counted('台', 'machine', '臺', '部'),
	counted('块', 'block', '塊'),
	counted('份', 'portion'),
	counted('支', 'stick (支)', '枝'),
	counted('根', 'length (根)'),
	counted('条', 'strip', '條'),
	counted('瓶', 'bottle', 'bottle', 'bottles'),
	counted('桶', 'drum', 'drum', 'drums'),
	counted('罐', 'can'),
	counted('袋', 'bag', 'bag', 'bags'),
	counted('包', 'pack', 'pack', 'packs'),
	counted('盒', 'box', 'box', 'boxes'),
	counted('箱', 'carton', 'carton', 'cartons', 'ctn', 'CT'),
	counted('托', 'pallet', '托盘', 'pallet', 'pallets', 'plt'),
	counted('卷', 'roll', '捲', 'roll', 'rolls'),
	counted('捆', 'bundle'),
	counted('本', 'book', '册'),
	counted('次', 'time (次)'),
	counted('批', 'batch'),
	counted('柜次', 'steriliser load')
];

const unitsByCode: ReadonlyMap<string, Unit> = new Map(UNITS.map((unit) => [unit.code, unit]));
const unitsByAlias: ReadonlyMap<string, Unit> = new Map(
	UNITS.flatMap((unit) => [unit.code, unit.name.zh, ...unit.aliases].map((alias) => [asciiLower(alias), unit]))
);

/**
 * The unit that a code or one of its usual spellings names (公斤, KG, ㎏, 千克 → kg), or undefined. For texts
 * from people and imports; stored codes are checked with `isUnitCode`.
 */
export function unitOf(text: string): Unit | undefined {
	const written = trim(foldWidth(text));
	return unitsByCode.get(written) ?? unitsByAlias.get(asciiLower(written));
}

/** True for a code exactly as stored. */
export function isUnitCode(text: string): text is UnitCode {
	return unitsByCode.has(text);
}

export function isCounted(unit: Unit): boolean {
	return unit.dimension.startsWith('count:');
}
