/** Five hundred pulse oximeters by serial number: two sensor lots, three scrapped, one sensor replaced. */
import { lotCreated, stockMoved, stockScrapped, unitCommissioned } from '../inventory/index.ts';
import { componentInstalled, componentRemoved, stockIssued, woCreated, woReleased } from '../production/index.ts';
import type { DemoCompany } from './demo-company.ts';
import { inspect } from './masks.ts';
import { marketReleased, productionReleased } from '../release/index.ts';

const SCRAPPED = [117, 233, 411];
const UNITS = 'CM2609';

export async function makeOximeters(demo: DemoCompany): Promise<void> {
	const { floor, office } = demo;
	const wo = demo.name('WO-OX-260910-01');
	const lot = demo.name('OX260910');
	const batch = demo.name(UNITS);
	const master = demo.uid('master FG-OX-100');
	const masterHash = demo.uid('hash FG-OX-100');
	const item = demo.uid('FG-OX-100');
	const [old, later] = [demo.uid('L-SENS-260828-01'), demo.uid('L-SENS-260903-01')];
	const ea = demo.uid('CZ-EA');
	await office.do(woCreated, { wo, no: 'WO-OX-260910-01', item, qty: demo.qty(500, '台'), master, masterHash, lotNo: 'OX260910' }, demo.doing('P06', '2026-09-10T07:50'));
	await office.do(woReleased, { wo, master, masterHash }, demo.doing('P06', '2026-09-10T07:55', 'P06'));
	demo.meet();
	const rm = demo.uid('CZ-RM');
	await floor.do(
		stockIssued,
		{ wo, lines: [{ lot: old, qty: demo.qty(291, '个'), from: rm, to: ea }, { lot: later, qty: demo.qty(210, '个'), from: rm, to: ea }], receiver: demo.person('P09').uid },
		demo.doing('P15', '2026-09-10T08:20')
	);
	await floor.doAll(
		[
			{ definition: lotCreated, data: { lot, item, lotNo: 'OX260910', origin: 'made', mfgDate: '2026-09-10', wo } },
			{ definition: unitCommissioned, data: { batch, item, lot, prefix: UNITS, width: 4, first: 1, last: 500, to: ea, wo } }
		],
		demo.doing('P13', '2026-09-10T09:00')
	);
	const install = (sensor: string, first: number, last: number, at: string) =>
		floor.do(componentInstalled, { wo, units: { batch, first, last }, lot: sensor, qty: demo.qty(1, '个'), from: ea, position: 'SpO2' }, demo.doing('P13', at));
	await install(old, 1, 290, '2026-09-10T11:00');
	await install(later, 291, 500, '2026-09-11T11:00');
	await floor.do(
		componentRemoved,
		{ batch, number: 352, lot: later, qty: demo.qty(1, '个'), reason: '校准不合格', disposition: 'scrapped' },
		demo.doing('P13', '2026-09-14T10:00')
	);
	await install(old, 352, 352, '2026-09-14T10:20');
	for (const number of SCRAPPED) await floor.do(stockScrapped, { batch, first: number, last: number, from: ea, reason: '终检不合格' }, demo.doing('P09', '2026-09-15T15:00', 'P09'));
	await inspect(demo, 'OX260910', 'FQC', '2026-09-16T10:00', [['SpO2 误差', '±1.6 %'], ['漏电流', '12 µA']]);
	demo.meet();
	await office.do(productionReleased, { lot, basis: '批记录已审核' }, demo.doing('P02', '2026-09-17T09:00', 'P02'));
	await office.do(marketReleased, { lot, basis: '出厂检验报告合格' }, demo.doing('P02', '2026-09-17T09:30', 'P02'));
	demo.meet();
	for (const [first, last] of without(1, 500, SCRAPPED))
		await floor.do(stockMoved, { batch, first, last, from: ea, to: demo.uid('CZ-FG'), reason: '成品入库' }, demo.doing('P15', '2026-09-17T14:00'));
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
