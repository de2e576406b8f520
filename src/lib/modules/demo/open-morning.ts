/** What lies on everybody's desk on the morning of 12 October 2026: a yellow delivery, orders to ship, goods on the road. */
import { lotCreated, receiptArrived, stockReceived, stockScrapped, transferDispatched } from '../inventory/index.ts';
import { unitDefined } from '../master-data/index.ts';
import { stockIssued, woCreated, woReleased } from '../production/index.ts';
import { inspectionCreated } from '../quality/index.ts';
import { soCreated } from '../sales/index.ts';
import type { DemoCompany } from './demo-company.ts';
import type { PartnerCode } from './master-data.ts';

/** Gross weights of the yellow rolls in kilograms; each tube weighs 0.4. */
const YELLOW_ROLLS = ['10.6', '10.2', '10.5', '10.1', '10.8', '10.2'] as const;
const TARE = '0.4';
const HOUR = 3_600_000;

/** Masks are sold in pouches of 10, boxes of 200 and cartons of 2000. */
const PACKS = [
	['袋', 'pouch', '10'],
	['盒', 'box', '200'],
	['箱', 'carton', '2000']
] as const;

/** Number, customer, pieces, cartons, due: the first can leave today, the second lacks what the steriliser's load still holds up. */
const SALES_ORDERS = [
	['SO-261011-01', 'C02', 12_000, '6 箱', '2026-10-12'],
	['SO-261011-02', 'C03', 40_000, '20 箱', '2026-10-13']
] as const satisfies readonly (readonly [no: string, customer: PartnerCode, pieces: number, packs: string, due: string])[];

export async function leaveWorkOpen(demo: DemoCompany): Promise<void> {
	await takeOrders(demo);
	await deliverYellowRolls(demo);
	await sendToChengdu(demo);
	await beginTheDay(demo);
}

async function takeOrders(demo: DemoCompany): Promise<void> {
	const item = demo.uid('FG-MK-01');
	for (const [code, en, factor] of PACKS)
		await demo.office.do(unitDefined, { code, zh: code, en, item, stockUnit: '只', factor }, demo.doing('P07', '2026-10-11T13:00', 'P07'));
	for (const [no, customer, pieces, entered, due] of SALES_ORDERS)
		await demo.office.do(
			soCreated,
			{ so: demo.name(no), no, customer: demo.uid(customer), lines: [{ item, qty: demo.qty(pieces, '只'), entered }], due },
			demo.doing('P17', '2026-10-11T13:30')
		);
	demo.meet();
}

/** Arrived on Saturday, not inspected yet: these rolls may not be issued (wording 20). */
async function deliverYellowRolls(demo: DemoCompany): Promise<void> {
	const [lot, receipt, inspection] = [demo.name('L-RMMB-261011-01'), demo.name('receipt L-RMMB-261011-01'), demo.name('J-261011')];
	const supplier = demo.uid('S02');
	await demo.floor.doAll(
		[
			{ definition: receiptArrived, data: { receipt, no: 'RCZ2610B111', supplier, deliveryNote: '送货单 HX2610-004' } },
			{
				definition: lotCreated,
				data: {
					lot,
					item: demo.uid('RM-MB'),
					lotNo: 'L-RMMB-261011-01',
					origin: 'purchased',
					supplier,
					supplierLot: 'HX2610-004',
					mfgDate: '2026-10-05',
					expiry: '2028-10-04'
				}
			},
			{
				definition: stockReceived,
				data: {
					lot,
					qty: demo.qty('60', 'kg'),
					to: demo.uid('CZ-IQC'),
					supplier,
					receipt,
					rolls: YELLOW_ROLLS.map((gross, index) => ({
						roll: `HX2610-004/${String(index + 1)}`,
						gross: demo.qty(gross, 'kg'),
						tare: demo.qty(TARE, 'kg'),
						net: demo.qty(netOf(gross), 'kg')
					}))
				}
			},
			{ definition: inspectionCreated, data: { inspection, no: 'J-L-RMMB-261011-01', kind: 'IQC', lot } }
		],
		demo.doing('P15', '2026-10-11T15:20')
	);
}

/** Tenths of a kilogram, exactly. */
function netOf(gross: string): string {
	const tenths = Number(gross.replace('.', '')) - Number(TARE.replace('.', ''));
	return tenths % 10 === 0 ? String(tenths / 10) : `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}`;
}

/** On the road since the evening: Chengdu has not said that it arrived. */
async function sendToChengdu(demo: DemoCompany): Promise<void> {
	const lines = [{ lot: demo.uid('MK260926'), qty: demo.qty(4000, '只'), from: demo.uid('CZ-FG') }];
	const transfer = { transfer: demo.name('TR-261011-01'), no: 'TR-261011-01', toSite: demo.uid('site CD'), lines, carrier: '专车' };
	await demo.floor.do(transferDispatched, transfer, demo.doing('P15', '2026-10-11T16:30'));
}

/** The morning's order is released and its first roll drawn; what was scrapped at night waits for a second signature. */
async function beginTheDay(demo: DemoCompany): Promise<void> {
	const { floor, office } = demo;
	const [wo, master, masterHash] = [demo.name('WO-MKB-261012-01'), demo.uid('master SF-MK-BODY'), demo.uid('hash SF-MK-BODY')];
	demo.meet();
	await office.do(
		woCreated,
		{ wo, no: 'WO-MKB-261012-01', item: demo.uid('SF-MK-BODY'), qty: demo.qty(40000, '只'), master, masterHash, lotNo: 'MB261012' },
		demo.doing('P06', '2026-10-12T07:40')
	);
	await office.do(woReleased, { wo, master, masterHash }, demo.doing('P06', '2026-10-12T07:45', 'P06'));
	await planOximeters(demo);
	demo.meet();
	const roll = { lot: demo.uid('L-RMMB-260925-01'), qty: demo.qty('10', 'kg'), from: demo.uid('CZ-RM'), to: demo.uid('CZ-CR1') };
	await floor.do(stockIssued, { wo, lines: [roll], receiver: demo.person('P08').uid }, demo.doing('P15', '2026-10-12T08:00'));
	await floor.do(
		stockScrapped,
		{ lot: demo.uid('L-RMNW-260827-01'), qty: demo.qty('20', 'm'), from: demo.uid('CZ-RM'), reason: '夜班试机断条，补录' },
		{ ...demo.doing('P08', '2026-10-12T02:10', 'P08'), delayMs: 6 * HOUR }
	);
	demo.meet();
}

/** Twenty oximeters to be assembled unit by unit: their order is released, their sensors still lie in the store (T7). */
async function planOximeters(demo: DemoCompany): Promise<void> {
	const [wo, master, masterHash] = [demo.name('WO-OX-261012-01'), demo.uid('master FG-OX-100'), demo.uid('hash FG-OX-100')];
	await demo.office.do(
		woCreated,
		{ wo, no: 'WO-OX-261012-01', item: demo.uid('FG-OX-100'), qty: demo.qty(20, '台'), master, masterHash, lotNo: 'OX261012' },
		demo.doing('P06', '2026-10-12T07:50')
	);
	await demo.office.do(woReleased, { wo, master, masterHash }, demo.doing('P06', '2026-10-12T07:55', 'P06'));
}
