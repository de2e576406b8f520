/** Sterile masks: meltblown in, bodies and masks made, sterilised, released, shipped (domain.md §5.7). */
import { addMonths, type PlainDate } from '#lib/kernel/plain-date.ts';
import { lotCreated, receiptArrived, stockMoved, stockReceived, transferDispatched, transferReceived } from '../inventory/index.ts';
import { materialConsumed, outputReported, stockIssued, woCreated, woReleased } from '../production/index.ts';
import { inspectionCreated, inspectionJudged, inspectionResult, lotDispositioned } from '../quality/index.ts';
import { marketReleased, productionReleased } from '../release/index.ts';
import { shipmentChecked, shipmentPicked, shipmentShipped } from '../sales/index.ts';
import type { DemoCompany } from './demo-company.ts';
import type { ItemCode, LocationCode, PartnerCode, PersonCode } from './master-data.ts';

interface Purchase {
	readonly lot: string;
	readonly item: ItemCode;
	readonly supplier: PartnerCode;
	readonly supplierLot: string;
	readonly qty: string;
	readonly unit: string;
	readonly day: string;
	readonly rolls?: number;
	readonly expiry?: string;
}

export const PURCHASES: readonly Purchase[] = [
	{
		lot: 'L-POUCH-260826-01',
		item: 'PK-POUCH-10',
		supplier: 'S04',
		supplierLot: 'ZS2411-08',
		qty: '20000',
		unit: '个',
		day: '2026-08-26',
		expiry: '2026-11-05'
	},
	{ lot: 'L-RMNW-260827-01', item: 'RM-NW', supplier: 'S03', supplierLot: 'BL26-311', qty: '5000', unit: 'm', day: '2026-08-27' },
	{ lot: 'L-SENS-260828-01', item: 'CM-SENS', supplier: 'S06', supplierLot: 'SM26-0815', qty: '300', unit: '个', day: '2026-08-28' },
	{
		lot: 'L-RMMB-260902-01',
		item: 'RM-MB',
		supplier: 'S02',
		supplierLot: 'HX2608-117',
		qty: '120',
		unit: 'kg',
		day: '2026-09-02',
		rolls: 12,
		expiry: '2028-08-20'
	},
	{ lot: 'L-SENS-260903-01', item: 'CM-SENS', supplier: 'S06', supplierLot: 'SM26-0822', qty: '260', unit: '个', day: '2026-09-03' },
	{
		lot: 'L-RMMB-260905-01',
		item: 'RM-MB',
		supplier: 'S02',
		supplierLot: 'HX2608-121',
		qty: '80',
		unit: 'kg',
		day: '2026-09-05',
		rolls: 8,
		expiry: '2028-08-24'
	}
];

/** For the orders of late September, whose goods are in stock, at rest after sterilisation, or being made today. */
export const LATER_PURCHASE: Purchase = {
	lot: 'L-RMMB-260925-01',
	item: 'RM-MB',
	supplier: 'S02',
	supplierLot: 'HX2609-015',
	qty: '120',
	unit: 'kg',
	day: '2026-09-25',
	rolls: 12,
	expiry: '2028-09-10'
};

/** Receive into quarantine, inspect by one, judge by another, release by quality, put away. */
export async function purchase(demo: DemoCompany, bought: Purchase): Promise<void> {
	const { floor } = demo;
	const lot = demo.name(bought.lot);
	const receipt = demo.name(`receipt ${bought.lot}`);
	const at = (time: string) => `${bought.day}T${time}`;
	const rolls = bought.rolls
		? Array.from({ length: bought.rolls }, (_, index) => ({
				roll: `${bought.supplierLot}/${index + 1}`,
				gross: demo.qty('10.4', 'kg'),
				tare: demo.qty('0.4', 'kg'),
				net: demo.qty('10', 'kg')
			}))
		: undefined;
	await floor.doAll(
		[
			{
				definition: receiptArrived,
				data: {
					receipt,
					no: `RCZ${bought.day.slice(2, 4)}${bought.day.slice(5, 7)}B1${bought.day.slice(8)}`,
					supplier: demo.uid(bought.supplier),
					deliveryNote: `送货单 ${bought.supplierLot}`
				}
			},
			{
				definition: lotCreated,
				data: {
					lot,
					item: demo.uid(bought.item),
					lotNo: bought.lot,
					origin: 'purchased',
					supplier: demo.uid(bought.supplier),
					supplierLot: bought.supplierLot,
					...(bought.expiry ? { expiry: bought.expiry } : {})
				}
			},
			{
				definition: stockReceived,
				data: {
					lot,
					qty: demo.qty(bought.qty, bought.unit),
					to: demo.uid('CZ-IQC'),
					supplier: demo.uid(bought.supplier),
					receipt,
					...(rolls ? { rolls } : {})
				}
			}
		],
		demo.doing('P15', at('08:40'))
	);
	await inspect(demo, bought.lot, 'IQC', at('10:10'), [
		['外观', '无破洞、无污渍'],
		bought.item === 'RM-MB' ? ['克重', '25.1 g/m²'] : bought.item === 'CM-SENS' ? ['正向电压', '1.9 V'] : ['尺寸', '合格']
	]);
	await demo.floor.do(
		lotDispositioned,
		{ lot, decision: 'released', basis: `进货检验 ${bought.lot}` },
		demo.doing('P03', at('14:30'), 'P03')
	);
	await floor.do(
		stockMoved,
		{ lot, qty: demo.qty(bought.qty, bought.unit), from: demo.uid('CZ-IQC'), to: demo.uid('CZ-RM'), reason: '合格上架' },
		demo.doing('P15', at('15:00'))
	);
	demo.meet();
}

export async function inspect(
	demo: DemoCompany,
	lotNo: string,
	kind: 'IQC' | 'IPQC' | 'FQC',
	at: string,
	results: readonly (readonly [string, string])[]
): Promise<void> {
	const lot = demo.uid(lotNo);
	const inspection = demo.name(`inspection ${lotNo}`);
	await demo.floor.do(inspectionCreated, { inspection, no: `J-${lotNo}`, kind, lot }, demo.doing('P05', at));
	await demo.floor.do(
		inspectionResult,
		{ inspection, lot, results: results.map(([characteristic, value]) => ({ characteristic, value, verdict: 'pass' as const })) },
		demo.doing('P05', at)
	);
	await demo.floor.do(inspectionJudged, { inspection, lot, decision: 'accepted' }, demo.doing('P04', at, 'P04'));
}

interface Order {
	readonly wo: string;
	readonly product: ItemCode;
	readonly out: string;
	readonly good: number;
	readonly scrap: number;
	readonly planned: number;
	readonly consume: readonly (readonly [lot: string, qty: string, unit: string])[];
	readonly day: string;
	readonly operator: PersonCode;
}

/** Bodies are made in the morning, packed in the afternoon. */
const SHIFTS = {
	morning: { plan: '07:40', release: '07:45', issue: '08:00', consume: '08:20', report: '11:20', inspect: '11:40', judge: '12:00' },
	afternoon: { plan: '12:30', release: '12:35', issue: '12:50', consume: '13:10', report: '17:10', inspect: '17:20', judge: '17:30' }
};

const BODY = (day: string, good: number, scrap: number, ...consume: readonly (readonly [string, string])[]): Order => ({
	wo: `WO-MKB-${short(day)}-01`,
	product: 'SF-MK-BODY',
	out: `MB${short(day)}`,
	good,
	scrap,
	planned: 40000,
	consume: consume.map(([lot, qty]) => [lot, qty, 'kg'] as const),
	day,
	operator: 'P10'
});
const MASK = (day: string, ...consume: readonly (readonly [string, string])[]): Order => ({
	wo: `WO-MKP-${short(day)}-01`,
	product: 'FG-MK-01',
	out: `MK${short(day)}`,
	good: 39000,
	scrap: 195,
	planned: 39000,
	consume: consume.map(([lot, qty]) => [lot, qty, '只'] as const),
	day,
	operator: 'P11'
});

export const ORDERS: readonly Order[] = [
	BODY('2026-09-07', 39620, 380, ['L-RMMB-260902-01', '32.8']),
	BODY('2026-09-08', 39710, 290, ['L-RMMB-260902-01', '32.7']),
	BODY('2026-09-09', 39540, 460, ['L-RMMB-260902-01', '20'], ['L-RMMB-260905-01', '12.9']),
	MASK('2026-09-09', ['MB260907', '39195']),
	BODY('2026-09-10', 39800, 200, ['L-RMMB-260905-01', '33']),
	MASK('2026-09-10', ['MB260908', '39195']),
	MASK('2026-09-11', ['MB260907', '425'], ['MB260908', '515'], ['MB260909', '38255']),
	MASK('2026-09-12', ['MB260909', '1285'], ['MB260910', '37910'])
];

/** One lot that was released and can be shipped, one that waits for its steriliser's verdict. */
export const LATER_ORDERS: readonly (readonly [body: Order, mask: Order])[] = [
	[BODY('2026-09-26', 39660, 340, ['L-RMMB-260905-01', '32.8']), MASK('2026-09-26', ['MB260926', '39195'])],
	[
		BODY('2026-09-27', 39590, 410, ['L-RMMB-260905-01', '1.3'], ['L-RMMB-260925-01', '31.5']),
		MASK('2026-09-27', ['MB260926', '465'], ['MB260927', '38730'])
	]
];

/** Plan, issue, consume, report, check, release for the next step. */
export async function produce(demo: DemoCompany, order: Order): Promise<void> {
	const { floor, office } = demo;
	const isBody = order.product === 'SF-MK-BODY';
	const shift = isBody ? SHIFTS.morning : SHIFTS.afternoon;
	const at = (part: keyof typeof shift) => `${order.day}T${shift[part]}`;
	const wo = demo.name(order.wo);
	const lot = demo.name(order.out);
	const master = demo.uid(`master ${order.product}`);
	const masterHash = demo.uid(`hash ${order.product}`);
	await office.do(
		woCreated,
		{ wo, no: order.wo, item: demo.uid(order.product), qty: demo.qty(order.planned, '只'), master, masterHash, lotNo: order.out },
		demo.doing('P06', at('plan'))
	);
	await office.do(woReleased, { wo, master, masterHash }, demo.doing('P06', at('release'), 'P06'));
	demo.meet();
	const store: LocationCode = isBody ? 'CZ-RM' : 'CZ-WIP';
	const lines = order.consume.map(([input, qty, unit]) => ({
		lot: demo.uid(input),
		qty: demo.qty(qty, unit),
		from: demo.uid(store),
		to: demo.uid('CZ-CR1')
	}));
	await floor.do(stockIssued, { wo, lines, receiver: demo.person('P08').uid }, demo.doing('P15', at('issue')));
	for (const [input, qty, unit] of order.consume)
		await floor.do(
			materialConsumed,
			{ wo, step: isBody ? 20 : 10, lot: demo.uid(input), qty: demo.qty(qty, unit), from: demo.uid('CZ-CR1') },
			demo.doing(order.operator, at('consume'))
		);
	const made = {
		lot,
		item: demo.uid(order.product),
		lotNo: order.out,
		origin: 'made' as const,
		mfgDate: order.day,
		expiry: addMonths(order.day as PlainDate, isBody ? 1 : 24),
		wo
	};
	await floor.doAll(
		[
			{ definition: lotCreated, data: made },
			{
				definition: outputReported,
				data: {
					wo,
					step: isBody ? 20 : 10,
					lot,
					qty: demo.qty(order.good, '只'),
					to: demo.uid(isBody ? 'CZ-WIP' : 'CZ-FGQ'),
					scrap: [{ reason: isBody ? '焊接不良' : '封口不良', qty: demo.qty(order.scrap, '只') }],
					equipment: isBody ? 'EQ-P-01' : 'EQ-P-02'
				}
			}
		],
		demo.doing(order.operator, at('report'))
	);
	if (isBody) {
		await inspect(demo, order.out, 'IPQC', at('inspect'), [
			['耳带断裂强力', '13.2 N'],
			['尺寸', '17.5 × 9.5 cm']
		]);
		await floor.do(lotDispositioned, { lot, decision: 'released', basis: `过程检验 ${order.out}` }, demo.doing('P03', at('judge'), 'P03'));
	}
	demo.meet();
}

/** Final inspection and the two releases, from a given hour on; without `marketDay` the lot stays before 上市放行. */
export async function release(
	demo: DemoCompany,
	lotNo: string,
	day: string,
	hour: string,
	marketDay?: string,
	marketHour = '09'
): Promise<void> {
	const lot = demo.uid(lotNo);
	const results = [
		['外观', '合格'],
		['BFE', '99.2 %'],
		['无菌', '无菌生长']
	] as const;
	if (marketDay) await inspect(demo, lotNo, 'FQC', `${day}T${hour}:00`, results);
	demo.meet();
	await demo.office.do(productionReleased, { lot, basis: '批记录已审核' }, demo.doing('P02', `${day}T${hour}:30`, 'P02'));
	if (!marketDay) return demo.meet();
	await demo.office.do(marketReleased, { lot, basis: '出厂检验报告合格' }, demo.doing('P02', `${marketDay}T${marketHour}:00`, 'P02'));
	demo.meet();
	const putAway = { lot, qty: demo.qty(38800, '只'), from: demo.uid('CZ-FGQ'), to: demo.uid('CZ-FG'), reason: '成品入库' };
	await demo.floor.do(stockMoved, putAway, demo.doing('P15', `${marketDay}T${marketHour}:30`));
	demo.meet();
}

export type Goods =
	| { readonly lot: string; readonly qty: number }
	| { readonly batch: string; readonly ranges: readonly (readonly [first: number, last: number])[] };

export function goodsLines(demo: DemoCompany, goods: Goods) {
	if ('lot' in goods) return [{ lot: demo.uid(goods.lot), qty: demo.qty(goods.qty, '只') }];
	return goods.ranges.map(([first, last]) => ({ batch: demo.uid(goods.batch), first, last }));
}

/** Pick, check by exact scan, ship. */
export async function ship(
	demo: DemoCompany,
	no: string,
	site: 'CZ' | 'CD',
	customer: PartnerCode,
	goods: Goods,
	at: string
): Promise<void> {
	const terminal = site === 'CZ' ? demo.floor : demo.chengdu;
	const who = site === 'CZ' ? 'P15' : 'P18';
	const shipment = demo.name(no);
	const lines = goodsLines(demo, goods).map((line) => ({ ...line, from: demo.uid(`${site}-FG`) }));
	await terminal.do(shipmentPicked, { shipment, customer: demo.uid(customer), lines }, demo.doing(who, at));
	await terminal.do(shipmentChecked, { shipment, method: 'scan' }, demo.doing(who, at));
	await terminal.do(shipmentShipped, { shipment, no, customer: demo.uid(customer), lines }, demo.doing(who, at));
	demo.meet();
}

/** Changzhou to Chengdu, received the day after by the one person there. */
export async function transferToChengdu(demo: DemoCompany, no: string, goods: Goods, sent: string, arrived: string): Promise<void> {
	const transfer = demo.name(no);
	const lines = goodsLines(demo, goods);
	await demo.floor.do(
		transferDispatched,
		{ transfer, no, toSite: demo.uid('site CD'), lines: lines.map((line) => ({ ...line, from: demo.uid('CZ-FG') })), carrier: '专车' },
		demo.doing('P15', sent)
	);
	demo.reachChengdu();
	await demo.chengdu.do(
		transferReceived,
		{ transfer, lines: lines.map((line) => ({ ...line, to: demo.uid('CD-FG') })), condition: '完好' },
		demo.doing('P18', arrived)
	);
	demo.reachChengdu();
}

function short(day: string): string {
	return day.slice(2).replaceAll('-', '');
}
