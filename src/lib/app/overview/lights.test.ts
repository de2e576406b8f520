import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { CompanySession } from '../company-session.ts';
import { overview, type OverviewAnswer } from './overview-query.ts';
import { productsOf } from './products.ts';

const crypto = createPureCrypto();
const ports = () => ({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
const NOBODY = { person: '', silent: null, unsent: null, minute: 0 };

function look(demo: DemoCompany): OverviewAnswer {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return overview({ engine: company.engine, session, day: session.day, now: '2026-11-26T10:00:00+08:00', dev: 'visitor', site }, NOBODY);
}

const light = (answer: OverviewAnswer, id: string) => answer.lights.find((one) => one.id === id);
const totals = (answer: OverviewAnswer, wanted: string) =>
	Object.fromEntries(productsOf(answer.finished.filter(({ stop }) => stop === wanted)).map(({ item, total }) => [item, total]));

describe('during the recall', () => {
	let answer: OverviewAnswer;
	beforeAll(async () => {
		answer = look(await tellDemoStory(ports()));
	});

	it('the first light says stop, because of the recall and of what the hold reaches', () => {
		const ship = light(answer, 'ship');
		expect(ship?.state).toBe('stop');
		expect(ship?.items[0]).toMatchObject({ kind: 'recall', subject: { label: 'L-RMMB-260902-01' }, drill: false });
		const held = ship?.items.find((item) => item.kind === 'blocked' && item.stop === 'hold');
		expect(held?.kind === 'blocked' ? held.lots.map(({ label }) => label) : []).toEqual(['MK260909', 'MK260910', 'MK260911', 'MK260912']);
	});

	it('says exactly how much is held, not sterile yet, on the road, and free', () => {
		expect(totals(answer, 'hold')).toEqual({ 'FG-MK-01': '90200' });
		expect(totals(answer, 'sterile')).toEqual({ 'FG-MK-01': '38800' });
		expect(totals(answer, 'transit')).toEqual({ 'FG-MK-01': '4000' });
		expect(totals(answer, '')).toEqual({ 'FG-MK-01': '34800', 'FG-OX-100': '258' });
	});

	it('the others name what is overdue and who was not heard of', () => {
		expect(light(answer, 'compliance')?.state).toBe('stop');
		expect(light(answer, 'data')?.items).toContainEqual(
			expect.objectContaining({ task: expect.objectContaining({ kind: 'silent-site' }) as unknown })
		);
		expect(answer.hasPrices).toBe(false);
	});
});

it('before it, released masks can leave and only the unreleased lot is stopped', async () => {
	const answer = look(await tellDemoStory(ports(), 'morning'));
	expect(light(answer, 'ship')).toMatchObject({ state: 'warn' });
	expect(answer.finished.filter(({ item, stop }) => item === 'FG-MK-01' && stop === 'release').map(({ lot }) => lot)).toEqual(['MK260912']);
	expect(answer.finished.some(({ item, stop }) => item === 'FG-MK-01' && stop === '')).toBe(true);
});

it('lists open orders by due date with what can leave, and the lot that would do for the rest', async () => {
	const { orders } = look(await tellDemoStory(ports()));
	expect(orders).toMatchObject([
		{
			no: 'SO-261011-01',
			days: 0,
			readiness: 'ready',
			lines: [{ open: '12000', missing: '0', from: [{ lot: 'MK260926', qty: '12000' }] }]
		},
		{
			no: 'SO-261011-02',
			days: 1,
			readiness: 'part',
			lines: [
				{
					open: '40000',
					missing: '17200',
					entered: '20 箱',
					from: [{ lot: 'MK260926', qty: '22800' }],
					stopped: [{ lot: 'MK260927', stop: 'sterile' }]
				}
			]
		}
	]);
});
