/** Five hundred pulse oximeters by serial number: two sensor lots, three scrapped, one sensor replaced. */
import { lotCreated, stockMoved, stockScrapped, unitCommissioned } from '../inventory/index.ts';
import { componentInstalled, componentRemoved, stockIssued, woCreated, woReleased } from '../production/index.ts';
import type { DemoCompany } from './demo-company.ts';
import { inspect } from './masks.ts';
import { marketReleased, productionReleased } from '../release/index.ts';

const SCRAPPED = [117, 233, 411];
const UNITS = 'CM2609';

interface Assembly {
	readonly wo: string;
	readonly lot: string;
	readonly batch: string;
	/** The two sensor lots and the line-side location. */
	readonly old: string;
	readonly later: string;
	readonly ea: string;
}

function assemblyOf(demo: DemoCompany): Assembly {
	return {
		wo: demo.uid('WO-OX-260910-01'),
		lot: demo.uid('OX260910'),
		batch: demo.uid(UNITS),
		old: demo.uid('L-SENS-260828-01'),
		later: demo.uid('L-SENS-260903-01'),
		ea: demo.uid('CZ-EA')
	};
}

function install(demo: DemoCompany, sensor: string, first: number, last: number, at: string) {
	const { wo, batch, ea } = assemblyOf(demo);
	return demo.floor.do(
		componentInstalled,
		{ wo, units: { batch, first, last }, lot: sensor, qty: demo.qty(1, '个'), from: ea, position: 'SpO2' },
		demo.doing('P13', at)
	);
}

/** 10 September, evening shift: order, material, serial numbers, the first sensor lot. */
export async function beginOximeters(demo: DemoCompany): Promise<void> {
	const { floor, office } = demo;
	for (const name of ['WO-OX-260910-01', 'OX260910', UNITS]) demo.name(name);
	const { wo, lot, batch, old, later, ea } = assemblyOf(demo);
	const master = demo.uid('master FG-OX-100');
	const masterHash = demo.uid('hash FG-OX-100');
	const item = demo.uid('FG-OX-100');
	await office.do(
		woCreated,
		{ wo, no: 'WO-OX-260910-01', item, qty: demo.qty(500, '台'), master, masterHash, lotNo: 'OX260910' },
		demo.doing('P06', '2026-09-10T17:50')
	);
	await office.do(woReleased, { wo, master, masterHash }, demo.doing('P06', '2026-09-10T17:55', 'P06'));
	demo.meet();
	const rm = demo.uid('CZ-RM');
	await floor.do(
		stockIssued,
		{
			wo,
			lines: [
				{ lot: old, qty: demo.qty(291, '个'), from: rm, to: ea },
				{ lot: later, qty: demo.qty(210, '个'), from: rm, to: ea }
			],
			receiver: demo.person('P09').uid
		},
		demo.doing('P15', '2026-09-10T18:00')
	);
	await floor.doAll(
		[
			{ definition: lotCreated, data: { lot, item, lotNo: 'OX260910', origin: 'made', mfgDate: '2026-09-10', wo } },
			{ definition: unitCommissioned, data: { batch, item, lot, prefix: UNITS, width: 4, first: 1, last: 500, to: ea, wo } }
		],
		demo.doing('P13', '2026-09-10T18:20')
	);
	await install(demo, old, 1, 290, '2026-09-10T20:00');
	demo.meet();
}

/** 11 September: the second sensor lot. */
export async function goOnWithOximeters(demo: DemoCompany): Promise<void> {
	await install(demo, assemblyOf(demo).later, 291, 500, '2026-09-11T18:30');
	demo.meet();
}

/** 15 September: one sensor replaced, three units scrapped. */
export async function reworkOximeters(demo: DemoCompany): Promise<void> {
	const { batch, later, old, ea } = assemblyOf(demo);
	await demo.floor.do(
		componentRemoved,
		{ batch, number: 352, lot: later, qty: demo.qty(1, '个'), reason: '校准不合格', disposition: 'scrapped' },
		demo.doing('P13', '2026-09-15T10:00')
	);
	await install(demo, old, 352, 352, '2026-09-15T10:20');
	for (const number of SCRAPPED)
		await demo.floor.do(
			stockScrapped,
			{ batch, first: number, last: number, from: ea, reason: '终检不合格' },
			demo.doing('P09', '2026-09-15T15:00', 'P09', 'P03')
		);
	demo.meet();
}

/** 17 September: final inspection, both releases, into the store. */
export async function releaseOximeters(demo: DemoCompany): Promise<void> {
	const { office, floor } = demo;
	const { lot, batch, ea } = assemblyOf(demo);
	await inspect(demo, 'OX260910', 'FQC', '2026-09-17T08:30', [
		['SpO2 误差', '±1.6 %'],
		['漏电流', '12 µA']
	]);
	demo.meet();
	await office.do(productionReleased, { lot, basis: '批记录已审核' }, demo.doing('P02', '2026-09-17T09:00', 'P02'));
	await office.do(marketReleased, { lot, basis: '出厂检验报告合格' }, demo.doing('P02', '2026-09-17T09:30', 'P02'));
	demo.meet();
	for (const [first, last] of without(1, 500, SCRAPPED))
		await floor.do(
			stockMoved,
			{ batch, first, last, from: ea, to: demo.uid('CZ-FG'), reason: '成品入库' },
			demo.doing('P15', '2026-09-17T14:00')
		);
	demo.meet();
}

/** Ranges from `first` to `last` that leave out some numbers. */
export function without(first: number, last: number, left: readonly number[]): [number, number][] {
	const ranges: [number, number][] = [];
	let start = first;
	for (const gap of left) {
		if (gap < first || gap > last) continue;
		if (gap > start) ranges.push([start, gap - 1]);
		start = gap + 1;
	}
	if (start <= last) ranges.push([start, last]);
	return ranges;
}

export const OXIMETER_UNITS = UNITS;
export const OXIMETER_SCRAPPED: readonly number[] = SCRAPPED;
