import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { transferReceived } from '#lib/modules/inventory/index.ts';
import { deviceRevoked, personRegistered, roleGranted } from '#lib/modules/org/index.ts';
import { sterilLoadReleased } from '#lib/modules/sterilisation/index.ts';
import { holdLifted, inspectionCreated, inspectionJudged, inspectionResult, lotDispositioned } from '#lib/modules/quality/index.ts';
import { recallNotified, signalRaised, recallAssessed } from '#lib/modules/recall/index.ts';
import { shipmentPicked, shipmentShipped } from '#lib/modules/sales/index.ts';
import { CompanySession } from '../company-session.ts';
import type { TaskKind, TaskView } from './task.ts';
import { listTasks, tasksOfKinds } from './tasks.ts';

const crypto = createPureCrypto();
const NOBODY = { person: '', silent: null, unsent: null, minute: 0 };
const YELLOW = 'L-RMMB-261011-01';
let demo: DemoCompany;

function context() {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-11-26T10:00:00+08:00', dev: 'visitor', site };
}

const found = (kind: TaskKind): readonly TaskView[] => tasksOfKinds(context(), NOBODY, (one) => one === kind);
const labels = (kind: TaskKind) => found(kind).map(({ subject }) => subject.label);
const doing = (code: Parameters<DemoCompany['doing']>[0], at: string, ...signers: Parameters<DemoCompany['doing']>[0][]) =>
	demo.doing(code, `2026-10-12T${at}`, ...signers);

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

describe('a lot on its way', () => {
	it('waits for inspection, and the order that needs its material waits with it', () => {
		expect(found('inspect')).toMatchObject([
			{
				subject: { label: YELLOW },
				roles: ['QC'],
				words: { inspection: 'IQC', place: 'CZ-IQC' },
				blocked: { orders: ['WO-MKB-261012-01'] }
			}
		]);
	});

	it('then for judgement, by another than the tester; then for quality; then for the storekeeper', async () => {
		const [lot, inspection] = [demo.uid(YELLOW), demo.name('inspection today')];
		await demo.office.do(inspectionCreated, { inspection, no: 'J-1', kind: 'IQC', lot }, doing('P05', '10:10'));
		await demo.office.do(
			inspectionResult,
			{ inspection, lot, results: [{ characteristic: '外观', value: '合格', verdict: 'pass' }] },
			doing('P05', '10:20')
		);
		expect(labels('inspect')).toEqual([]);
		expect(labels('judge')).toEqual([YELLOW]);
		const tester = listTasks(context(), { ...NOBODY, person: demo.person('P05').uid }).tasks.find(({ kind }) => kind === 'judge');
		const separated = demo.office.company.engine.preset.separations.includes('tester-judge');
		expect(tester?.ownership).toBe(separated ? 'others' : 'mine');
		await demo.office.do(inspectionJudged, { inspection, lot, decision: 'accepted' }, doing('P04', '10:30', 'P04'));
		expect(labels('judge')).toEqual([]);
		expect(labels('disposition')).toEqual([YELLOW]);
		await demo.office.do(lotDispositioned, { lot, decision: 'released' }, doing('P03', '10:40', 'P03'));
		expect(labels('disposition')).toEqual([]);
		expect(found('put-away').filter(({ subject }) => subject.label === YELLOW)).toMatchObject([
			{ roles: ['WH'], words: { place: 'CZ-IQC' } }
		]);
	});

	it('that is rejected has to leave the good store', async () => {
		await demo.office.do(lotDispositioned, { lot: demo.uid('MB260927'), decision: 'rejected' }, doing('P03', '10:50', 'P03'));
		expect(found('segregate')).toMatchObject([{ subject: { label: 'MB260927' }, words: { place: 'CZ-WIP' } }]);
	});

	it('that expires within thirty days is named, with the day', () => {
		expect(found('expiring').map(({ subject, words }) => [subject.label, words['expiry']])).toContainEqual([
			'L-POUCH-260826-01',
			'2026-11-05'
		]);
	});
});

it('a sales order is a task from two days before it is due, and says what it lacks and which lot would do', () => {
	expect(found('order-ship')).toMatchObject([
		{
			subject: { label: 'SO-261011-01 C02 华东器械经销公司' },
			roles: ['WH'],
			due: '2026-10-12T09:00:00.000Z',
			qty: '12000',
			words: { readiness: 'ready' }
		},
		{ subject: { label: 'SO-261011-02 C03 社区卫生服务中心联合体' }, words: { readiness: 'part', missing: '17200', lots: 'MK260927' } }
	]);
});

it('a steriliser load with its papers waits for a verdict until there is one', async () => {
	expect(found('load-verdict')).toMatchObject([{ subject: { label: 'EO-260927-B' }, blocked: { lots: 1 } }]);
	await demo.office.do(sterilLoadReleased, { load: demo.uid('EO-260927-B'), basis: '合格' }, doing('P03', '10:55', 'P03'));
	expect(found('load-verdict')).toEqual([]);
	expect(found('inspect')).toMatchObject([{ subject: { label: 'MK260927' }, words: { inspection: 'FQC' } }]);
});

it('a released order nobody began is a task of the line leader', () => {
	expect(found('order-start')).toMatchObject([
		{ subject: { label: 'WO-MKB-261012-01' }, roles: ['LL'], qty: '40000' },
		{ subject: { label: 'WO-OX-261012-01' }, roles: ['LL'], qty: '20' }
	]);
});

it('a transfer is received where it goes, and no task any more once it is', async () => {
	const [task] = found('transfer-receive');
	expect(task).toMatchObject({ subject: { label: 'TR-261011-01' }, roles: ['WH'], elsewhere: 'CD' });
	await demo.chengdu.do(
		transferReceived,
		{
			transfer: demo.uid('TR-261011-01'),
			lines: [{ lot: demo.uid('MK260926'), qty: demo.qty(4000, '只'), to: demo.uid('CD-FG') }]
		},
		doing('P18', '11:00')
	);
	demo.reachChengdu();
	expect(found('transfer-receive')).toEqual([]);
});

it('what Chengdu did unknowingly is exceptions with their deadlines', () => {
	expect(new Set(found('exception').map(({ words }) => words['code']))).toEqual(new Set(['RECALL_SCOPE_GREW', 'USED_WHILE_HELD']));
});

describe('a recall', () => {
	it('has consignees to be told within three days of a class II decision; each told is one less', async () => {
		const before = found('recall-notify');
		expect(before).toMatchObject([{ due: '2026-10-15T02:05:00.000Z', words: { count: '5' } }]);
		await demo.office.do(recallNotified, { recall: demo.uid('recall'), party: demo.uid('C01'), channel: 'phone' }, doing('P17', '11:10'));
		expect(found('recall-notify')).toMatchObject([{ words: { count: '4' } }]);
	});

	it('that is only a signal has to be assessed, then decided on', async () => {
		const recall = demo.name('second recall');
		await demo.office.do(signalRaised, { recall, trigger: '投诉' }, doing('P03', '11:20'));
		expect(found('recall-assess')).toMatchObject([{ words: { trigger: '投诉' } }]);
		const start = `lot:${demo.uid('MK260926')}`;
		await demo.office.do(
			recallAssessed,
			{ recall, defect: '封口', start: [start], cause: 'process', lots: ['MK260926'], consignees: [] },
			doing('P03', '11:30', 'P03')
		);
		expect(found('recall-assess')).toEqual([]);
		expect(found('recall-decide')).toMatchObject([{ subject: { label: 'MK260926' }, blocked: { lots: 1 } }]);
	});
});

it('what is picked waits to leave, until it left', async () => {
	const [shipment, customer] = [demo.name('SH today'), demo.uid('C02')];
	const lines = [{ lot: demo.uid('MK260926'), qty: demo.qty(500, '只'), from: demo.uid('CZ-FG') }];
	await demo.floor.do(shipmentPicked, { shipment, customer, lines }, doing('P15', '11:40'));
	demo.meet();
	expect(found('ship')).toMatchObject([{ subject: { label: 'C02 华东器械经销公司' }, roles: ['WH'], elsewhere: '' }]);
	await demo.floor.do(shipmentShipped, { shipment, no: 'SH-261012-09', customer, lines }, doing('P15', '11:50'));
	demo.meet();
	expect(found('ship')).toEqual([]);
});

it('a lifted hold is reviewed no more', async () => {
	const holds = found('hold-review');
	expect(holds).toHaveLength(1);
	await demo.office.do(
		holdLifted,
		{ holds: [demo.uid('hold')], targets: [`lot:${demo.uid('L-RMMB-260902-01')}`], basis: '复检合格' },
		doing('P03', '12:00', 'P03', 'P02')
	);
	expect(found('hold-review')).toEqual([]);
});

describe('people and devices', () => {
	it('somebody with a role but no key needs a badge', async () => {
		const person = demo.name('new operator');
		await demo.office.do(personRegistered, { person, name: '新人' }, doing('P20', '12:10', 'P20'));
		expect(found('person-key')).toEqual([]);
		await demo.office.do(roleGranted, { person, role: 'OP' }, doing('P01', '12:11', 'P01', 'P20'));
		expect(found('person-key')).toMatchObject([{ subject: { label: '新人' }, roles: ['IT', 'OWN'] }]);
	});

	it('records of a revoked device wait for a verdict', async () => {
		const { dev } = demo.chengdu;
		const seq = demo.office.company.log.tipOf(dev)?.seq ?? 0;
		await demo.office.do(deviceRevoked, { dev, lastTrustedSeq: seq - 1, reason: '丢失' }, doing('P20', '12:20', 'P20', 'P02'));
		expect(found('held-records')).toMatchObject([{ subject: { label: 'D1' }, words: { count: '1' } }]);
	});
});
