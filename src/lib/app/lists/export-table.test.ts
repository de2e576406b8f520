import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import writeWorkbook, { type SheetData } from 'write-excel-file/universal';
import {
	csvOf,
	EXCEL_DIGITS,
	fileName,
	isExactInExcel,
	sheetCell,
	sheetName,
	sheetRows,
	tableOf,
	type ExportColumn
} from './export-table.ts';

interface Line {
	readonly lot: string;
	readonly qty: string;
}

const columns: readonly ExportColumn<Line>[] = [
	{ label: '批号', value: ({ lot }) => lot, kind: 'code' },
	{ label: '数量', value: ({ qty }) => qty, kind: 'decimal' }
];

describe('a decimal in Excel', () => {
	test('is a number up to the digits Excel keeps, and a text one past them', () => {
		const most = `1.${'2'.repeat(EXCEL_DIGITS - 1)}`;
		expect(typeof sheetCell(most, 'decimal')?.value).toBe('number');
		expect(sheetCell(`${most}2`, 'decimal')?.value).toBe(`${most}2`);
	});

	test('never changes its value', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
				const text = decimal(digits, places);
				const value = sheetCell(text, 'decimal')?.value;
				expect(typeof value === 'number' ? value.toFixed(places).replace(/^-(0(?:\.0*)?)$/, '$1') : value).toBe(text);
			})
		);
	});

	test('leading zeros do not count as digits', () => {
		expect(isExactInExcel('0.000001')).toBe(true);
		expect(isExactInExcel('n/a')).toBe(false);
	});
});

test('what looks like a number but is a name stays as it is', () => {
	expect(sheetCell('000123', 'code')?.value).toBe('000123');
	expect(sheetCell('06901234567892', 'code')?.value).toBe('06901234567892');
	expect(sheetCell('', 'text')).toBeNull();
});

test('a workbook read back holds the same lot numbers and quantities', async () => {
	const rows = [
		{ lot: '=1+1', qty: '34.5' },
		{ lot: '007', qty: '12345678901234567.5' }
	];
	const table = tableOf('库存', columns, rows, ['截至今日']);
	const blob = await writeWorkbook(sheetRows(table) as SheetData, { sheet: table.sheet }).toBlob();
	const [sheet] = await readWorkbook(Buffer.from(await blob.arrayBuffer()));
	expect(sheet?.data).toEqual([
		['截至今日', null],
		['批号', '数量'],
		['=1+1', 34.5],
		['007', '12345678901234567.5']
	]);
});

test('CSV keeps numbers and defuses formulas', () => {
	const csv = csvOf(
		tableOf('x', columns, [
			{ lot: '=SUM(A1)', qty: '-5' },
			{ lot: 'a,"b"', qty: '' }
		])
	);
	expect(csv).toBe('\uFEFF批号,数量\r\n\'=SUM(A1),-5\r\n"a,""b""",\r\n');
});

test('names that file systems and sheets refuse are cleaned', () => {
	expect(fileName(['库存', '甲/乙:公司'], '2026-10-12', 'xlsx')).toBe('库存_甲 乙 公司_2026-10-12.xlsx');
	expect(sheetName('a/b')).toBe('a b');
	expect(sheetName('长'.repeat(40))).toHaveLength(31);
});

function decimal(digits: bigint, places: number): string {
	const sign = digits < 0n ? '-' : '';
	const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
	return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
