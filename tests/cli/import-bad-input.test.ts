/** Every defect a spreadsheet can have is named with file, row, column and reason – and then nothing is imported. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import writeWorkbook from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { MAX_CELL_LENGTH, MAX_HISTORY_ROWS, MAX_REPORTED_PROBLEMS, TableReader, ImportProblems } from '#lib/modules/rollout/index.ts';
import { cli, folder, type Answer } from './cli.ts';

type Files = Record<string, string | Uint8Array>;
const HISTORY = 'id,at,kind,doc,item,lot,qty,unit,from,to,party';
const GOOD: Files = {
	'items.csv':
		'code,name_zh,name_en,class,track,unit,quality_class,shelf_life_days\nRM,原料,Raw,raw,lot,kg,A,365\nFG,成品,Good,finished,lot,只,A,730\n',
	'partners.csv': 'code,name,kind,uscc\nS1,供方,supplier,\nC1,客户,customer,\n',
	'locations.csv': 'code,site,kind\nA,CZ,stock\nB,CD,stock\n',
	'lots.csv': 'item,lot,supplier,supplier_lot,mfg_date,expiry,status\nRM,R1,S1,X9,2024-01-01,2026-01-01,released\n',
	'history.csv': `${HISTORY}\n1,2024-01-02,receipt,P1,RM,R1,100,kg,,A,S1\n2,2024-01-03,consume,W1,RM,R1,50,kg,A,,\n3,2024-01-04,produce,W1,FG,F1,1000,只,,A,\n`
};
const row = (cells: string) => ({ 'history.csv': `${HISTORY}\n${cells}\n` });

async function importing(files: Files): Promise<Awaited<ReturnType<typeof cli>> & { readonly written: boolean }> {
	const dir = folder(files);
	const out = join(dir, 'out.suyuan');
	const said = await cli('import', dir, '--out', out, '--json');
	return { ...said, written: readdirSync(dir).some((name) => name.includes('suyuan')) };
}

/** name, files that differ from the good ones, code, file, row, column */
const DEFECTS: readonly (readonly [name: string, files: Files, code: string, file: string, row: number, column: string])[] = [
	['header missing', { 'history.csv': '1,2024-01-02,receipt,P1,RM,R1,100,kg,,A,S1\n' }, 'header-missing', 'history.csv', 1, ''],
	['empty file', { 'history.csv': '' }, 'empty-file', 'history.csv', 0, ''],
	['unknown column', { 'history.csv': `${HISTORY.replace('party', 'partyy')}\n` }, 'unknown-column', 'history.csv', 1, 'partyy'],
	['required column missing', { 'history.csv': 'id,at,kind,doc,item,lot,unit,from,to,party\n' }, 'missing-column', 'history.csv', 1, 'qty'],
	['column twice', { 'partners.csv': 'code,name,kind,code\n' }, 'duplicate-column', 'partners.csv', 1, 'code'],
	['too many cells', row('1,2024-01-02,receipt,P1,RM,R1,100,kg,,A,S1,extra'), 'too-many-cells', 'history.csv', 2, ''],
	['cell too long', row(`1,2024-01-02,receipt,${'x'.repeat(MAX_CELL_LENGTH + 1)},RM,R1,100,kg,,A,S1`), 'too-long', 'history.csv', 2, 'doc'],
	['year 2062', row('1,2062-01-02,receipt,P1,RM,R1,100,kg,,A,S1'), 'implausible-date', 'history.csv', 2, 'at'],
	['year 0206', row('1,0206-01-02,receipt,P1,RM,R1,100,kg,,A,S1'), 'implausible-date', 'history.csv', 2, 'at'],
	['two days ahead', row('1,2026-11-26,receipt,P1,RM,R1,100,kg,,A,S1'), 'implausible-date', 'history.csv', 2, 'at'],
	['30 February', row('1,2024-02-30,receipt,P1,RM,R1,100,kg,,A,S1'), 'impossible-date', 'history.csv', 2, 'at'],
	['not a date', row('1,tomorrow,receipt,P1,RM,R1,100,kg,,A,S1'), 'not-a-date', 'history.csv', 2, 'at'],
	['25 o’clock', row('1,2024-02-01T25:00,receipt,P1,RM,R1,100,kg,,A,S1'), 'not-a-time', 'history.csv', 2, 'at'],
	['quantity 0', row('1,2024-01-02,receipt,P1,RM,R1,0,kg,,A,S1'), 'zero', 'history.csv', 2, 'qty'],
	['quantity negative', row('1,2024-01-02,receipt,P1,RM,R1,-5,kg,,A,S1'), 'negative', 'history.csv', 2, 'qty'],
	['seven decimals', row('1,2024-01-02,receipt,P1,RM,R1,1.0000001,kg,,A,S1'), 'too-many-decimals', 'history.csv', 2, 'qty'],
	['seven decimals after conversion', row('1,2024-01-02,receipt,P1,RM,R1,1.0001,g,,A,S1'), 'not-exact', 'history.csv', 2, 'qty'],
	['quantity empty', row('1,2024-01-02,receipt,P1,RM,R1,,kg,,A,S1'), 'empty', 'history.csv', 2, 'qty'],
	['quantity a word', row('1,2024-01-02,receipt,P1,RM,R1,many,kg,,A,S1'), 'not-a-number', 'history.csv', 2, 'qty'],
	['quantity and unit swapped', row('1,2024-01-02,receipt,P1,RM,R1,kg,100,,A,S1'), 'swapped-columns', 'history.csv', 2, 'qty'],
	['item and lot swapped', row('1,2024-01-02,receipt,P1,R1,RM,100,kg,,A,S1'), 'swapped-columns', 'history.csv', 2, 'item'],
	['unit of another dimension', row('1,2024-01-02,receipt,P1,RM,R1,100,m,,A,S1'), 'wrong-dimension', 'history.csv', 2, 'unit'],
	['unknown unit', row('1,2024-01-02,receipt,P1,RM,R1,100,斤,,A,S1'), 'unit-unknown', 'history.csv', 2, 'unit'],
	['unknown item', row('1,2024-01-02,receipt,P1,RX,R1,100,kg,,A,S1'), 'unknown-item', 'history.csv', 2, 'item'],
	['unknown location', row('1,2024-01-02,receipt,P1,RM,R1,100,kg,,Z,S1'), 'unknown-location', 'history.csv', 2, 'to'],
	['unknown party', row('1,2024-01-02,receipt,P1,RM,R1,100,kg,,A,S9'), 'unknown-partner', 'history.csv', 2, 'party'],
	['unknown kind', row('1,2024-01-02,receipts,P1,RM,R1,100,kg,,A,S1'), 'not-allowed', 'history.csv', 2, 'kind'],
	['lot missing', row('1,2024-01-02,receipt,P1,RM,,100,kg,,A,S1'), 'empty', 'history.csv', 2, 'lot'],
	['work order missing', row('1,2024-01-02,consume,,RM,R1,100,kg,A,,'), 'empty', 'history.csv', 2, 'doc'],
	['shipment without party', row('1,2024-01-02,ship,D1,RM,R1,100,kg,A,,'), 'empty', 'history.csv', 2, 'party'],
	['adjustment on both sides', row('1,2024-01-02,adjust,,RM,R1,100,kg,A,B,'), 'adjust-direction', 'history.csv', 2, 'from'],
	[
		'same row id twice',
		row('1,2024-01-02,receipt,P1,RM,R1,1,kg,,A,S1\n\n1,2024-01-02,receipt,P1,RM,R1,1,kg,,A,S1'),
		'duplicate',
		'history.csv',
		4,
		'id'
	],
	[
		'row id in two files',
		{ 'history-2025.csv': `${HISTORY}\n1,2025-01-02,receipt,P1,RM,R1,100,kg,,A,S1\n` },
		'duplicate',
		'history.csv',
		2,
		'id'
	],
	['item twice', { 'items.csv': `${String(GOOD['items.csv'])}RM,又一个,,raw,lot,kg,A,\n` }, 'duplicate', 'items.csv', 4, 'code'],
	['item unit unknown', { 'items.csv': `${String(GOOD['items.csv'])}RM2,料,,raw,lot,斤,A,\n` }, 'unit-unknown', 'items.csv', 4, 'unit'],
	['item class unknown', { 'items.csv': `${String(GOOD['items.csv'])}RM2,料,,raww,lot,kg,A,\n` }, 'not-allowed', 'items.csv', 4, 'class'],
	['partner twice', { 'partners.csv': `${String(GOOD['partners.csv'])}C1,客户,customer,\n` }, 'duplicate', 'partners.csv', 4, 'code'],
	['location twice', { 'locations.csv': `${String(GOOD['locations.csv'])}A,CZ,stock\n` }, 'duplicate', 'locations.csv', 4, 'code'],
	[
		'location at two sites',
		{ 'locations.csv': `${String(GOOD['locations.csv'])}A,CD,stock\n` },
		'ambiguous-location',
		'history.csv',
		2,
		'to'
	],
	['lot twice', { 'lots.csv': `${String(GOOD['lots.csv'])}RM,R1,S1,X9,,,\n` }, 'duplicate', 'lots.csv', 3, 'lot'],
	[
		'lot expires before made',
		{ 'lots.csv': 'item,lot,supplier,supplier_lot,mfg_date,expiry,status\nRM,R1,S1,X9,2024-01-01,2023-01-01,\n' },
		'expiry-before-made',
		'lots.csv',
		2,
		'expiry'
	],
	[
		'expiry 2062',
		{ 'lots.csv': 'item,lot,supplier,supplier_lot,mfg_date,expiry,status\nRM,R1,S1,X9,2024-01-01,2062-01-01,\n' },
		'implausible-date',
		'lots.csv',
		2,
		'expiry'
	],
	['lot status unknown', { 'lots.csv': 'item,lot,status\nRM,R1,fine\n' }, 'not-allowed', 'lots.csv', 2, 'status'],
	[
		'bill of material in a circle',
		{ 'boms.csv': 'item,component,qty_per,unit,scrap_pct,critical\nFG,RM,1,kg,,yes\nRM,FG,1,只,,\n' },
		'bom-cycle',
		'boms.csv',
		3,
		'component'
	],
	['unpaired quotes', { 'history.csv': `${HISTORY}\n1,2024-01-02,receipt,"P1,RM,R1,100,kg,,A,S1\n` }, 'malformed', 'history.csv', 2, ''],
	['bytes in no encoding', { 'history.csv': Uint8Array.of(0x69, 0x64, 0xff, 0xff, 0x0a) }, 'malformed', 'history.csv', 0, ''],
	['not a workbook', { 'history.xlsx': 'nonsense' }, 'malformed', 'history.xlsx', 0, '']
];

describe('bad input', () => {
	it('the good files are good', async () => {
		const { code, json, written } = await importing(GOOD);
		expect([code, written, json.counts]).toEqual([0, true, { items: 2, partners: 2, locations: 2, boms: 0, lots: 2, history: 3 }]);
		expect(json.recoveryKey).toMatch(/^[\w-]{43}$/);
		expect(json.warnings.map((warning: Answer) => warning.code)).toEqual(['implicit-lot']);
	});

	it.each(DEFECTS)('%s', async (_name, files, code, file, number, column) => {
		const said = await importing({ ...GOOD, ...files });
		expect(said.code).toBe(1);
		expect(said.written).toBe(false);
		const found = said.json.problems.find((problem: Answer) => problem.code === code);
		expect(found, JSON.stringify(said.json.problems)).toMatchObject({ file, row: number, column });
		expect(found.zh).not.toBe('');
		expect(found.en).not.toBe('');
		expect(found.zh).not.toBe(found.en);
	});

	it('suggests the word that was meant', async () => {
		expect((await importing({ ...GOOD, ...row('1,2024-01-02,recept,P1,RM,R1,100,kg,,A,S1') })).json.problems[0].en).toContain(
			'did you mean receipt?'
		);
		expect((await importing({ ...GOOD, 'history.csv': `${HISTORY.replace('party', 'parti')}\n` })).json.problems[0].en).toContain(
			'did you mean party?'
		);
	});

	it('shows the first problems and counts the rest', async () => {
		const lines = Array.from({ length: MAX_REPORTED_PROBLEMS + 7 }, (_, index) => `B${index},2024-01-02,receipt,P1,RM,R1,0,kg,,A,S1`);
		const { json, err } = await importing({ ...GOOD, ...row(lines.join('\n')) });
		expect([json.problems.length, json.problemCount, json.more]).toEqual([MAX_REPORTED_PROBLEMS, MAX_REPORTED_PROBLEMS + 7, 7]);
		expect(err).toContain('另有 7 个错误');
	});

	it('takes as many rows as it says and not one more', () => {
		const problems = new ImportProblems();
		let taken = 0;
		const table = new TableReader('history', 'history.csv', problems, () => void taken++);
		table.row(HISTORY.split(','), 1);
		const cells = ['1'];
		for (let number = 2; number <= MAX_HISTORY_ROWS + 1; number++) table.row(cells, number);
		expect([taken, problems.errorCount, table.stopped]).toEqual([MAX_HISTORY_ROWS, 0, false]);
		table.row(cells, MAX_HISTORY_ROWS + 2);
		expect([taken, problems.errors[0]?.code, problems.errors[0]?.row, table.stopped]).toEqual([
			MAX_HISTORY_ROWS,
			'too-many-rows',
			MAX_HISTORY_ROWS + 2,
			true
		]);
		expect(problems.errors[0]?.en).toContain('history-2024.csv');
	});

	it('a missing or empty directory, and one without items', async () => {
		for (const dir of ['/nowhere/at/all', folder({}), folder({ 'history.csv': String(GOOD['history.csv']) })]) {
			const said = await cli('import', dir, '--out', join(folder({}), 'x.suyuan'));
			expect(said.code).toBe(1);
			expect(said.err).toMatch(/\p{Script=Han}/u);
			expect(said.err).toMatch(/[a-z]{4}/);
		}
		expect(existsSync('/nowhere')).toBe(false);
	});
});

describe('what is accepted', () => {
	const bom = '\uFEFF';
	it.each<readonly [string, Files]>([
		['byte-order mark', { 'history.csv': bom + String(GOOD['history.csv']) }],
		['CRLF and blank rows', { 'history.csv': String(GOOD['history.csv']).replaceAll('\n', '\r\n\r\n') }],
		[
			'Chinese headings and kinds',
			{
				'history.csv':
					'记录号,时间,类型,单号,物料,批号,数量,单位,从库位,到库位,往来单位\n1,2024年1月2日,收货,P1,RM,R1,100,公斤,,A,S1\n2,2024/1/3 8:30,投料,W1,RM,R1,50,kg,A,,\n3,2024-01-04T08:00:00Z,产出,W1,FG,F1,"1,000",只,,A,\n'
			}
		],
		[
			'full-width digits and codes',
			{ 'history.csv': String(GOOD['history.csv']).replace('100', '１００').replace('RM,R1,50', 'ＲＭ,Ｒ１,５０') }
		],
		['semicolons', { 'history.csv': String(GOOD['history.csv']).replaceAll(',', ';') }],
		[
			'columns in another order',
			{
				'history.csv': `qty,id,at,kind,doc,item,lot,unit,from,to,party\n100,1,2024-01-02,receipt,P1,RM,R1,kg,,A,S1\n50,2,2024-01-03,consume,W1,RM,R1,kg,A,,\n1000,3,2024-01-04,produce,W1,FG,F1,只,,A,\n`
			}
		],
		['UTF-16', { 'history.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(String(GOOD['history.csv']), 'utf16le')]) }]
	])('%s', async (_name, files) => {
		const { json } = await importing({ ...GOOD, ...files });
		expect(json.problems ?? []).toEqual([]);
		expect(json.counts?.history).toBe(3);
	});

	it('GB18030, and says so', async () => {
		const gb = Uint8Array.of(
			...Buffer.from('code,name_zh,class,track,unit\nRM,'),
			0xd4,
			0xad,
			0xc1,
			0xcf,
			...Buffer.from(',raw,lot,kg\nFG,'),
			0xb3,
			0xc9,
			0xc6,
			0xb7,
			...Buffer.from(',finished,lot,'),
			0xd6,
			0xbb,
			...Buffer.from('\n')
		);
		const said = await importing({ ...GOOD, 'items.csv': gb });
		expect(said.code).toBe(0);
		expect(said.err).toContain('GB18030');
	});

	it('Excel workbooks, with dates and numbers as Excel keeps them', async () => {
		const text = (value: string) => ({ value, type: String });
		const sheet = [
			HISTORY.split(',').map(text),
			[
				text('1'),
				{ value: new Date(Date.UTC(2024, 0, 2)), type: Date, format: 'yyyy-mm-dd' },
				text('receipt'),
				text('P1'),
				text('RM'),
				text('R1'),
				{ value: 0.1 + 0.2, type: Number },
				text('kg'),
				null,
				text('A'),
				text('S1')
			]
		];
		const workbook = await (writeWorkbook as Answer)(sheet, { sheet: 'history' }).toBuffer();
		const others = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== 'history.csv'));
		const said = await importing({ ...others, 'data.xlsx': new Uint8Array(workbook) });
		expect(said.json.problems ?? []).toEqual([]);
		expect(said.json.counts.history).toBe(1);
	});

	it('a consumption before any receipt is imported and becomes a C1 exception', async () => {
		const dir = folder({ ...GOOD, ...row('1,2024-01-02,consume,W1,RM,R1,5,kg,A,,\n2,2024-01-09,receipt,P1,RM,R1,5,kg,,A,S1') });
		const out = join(dir, 'o.suyuan');
		expect((await cli('import', dir, '--out', out)).code).toBe(0);
		const { exceptions } = (await cli('exceptions', out, '--json')).json;
		expect(exceptions.map((one: Answer) => one.rule)).toEqual(['C1']);
		expect(exceptions[0].subjects.map((subject: Answer) => subject.label)).toContain('R1');
	});

	it('a place left open is where the goods were, or shown as unspecified', async () => {
		const dir = folder({
			...GOOD,
			...row('1,2024-01-02,receipt,P1,RM,R1,5,kg,,B,S1\n2,2024-01-03,consume,W1,RM,R1,2,kg,,,\n3,2024-01-04,produce,W1,FG,F1,9,只,,,')
		});
		const out = join(dir, 'o.suyuan');
		const said = await cli('import', dir, '--out', out, '--json');
		expect(said.json.warnings.map((warning: Answer) => warning.code)).toEqual(['implicit-lot', 'place-unspecified']);
		const { stock } = (await cli('stock', out, '--json')).json;
		expect(stock.map((one: Answer) => [one.lot, one.location, one.qty])).toEqual([
			['F1', 'UNSPECIFIED', '9'],
			['R1', 'B', '3']
		]);
	});

	it('a lot number under two items warns, and asks for the item when traced', async () => {
		const dir = folder({ ...GOOD, ...row('1,2024-01-02,receipt,P1,RM,R1,5,kg,,A,S1\n2,2024-01-02,receipt,P1,FG,R1,5,只,,A,S1') });
		const out = join(dir, 'o.suyuan');
		const said = await cli('import', dir, '--out', out, '--json');
		expect(said.json.warnings.map((warning: Answer) => warning.code)).toContain('lot-of-two-items');
		const ambiguous = await cli('trace', out, '--lot', 'R1');
		expect(ambiguous.code).toBe(1);
		expect(ambiguous.err).toMatch(/RM.*FG|FG.*RM/);
		expect((await cli('trace', out, '--lot', 'R1', '--item', 'FG', '--json')).json.lot.item).toBe('FG');
	});

	it('another unit of the same dimension is converted exactly; what was written stays', async () => {
		const dir = folder({ ...GOOD, ...row('1,2024-01-02,receipt,P1,RM,R1,"1,250.5",g,,A,S1') });
		const out = join(dir, 'o.suyuan');
		expect((await cli('import', dir, '--out', out)).code).toBe(0);
		expect((await cli('stock', out, '--json')).json.stock[0]).toMatchObject({ qty: '1.2505', unit: 'kg' });
		expect(gunzipSync(readFileSync(out)).toString()).toContain(
			'"qty":{"entered":{"unit":"g","value":"1250.5"},"unit":"kg","value":"1.2505"}'
		);
	});

	it('statuses are decisions that count', async () => {
		const dir = folder(GOOD);
		const out = join(dir, 'o.suyuan');
		expect((await cli('import', dir, '--out', out)).code).toBe(0);
		expect((await cli('verify', out, '--all-signatures')).code).toBe(0);
		expect((await cli('exceptions', out, '--json')).json.exceptions).toEqual([]);
	});
});

describe('files that are no bundle', () => {
	it.each<readonly [string, string | Uint8Array | undefined, RegExp]>([
		['missing', undefined, /找不到文件/],
		['text', 'hello', /不是溯源数据包/],
		['empty', '', /不是溯源数据包/],
		['truncated gzip', gzipSync('x'.repeat(1000)).subarray(0, 20), /已损坏/],
		[
			'newer version',
			gzipSync(`${'A'.repeat(86)} {"by":"","exportedAt":"","format":"suyuan-bundle","heads":{},"org":"","v":2}\n`),
			/更新版本/
		]
	])('%s', async (_name, content, reason) => {
		const file = content === undefined ? '/nowhere.suyuan' : join(folder({ 'f.suyuan': content }), 'f.suyuan');
		for (const words of [
			['verify', file],
			['trace', file, '--lot', 'X'],
			['stock', file],
			['exceptions', file, '--json'],
			['merge', file, file, '--out', '/nowhere/x']
		]) {
			const said = await cli(...words);
			expect(said.code).toBe(1);
			expect(said.err).toMatch(reason);
			expect(said.err).toMatch(/[a-z]{4}/);
			expect(said.err).not.toMatch(/\bat .*\.ts/);
		}
	});

	it('another company’s bundle', async () => {
		const [one, two] = [join(folder({}), 'a'), join(folder({}), 'b')];
		await cli('demo', '--seed', 'one', '--out', one);
		await cli('demo', '--seed', 'two', '--out', two);
		expect((await cli('merge', one, two, '--out', `${one}.m`)).err).toContain('不同的公司');
		expect((await cli('verify', one, '--org', 'x'.repeat(43), '--json')).json.problems[0].code).toBe('foreign-org');
	});

	it('wrong usage ends with 2 in both languages', async () => {
		for (const words of [
			['frob'],
			['trace'],
			['trace', 'f'],
			['trace', 'f', '--lot'],
			['verify', 'f', '--frob'],
			['demo', '--out', 'x', '--moves', '-1'],
			['export', 'f', '--format', 'pdf', '--out', 'x'],
			['stock', 'a', 'b'],
			['stock', '--json=1', 'f']
		]) {
			const said = await cli(...words);
			expect([words.join(' '), said.code]).toEqual([words.join(' '), 2]);
			expect(said.err).toMatch(/\p{Script=Han}/u);
			expect(said.err).toMatch(/[a-z]{4}/);
		}
		expect((await cli('help')).out).toContain('import');
		expect((await cli('help', 'trace', '--lang', 'en')).out).toContain('--known-by DEV:SEQ');
		expect((await cli('trace', '--json')).json.ok).toBe(false);
	});
});
