import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { CompanySession } from '../company-session.ts';
import type { QueryContext } from '../live/queries/query.ts';
import {
	cycleLack,
	cycleOf,
	EMPTY_BACK,
	EMPTY_CYCLE,
	emptyLoad,
	isPart,
	loadedOf,
	returnedOf,
	sendLack,
	splitOf,
	valueOf
} from './load-draft.ts';
import { loadQueries } from './load-queries.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

function context(): QueryContext {
	const { company, site } = demo.office;
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-11-26' }, company, '');
	return { engine: company.engine, session, day: session.day, now: '2026-10-12T10:00:00+08:00', dev: 'visitor', site };
}
const start = () => loadQueries['loads.send'](context(), null);
const line = () => ({
	node: 'lot:x',
	number: 'MK1',
	itemName: '',
	unit: '只',
	places: [{ location: 'here', code: 'CZ-FGQ', name: '', use: 'quarantine', siteCode: 'CZ', here: true, qty: '100' }],
	cartons: ''
});

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

it('what has to be done comes first, decided loads after it, the newest first', () => {
	const { loads, waiting, specs } = loadQueries['loads.overview'](context(), null);
	expect(loads.map(({ no, stage }) => [no, stage])).toEqual([
		['EO-260927-B', 'verdict'],
		['EO-260926-B', 'released'],
		['EO-260916-A', 'released'],
		['EO-260914-A', 'released']
	]);
	expect(loads[2]?.lots.map(({ number, sent, back }) => [number, sent, back])).toEqual([
		['MK260911', '39000', '39000'],
		['MK260912', '39000', '39000']
	]);
	expect(waiting).toEqual([]);
	expect(specs).toMatchObject([{ no: 'GY-MJ-01', rev: 'A/2', indicators: 20 }]);
});

it('sending begins with what the last load and its specification say', () => {
	const asked = start();
	expect(asked.places.map(({ code }) => code)).toEqual(['WX-AER', 'WX-EO1', 'WX-IN']);
	expect(asked.place).toBe(demo.uid('WX-EO1'));
	const draft = emptyLoad('load uid');
	expect(valueOf(draft, asked, 'contractor')).toBe(demo.uid('S09'));
	expect(valueOf(draft, asked, 'indicators')).toBe('20');
	expect(valueOf({ ...draft, said: { spec: '' } }, asked, 'indicators')).toBe('');
	expect(sendLack(draft, asked)).toEqual({ kind: 'nothing' });
	const one = { ...draft, lines: [line()] };
	expect(sendLack(one, asked)).toBeUndefined();
	expect(sendLack({ ...one, lines: [{ ...line(), cartons: 'neun' }] }, asked)).toMatchObject({ kind: 'cartons' });
	expect(sendLack({ ...one, said: { no: ' ' } }, asked)).toEqual({ kind: 'number' });
	expect(sendLack({ ...one, said: { indicators: '123456' } }, asked)).toEqual({ kind: 'indicators' });
	expect(loadedOf({ ...one, lines: [{ ...line(), cartons: '9' }] }, asked).data).toMatchObject({
		load: 'load uid',
		indicators: 20,
		lines: [{ lot: 'x', qty: { value: '100', unit: '只' }, from: 'here', cartons: 9 }]
	});
});

it('a part is more than nothing and less than all; it inherits what the whole lot has', () => {
	expect(['0', '1', '99.5', '100', '-1', ''].map((qty) => isPart(line(), qty))).toEqual([false, true, true, false, false, false]);
	const asked = loadQueries['loads.split'](context(), { lot: demo.uid('MK260927') });
	expect(asked).toMatchObject({ number: 'MK260927-1', inherited: { item: demo.uid('FG-MK-01'), expiry: '2028-09-27' } });
	expect(loadQueries['loads.split'](context(), { lot: 'nothing' })).toBeUndefined();
	if (!asked) return;
	const [created, split] = splitOf(line(), asked, { child: 'y', qty: '40', number: ' MK1-1 ' });
	expect(created?.data).toMatchObject({ lot: 'y', lotNo: 'MK1-1', origin: 'split', expiry: '2028-09-27' });
	expect(split?.data).toEqual({ parent: 'x', child: 'y', qty: { value: '40', unit: '只' }, from: 'here', to: 'here' });
});

it('one load says where its goods are, what was read, and what stands against releasing it', () => {
	const view = loadQueries['loads.one'](context(), { load: demo.uid('EO-260927-B') });
	expect(view).toMatchObject({ no: 'EO-260927-B', placed: 20, returned: true, against: [], spec: { no: 'GY-MJ-01' }, verdict: { by: '' } });
	expect(view?.cycles[0]?.readings).toMatchObject({ temperature: '50 °C', residue: '4 µg/g' });
	expect(loadQueries['loads.one'](context(), { load: demo.uid('EO-260914-A') })?.verdict).toMatchObject({ by: '吴倩' });
	expect(loadQueries['loads.one'](context(), { load: 'nothing' })).toBeUndefined();
});

it('what came back is taken from where it lies, the last place giving what is more than there is', () => {
	const view = loadQueries['loads.one'](context(), { load: demo.uid('EO-260927-B') });
	if (!view) throw new Error('no load');
	const [lot] = view.lots;
	const away = {
		[lot?.node ?? '']: [
			{ location: 'in', code: 'WX-IN', qty: '30' },
			{ location: 'out', code: 'WX-AER', qty: '5' }
		]
	};
	const draft = { ...EMPTY_BACK, counted: { [lot?.node ?? '']: '40' }, indicators: '20', condition: ' 完好 ' };
	expect(returnedOf({ ...view, away }, draft).data).toMatchObject({
		lines: [
			{ qty: { value: '30' }, from: 'in' },
			{ qty: { value: '10' }, from: 'out' }
		],
		indicators: 20,
		condition: '完好'
	});
});

it('a report is recorded as it is written, with units; what is no number is said before', () => {
	const limits = [
		{ key: 't', name: '温度', unit: '°C' },
		{ key: 'm', name: '时间' }
	];
	const now = Date.parse('2026-10-12T12:00:00Z');
	const draft = { ...EMPTY_CYCLE, start: '2026-10-11T20:00', end: '2026-10-11T23:30', readings: { t: ' 50 ', m: '' } };
	expect(cycleLack(draft, limits, now)).toBeUndefined();
	expect(cycleLack({ ...draft, end: '' }, limits, now)).toBe('times');
	expect(cycleLack({ ...draft, end: '2026-12-01T00:00' }, limits, now)).toBe('times');
	expect(cycleLack({ ...draft, end: draft.start }, limits, now)).toBe('order');
	expect(cycleLack({ ...draft, readings: { t: '约50' } }, limits, now)).toBe('readings');
	expect(cycleOf('l', draft, limits, now).data['parameters']).toEqual({ t: '50 °C' });
});
