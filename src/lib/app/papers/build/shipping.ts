/** 出库单 and 随货同行单: what the store lets go, and what travels with the goods (器械经营质量管理规范). */
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { fieldText } from '#lib/engine/register.ts';
import { sites } from '#lib/modules/org/index.ts';
import { salesOrders } from '#lib/modules/sales/index.ts';
import { documentCode } from '../../scan/codes.ts';
import * as cell from '../cells.ts';
import type { Cell } from '../paper.ts';
import { newestOf, paperOf, UNKNOWN, type BuildContext, type PaperBuilder } from './builder.ts';
import { acceptedInspection } from './inspection.ts';
import {
	chainNumber,
	companyCode,
	companyName,
	firstAbout,
	goodsLines,
	isVoid,
	lotOrSerial,
	opsAbout,
	partnerField,
	partnerName,
	signedBy,
	siteText,
	slot,
	sumsOf
} from './lookup.ts';

/** Our number, and the customer’s own where it was recorded. "" for goods that left without an order. */
function orderNumber({ engine }: BuildContext, op: RecordedOp): string {
	const row = typeof op.data['order'] === 'string' ? engine.row(salesOrders, op.data['order']) : undefined;
	return row ? [fieldText(row, 'no'), fieldText(row, 'customerNo')].filter((part) => part !== '').join(' / ') : '';
}

const blank: Cell = { kind: 'text', text: '' };

function shippedOp({ engine }: BuildContext, id: string): RecordedOp | undefined {
	return firstAbout(engine, 'shipment.shipped', `shipment:${id}`);
}

const numberOf = (context: BuildContext, op: RecordedOp): string =>
	typeof op.data['no'] === 'string' && op.data['no'] !== '' ? op.data['no'] : chainNumber(context.engine, 'SH', op);

const listShipments = (context: BuildContext, limit: number, prefix: string) =>
	newestOf(context.engine, ['shipment.shipped'], limit, (op) => {
		const customer = partnerName(context.engine, String(op.data['customer'] ?? ''));
		const lots = goodsLines(context.engine, op).map((line) => line.lot?.number ?? '');
		const about = `${customer} ${[...new Set(lots)].join('、')}`;
		return { id: String(op.data['shipment']), number: `${prefix}${numberOf(context, op)}`, about: { zh: about, en: about }, at: op.at };
	});

export const outbound: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const op = shippedOp(context, id);
		if (!op) return UNKNOWN;
		const lines = goodsLines(engine, op);
		const picked = opsAbout(engine, 'shipment.picked', `shipment:${id}`).at(-1);
		const checked = opsAbout(engine, 'shipment.checked', `shipment:${id}`).at(-1);
		const byScan = checked?.data['method'] === 'scan';
		return paperOf(context, {
			kind: 'outbound',
			id,
			subject: `shipment:${id}`,
			number: `CK-${numberOf(context, op)}`,
			workCode: documentCode('shipment', id),
			isVoid: isVoid(engine, op),
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						cell.fact('customer', '收货单位', 'Consignee', cell.text(partnerName(engine, String(op.data['customer'] ?? ''))), true),
						cell.fact('shipment', '发货单号', 'Shipment', cell.code(numberOf(context, op))),
						cell.fact('order', '销售订单号', 'Sales order', cell.code(orderNumber(context, op))),
						cell.fact('site', '出库仓库', 'From store', cell.text(siteText(engine, op.site))),
						cell.fact('at', '出库时间', 'Issued', cell.instant(op.at))
					]
				},
				{
					kind: 'table',
					key: 'lines',
					columns: [
						cell.column('code', '产品编码', 'Code', 13),
						cell.column('item', '名称规格', 'Name', 28),
						cell.column('lot', '批号/序列号', 'Lot / serial', 20),
						cell.column('expiry', '失效日期', 'Expiry', 17),
						cell.column('qty', '数量', 'Quantity', 12, 'end'),
						cell.column('from', '库位', 'Location', 11)
					],
					rows: lines.map((line) => [
						cell.code(line.item.code),
						cell.name(line.item.name),
						lotOrSerial(line),
						expiryOf(line.lot?.expiry, line.item.class),
						line.qty,
						cell.text(line.from)
					]),
					sums: [cell.words('sum', '合计', 'Total'), blank, blank, blank, sumsOf(lines), blank],
					empty: cell.bi('没有明细', 'No lines')
				},
				{
					kind: 'facts',
					key: 'check',
					facts: [
						cell.fact(
							'method',
							'出库复核方式',
							'How it was checked',
							checked
								? byScan
									? cell.words('scan', '扫码复核', 'Exact scan')
									: cell.words('person', '第二人复核', 'Second person')
								: cell.MISSING
						),
						cell.fact('waybill', '运单号', 'Waybill', cell.code(String(op.data['waybill'] ?? '')))
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('picker', '拣货人', 'Picked by', signedBy(engine, picked)),
						slot('checker', '复核', 'Checked by', signedBy(engine, checked)),
						slot('shipper', '发货人', 'Shipped by', signedBy(engine, op))
					]
				}
			]
		});
	},
	list: (context, limit) => listShipments(context, limit, 'CK-')
};

const expiryOf = (expiry: string | undefined, itemClass: string): Cell =>
	expiry === undefined || expiry === '' ? (itemClass === 'finished' ? cell.MISSING : cell.none('—', '—')) : cell.date(expiry);

export const delivery: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const op = shippedOp(context, id);
		if (!op) return UNKNOWN;
		const customer = String(op.data['customer'] ?? '');
		const lines = goodsLines(engine, op);
		const checked = opsAbout(engine, 'shipment.checked', `shipment:${id}`).at(-1);
		const reports = [...new Set(lines.map((line) => line.lot?.uid ?? ''))].flatMap((lot) => {
			const accepted = lot === '' ? undefined : acceptedInspection(engine, lot);
			return accepted ? [`BG-${accepted.no}`] : [];
		});
		return paperOf(context, {
			kind: 'delivery',
			id,
			subject: `shipment:${id}`,
			number: numberOf(context, op),
			workCode: documentCode('shipment', id),
			isVoid: isVoid(engine, op),
			blocks: [
				{
					kind: 'facts',
					key: 'parties',
					facts: [
						cell.fact('supplier', '供货者', 'Supplier', cell.text(companyName(engine)), true),
						cell.fact('uscc', '统一社会信用代码', 'Credit code', cell.code(companyCode(engine))),
						cell.fact('licence', '生产许可证号', 'Production licence', cell.code(fieldText(engine.row(sites, op.site), 'licence'))),
						cell.fact('customer', '收货单位', 'Consignee', cell.text(partnerName(engine, customer)), true),
						cell.fact(
							'address',
							'收货地址',
							'Address',
							cell.text(String(op.data['address'] ?? '') || partnerField(engine, customer, 'address')),
							true
						),
						...(orderNumber(context, op) === '' ? [] : [cell.fact('order', '订单号', 'Order', cell.code(orderNumber(context, op)))]),
						cell.fact('at', '发货日期', 'Shipped', cell.date(op.at.slice(0, 10))),
						cell.fact(
							'waybill',
							'运单号/承运',
							'Waybill / carrier',
							cell.code([op.data['waybill'], op.data['carrier']].filter((part) => typeof part === 'string').join(' '))
						)
					]
				},
				{
					kind: 'table',
					key: 'lines',
					columns: [
						cell.column('item', '产品名称、型号规格', 'Product, model', 25),
						cell.column('registration', '注册证/备案号', 'Registration', 15),
						cell.column('lot', '生产批号/序列号', 'Lot / serial', 18),
						cell.column('load', '灭菌批号', 'Steriliser load', 13),
						cell.column('expiry', '失效日期', 'Expiry', 17),
						cell.column('qty', '数量', 'Quantity', 12, 'end')
					],
					rows: lines.map((line) => [
						cell.name(line.item.name),
						cell.code(line.item.registration),
						lotOrSerial(line),
						line.item.sterile ? cell.code(line.lot?.loads ?? '') : cell.none('非无菌', 'Not sterile'),
						expiryOf(line.lot?.expiry, line.item.class),
						line.qty
					]),
					sums: [cell.words('sum', '合计', 'Total'), blank, blank, blank, blank, sumsOf(lines)],
					empty: cell.bi('没有明细', 'No lines')
				},
				{
					kind: 'facts',
					key: 'more',
					facts: [
						cell.fact('maker', '生产企业', 'Manufacturer', cell.text(companyName(engine))),
						cell.fact('cartons', '件数', 'Packages', cell.text(String(op.data['packages'] ?? ''))),
						cell.fact(
							'storage',
							'储运条件',
							'Storage and transport',
							cell.text([...new Set(lines.map((line) => line.item.storage))].filter((one) => one !== '').join('；')),
							true
						),
						cell.fact('reports', '随附检验报告', 'Reports enclosed', cell.code(reports.join('、')), true)
					]
				},
				{
					kind: 'notes',
					key: 'notes',
					notes: [
						cell.bi(
							'请收货时核对批号与数量，如有不符请当日告知。扫右上角二维码可核对本单。',
							'Please compare lots and quantities on receipt and tell us the same day. The code at the top verifies this note.'
						)
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('checker', '出库复核', 'Checked by', signedBy(engine, checked)),
						slot('shipper', '发货人', 'Shipped by', signedBy(engine, op)),
						slot('receiver', '收货人', 'Received by', [])
					],
					seal: cell.bi('出库专用章', 'Goods-issue seal')
				}
			]
		});
	},
	list: (context, limit) => listShipments(context, limit, '')
};
