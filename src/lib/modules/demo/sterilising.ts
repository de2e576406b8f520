/** The demo company's loads: to the contract steriliser in Wuxi and back, told by the factory from the contractor's papers. */
import { sampleTaken, stockMoved } from '../inventory/index.ts';
import {
	sterilBiRecorded,
	sterilCycleRecorded,
	sterilLoaded,
	sterilLoadReleased,
	sterilReturned,
	sterilSpecReleased
} from '../sterilisation/index.ts';
import type { DemoCompany } from './demo-company.ts';
import type { LocationCode } from './master-data.ts';

/** Biological indicators in each load. */
const INDICATORS = 20;

/** Limits of the contractor's validated cycle; example values. */
const CYCLE_LIMITS = [
	{ key: 'precondition', name: '预处理时间', unit: 'h', lower: '8', upper: '24' },
	{ key: 'temperature', name: '灭菌温度', unit: '°C', lower: '45', upper: '55' },
	{ key: 'humidity', name: '相对湿度', unit: '%', lower: '40', upper: '80' },
	{ key: 'eo', name: '环氧乙烷浓度', unit: 'mg/L', lower: '550', upper: '700' },
	{ key: 'minutes', name: '灭菌时间', unit: 'min', lower: '360' },
	{ key: 'aeration-temperature', name: '解析温度', unit: '°C', lower: '35', upper: '45' },
	{ key: 'aeration-hours', name: '解析时间', unit: 'h', lower: '72' },
	{ key: 'residue', name: 'EO 残留', unit: 'µg/g', upper: '10' }
];

export async function approveCycle(demo: DemoCompany): Promise<void> {
	await demo.office.do(
		sterilSpecReleased,
		{
			spec: demo.name('spec EO'),
			no: 'GY-MJ-01',
			rev: 'A/2',
			method: '环氧乙烷',
			indicators: INDICATORS,
			validation: '灭菌确认报告 2026-01',
			limits: CYCLE_LIMITS
		},
		demo.doing('P03', '2026-08-24T10:00', 'P03', 'P02')
	);
	demo.meet();
}

/** To the contract steriliser; the factory records what the steriliser's papers say. */
export async function sendToSteriliser(demo: DemoCompany, loadNo: string, day: string, lots: readonly string[]): Promise<void> {
	const { floor } = demo;
	const load = demo.name(loadNo);
	for (const line of wholeLots(demo, lots, 'CZ-FGQ', 'WX-IN'))
		await floor.do(stockMoved, { ...line, reason: `送灭菌 ${loadNo}` }, demo.doing('P15', `${day}T18:00`));
	await floor.do(
		sterilLoaded,
		{
			load,
			no: loadNo,
			contractor: demo.uid('S09'),
			spec: demo.uid('spec EO'),
			indicators: INDICATORS,
			lines: wholeLots(demo, lots, 'WX-IN', 'WX-EO1')
		},
		demo.doing('P15', `${day}T18:10`)
	);
	demo.meet();
}

/** The stamped report, aeration, goods counted back in, samples taken. */
export async function backFromSteriliser(
	demo: DemoCompany,
	loadNo: string,
	day: string,
	back: string,
	lots: readonly string[]
): Promise<void> {
	const { floor, office } = demo;
	const parameters = {
		precondition: '12 h',
		temperature: '50 °C',
		humidity: '60 %',
		eo: '600 mg/L',
		minutes: '360 min',
		'aeration-temperature': '40 °C',
		'aeration-hours': '96 h',
		residue: '4 µg/g'
	};
	await office.do(
		sterilCycleRecorded,
		{ load: demo.uid(loadNo), start: `${day}T20:00:00+08:00`, end: `${day}T23:30:00+08:00`, chamber: '1号柜', parameters },
		demo.doing('P03', `${back}T09:00`)
	);
	demo.meet();
	for (const line of wholeLots(demo, lots, 'WX-EO1', 'WX-AER'))
		await floor.do(stockMoved, { ...line, reason: '解析' }, demo.doing('P15', `${back}T09:10`));
	await floor.do(
		sterilReturned,
		{
			load: demo.uid(loadNo),
			lines: wholeLots(demo, lots, 'WX-AER', 'CZ-FGQ'),
			indicators: INDICATORS,
			condition: '完好'
		},
		demo.doing('P15', `${back}T15:00`)
	);
	for (const lot of lots)
		await floor.do(
			sampleTaken,
			{ lot: demo.uid(lot), qty: demo.qty(200, '只'), from: demo.uid('CZ-FGQ') },
			demo.doing('P05', `${back}T15:30`)
		);
	demo.meet();
}

/** Seven days of incubation after the goods came back (GB 18282.2 examples; the firm's specification says how long). */
export async function readIndicators(demo: DemoCompany, loadNo: string, day: string, hour = '08:30'): Promise<void> {
	await demo.office.do(
		sterilBiRecorded,
		{ load: demo.uid(loadNo), biLot: 'BI-260801', recovered: INDICATORS, positive: 0, control: 'grown', read: day },
		demo.doing('P05', `${day}T${hour}`, 'P05')
	);
	demo.meet();
}

function wholeLots(demo: DemoCompany, lots: readonly string[], from: LocationCode, to: LocationCode) {
	return lots.map((lot) => ({ lot: demo.uid(lot), qty: demo.qty(39000, '只'), from: demo.uid(from), to: demo.uid(to) }));
}

export async function releaseLoad(demo: DemoCompany, loadNo: string, day: string): Promise<void> {
	await demo.office.do(
		sterilLoadReleased,
		{ load: demo.uid(loadNo), basis: '参数合格；BI 阴性；EO 残留 4 µg/g' },
		demo.doing('P03', `${day}T10:00`, 'P03')
	);
	demo.meet();
}
