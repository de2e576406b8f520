import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { recallDrillCompleted, recallNotified, recallResponded } from '#lib/modules/recall/index.ts';
import { returnReceived } from '#lib/modules/sales/index.ts';
import { documentCode } from '../scan/codes.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { notifyBy } from './recall-follow-up.ts';
import { recallQueries } from './recall-query.ts';
import { silentSites } from './scope-figures.ts';

const crypto = createPureCrypto();
const RAW = 'L-RMMB-260902-01';
/** The story takes seconds where several runs share the machine. */
const STORY_MS = 60_000;
let demo: DemoCompany;
let context: QueryContext;

async function tellStory(): Promise<void> {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	const { company } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-10-12' }, company, '');
	context = { engine: company.engine, session, day: '2026-10-12', now: '2026-10-12T12:00:00+08:00', dev: '', site: '' };
}

const scope = (name: string, starts: readonly string[] = []) => recallQueries['recall.scope'](context, { name, starts });
const byParty = (found: ReturnType<typeof scope>) =>
	Object.fromEntries((found?.parties ?? []).map(({ code, rows }) => [code, rows.map(({ lot, qty }) => `${lot} ${qty}`)]));

describe('the scope of a recall from a scanned pack', () => {
	beforeAll(tellStory, STORY_MS);

	it('begins at the suspected material, with the numbers of T1', () => {
		const found = scope('MK260912');
		expect(found?.suspects.map(({ kind, label, isMarked }) => `${kind} ${label}${isMarked ? ' !' : ''}`)).toEqual([
			'self MK260912',
			'material L-RMMB-260902-01 !',
			'material L-RMMB-260905-01',
			'material MB260909',
			'material MB260910',
			'load EO-260916-A'
		]);
		expect(found).toMatchObject({ lots: 8, units: 0, finishedLots: ['MK260909', 'MK260910', 'MK260911', 'MK260912'], unheld: [] });
		expect(byParty(found)).toEqual({
			C01: ['MK260909 12000'],
			C02: ['MK260909 20000', 'MK260910 18000'],
			C03: ['MK260911 8000'],
			C04: ['MK260909 4000', 'MK260911 3000']
		});
		expect(found?.totals[0]).toMatchObject({ item: 'FG-MK-01', made: '156000', shipped: '65000', sampled: '800', unexplained: '0' });
		expect(found?.snapshot.lots).toContain('MB260909');
	});

	it('follows the load where the process is suspected', () => {
		const load = scope('MK260909')?.suspects.find(({ kind }) => kind === 'load');
		const found = scope('MK260909', [load?.node ?? '']);
		expect(found).toMatchObject({ cause: 'process', finishedLots: ['MK260909', 'MK260910'] });
	});

	it('counts units where goods have serial numbers (T6)', () => {
		const found = scope('L-SENS-260828-01');
		// 289 and the two that were scrapped: T6 counts only what still exists.
		expect(found?.units).toBe(291);
		expect(Object.fromEntries((found?.parties ?? []).map(({ code, rows }) => [code, rows.length]))).toEqual({ C02: 119, C04: 30, C06: 80 });
	});

	it('is asked for by what a person holds: lot, unit, supplier lot, order, load', () => {
		const start = (text: string) => recallQueries['recall.start'](context, { text });
		const numbers = (text: string) => start(text).nodes.map((node) => scope(node)?.number);
		expect(numbers('MK260912')).toEqual(['MK260912']);
		// A pouch as a scanner reads it: DI, expiry, lot.
		expect(numbers('01069012345678921728091510MK260912')).toEqual(['MK260912']);
		expect(numbers('CM26090001')).toEqual(['CM26090001']);
		expect(numbers('HX2608-117')).toEqual([RAW]);
		expect(numbers('EO-260914-A')).toEqual(['EO-260914-A']);
		expect(numbers('WO-MKP-260912-01')).toEqual(['MK260912']);
		expect(start('WO-MKB-261012-01')).toEqual({ nodes: [], unmade: 'WO-MKB-261012-01' });
		expect(numbers(documentCode('shipment', demo.uid('SH-261011-02')))).toEqual(['MK260911']);
		expect(numbers(documentCode('shipment', demo.uid('SH-260920-01')))).toEqual(['OX260910']);
		expect(start('CZ-FG')).toEqual({ nodes: [], unmade: '' });
		expect(start('NO-SUCH-CODE')).toEqual({ nodes: [], unmade: '' });
	});

	it('says which sites it has not heard of since when', () => {
		const found = scope('MK260912');
		expect(found?.heard.map(({ site }) => site)).toContain('成都区域仓');
		expect(silentSites(found?.heard ?? [], Date.parse('2026-10-12T02:05:00Z'))).toMatchObject([{ site: '成都区域仓', hours: 23 }]);
		expect(silentSites([{ site: '甲', rec: '2026-10-12T01:00:01Z' }], Date.parse('2026-10-12T02:00:00Z'))).toEqual([]);
		expect(silentSites([{ site: '甲', rec: '2026-10-12T01:00:00Z' }], Date.parse('2026-10-12T02:00:00Z'))).toEqual([
			{ site: '甲', hours: 1 }
		]);
	});

	it('is nothing for a number nobody knows', () => {
		expect(scope('NO-SUCH-LOT')).toBeUndefined();
	});
});

describe('what follows a decision', () => {
	beforeEach(tellStory, STORY_MS);

	const sheet = () => recallQueries['recall.sheet'](context, { recall: demo.uid('recall') });

	it('says until when, who was told, what came back and what is late, with why', async () => {
		demo.reachChengdu();
		const customer = (code: string) => demo.uid(code);
		await demo.office.do(
			recallNotified,
			{ recall: demo.uid('recall'), party: customer('C02'), channel: 'phone' },
			demo.doing('P17', '2026-10-12T11:30')
		);
		await demo.office.do(
			recallResponded,
			{ recall: demo.uid('recall'), party: customer('C02'), held: '38000' },
			demo.doing('P17', '2026-10-12T14:30')
		);
		await demo.office.do(
			returnReceived,
			{
				return: demo.name('R1'),
				customer: customer('C02'),
				lines: [{ lot: demo.uid('MK260909'), qty: { value: '5000', unit: '只' }, to: demo.uid('CZ-RET') }]
			},
			demo.doing('P15', '2026-10-13T09:00')
		);
		// C03 sets less aside than it sends back.
		await demo.office.do(
			recallResponded,
			{ recall: demo.uid('recall'), party: customer('C03'), held: '100', used: '200' },
			demo.doing('P17', '2026-10-12T14:40')
		);
		await demo.office.do(
			returnReceived,
			{
				return: demo.name('R2'),
				customer: customer('C03'),
				lines: [{ lot: demo.uid('MK260911'), qty: { value: '300', unit: '只' }, to: demo.uid('CZ-RET') }]
			},
			demo.doing('P15', '2026-10-13T10:00')
		);
		const found = sheet();
		expect(found).toMatchObject({ status: 'decided', recallClass: 'II', notifyBy: '2026-10-15', told: 1, answered: 2, lateRows: 1 });
		expect(found?.decidedBy).toHaveLength(3);
		expect(found?.sums).toEqual([{ unit: '只', delivered: '66500', back: '5300', held: '33000', used: '200', open: '28000' }]);
		// What came back after the answer is part of what was set aside then.
		expect(found?.parties.find(({ code }) => code === 'C02')?.sums).toEqual([
			{ unit: '只', delivered: '38000', back: '5000', held: '33000', used: '0', open: '0' }
		]);
		expect(found?.parties.find(({ code }) => code === 'C03')?.sums).toEqual([
			{ unit: '只', delivered: '8000', back: '300', held: '0', used: '200', open: '7500' }
		]);
		const late = found?.parties.find(({ code }) => code === 'C05')?.rows[0]?.late;
		expect(late).toMatchObject({
			label: { zh: '发货' },
			no: 'SH-261012-01',
			at: '2026-10-12T10:20:00+08:00',
			device: 'D1',
			by: '马超',
			why: 'unaware'
		});
		expect(found?.newScope.consignees).toHaveLength(7);
	});

	it('lists drills as over, with their clock', async () => {
		const found = scope('MK260912');
		if (!found) throw new Error('scope');
		await demo.office.do(
			recallDrillCompleted,
			{
				recall: demo.name('drill'),
				scenario: '演练',
				...found.snapshot,
				class: 'I',
				traceMs: 900,
				decideMs: 40_000
			},
			demo.doing('P02', '2026-10-12T12:00', 'P02')
		);
		const [first] = recallQueries['recall.list'](context);
		expect(first).toMatchObject({
			status: 'closed',
			drill: { traceMs: 900, decideMs: 40_000, unexplained: '0' },
			recallClass: 'I',
			notifyBy: '',
			parties: 4
		});
	});
});

describe('the day until whose end consignees are told', () => {
	it('counts whole days from the day after the decision', () => {
		expect(notifyBy('2026-12-31T23:50:00+08:00', 'I')).toBe('2027-01-01');
		expect(notifyBy('2026-10-12T10:05:00+08:00', 'III')).toBe('2026-10-19');
		expect(notifyBy('', 'I')).toBe('');
		expect(notifyBy('2026-10-12T10:05:00+08:00', '')).toBe('');
	});
});
