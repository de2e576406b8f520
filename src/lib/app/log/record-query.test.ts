import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { stockMoved } from '#lib/modules/inventory/index.ts';
import { errorDeclared } from '#lib/modules/org/index.ts';
import { stockIssued } from '#lib/modules/production/index.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { recordQueries } from './record-query.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function context(): QueryContext {
	const { company, site } = demo.floor;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-10-12T12:00:00+08:00', dev: 'visitor', site };
}
const record = (id: string) => recordQueries['log.record'](context(), { id });

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

it('names who signed and how, what had arrived at the device, and the entry byte for byte', () => {
	const op = demo.office.company.engine.opsOfType('recall.decided').at(-1);
	const view = recordQueries['log.record']({ ...context(), engine: demo.office.company.engine }, { id: op?.id ?? '' });
	expect(view?.signatures.map(({ meaning, method }) => [meaning, method])).toEqual(
		Array.from({ length: 3 }, () => ['approved', expect.any(String)])
	);
	// Of all records of Changzhou some were written right after something of another device had arrived.
	const { engine } = demo.office.company;
	expect([...engine.log.ops].some(({ id }) => (recordQueries['log.record']({ ...context(), engine }, { id })?.known.length ?? 0) > 0)).toBe(
		true
	);
	expect(view?.entry).toBe(op?.line);
	expect(view?.form?.type).toBe('recall.decided');
	expect(record('nothing')).toBeUndefined();
});

it('says which gate failed and why it was recorded all the same', async () => {
	const goods = { lot: demo.uid('L-RMMB-261011-01'), qty: demo.qty('1', 'kg'), from: demo.uid('CZ-IQC'), to: demo.uid('CZ-CR1') };
	const op = await demo.floor.do(
		stockIssued,
		{ wo: demo.uid('WO-MKB-261012-01'), lines: [goods], receiver: demo.person('P08').uid },
		{ ...demo.doing('P15', '2026-10-12T11:00'), alreadyHappened: '夜班已领' }
	);
	const failed = record(op.id)?.gates.find(({ result }) => result === 'failed');
	expect(failed).toMatchObject({ gate: 'G5', why: '夜班已领' });
	expect(failed?.findings.map(({ code }) => code)).toContain('quarantine');
});

it('a correction and what it corrects lead to one another', async () => {
	const moved = await demo.floor.do(
		stockMoved,
		{ lot: demo.uid('MB260910'), qty: demo.qty('1', '只'), from: demo.uid('CZ-WIP'), to: demo.uid('CZ-REJ') },
		demo.doing('P15', '2026-10-12T11:05')
	);
	const declared = await demo.floor.do(errorDeclared, { target: moved.id, reason: '扫错' }, demo.doing('P15', '2026-10-12T11:06', 'P15'));
	expect(record(moved.id)?.corrections.map(({ id }) => id)).toEqual([declared.id]);
	expect(record(moved.id)?.line.standing).toBe('void');
	expect(record(declared.id)?.corrected?.id).toBe(moved.id);
});

it('operations of one action know one another', () => {
	const [made] = demo.floor.company.engine.opsOfType('op.outputReported');
	const view = record(made?.id ?? '');
	expect(view?.together.map(({ type }) => type)).toEqual(['lot.created']);
});
