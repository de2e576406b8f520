import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { holdPlaced, lotDispositioned } from '#lib/modules/quality/index.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import type { TasksAsk, TaskView } from './task.ts';
import { listTasks, type TasksAnswer } from './tasks.ts';

const crypto = createPureCrypto();
const NOBODY: TasksAsk = { person: '', silent: null, unsent: null, minute: 0 };
let demo: DemoCompany;

/** The demo as another device of the office sees it, weeks after its story. */
function context(): QueryContext {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-11-26T10:00:00+08:00', dev: 'visitor', site };
}

const tasksOf = (code: 'P01' | 'P02' | 'P03' | 'P15' | 'P20' | 'P05', ask: Partial<TasksAsk> = {}): TasksAnswer =>
	listTasks(context(), { ...NOBODY, person: demo.person(code).uid, ...ask });

const find = (answer: TasksAnswer, kind: TaskView['kind'], label = ''): TaskView | undefined =>
	answer.tasks.find((task) => task.kind === kind && (label === '' || task.subject.label === label));

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

describe('tasks of the demo company', () => {
	it('are judged at the end of its story, not weeks later', () => {
		expect(tasksOf('P03').now).toBe('2026-10-12T02:05:00.000Z');
	});

	it('give the quality head the market release that is overdue, and say that a hold comes first', () => {
		expect(find(tasksOf('P02'), 'market-release', 'MK260912')).toMatchObject({
			ownership: 'mine',
			overdue: true,
			due: '2026-10-08T06:30:00.000Z',
			qty: '38800',
			unit: '只',
			waitsFor: 'hold',
			names: ['周敏'],
			node: `lot:${demo.uid('MK260912')}`
		});
	});

	it('come up to the owner when overdue, with who should have acted', () => {
		expect(find(tasksOf('P01'), 'market-release')).toMatchObject({ ownership: 'escalated', roles: ['AR', 'QH'], raisedTo: ['OWN'] });
		expect(find(tasksOf('P15'), 'market-release')).toMatchObject({ ownership: 'others' });
	});

	it('ask quality to review the hold, and show how much it stops', () => {
		const review = find(tasksOf('P03'), 'hold-review');
		expect(review).toMatchObject({ ownership: 'mine', overdue: false, subject: { label: 'L-RMMB-260902-01' }, blocked: { lots: 5 } });
		expect(review?.words['reason']).toContain('HX2608-117');
	});

	it('ask the storekeeper to take away what expired, and name the site nobody heard of', () => {
		const tasks = tasksOf('P15');
		expect(find(tasks, 'expired')).toMatchObject({ ownership: 'mine', subject: { label: 'MB260910' }, qty: '1890' });
		expect(find(tasks, 'silent-site')).toMatchObject({ subject: { label: '成都区域仓' }, words: { hours: '23' } });
		expect(tasks.counts.mine).toBe(tasks.tasks.filter(({ ownership }) => ownership !== 'others').length);
	});

	it('believe the relay about silent sites where there is one', () => {
		expect(find(tasksOf('P15', { silent: [] }), 'silent-site')).toBeUndefined();
		expect(find(tasksOf('P15', { silent: [{ site: '成都区域仓', hours: 18 }] }), 'silent-site')?.words).toEqual({ hours: '18' });
	});

	it('name records that were not uploaded for long, and not before', () => {
		const unsent = (since: string) => find(tasksOf('P20', { unsent: { count: 3, since } }), 'unsent');
		expect(unsent('2026-10-11T14:05:00.000Z')).toMatchObject({ ownership: 'mine', words: { count: '3' } });
		expect(unsent('2026-10-11T14:05:00.001Z')).toBeUndefined();
	});

	it('see a scan as the second person where the preset does, and one signature for a scrapping as too few', () => {
		const cosigns = tasksOf('P03').tasks.filter(({ kind }) => kind === 'cosign');
		expect(cosigns.map(({ text, words }) => [text?.zh, words['count']])).toEqual([['报废', '1']]);
	});

	it('belong to nobody while nobody is logged in', () => {
		const answer = listTasks(context(), NOBODY);
		expect(answer.counts.mine).toBe(0);
		expect(answer.counts.all).toBe(answer.tasks.length);
	});
});

describe('tasks follow the log', () => {
	it('a lot put back into quarantine waits for quality, which is not whoever tested it', async () => {
		expect(find(tasksOf('P03'), 'disposition')).toBeUndefined();
		await demo.office.do(
			lotDispositioned,
			{ lot: demo.uid('L-SENS-260903-01'), decision: 'quarantine', basis: '复检' },
			demo.doing('P03', '2026-10-12T10:10', 'P03')
		);
		expect(find(tasksOf('P03'), 'disposition')).toMatchObject({ ownership: 'mine', subject: { label: 'L-SENS-260903-01' } });
		await demo.office.do(
			lotDispositioned,
			{ lot: demo.uid('L-SENS-260903-01'), decision: 'released', basis: '复检合格' },
			demo.doing('P03', '2026-10-12T10:12', 'P03')
		);
		expect(find(tasksOf('P03'), 'disposition')).toBeUndefined();
	});

	it('and a new hold is a new task', async () => {
		const before = tasksOf('P03').counts.byKind['hold-review'] ?? 0;
		await demo.office.do(
			holdPlaced,
			{
				hold: demo.name('second hold'),
				targets: [`lot:${demo.uid('L-SENS-260903-01')}`],
				scope: 'self',
				cause: 'material',
				reason: '外观'
			},
			demo.doing('P15', '2026-10-12T10:20', 'P15')
		);
		expect(tasksOf('P03').counts.byKind['hold-review']).toBe(before + 1);
	});
});
