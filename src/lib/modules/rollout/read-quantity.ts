/** Quantities of rows, brought to the item's stock unit exactly – or named, never rounded. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, multiplyDecimal, readDecimal, type Decimal, type DecimalProblem } from '#lib/kernel/decimal.ts';
import { factorBetween } from '#lib/kernel/unit-conversion.ts';
import { UNITS, unitOf, type Unit } from '#lib/kernel/unit.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { ImportProblems } from './import-problem.ts';
import { readCode } from './read-cells.ts';
import type { RowCells } from './table-reader.ts';

const REASONS: Readonly<Record<DecimalProblem['code'], Bilingual>> = {
	empty: { zh: '不能为空', en: 'Must not be empty' },
	'not-a-number': { zh: '不是数', en: 'Not a number' },
	'too-many-decimals': { zh: '小数超过 6 位', en: 'More than 6 decimals' },
	'too-large': { zh: '整数部分超过 12 位', en: 'More than 12 digits before the point' },
	'not-canonical': { zh: '不是数', en: 'Not a number' },
	'not-exact': { zh: '换算成库存单位后小数超过 6 位', en: 'More than 6 decimals in the stock unit' }
};
const POSITIVE = '> 0';

export interface ReadQuantityResult {
	/** In the stock unit. */
	readonly value: Decimal;
	readonly unit: string;
	/** As written, where that was another unit. */
	readonly entered?: EnteredQuantity;
}

export interface EnteredQuantity extends JsonObject {
	readonly value: string;
	readonly unit: string;
}

/** A quantity greater than 0 of an item kept in `stockUnit`; undefined if wrong (then it has been named). */
export function readRowQuantity(
	row: RowCells,
	columns: { readonly qty: string; readonly unit: string },
	stockUnit: Unit,
	problems: ImportProblems
): ReadQuantityResult | undefined {
	const written = row.text(columns.qty);
	const read = readDecimal(written);
	const unitText = readCode(row, columns.unit);
	if (!read.ok) {
		const isSwapped = read.error.code === 'not-a-number' && readDecimal(unitText).ok;
		const hint = isSwapped
			? { zh: `;${columns.qty} 与 ${columns.unit} 两列是否填反了?`, en: `; are the columns ${columns.qty} and ${columns.unit} swapped?` }
			: { zh: '', en: '' };
		const reason = REASONS[read.error.code];
		const shown = written === '' ? '' : `“${written}”`;
		problems.error(
			row.place(columns.qty),
			isSwapped ? 'swapped-columns' : read.error.code,
			{ zh: `${reason.zh}${shown}${hint.zh}`, en: `${reason.en} ${shown}${hint.en}`.trim() },
			'12.5'
		);
		return undefined;
	}
	const amount = amountOf(read.value) ?? 0n;
	if (amount <= 0n) {
		const [code, zh, en] =
			amount === 0n
				? ['zero', '数量为 0', 'The quantity is 0']
				: ['negative', `数量为负(${written})`, `The quantity is negative (${written})`];
		problems.error(
			row.place(columns.qty),
			code,
			{ zh: `${zh}：数量一律为正，方向由 from / to 表示`, en: `${en}: quantities are positive, from and to give the direction` },
			POSITIVE
		);
		return undefined;
	}
	return inStockUnit(row, columns, read.value, unitText, stockUnit, problems);
}

function inStockUnit(
	row: RowCells,
	columns: { readonly qty: string; readonly unit: string },
	value: Decimal,
	unitText: string,
	stockUnit: Unit,
	problems: ImportProblems
): ReadQuantityResult | undefined {
	if (unitText === '' || unitText === stockUnit.code) return { value, unit: stockUnit.code };
	const unit = unitOf(unitText);
	if (!unit) {
		problems.error(
			row.place(columns.unit),
			'unit-unknown',
			{ zh: `不认识的单位“${unitText}”`, en: `Unknown unit “${unitText}”` },
			stockUnit.code
		);
		return undefined;
	}
	const factor = unit.dimension === stockUnit.dimension ? factorBetween(unit.code, stockUnit.code) : undefined;
	if (!factor) {
		problems.error(
			row.place(columns.unit),
			'wrong-dimension',
			{
				zh: `单位“${unitText}”与物料的库存单位 ${stockUnit.code} 不能换算`,
				en: `Unit “${unitText}” cannot be converted to the item’s stock unit ${stockUnit.code}`
			},
			unitsLike(stockUnit)
		);
		return undefined;
	}
	const converted = multiplyDecimal(value, factor, 'exact');
	if (converted.ok)
		return { value: converted.value, unit: stockUnit.code, ...(unit === stockUnit ? {} : { entered: { value, unit: unit.code } }) };
	const reason = REASONS[converted.error.code];
	problems.error(row.place(columns.qty), converted.error.code, reason, stockUnit.code);
	return undefined;
}

/** Codes of the units that convert to this one. */
export function unitsLike(unit: Unit): string {
	return UNITS.filter((other) => other.dimension === unit.dimension)
		.map((other) => other.code)
		.join(', ');
}
