import { beforeAll, expect, it } from 'vitest';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { Doing } from '../authoring.ts';
import type { DemoCompany } from '../demo/demo-company.ts';
import { tellDemoStory } from '../demo/tell-demo-story.ts';
import { lotCreated, lotSplit, stockReceived, stockScrapped, sterilityOf } from '../inventory/index.ts';
import { errorDeclared } from '../org/index.ts';
import { stockAdjusted } from '../inventory/index.ts';
import { blockersOf, lotDispositioned } from '../quality/index.ts';
import {
	againstRelease,
	figureState,
	limitText,
	linesOfLoad,
	loadChecks,
	loadStage,
	sterilBiRecorded,
	sterilCycleRecorded,
	sterilLoaded,
	sterilLoadRejected,
	sterilLoadReleased,
	sterilReturned
} from './index.ts';

const crypto = createPureCrypto();
const DAY = '2026-10-12';
let demo: DemoCompany;
let minute = 0;
/** Each test has lots and loads of its own in the one company. */
let serial = 0;

const read = () => demo.office.company.engine;
function doing(code: Parameters<DemoCompany['doing']>[0], ...signers: Parameters<DemoCompany['doing']>[0][]): Doing {
	minute++;
	return demo.doing(
		code,
		`${DAY}T${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
		...signers
	);
}
const codes = (load: string) => againstRelease(loadChecks(read(), load)).map(({ code }) => code);
const raised = (load: string) =>
	findExceptions(read().registry.rules, read())
		.filter(({ subjects }) => subjects.includes(`load:${load}`))
		.map(({ code }) => code);

/** A finished lot of masks in quarantine that was in no load. */
async function madeLot(qty: number): Promise<string> {
	const number = `MK-T${String(++serial)}`;
	const lot = demo.name(number);
	const made = { lot, item: demo.uid('FG-MK-01'), lotNo: number, origin: 'made' as const, mfgDate: '2026-10-11', expiry: '2028-10-11' };
	await demo.office.do(lotCreated, made, doing('P06'));
	await demo.office.do(
		stockAdjusted,
		{ lot, qty: demo.qty(qty, '只'), direction: 'increase', location: demo.uid('CZ-FGQ'), reason: '试验' },
		{ ...doing('P02', 'P02'), unchecked: true }
	);
	return lot;
}

const line = (lot: string, qty: number, from: 'CZ-FGQ' | 'WX-EO1', to: 'CZ-FGQ' | 'WX-EO1') => ({
	lot,
	qty: demo.qty(qty, '只'),
	from: demo.uid(from),
	to: demo.uid(to)
});
const sending = (load: string, no: string, lot: string, qty: number) => ({
	load,
	no,
	contractor: demo.uid('S09'),
	spec: demo.uid('spec EO'),
	indicators: 20,
	lines: [line(lot, qty, 'CZ-FGQ', 'WX-EO1')]
});
const GOOD = {
	precondition: '12 h',
	temperature: '50 °C',
	humidity: '60',
	eo: '600',
	minutes: '360',
	'aeration-temperature': '40',
	'aeration-hours': '96',
	residue: '4'
};
const cycle = (load: string, parameters: Record<string, string>) => ({
	load,
	start: `${DAY}T01:00:00+08:00`,
	end: `${DAY}T07:00:00+08:00`,
	parameters
});
const indicators = (load: string, change: Partial<{ recovered: number; positive: number; control: 'grown' | 'not-grown' }> = {}) => ({
	load,
	biLot: 'BI-1',
	recovered: 20,
	positive: 0,
	control: 'grown' as const,
	read: DAY,
	...change
});

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

it('a load goes from the contractor to its verdict; every step is missed until it is recorded', async () => {
	const lot = await madeLot(900);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.floor.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 900), { ...doing('P15'), unchecked: true });
	demo.meet();
	expect(loadStage(read(), load)).toBe('away');
	expect(codes(load)).toEqual(['no-cycle', 'no-indicators']);
	await demo.office.do(sterilCycleRecorded, cycle(load, GOOD), doing('P03'));
	expect([loadStage(read(), load), codes(load)]).toEqual(['papers', ['no-indicators']]);
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	expect([loadStage(read(), load), codes(load)]).toEqual(['verdict', []]);
	// Goods may be counted later; it is said, but does not stand against the verdict.
	expect(loadChecks(read(), load).map(({ code }) => code)).toContain('not-returned');
	expect(sterilityOf(read(), lot)).toBe('open');
	await demo.office.do(sterilLoadReleased, { load, basis: '合格' }, doing('P03', 'P03'));
	expect([loadStage(read(), load), sterilityOf(read(), lot)]).toEqual(['released', 'released']);
});

it('readings outside their limits, missing ones and unreadable ones stand against it; a wrong entry is declared an error', async () => {
	const lot = await madeLot(900);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 900), { ...doing('P06'), unchecked: true });
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	const { residue: _residue, ...sevenGood } = GOOD;
	const wrong = await demo.office.do(
		sterilCycleRecorded,
		cycle(load, { ...sevenGood, temperature: '55.1 °C', humidity: '39.9', eo: '—' }),
		doing('P03')
	);
	expect(codes(load)).toEqual(['above', 'below', 'unread', 'no-reading']);
	const refused = await demo.office.attempt([{ definition: sterilLoadReleased, data: { load, basis: '合格' } }], doing('P03', 'P03'));
	expect(refused).toMatchObject({
		ok: false,
		error: {
			type: 'gate',
			gate: 'G13',
			findings: [
				{ code: 'load-above', params: { name: '灭菌温度', value: '55.1 °C', limit: '45–55' } },
				{ code: 'load-below' },
				{ code: 'load-unread' },
				{ code: 'load-no-reading', params: { name: 'EO 残留' } }
			]
		}
	});
	// A second record adds to the first; it does not put it right.
	await demo.office.do(sterilCycleRecorded, cycle(load, { ...GOOD, temperature: '55', humidity: '40' }), doing('P03'));
	expect(codes(load)).toEqual(['above', 'below', 'unread']);
	await demo.office.do(errorDeclared, { target: wrong.id, reason: '抄错' }, doing('P03', 'P03'));
	expect(codes(load)).toEqual([]);
});

it('one indicator that grew, a silent control or a missing indicator speak against the load', async () => {
	const lot = await madeLot(900);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 900), { ...doing('P06'), unchecked: true });
	await demo.office.do(sterilCycleRecorded, cycle(load, GOOD), doing('P03'));
	for (const [change, code] of [
		[{ positive: 1 }, 'indicator-grew'],
		[{ control: 'not-grown' }, 'control-silent'],
		[{ recovered: 19 }, 'indicators-differ']
	] as const) {
		const record = await demo.office.do(sterilBiRecorded, indicators(load, change), doing('P05', 'P05'));
		expect(codes(load)).toEqual([code]);
		await demo.office.do(errorDeclared, { target: record.id, reason: '换一种' }, doing('P03', 'P03'));
	}
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	expect(codes(load)).toEqual([]);
});

it('what is printed on the goods ends no later than sterilisation and shelf life allow', async () => {
	const lot = demo.name('late');
	await demo.office.do(
		lotCreated,
		{ lot, item: demo.uid('FG-MK-01'), lotNo: 'MK-LATE', origin: 'made', mfgDate: '2026-10-11', expiry: '2028-10-13' },
		doing('P06')
	);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 10), { ...doing('P06'), unchecked: true });
	await demo.office.do(sterilCycleRecorded, cycle(load, GOOD), doing('P03'));
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	expect(loadChecks(read(), load).find(({ key }) => key === 'expiry')).toMatchObject({
		state: 'failed',
		words: { lot: 'MK-LATE', expiry: '2028-10-13', latest: '2028-10-12' }
	});
});

it('a lot is sent whole, once, and only if it has to be sterile', async () => {
	const lot = await madeLot(900);
	const attempt = async (data: ReturnType<typeof sending>) => {
		const done = await demo.office.attempt([{ definition: sterilLoaded, data: data as never }], doing('P06'));
		return done.ok ? [] : done.error.type === 'gate' ? done.error.findings.map(({ code }) => code) : [done.error.type];
	};
	expect(await attempt(sending(demo.name('l1'), 'EO-T1', lot, 899))).toEqual(['part-of-lot']);
	expect(await attempt(sending(demo.name('l2'), 'EO-260927-B', lot, 900))).toEqual(['load-number-taken']);
	expect(await attempt(sending(demo.name('l3'), 'EO-T3', demo.uid('MK260927'), 38800))).toEqual(['in-a-load']);
	expect(await attempt(sending(demo.name('l4'), 'EO-T4', demo.uid('MK260926'), 35000))).toEqual(['was-in-a-load']);
	expect(await attempt(sending(demo.name('l5'), 'EO-T5', demo.uid('L-RMMB-261011-01'), 1))).toEqual(['no-sterile-product']);
	expect(await attempt(sending(demo.name('l6'), 'EO-T6', lot, 901))).toEqual(['more-than-there']);
	expect(await attempt(sending(demo.name('l7'), 'EO-T7', lot, 900))).toEqual([]);
	await demo.office.do(lotDispositioned, { lot, decision: 'rejected', basis: '试验' } as never, {
		...doing('P03', 'P03'),
		unchecked: true
	});
	expect(await attempt(sending(demo.name('l8'), 'EO-T8', lot, 900))).toContain('rejected');
});

it('half a lot that never was in the steriliser keeps all of it from being sterile, whatever leaves afterwards', async () => {
	const lot = await madeLot(900);
	const load = demo.name(`load ${String(++serial)}`);
	const loaded = await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 400), {
		...doing('P06'),
		unchecked: true
	});
	await demo.office.do(sterilCycleRecorded, cycle(load, GOOD), doing('P03'));
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	await demo.office.do(sterilLoadReleased, { load, basis: '合格' }, doing('P03', 'P03'));
	expect(sterilityOf(read(), lot)).toBe('part');
	expect(blockersOf(read(), `lot:${lot}`, 'ship', { day: DAY }).map(({ code }) => code)).toContain('not-sterile');
	// Five hundred go, but nobody knows which.
	await demo.office.do(
		stockScrapped,
		{ lot, qty: demo.qty(500, '只'), from: demo.uid('CZ-FGQ'), reason: '试验' },
		{ ...doing('P15'), unchecked: true }
	);
	expect(sterilityOf(read(), lot)).toBe('part');
	await demo.office.do(errorDeclared, { target: loaded.id, reason: '只装了一部分' }, doing('P03', 'P03'));
	expect(sterilityOf(read(), lot)).toBe('none');
});

it('a part that was split off first is a lot of its own, and may be sterile by itself', async () => {
	const lot = await madeLot(900);
	const part = demo.name(`part ${String(++serial)}`);
	await demo.office.do(
		lotCreated,
		{ lot: part, item: demo.uid('FG-MK-01'), lotNo: `MK-P${String(serial)}`, origin: 'split', expiry: '2028-10-11' },
		doing('P06')
	);
	await demo.office.do(
		lotSplit,
		{ parent: lot, child: part, qty: demo.qty(400, '只'), from: demo.uid('CZ-FGQ'), to: demo.uid('CZ-FGQ') },
		doing('P15')
	);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), part, 400), doing('P06'));
	await demo.office.do(sterilCycleRecorded, cycle(load, GOOD), doing('P03'));
	await demo.office.do(sterilBiRecorded, indicators(load), doing('P05', 'P05'));
	await demo.office.do(sterilLoadReleased, { load, basis: '合格' }, doing('P03', 'P03'));
	expect([sterilityOf(read(), part), sterilityOf(read(), lot)]).toEqual(['released', 'none']);
	// A count that finds three more finds no new goods.
	await demo.office.do(
		stockAdjusted,
		{ lot: part, qty: demo.qty(3, '只'), direction: 'increase', location: demo.uid('WX-EO1'), reason: '盘点' },
		{ ...doing('P15'), unchecked: true }
	);
	expect(sterilityOf(read(), part)).toBe('released');
	// Goods that came to it later were in no steriliser – unless their record was an error.
	const later = await demo.office.do(
		stockReceived,
		{ lot: part, qty: demo.qty(5, '只'), to: demo.uid('CZ-FGQ') },
		{ ...doing('P15'), unchecked: true }
	);
	expect(sterilityOf(read(), part)).toBe('part');
	await demo.office.do(errorDeclared, { target: later.id, reason: '扫错批' }, doing('P03', 'P03'));
	expect(sterilityOf(read(), part)).toBe('released');
});

it('a rejected load takes its lots with it, and a short count calls for an answer', async () => {
	const lot = await madeLot(900);
	const load = demo.name(`load ${String(++serial)}`);
	await demo.office.do(sterilLoaded, sending(load, `EO-${load}`.slice(0, 20), lot, 900), { ...doing('P06'), unchecked: true });
	await demo.office.do(sterilReturned, { load, lines: [line(lot, 880, 'WX-EO1', 'CZ-FGQ')], indicators: 20 }, doing('P15'));
	expect(linesOfLoad(read(), load)).toEqual([{ lot, sent: '900', back: '880' }]);
	expect(raised(load)).toEqual(['LOAD_DIFF']);
	await demo.office.do(sterilReturned, { load, lines: [line(lot, 20, 'WX-EO1', 'CZ-FGQ')] }, doing('P15'));
	expect(raised(load)).toEqual([]);
	await demo.office.do(sterilLoadRejected, { load, reason: 'BI 阳性' }, doing('P03', 'P03'));
	expect(sterilityOf(read(), lot)).toBe('rejected');
	expect(raised(load)).toEqual(['LOAD_IMPACT']);
});

it('reads figures as reports give them, and says limits shortly', () => {
	const limit = { key: 't', name: '温度', lower: '45', upper: '55' };
	for (const [text, state] of [
		['45', 'conforms'],
		['55.0 °C', 'conforms'],
		['44.999999', 'below'],
		['55.000001', 'above'],
		[' 50 ', 'conforms'],
		['', 'empty'],
		['约 50', 'not-a-number']
	] as const)
		expect([text, figureState(limit, text)]).toEqual([text, state]);
	expect([limitText(limit), limitText({ key: 'm', name: '', lower: '360' }), limitText({ key: 'r', name: '', upper: '10' })]).toEqual([
		'45–55',
		'≥ 360',
		'≤ 10'
	]);
});
