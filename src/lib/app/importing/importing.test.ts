import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { lotCreated, stockOpened } from '#lib/modules/inventory/index.ts';
import { itemCreated, items } from '#lib/modules/master-data/index.ts';
import { cellText, MIN_LOTS_TO_COMPARE, UNUSUAL_FACTOR } from '#lib/modules/rollout/index.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { guessColumns, guessSheet, profileOf } from './guess.ts';
import {
	askOf,
	cellAt,
	equalCells,
	filledRows,
	lacking,
	mapColumn,
	reread,
	setCell,
	setEqual,
	tableOf,
	type DraftTable
} from './import-draft.ts';
import { importQueries } from './import-query.ts';
import { MAX_PORTION, portionsOf } from './portions.ts';
import { decodeText, rowsOfText } from './table-text.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function context(): QueryContext {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-10-12T10:00:00+08:00', dev: 'visitor', site };
}

const uids = Array.from({ length: 200 }, (_, at) => `uid${String(at).padStart(19, '0')}`);
const check = (...tables: readonly DraftTable[]) => importQueries['import.check'](context(), { tables: tables.map(askOf), uids });
const sheet = (name: string, text: string): DraftTable => {
	const read = rowsOfText(name, text, 100);
	if ('failure' in read) throw new Error(read.failure);
	return tableOf(read.sheets[0] ?? { name, rows: [] });
};

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

describe('what a sheet seems to be', () => {
	it('finds the header below titles, and columns by the names offices use', () => {
		const rows = [['常州某厂物料清单'], ['', ''], ['料号', '品 名', '物料类别', '计量单位', '批号管理', '备注']];
		expect(guessSheet('表1.xlsx', rows)).toEqual({
			template: 'items',
			header: 2,
			columns: ['code', 'name_zh', 'class', 'unit', 'track', '']
		});
		expect(guessSheet('x', [['供应商编码', '供应商名称', '类别', '税号']])).toMatchObject({
			template: 'partners',
			columns: ['code', 'name', 'kind', 'uscc']
		});
		expect(guessSheet('x', [['父件', '子件', '单耗', '单位']])).toMatchObject({
			template: 'boms',
			columns: ['item', 'component', 'qty_per', 'unit']
		});
		expect(guessSheet('x', [['库位编码', '仓库', '库位类型']])).toMatchObject({ template: 'locations' });
	});

	it('gives a column to the better name, and never twice', () => {
		expect(guessColumns('items', ['名称', '中文名称', '编码', '编号'])).toEqual(['', 'name_zh', 'code', '']);
		expect(guessColumns('items', ['Code', 'name_zh', 'UNIT', '**编码**'])).toEqual(['code', 'name_zh', 'unit', '']);
	});

	it('says what stands in a column', () => {
		expect(profileOf([['单位'], ['kg'], ['kg'], [' '], ['m'], ['']], 0, 0)).toEqual({
			filled: 3,
			blank: 0,
			distinct: 2,
			examples: ['kg', 'm']
		});
		expect(
			profileOf(
				[
					['a', 'b'],
					['1', ''],
					['2', 'x']
				],
				0,
				1
			)
		).toMatchObject({ filled: 1, blank: 1, distinct: 1 });
	});
});

describe('a table on its way in', () => {
	const table = () =>
		sheet('items.csv', '料号,品名,类型,单位,追踪方式\nA1,布,原材枓,kg,批\nA2,带,原材枓,m,批\n,,,,\nA3,盒,包装材料,个,不追踪\n');

	it('is corrected cell by cell, or all equal cells of a column at once; its file never', () => {
		const before = table();
		const cell = cellAt(before, 2, 'class');
		expect(cell).toEqual({ row: 1, column: 2, text: '原材枓' });
		expect(equalCells(before, 2, '原材枓')).toBe(2);
		expect(setCell(before, 1, 2, '原材料').rows[1]?.[2]).toBe('原材料');
		const both = setEqual(before, 2, '原材枓', '原材料');
		expect(both.rows.map((row) => row[2])).toEqual(['类型', '原材料', '原材料', '', '包装材料']);
		expect(before.rows[1]?.[2]).toBe('原材枓');
		// The header is no cell, even where a careless cell repeats it.
		const repeated = sheet('items.csv', '料号,品名,类型,单位,追踪方式\nA1,布,类型,kg,批\n');
		expect(setEqual(repeated, 2, '类型', '原材料').rows.map((row) => row[2])).toEqual(['类型', '原材料']);
		expect(cellAt(before, 1, 'class')).toBeUndefined();
		expect(filledRows(before)).toBe(3);
	});

	it('takes one value for all rows where a required column is lacking; blank rows stay blank', () => {
		const bare = sheet('x.csv', '料号,品名,类型,单位\nA1,布,原材料,kg\n,,,\n');
		expect(lacking(bare)).toEqual(['track']);
		const filled = { ...bare, fill: { track: '批' } };
		expect(lacking(filled)).toEqual([]);
		expect(askOf(filled)).toMatchObject({
			columns: ['code', 'name_zh', 'class', 'unit', 'track'],
			rows: [
				['A1', '布', '原材料', 'kg', '批'],
				['', '', '', '']
			]
		});
	});

	it('keeps a meaning with one column, and guesses anew for another header or kind', () => {
		expect(mapColumn(table(), 1, 'code').columns).toEqual(['', 'code', 'class', 'unit', 'track']);
		expect(reread(table(), { template: 'partners' }).columns).toEqual(['', '', 'kind', '', '']);
	});
});

describe('read against the company', () => {
	it('adds what is new, leaves what is there, and says what differs', () => {
		const before = context().engine.keys(items).length;
		const answer = check(sheet('items.csv', '料号,品名,类型,单位,追踪方式\nN-1,新布,原材料,kg,批\nRM-MB,别的名字,原材料,kg,批\n'));
		expect(answer.errors).toEqual([]);
		expect(answer.existing).toBe(1);
		expect(answer.warnings.map(({ row, column }) => [row, column])).toContainEqual([3, 'name_zh']);
		expect(answer.entries).toEqual([{ template: 'items', code: 'N-1', name: '新布', about: 'kg' }]);
		expect(answer.operations).toMatchObject([
			{ type: 'item.created', data: { item: uids[0], code: 'N-1', class: 'raw', track: 'lot', qualityClass: 'B' } }
		]);
		expect(context().engine.keys(items)).toHaveLength(before);
	});

	it('names every bad cell by its row in the spreadsheet, and gives no operation while one is left', () => {
		const answer = check(
			sheet(
				'items.csv',
				'标题\n料号,品名,类型,单位,追踪方式\nN-1,布,原材枓,kg,批\nN-2,带,原材料,箩,批\nN-3,盒,原材料,kg,批\nN-3,盒,原材料,kg,批\n'
			)
		);
		expect(answer.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
			[3, 'class', expect.any(String)],
			[4, 'unit', 'unit-unknown'],
			[6, 'code', 'duplicate']
		]);
		expect([answer.operations, answer.entries]).toEqual([[], []]);
	});

	it('a bill of material refers to what the company has and to what comes with it; a typing error becomes no site', () => {
		const answer = check(
			sheet('BOM.csv', '父件,子件,用量,单位\nN-FG,RM-MB,0.8,g\nN-FG,N-1,2,m\n'),
			sheet('物料.csv', '料号,品名,类型,单位,追踪方式,须灭菌\nN-FG,新口罩,成品,只,批,是\nN-1,新带,原材料,m,批,\n')
		);
		expect(answer.errors).toEqual([]);
		expect(answer.operations.map(({ type }) => type)).toEqual(['item.created', 'item.created', 'workMaster.released']);
		expect(answer.operations[0]?.data).toMatchObject({ code: 'N-FG', sterile: true });
		expect(answer.operations[2]?.data).toMatchObject({
			item: uids[0],
			rev: 'A/0',
			lines: [{ item: demo.uid('RM-MB'), per: '1' }, { item: uids[1] }]
		});
		const site = check(sheet('库位.csv', '库位编码,仓库,库位名称\nCZ-X1,CZZ,新货架\n'));
		expect(site.errors).toMatchObject([{ row: 2, column: 'site', code: 'unknown-site' }]);
		const good = check(sheet('库位.csv', '库位编码,仓库,库位名称\nCZ-X1,CZ,新货架\nCZ-RM,CZ,\n'));
		expect([good.existing, good.operations.length, good.operations[0]?.data]).toMatchObject([
			1,
			1,
			{ code: 'CZ-X1', name: '新货架', kind: 'stock' }
		]);
	});

	it('the rest of a long table gets uids of its own after a part of it is recorded', async () => {
		const table = sheet('items.csv', '料号,品名,类型,单位,追踪方式\nP-1,甲,原材料,kg,批\nP-2,乙,原材料,kg,批\nP-3,丙,原材料,kg,批\n');
		const [first] = check(table).operations;
		await demo.office.do(itemCreated, first?.data as never, demo.doing('P20', '2026-10-12T11:00', 'P20'));
		const rest = check(table);
		expect(rest.existing).toBe(1);
		expect(rest.operations.map(({ data }) => [data['code'], data['item']])).toEqual([
			['P-2', uids[1]],
			['P-3', uids[2]]
		]);
	});
});

describe('the opening stock', () => {
	const HEAD = '物料编码,物料名称,批号,现存量,单位,货位,供应商批号,有效期至,检验状态';
	const stock = (...rows: readonly string[]) => sheet('期初库存.csv', `${HEAD}\n${rows.join('\n')}\n`);
	const codes = (answer: ReturnType<typeof check>) => answer.warnings.map(({ row, column, code }) => [row, column, code]);

	it('is a list of what lies where: each lot with all of it, then what quality says of the lots', () => {
		const table = stock(
			'RM-MB,熔喷布,OS-1,60,kg,CZ-RM,HX-1,2028-01-01,合格',
			'RM-MB,熔喷布,OS-2,1500,g,CZ-RM,HX-2,2028-01-01,',
			'RM-MB,熔喷布,OS-1,40,kg,CZ-CR1,HX-1,2028-01-01,合格',
			'FG-MK-01,口罩,OS-3,2000,只,CZ-FG,,2027-01-01,待检'
		);
		expect(table).toMatchObject({
			template: 'stock',
			columns: ['item', '', 'lot', 'qty', 'unit', 'location', 'supplier_lot', 'expiry', 'status']
		});
		const answer = check(table);
		expect(answer.errors).toEqual([]);
		expect(answer.operations.map(({ type, data }) => [type, data['lotNo'] ?? data['qty'] ?? data['decision']])).toEqual([
			['lot.created', 'OS-1'],
			['stock.opened', { value: '60', unit: 'kg' }],
			['stock.opened', { value: '40', unit: 'kg' }],
			['lot.created', 'OS-2'],
			['stock.opened', { value: '1.5', unit: 'kg', entered: { value: '1500', unit: 'g' } }],
			['lot.created', 'OS-3'],
			['stock.opened', { value: '2000', unit: '只' }],
			// Quarantine needs no decision.
			['lot.dispositioned', 'released']
		]);
		expect(answer.entries.map(({ code, about, status }) => [code, about, status])).toEqual([
			['OS-1', 'CZ-RM · 60 kg · 2028-01-01', 'released'],
			['OS-2', 'CZ-RM · 1.5 kg · 2028-01-01', 'quarantine'],
			['OS-1', 'CZ-CR1 · 40 kg · 2028-01-01', 'released'],
			['OS-3', 'CZ-FG · 2000 只 · 2027-01-01', 'quarantine']
		]);
	});

	it('told twice adds nothing, and the status that was not signed the first time is asked for again', async () => {
		const table = stock('RM-MB,熔喷布,OT-1,60,kg,CZ-RM,HX-1,2028-01-01,合格', 'RM-MB,熔喷布,OT-2,7,kg,CZ-RM,HX-1,2028-01-01,');
		const [created, found] = check(table).operations;
		await demo.office.do(lotCreated, created?.data as never, demo.doing('P15', '2026-10-12T11:00'));
		await demo.office.do(stockOpened, found?.data as never, demo.doing('P15', '2026-10-12T11:00', 'P15', 'P18'));
		const again = check(table);
		expect(again.existing).toBe(1);
		expect(again.operations.map(({ type, data }) => [type, data['lotNo'] ?? data['qty'] ?? data['lot']])).toEqual([
			['lot.created', 'OT-2'],
			['stock.opened', { value: '7', unit: 'kg' }],
			['lot.dispositioned', created?.data['lot']]
		]);
		// What the company's own work left in quarantine is no list's business.
		const other = check(stock('RM-MB,熔喷布,L-RMMB-261011-01,60,kg,CZ-IQC,HX-1,2028-01-01,合格'));
		expect([other.existing, other.operations]).toEqual([1, []]);
	});

	it('names what looks wrong and takes it as it stands: units, dates, lots of two items, nothing left', () => {
		const answer = check(
			stock(
				'RM-MB,熔喷布,OW-1,60,kg,CZ-RM,,2028-01-01,',
				'RM-MB,熔喷布,OW-2,55,kg,CZ-RM,HX-1,2026-01-01,',
				'RM-MB,熔喷布,OW-3,5800,kg,CZ-RM,HX-1,,',
				'RM-NW,鼻梁条,OW-1,500,m,CZ-RM,HX-1,2028-01-01,',
				'RM-NW,鼻梁条,OW-4,0,m,CZ-RM,HX-1,2028-01-01,'
			)
		);
		expect(answer.errors).toEqual([]);
		expect(codes(answer)).toEqual([
			[2, 'supplier_lot', 'no-supplier-lot'],
			[3, 'expiry', 'expired'],
			[4, 'expiry', 'no-expiry'],
			[5, 'lot', 'lot-of-two-items'],
			[6, 'qty', 'none-left'],
			[4, 'qty', 'unusual-quantity']
		]);
		expect(answer.operations.filter(({ type }) => type === 'lot.created')).toHaveLength(4);
	});

	it('calls a quantity unusual from the factor on, and compares only where there is something to compare', () => {
		const of = (...quantities: readonly number[]) =>
			codes(check(stock(...quantities.map((qty, at) => `RM-MB,熔喷布,OU-${String(at)},${String(qty)},kg,CZ-RM,HX,2028-01-01,`)))).map(
				([row]) => row
			);
		const factor = Number(UNUSUAL_FACTOR);
		expect(of(1, 1, factor)).toEqual([4]);
		expect(of(1, 1, factor - 1)).toEqual([]);
		expect(of(factor, factor, 1)).toEqual([4]);
		expect(of(1, factor)).toEqual([]);
		expect(MIN_LOTS_TO_COMPARE).toBe(3);
	});

	it('takes over the release on paper of finished goods, signed last; a row that contradicts itself is an error', () => {
		const released = (...rows: readonly string[]) =>
			sheet('期初库存.csv', `物料编码,批号,现存量,货位,有效期至,检验状态,放行单号,灭菌批号\n${rows.join('\n')}\n`);
		const answer = check(
			released(
				'FG-MK-01,OP-1,2000,CZ-FG,2028-01-01,合格,FX-31,EO-250301-A',
				'FG-OX-100,OP-2,20,CZ-FG,,,FX-32,',
				'RM-MB,OP-3,20,CZ-RM,2028-01-01,合格,,'
			)
		);
		expect(answer.errors).toEqual([]);
		expect(answer.operations.slice(-3).map(({ type, data }) => [type, data['paper'], data['steriliserLoad']])).toEqual([
			['lot.dispositioned', undefined, undefined],
			['release.paperReleased', 'FX-31', 'EO-250301-A'],
			['release.paperReleased', 'FX-32', undefined]
		]);
		expect(answer.entries.map(({ status }) => status)).toEqual(['on-paper', 'on-paper', 'released']);
		const wrong = check(
			released(
				'FG-MK-01,OP-4,2000,CZ-FG,2028-01-01,待检,FX-31,EO-1',
				'FG-MK-01,OP-5,2000,CZ-FG,2028-01-01,合格,FX-31,',
				'FG-MK-01,OP-6,2000,CZ-FG,2026-01-01,合格,FX-31,EO-1',
				'RM-MB,OP-7,20,CZ-RM,2028-01-01,合格,FX-31,'
			)
		);
		expect(wrong.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
			[2, 'status', 'release-contradicts'],
			[3, 'sterile_load', 'empty'],
			[4, 'expiry', 'release-expired'],
			[5, 'release', 'release-not-finished']
		]);
	});

	it('refuses what cannot be: unknown places and items, the same lot twice at one place, a date of 2062', () => {
		const answer = check(
			stock(
				'RM-MB,熔喷布,OE-1,60,kg,CZ-RN,HX-1,2028-01-01,',
				'RM-XX,熔喷布,OE-2,60,kg,CZ-RM,HX-1,2028-01-01,',
				'RM-MB,熔喷布,OE-3,60,kg,CZ-RM,HX-1,2028-01-01,',
				'RM-MB,熔喷布,OE-3,60,kg,CZ-RM,HX-1,2028-01-01,',
				'RM-MB,熔喷布,OE-4,60,卷,CZ-RM,HX-1,2062-01-01,好的'
			)
		);
		expect(answer.errors.map(({ row, column }) => [row, column])).toEqual([
			[2, 'location'],
			[3, 'item'],
			[5, 'location'],
			[6, 'unit'],
			[6, 'expiry'],
			[6, 'status']
		]);
		expect([answer.operations, answer.entries]).toEqual([[], []]);
	});
});

describe('files as offices have them', () => {
	it('reads UTF-8, GB18030 and UTF-16, and nothing that is no text', () => {
		expect(decodeText(new TextEncoder().encode('物料'))).toBe('物料');
		expect(decodeText(new Uint8Array([0xce, 0xef, 0xc1, 0xcf]))).toBe('物料');
		expect(decodeText(new Uint8Array([0xff, 0xfe, 0x69, 0x72]))).toBe('物');
		expect(decodeText(new Uint8Array([0xff, 0xff, 0xff]))).toBeUndefined();
	});

	it('takes commas, tabs and semicolons; names quotes that do not pair up; refuses one row too many', () => {
		for (const separator of [',', '\t', ';'])
			expect(rowsOfText('x', `a${separator}b\n1${separator}2\n`, 2)).toEqual({
				sheets: [
					{
						name: 'x',
						rows: [
							['a', 'b'],
							['1', '2']
						]
					}
				]
			});
		expect(rowsOfText('x', 'a,b\n"1,2\n', 10)).toMatchObject({ failure: 'quotes' });
		expect(rowsOfText('x', 'a\n1\n2\n', 3)).toHaveProperty('sheets');
		expect(rowsOfText('x', 'a\n1\n2\n', 2)).toEqual({ failure: 'too-many-rows', row: 2 });
	});

	it('reads a workbook’s cells as people see them', () => {
		expect(
			[null, undefined, 0.1 + 0.2, 12, true, ' x ', new Date(Date.UTC(2026, 9, 12)), new Date(Date.UTC(2026, 9, 12, 8, 30))].map(cellText)
		).toEqual(['', '', '0.3', '12', 'yes', ' x ', '2026-10-12', '2026-10-12T08:30:00']);
	});
});

it('a long import is portions that count all or none; approvals are signed apart', () => {
	const item = { type: 'item.created', data: {} };
	const bom = { type: 'workMaster.released', data: {} };
	const sizes = (count: number) => portionsOf(Array.from({ length: count }, () => item)).map((portion) => portion.length);
	expect([sizes(0), sizes(MAX_PORTION), sizes(MAX_PORTION + 1)]).toEqual([[], [MAX_PORTION], [MAX_PORTION, 1]]);
	const lot = (heaps: number) => [
		{ type: 'lot.created', data: {} },
		...Array.from({ length: heaps }, () => ({ type: 'stock.opened', data: {} }))
	];
	// A lot is never cut: half of what lies of it would look like all of it.
	expect(portionsOf([...lot(MAX_PORTION - 2), ...lot(2)]).map((portion) => portion.length)).toEqual([MAX_PORTION - 1, 3]);
	expect(portionsOf([...lot(MAX_PORTION - 3), ...lot(1)]).map((portion) => portion.length)).toEqual([MAX_PORTION]);
	const status = { type: 'lot.dispositioned', data: {} };
	expect(portionsOf([item, ...lot(1), bom, status]).map((portion) => portion.map(({ type }) => type))).toEqual([
		['item.created'],
		['workMaster.released'],
		['lot.created', 'stock.opened'],
		['lot.dispositioned']
	]);
	expect(portionsOf([item, bom, item]).map((portion) => portion.map(({ type }) => type))).toEqual([
		['item.created', 'item.created'],
		['workMaster.released']
	]);
});
