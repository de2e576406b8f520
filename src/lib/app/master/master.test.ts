import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { masterQueries } from './master-queries.ts';
import { EMPTY_MASTER, masterLack, masterLines } from './work-master-draft.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function context(): QueryContext {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-10-12T10:00:00+08:00', dev: 'visitor', site };
}
const list = (kind: 'items' | 'partners' | 'places' | 'masters', text = '') => masterQueries['master.list'](context(), { kind, text });

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

it('lists what there is, by code, with its facts in the words of the definition', () => {
	const { rows, counts } = list('items', 'fg-mk');
	expect(counts).toEqual({ items: 25, partners: 17, places: 3, masters: 3 });
	expect(rows).toMatchObject([{ code: 'FG-MK-01', kind: { zh: '成品', en: 'Finished' } }]);
	expect(rows[0]?.facts.map(({ label, value }) => [label.en, value.zh])).toEqual([
		['Tracking', '批'],
		['Stock unit', '只'],
		['Quality class', '关键'],
		['Shelf life in days', '730'],
		['Sterilised', '是']
	]);
});

it('a site has its locations, a work master its materials; both are found by them', () => {
	expect(list('places', 'wx-eo1').rows).toMatchObject([{ code: 'WX', parts: [{ code: 'WX-AER' }, { code: 'WX-EO1' }, { code: 'WX-IN' }] }]);
	const [mask] = list('masters', 'fg-mk').rows;
	expect(mask?.parts.map(({ code }) => code)).toContain('SF-MK-BODY');
	expect(list('partners', '没有这家').rows).toEqual([]);
});

it('a work master names product, revision and each material once, with quantities above zero', () => {
	const line = { item: 'a', qty: '0.5', critical: true };
	const whole = {
		...EMPTY_MASTER,
		product: 'p',
		lines: [line, { ...line, item: 'b', qty: '10.50' }, { item: '', qty: '', critical: false }]
	};
	expect(masterLack(whole)).toBeUndefined();
	expect(masterLack({ ...whole, product: '' })).toEqual({ kind: 'product' });
	expect(masterLack({ ...whole, rev: ' ' })).toEqual({ kind: 'rev' });
	expect(masterLack({ ...whole, per: '0' })).toEqual({ kind: 'per' });
	expect(masterLack({ ...whole, lines: [] })).toEqual({ kind: 'lines' });
	expect(masterLack({ ...whole, lines: [{ ...line, qty: 'x' }] })).toEqual({ kind: 'lines' });
	expect(masterLack({ ...whole, lines: [line, line] })).toEqual({ kind: 'twice', item: 'a' });
	expect(masterLack({ ...whole, lines: [{ ...line, item: 'p' }] })).toEqual({ kind: 'self' });
	expect(masterLines(whole, (item) => (item === 'a' ? 'kg' : 'm'))).toEqual([
		{ item: 'a', per: '1', qty: { value: '0.5', unit: 'kg' }, critical: true },
		{ item: 'b', per: '1', qty: { value: '10.5', unit: 'm' }, critical: true }
	]);
});
