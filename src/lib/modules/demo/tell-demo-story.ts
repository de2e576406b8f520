/**
 * The story of domain.md §5 from founding to the morning of 12 October 2026, told by the demo company's own people on
 * their own devices. Afterwards `office` knows what Changzhou knows (T1) and `chengdu` what happened there off line.
 */
import type { AuthoringPorts } from '../authoring.ts';
import { holdPlaced } from '../quality/index.ts';
import { recallAssessed, recallDecided, signalRaised } from '../recall/index.ts';
import { trace } from '../trace/index.ts';
import { DemoCompany } from './demo-company.ts';
import { leaveWorkOpen } from './open-morning.ts';
import { LATER_ORDERS, LATER_PURCHASE, ORDERS, produce, purchase, PURCHASES, release, ship, transferToChengdu } from './masks.ts';
import {
	beginOximeters,
	goOnWithOximeters,
	OXIMETER_SCRAPPED,
	OXIMETER_UNITS,
	releaseOximeters,
	reworkOximeters,
	without
} from './oximeters.ts';
import { approveCycle, backFromSteriliser, readIndicators, releaseLoad, sendToSteriliser } from './sterilising.ts';

/** `morning`: everybody knows everything up to 11 October; nothing is held, and nobody is off line yet. */
export type DemoScene = 'recall' | 'morning';

export async function tellDemoStory(ports: AuthoringPorts, scene: DemoScene = 'recall'): Promise<DemoCompany> {
	const demo = await DemoCompany.found(ports);
	await approveCycle(demo);
	for (const bought of PURCHASES) await purchase(demo, bought);
	await makeEverything(demo);
	await sellEverything(demo);
	await leaveWorkOpen(demo);
	if (scene === 'morning') return demo;
	await decideRecall(demo);
	// Chengdu has been off line since the evening before and ships in good faith.
	await ship(demo, 'SH-261012-01', 'CD', 'C05', { lot: 'MK260911', qty: 1500 }, '2026-10-12T10:20');
	return demo;
}

/** 7 to 23 September, in the order of the calendar. */
async function makeEverything(demo: DemoCompany): Promise<void> {
	const [loadA, loadB] = [
		['MK260909', 'MK260910'],
		['MK260911', 'MK260912']
	];
	for (const order of ORDERS) {
		await produce(demo, order);
		if (order.out === 'MK260910') await beginOximeters(demo);
		if (order.out === 'MK260911') await goOnWithOximeters(demo);
	}
	await sendToSteriliser(demo, 'EO-260914-A', '2026-09-14', loadA);
	await reworkOximeters(demo);
	await sendToSteriliser(demo, 'EO-260916-A', '2026-09-16', loadB);
	await releaseOximeters(demo);
	await ship(demo, 'SH-260920-01', 'CZ', 'C02', unitsOf(...without(1, 120, OXIMETER_SCRAPPED)), '2026-09-20T10:00');
	await backFromSteriliser(demo, 'EO-260914-A', '2026-09-14', '2026-09-21', loadA);
	await backFromSteriliser(demo, 'EO-260916-A', '2026-09-16', '2026-09-23', loadB);
}

/** 24 September to 11 October: releases, shipments from both sites, transfers to Chengdu. */
async function sellEverything(demo: DemoCompany): Promise<void> {
	await ship(demo, 'SH-260924-02', 'CZ', 'C06', unitsOf([121, 200]), '2026-09-24T10:00');
	await purchase(demo, LATER_PURCHASE);
	for (const [body, mask] of LATER_ORDERS) {
		await produce(demo, body);
		await produce(demo, mask);
		await sendToSteriliser(demo, loadOf(mask.out), mask.day, [mask.out]);
	}
	await transferToChengdu(demo, 'TR-260928-01', unitsOf([261, 360]), '2026-09-28T09:00', '2026-09-28T18:00');
	await readIndicators(demo, 'EO-260914-A', '2026-09-29');
	await releaseLoad(demo, 'EO-260914-A', '2026-09-29');
	await release(demo, 'MK260909', '2026-09-29', '14', '2026-09-30', '09');
	await release(demo, 'MK260910', '2026-09-30', '14', '2026-09-30', '16');
	await ship(demo, 'SH-261002-01', 'CD', 'C04', unitsOf([261, 300]), '2026-10-02T10:00');
	demo.reachChengdu();
	await backFromSteriliser(demo, loadOf('MK260926'), '2026-09-26', '2026-10-03', ['MK260926']);
	await backFromSteriliser(demo, loadOf('MK260927'), '2026-09-27', '2026-10-05', ['MK260927']);
	await readIndicators(demo, 'EO-260916-A', '2026-10-06');
	await releaseLoad(demo, 'EO-260916-A', '2026-10-06');
	await release(demo, 'MK260911', '2026-10-06', '14', '2026-10-07', '09');
	await release(demo, 'MK260912', '2026-10-07', '14');

	await ship(demo, 'SH-261008-01', 'CZ', 'C01', { lot: 'MK260909', qty: 12000 }, '2026-10-08T09:00');
	await ship(demo, 'SH-261008-02', 'CZ', 'C02', { lot: 'MK260909', qty: 20000 }, '2026-10-08T10:00');
	await transferToChengdu(demo, 'TR-261008-01', { lot: 'MK260909', qty: 6800 }, '2026-10-08T14:00', '2026-10-09T09:00');
	await ship(demo, 'SH-261009-01', 'CZ', 'C02', { lot: 'MK260910', qty: 18000 }, '2026-10-09T10:00');
	await transferToChengdu(demo, 'TR-261009-01', { lot: 'MK260911', qty: 10000 }, '2026-10-09T14:00', '2026-10-10T09:00');
	await readIndicators(demo, loadOf('MK260926'), '2026-10-10', '09:30');
	await ship(demo, 'SH-261010-01', 'CZ', 'C03', { lot: 'MK260911', qty: 8000 }, '2026-10-10T10:00');
	await releaseLoad(demo, loadOf('MK260926'), '2026-10-10');
	await release(demo, 'MK260926', '2026-10-10', '14', '2026-10-10', '16');
	await readIndicators(demo, loadOf('MK260927'), '2026-10-11');
	await ship(demo, 'SH-261011-01', 'CD', 'C04', { lot: 'MK260909', qty: 4000 }, '2026-10-11T10:00');
	await ship(demo, 'SH-261011-02', 'CD', 'C04', { lot: 'MK260911', qty: 3000 }, '2026-10-11T11:00');
	demo.reachChengdu();
}

/** `MK260926` was sterilised in `EO-260926-B`: the contractor's load A of that day was somebody else's. */
const loadOf = (lot: string) => `EO-${lot.slice(2)}-B`;

function unitsOf(...ranges: [number, number][]) {
	return { batch: OXIMETER_UNITS, ranges };
}

/** 09:40 the hold, then signal, assessment of the scope as known, decision by three. */
async function decideRecall(demo: DemoCompany): Promise<void> {
	const { office } = demo;
	const start = `lot:${demo.uid('L-RMMB-260902-01')}`;
	const recall = demo.name('recall');
	await office.do(
		holdPlaced,
		{ hold: demo.name('hold'), targets: [start], scope: 'descendants', cause: 'material', reason: '供方通报 HX2608-117 过滤效率不稳定' },
		demo.doing('P03', '2026-10-12T09:40', 'P03')
	);
	await office.do(signalRaised, { recall, trigger: '供方通报', source: 'HX2608-117' }, demo.doing('P03', '2026-10-12T09:45'));
	const scope = trace(office.company.engine, start, { direction: 'down' });
	await office.do(
		recallAssessed,
		{
			recall,
			defect: '熔喷布过滤效率可能低于技术要求',
			start: [start],
			cause: 'material',
			lots: scope.nodes.flatMap((node) => (node.kind === 'lot' ? [node.label] : [])),
			consignees: scope.consignees.map(({ party, lot, qty }) => ({ party, lot, qty }))
		},
		demo.doing('P03', '2026-10-12T09:55', 'P03')
	);
	await office.do(
		recallDecided,
		{ recall, drill: false, class: 'II', plan: '通知全部收货方停用并退回' },
		demo.doing('P02', '2026-10-12T10:05', 'P01', 'P02', 'P07')
	);
	demo.meet();
}
