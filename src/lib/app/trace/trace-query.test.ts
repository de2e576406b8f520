import { beforeAll, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { devices } from '#lib/modules/org/index.ts';
import { fieldText } from '#lib/engine/register.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import type { Company } from '#lib/modules/company.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import type { Horizon } from './replay.ts';
import { traceQueries, type TraceAnswer, type TraceSheet } from './trace-query.ts';

const RAW = 'L-RMMB-260902-01';
const crypto = createPureCrypto();
let company: Company;
let context: QueryContext;

beforeAll(async () => {
	const demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	demo.reachChengdu();
	({ company } = demo.office);
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-10-12' }, company, '');
	context = { engine: company.engine, session, day: '2026-10-12', now: '2026-10-12T12:00:00+08:00', dev: '', site: '' };
});

const answer = (horizon: Horizon, name = RAW) =>
	traceQueries['trace.sheet'](context, { name, direction: 'down', cause: 'material', horizon });

/** Asks until it is there, as the page does. */
function sheet(horizon: Horizon): TraceSheet {
	for (;;) {
		const given: TraceAnswer = answer(horizon);
		if (given.kind === 'ready') return given;
		if (given.kind !== 'running') throw new Error(given.kind);
	}
}

const parties = (horizon: Horizon) => [...new Set(sheet(horizon).view.consignees.map(({ party }) => party))];
const device = (code: string) =>
	company.engine.keys(devices).find((dev) => fieldText(company.engine.row(devices, dev), 'code') === code) ?? '';

describe('the closure as it was known', () => {
	it('has C05 now that Chengdu has told, with the shipment that proves it', () => {
		const now = sheet({ kind: 'now' });
		const row = now.view.consignees.find(({ party }) => party === 'C05');
		expect(row).toMatchObject({ lot: 'MK260911', qty: '1500' });
		expect(now.proofs[row?.ops[0] ?? '']).toMatchObject({ no: 'SH-261012-01', by: '马超', device: 'D1' });
	});

	it('has no C05 as of a minute before it was recorded, and has it a minute after', () => {
		expect(parties({ kind: 'as-of', at: '2026-10-12T10:19:00+08:00' })).toEqual(['C01', 'C02', 'C03', 'C04']);
		expect(parties({ kind: 'as-of', at: '2026-10-12T10:25:00+08:00' })).toEqual(['C01', 'C02', 'C03', 'C04', 'C05']);
	});

	it('is known to Chengdu with C05, and to the office that decided without', () => {
		expect(parties({ kind: 'known-by', devs: [device('D1')] })).toContain('C05');
		expect(parties({ kind: 'known-by', devs: [device('A1')] })).not.toContain('C05');
		expect(parties({ kind: 'known-by', devs: [device('A1'), device('D1')] })).toContain('C05');
	});

	it('says what it cannot answer', () => {
		expect(answer({ kind: 'as-of', at: 'yesterday' })).toEqual({ kind: 'nothing' });
		expect(answer({ kind: 'known-by', devs: ['nobody'] })).toEqual({ kind: 'nothing' });
		expect(answer({ kind: 'now' }, 'NO-SUCH-LOT')).toEqual({ kind: 'unknown' });
	});

	it('did not know a lot before it was made', () => {
		const early: Horizon = { kind: 'as-of', at: '2026-08-25T10:00:00+08:00' };
		let given = answer(early);
		while (given.kind === 'running') given = answer(early);
		expect(given).toEqual({ kind: 'unknown' });
	});
});

describe('the timeline of a closure', () => {
	it('tells of every lot in it, newest first, with what was moved', () => {
		const { timeline } = sheet({ kind: 'now' });
		expect(timeline.lines[0]?.rec.startsWith('2026-10-12')).toBe(true);
		expect(timeline.lines.at(-1)?.rec.startsWith('2026-09')).toBe(true);
		const shipped = timeline.lines.find(({ subjects }) => subjects.some(({ label }) => label === 'C05'));
		expect(shipped?.moves).toMatchObject([{ qty: '1500', unit: '只', to: { kind: 'customer' } }]);
		expect(timeline.total).toBe(timeline.lines.length);
	});
});

describe('the moments of a closure', () => {
	it('are when it was recorded, oldest first', () => {
		const moments = traceQueries['trace.moments'](context, { name: RAW });
		expect(moments.length).toBeGreaterThan(20);
		expect(moments.map(({ rec }) => rec)).toEqual(moments.map(({ rec }) => rec).toSorted());
	});
});
