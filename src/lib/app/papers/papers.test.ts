import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { documentHandSigned, documentPrinted, labelPrinted, labelPrints, paperKey } from '#lib/modules/papers/index.ts';
import { lotCreated, stockReceived } from '#lib/modules/inventory/index.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { parseOwnCode } from '../scan/codes.ts';
import { paperKind, PAPER_KINDS } from './kinds.ts';
import type { Cell, Paper } from './paper.ts';
import { paperQueries, type PaperAnswer } from './queries.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function contextOf(terminal: DemoCompany['office']): QueryContext {
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-10-12' }, terminal.company, '');
	return {
		engine: terminal.company.engine,
		session,
		day: '2026-10-12',
		now: '2026-10-12T10:30:00+08:00',
		dev: terminal.dev,
		site: terminal.site
	};
}

const ask = (kind: string, id: string, terminal = demo.office): PaperAnswer =>
	paperQueries['papers.paper'](contextOf(terminal), { kind, id });

function paperOf(answer: PaperAnswer): Paper {
	if (answer.outcome !== 'paper') throw new Error(answer.outcome);
	return answer.paper;
}
const hashOf = (answer: PaperAnswer): string => (answer.outcome === 'paper' ? answer.hash : '');

function factOf(paper: Paper, key: string): Cell | undefined {
	return paper.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])).find((fact) => fact.key === key)?.value;
}

function rowsOf(paper: Paper, key: string): readonly (readonly Cell[])[] {
	return paper.blocks.find((block) => block.key === key && block.kind === 'table')?.kind === 'table'
		? (paper.blocks.find((block) => block.key === key) as Extract<Paper['blocks'][number], { kind: 'table' }>).rows
		: [];
}

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('papers', crypto), createSigner: createPureSigner, app: 'test' });
}, 60_000);

describe('the registry of papers', () => {
	it('names every kind once, in both languages, with form, revision and number rule', () => {
		expect(new Set(PAPER_KINDS.map(({ kind }) => kind)).size).toBe(PAPER_KINDS.length);
		for (const { title, form, revision, numbering } of PAPER_KINDS) {
			expect(title.zh).toMatch(/[一-鿿]/u);
			expect(title.en).toMatch(/[A-Za-z]/);
			expect(numbering.zh + numbering.en).not.toContain('undefined');
			expect(form).toMatch(/^SY-R-\d\d$/);
			expect(revision).toMatch(/^[A-Z]\/\d$/);
		}
	});

	it('lists papers of every kind the demo has records for, and each of them can be built', () => {
		const groups = paperQueries['papers.list'](contextOf(demo.office), { kind: '', text: '' });
		const empty = groups.filter(({ entries }) => entries.length === 0).map(({ kind }) => kind);
		expect(empty).toEqual(['returned', 'clearance']);
		for (const { kind, entries } of groups)
			for (const { id, number } of entries) {
				const answer = ask(kind, id);
				expect(answer.outcome, `${kind} ${number}`).not.toBe('unknown');
				if (answer.outcome === 'paper') expect(answer.paper.number).toBe(number);
			}
	});

	it('finds by number, lot or party', () => {
		const groups = paperQueries['papers.list'](contextOf(demo.office), { kind: 'delivery', text: 'mk260909' });
		expect(groups[0]?.entries.map(({ number }) => number)).toEqual(['SH-261011-01', 'SH-261008-02', 'SH-261008-01']);
	});
});

describe('the content hash', () => {
	it('is the same for the same record on another device', () => {
		const id = demo.uid('SH-261008-01');
		expect(hashOf(ask('delivery', id))).toBe(hashOf(ask('delivery', id, demo.floor)));
		expect(hashOf(ask('delivery', id))).toHaveLength(43);
	});

	it('differs between papers, and is carried by the code on the paper', () => {
		const id = demo.uid('SH-261008-01');
		const [delivery, outbound] = [ask('delivery', id), ask('outbound', id)];
		expect(hashOf(delivery)).not.toBe(hashOf(outbound));
		if (delivery.outcome !== 'paper') throw new Error('a paper');
		expect(parseOwnCode(delivery.code)).toEqual({ kind: 'paper', paper: 'delivery', id, hash: delivery.hash });
	});

	it('does not change when goods are printed or moved, only when the record does', async () => {
		const id = demo.uid('inspection L-RMMB-260902-01');
		const before = hashOf(ask('inspection', id));
		const { kind, number, subject } = paperOf(ask('inspection', id));
		await demo.office.do(
			documentPrinted,
			{ kind, id, subject, number, hash: before, copies: 2, purpose: 'file', mode: 'hand', controlled: false },
			demo.doing('P03', '2026-10-12T11:00')
		);
		const after = ask('inspection', id);
		expect(hashOf(after)).toBe(before);
		expect(after.outcome === 'paper' && after.prints.map(({ copies, by, mode }) => [copies, by, mode])).toEqual([[2, '吴倩', 'hand']]);
		await demo.office.do(
			documentHandSigned,
			{ kind, id, subject, number, hash: before, signers: [{ part: '检验人', name: '何静' }] },
			demo.doing('P03', '2026-10-12T11:10')
		);
		const signed = ask('inspection', id);
		expect(signed.outcome === 'paper' && signed.handSigned[0]?.signers).toEqual([{ part: '检验人', name: '何静' }]);
	});
});

describe('随货同行单', () => {
	it('says what travels: consignee, lots, loads, expiry, quantities, reports; what is not recorded it does not invent', () => {
		const paper = paperOf(ask('delivery', demo.uid('SH-261011-01'), demo.chengdu));
		expect(paper.number).toBe('SH-261011-01');
		expect(factOf(paper, 'customer')).toEqual({ kind: 'text', text: '西南器械经销公司' });
		expect(factOf(paper, 'licence')).toEqual({ kind: 'missing' });
		expect(factOf(paper, 'reports')).toEqual({ kind: 'code', text: 'BG-J-MK260909' });
		const [row] = rowsOf(paper, 'lines');
		expect(row?.slice(2)).toEqual([
			{ kind: 'code', text: 'MK260909' },
			{ kind: 'code', text: 'EO-260914-A' },
			{ kind: 'date', date: '2028-09-09' },
			{ kind: 'quantity', value: '4000', unit: '只' }
		]);
	});

	it('names serial numbers as ranges and counts units', () => {
		const rows = rowsOf(paperOf(ask('delivery', demo.uid('SH-260920-01'))), 'lines');
		expect(rows.map((row) => [row[2], row.at(-1)])).toEqual([
			[
				{ kind: 'code', text: 'OX260910 CM26090001–CM26090116' },
				{ kind: 'quantity', value: '116', unit: '台' }
			],
			[
				{ kind: 'code', text: 'OX260910 CM26090118–CM26090120' },
				{ kind: 'quantity', value: '3', unit: '台' }
			]
		]);
	});
});

describe('papers that come only after a decision', () => {
	it('采购入库单 is refused while the lot is in quarantine, and says why', async () => {
		const lot = demo.name('lot in quarantine');
		const item = demo.uid('RM-MB');
		const supplier = demo.uid('S02');
		await demo.office.doAll(
			[
				{ definition: lotCreated, data: { lot, item, lotNo: 'L-RMMB-261012-01', origin: 'purchased', supplier } },
				{ definition: stockReceived, data: { lot, qty: demo.qty('10', 'kg'), to: demo.uid('CZ-IQC'), supplier } }
			],
			demo.doing('P15', '2026-10-12T11:20')
		);
		const answer = ask('inbound', lot);
		expect(answer.outcome === 'refused' && [answer.refusal.state, answer.refusal.why.zh]).toEqual([
			'quarantine',
			'批 L-RMMB-261012-01 还在待检，采购入库单在判为合格后才能出。'
		]);
		expect(ask('inbound', demo.uid('L-RMMB-260902-01')).outcome).toBe('paper');
	});

	it('成品入库单 waits for 上市放行', () => {
		expect(ask('finished', demo.uid('MK260912')).outcome).toBe('refused');
		expect(ask('finished', demo.uid('MK260909')).outcome).toBe('paper');
	});

	it('signatures stand as they were given: name, role, meaning, time', () => {
		const paper = paperOf(ask('inbound', demo.uid('L-RMMB-260902-01')));
		const slots = paper.blocks.flatMap((block) => (block.kind === 'signatures' ? block.slots : []));
		expect(slots.map(({ key, signed }) => [key, signed.map(({ name, meaning, by }) => `${name} ${meaning} ${by}`)])).toEqual([
			['quality', ['吴倩 approved signature']],
			['keeper', ['郑洁 performed session']]
		]);
	});
});

describe('the trail of labels', () => {
	it('counts what was printed of a template for a subject', async () => {
		const subject = `lot:${demo.uid('L-RMMB-260902-01')}`;
		const data = { template: 'statuslabel', subject, count: 12, size: '60x40' };
		await demo.office.do(labelPrinted, data, demo.doing('P15', '2026-10-12T11:30'));
		await demo.office.do(labelPrinted, { ...data, count: 1, reason: '破损' }, demo.doing('P15', '2026-10-12T11:31'));
		expect(demo.office.company.engine.row(labelPrints, paperKey('statuslabel', subject))).toBe(13);
	});
});

it('an unknown kind or id is unknown, not an error', () => {
	expect(ask('toString', 'x').outcome).toBe('unknown');
	for (const { kind } of PAPER_KINDS) expect(ask(kind, 'AAAAAAAAAAAAAAAAAAAAAA').outcome, kind).toBe('unknown');
	expect(paperKind('nothing')).toBeUndefined();
});
