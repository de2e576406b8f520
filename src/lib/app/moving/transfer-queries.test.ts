import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { transferReceived } from '#lib/modules/inventory/index.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { transferQueries } from './transfer-queries.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function context(): QueryContext {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-10-12T10:00:00+08:00', dev: 'visitor', site };
}

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

it('knows what is on the road, since when, by whom, and from where to where', () => {
	expect(transferQueries['transfers.open'](context(), null)).toMatchObject([
		{
			no: 'TR-261011-01',
			at: '2026-10-11T16:30:00+08:00',
			carrier: '专车',
			from: ['CZ'],
			to: { code: 'CD', here: false },
			begun: false,
			lines: [{ number: 'MK260926', sent: '4000', open: '4000', unit: '只' }]
		}
	]);
});

it('proposes the receiving location of the site it goes to, and gives units of one batch as one line', () => {
	const arrival = (transfer: string) => transferQueries['transfers.arrival'](context(), { transfer });
	const here = arrival(demo.uid('TR-261011-01'));
	expect(here?.places.find(({ uid }) => uid === here.place)?.code).toBe('CD-RCV');
	expect(here?.places.every(({ code }) => code.startsWith('CD-'))).toBe(true);
	const units = arrival(demo.uid('TR-260928-01'));
	expect(units?.lines).toMatchObject([{ isUnits: true, sent: '100', open: '0' }]);
	expect(units?.nodes).toHaveLength(100);
	expect(arrival('unheard-of')).toBeUndefined();
});

it('numbers the next transfer, and offers the sites with a mark on this one', () => {
	const { no, sites } = transferQueries['transfers.send'](context(), null);
	expect(no).toMatch(/^TRCZ2610.*0001$/);
	expect(sites.filter(({ here }) => here).map(({ code }) => code)).toEqual(['CZ']);
	expect(sites.map(({ code }) => code)).toContain('CD');
});

it('keeps on the road what came short, and nothing once the rest has come', async () => {
	const transfer = demo.uid('TR-261011-01');
	const arrive = async (value: number, at: string) => {
		const lines = [{ lot: demo.uid('MK260926'), qty: demo.qty(value, '只'), to: demo.uid('CD-RCV') }];
		await demo.office.do(transferReceived, { transfer, lines }, demo.doing('P15', at));
	};
	await arrive(3800, '2026-10-12T10:30');
	expect(transferQueries['transfers.open'](context(), null)).toMatchObject([{ begun: true, lines: [{ sent: '4000', open: '200' }] }]);
	await arrive(200, '2026-10-12T11:30');
	expect(transferQueries['transfers.open'](context(), null)).toEqual([]);
});
