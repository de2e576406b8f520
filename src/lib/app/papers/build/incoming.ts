/** Papers of a delivery: 到货登记单, 请检单, 采购入库单. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lotNode, receipts } from '#lib/modules/inventory/index.ts';
import { inspections, quality } from '#lib/modules/quality/index.ts';
import { documentCode } from '../../scan/codes.ts';
import * as cell from '../cells.ts';
import type { Cell } from '../paper.ts';
import { newestOf, paperOf, titleOf, UNKNOWN, type PaperBuilder } from './builder.ts';
import { inspectionFacts, inspectionKindWords } from './inspection-facts.ts';
import {
	chainNumber,
	firstAbout,
	goodsLine,
	isVoid,
	locationText,
	lotFacts,
	opsAbout,
	partnerName,
	signedBy,
	slot,
	sumsOf
} from './lookup.ts';

/** Goods a receipt brought in, oldest first. */
export function receivedBy(engine: Engine, receipt: string): readonly RecordedOp[] {
	return engine.opsOfType('stock.received').filter((op) => op.data['receipt'] === receipt && engine.standing(op) !== 'void');
}

export const receipt: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const row = engine.row(receipts, id);
		const arrived = firstAbout(engine, 'receipt.arrived', `receipt:${id}`);
		if (!arrived) return UNKNOWN;
		const supplier = fieldText(row, 'supplier') || String(arrived.data['supplier'] ?? '');
		const received = receivedBy(engine, id).map((op) => ({ op, line: goodsLine(engine, op.data) }));
		const rolls = received.flatMap(({ op, line }) => rollsOf(op).map((roll) => ({ roll, line })));
		return paperOf(context, {
			kind: 'receipt',
			id,
			subject: `receipt:${id}`,
			number: fieldText(row, 'no') || chainNumber(engine, 'DH', arrived),
			workCode: documentCode('receipt', id),
			isVoid: isVoid(engine, arrived),
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						cell.fact('supplier', '供货单位', 'Supplier', cell.text(partnerName(engine, supplier))),
						cell.fact('arrivedAt', '到货时间', 'Arrived', cell.instant(arrived.at)),
						cell.fact('note', '送货单号', 'Delivery note', cell.code(fieldText(row, 'deliveryNote'))),
						cell.fact('carrier', '承运', 'Carrier', cell.text(fieldText(row, 'carrier'))),
						cell.fact('photo', '送货单照片', 'Photo of the note', cell.code(photosOf(arrived)), true)
					]
				},
				{
					kind: 'table',
					key: 'lines',
					title: cell.bi('到货明细', 'Goods arrived'),
					columns: [
						cell.column('item', '物料', 'Item', 25),
						cell.column('lot', '内部批号', 'Our lot', 19),
						cell.column('supplierLot', '供方批号', 'Supplier lot', 15),
						cell.column('qty', '数量', 'Quantity', 12, 'end'),
						cell.column('expiry', '失效日期', 'Expiry', 17),
						cell.column('to', '存放库位', 'Placed at', 15)
					],
					rows: received.map(({ op, line }) => [
						cell.name(line.item.name),
						cell.code(line.lot?.number),
						cell.code(line.lot?.supplierLot),
						line.qty,
						cell.date(line.lot?.expiry ?? ''),
						cell.text(locationText(engine, op.data['to']))
					]),
					sums: [cell.words('sum', '合计', 'Total'), empty, empty, sumsOf(received.map(({ line }) => line)), empty, empty],
					empty: cell.bi('尚未登记货物', 'No goods recorded yet')
				},
				...(rolls.length > 0
					? [
							{
								kind: 'table' as const,
								key: 'rolls',
								title: cell.bi('逐卷重量', 'Weight per roll'),
								columns: [
									cell.column('roll', '卷号', 'Roll', 30),
									cell.column('lot', '内部批号', 'Our lot', 25),
									cell.column('gross', '毛重', 'Gross', 15, 'end'),
									cell.column('tare', '皮重', 'Tare', 15, 'end'),
									cell.column('net', '净重', 'Net', 15, 'end')
								],
								rows: rolls.map(({ roll, line }) => [
									cell.code(roll.roll),
									cell.code(line.lot?.number),
									cell.recorded(roll.gross),
									cell.recorded(roll.tare),
									cell.recorded(roll.net)
								]),
								empty: cell.bi('未逐卷称重', 'Not weighed per roll')
							}
						]
					: []),
				{
					kind: 'facts',
					key: 'check',
					title: cell.bi('到货核对', 'Checked on arrival'),
					facts: [
						cell.fact('packing', '包装与标识', 'Packing and labels', cell.text(fieldText(row, 'condition'))),
						cell.fact('certificate', '供方质保书', 'Supplier certificate', cell.text(fieldText(row, 'certificate')))
					]
				},
				{
					kind: 'notes',
					key: 'notes',
					notes: [cell.bi('到货后贴黄色待检标识，检验合格后换绿色。', 'Labelled yellow (quarantine) on arrival, green after release.')]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [slot('receiver', '收货人', 'Received by', signedBy(engine, arrived)), slot('deliverer', '送货人', 'Delivered by', [])]
				}
			]
		});
	},
	list: ({ engine }, limit) =>
		newestOf(engine, ['receipt.arrived'], limit, (op) => {
			const supplier = partnerName(engine, String(op.data['supplier'] ?? ''));
			return {
				id: String(op.data['receipt']),
				number: String(op.data['no'] ?? ''),
				about: { zh: supplier, en: supplier },
				at: op.at
			};
		})
};

const empty: Cell = { kind: 'text', text: '' };

interface Roll {
	readonly roll: string;
	readonly gross: unknown;
	readonly tare: unknown;
	readonly net: unknown;
}

export function rollsOf(op: RecordedOp): readonly Roll[] {
	const { rolls } = op.data;
	return Array.isArray(rolls) ? (rolls as unknown as readonly Roll[]) : [];
}

/** Hashes of photos recorded with a delivery, shortened for reading. */
function photosOf(op: RecordedOp): string {
	const photos = op.data['photos'] ?? op.data['photo'];
	const list = Array.isArray(photos) ? photos : photos === undefined ? [] : [photos];
	return list
		.map((one) => (typeof one === 'string' ? one : String((one as { readonly hash?: unknown } | null)?.hash ?? '')).slice(0, 12))
		.filter((hash) => hash !== '')
		.join(' ');
}

export const request: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const created = firstAbout(engine, 'insp.created', `inspection:${id}`);
		if (!created) return UNKNOWN;
		const facts = inspectionFacts(context, id, created);
		return paperOf(context, {
			kind: 'request',
			id,
			subject: `inspection:${id}`,
			number: facts.number,
			workCode: documentCode('inspection', id),
			isVoid: isVoid(engine, created),
			blocks: [
				{ kind: 'facts', key: 'head', facts: facts.head },
				{
					kind: 'facts',
					key: 'ask',
					title: cell.bi('请检', 'Request'),
					facts: [
						cell.fact('kind', '检验类型', 'Kind', inspectionKindWords(facts.kind)),
						cell.fact('at', '请检时间', 'Requested', cell.instant(created.at)),
						cell.fact('plan', '检验规程', 'Inspection plan', cell.code(facts.plan)),
						cell.fact('place', '货物位置', 'Goods at', cell.text(facts.place)),
						cell.fact('reason', '请检说明', 'Remarks', cell.text(fieldText(engine.row(inspections, id), 'reason')), true)
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [slot('requester', '请检人', 'Requested by', signedBy(engine, created)), slot('taken', '接收人(检验)', 'Taken by', [])]
				}
			]
		});
	},
	list: (context, limit) =>
		newestOf(context.engine, ['insp.created'], limit, (op) => {
			const lot = lotFacts(context.engine, String(op.data['lot'] ?? ''));
			return { id: String(op.data['inspection']), number: String(op.data['no'] ?? ''), about: aboutLot(lot), at: op.at };
		})
};

export const aboutLot = (lot: {
	readonly number: string;
	readonly item: { readonly name: { readonly zh: string; readonly en: string } };
}) => ({
	zh: `${lot.number} ${lot.item.name.zh}`,
	en: `${lot.number} ${lot.item.name.en}`
});

/** Only goods that were judged 合格 enter the store: before that the page says what is missing. */
export const inbound: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown || lot.origin !== 'purchased') return UNKNOWN;
		const node = lotNode(id);
		const status = engine.row(quality, node);
		const number = `RK-${lot.number}`;
		if (status.disposition !== 'released')
			return {
				outcome: 'refused',
				number,
				title: titleOf('inbound'),
				refusal:
					status.disposition === 'rejected'
						? {
								why: cell.bi(`批 ${lot.number} 检验不合格，不能入库。`, `Lot ${lot.number} was rejected and cannot enter the store.`),
								wayOut: cell.bi('按不合格品处理：退货、返工或报废。', 'Treat it as nonconforming: return, rework or scrap.'),
								state: 'rejected'
							}
						: {
								why: cell.bi(
									`批 ${lot.number} 还在待检，采购入库单在判为合格后才能出。`,
									`Lot ${lot.number} is still in quarantine; this paper exists only after it is released.`
								),
								wayOut: cell.bi('先完成进货检验并判定批状态。', 'Finish the incoming inspection and the disposition first.'),
								state: 'quarantine'
							}
			};
		const receipts_ = opsAbout(engine, 'stock.received', node);
		const dispositions = opsAbout(engine, 'lot.dispositioned', node).filter(
			(op) => op.data['decision'] === 'released' && engine.verdict(op).effective
		);
		const put = opsAbout(engine, 'stock.moved', node).find((op) => dispositions[0] && op.at >= dispositions[0].at);
		const judged = opsAbout(engine, 'insp.judged', node).filter((op) => op.data['decision'] === 'accepted');
		const receiptUid = String(receipts_[0]?.data['receipt'] ?? '');
		const lines = receipts_.map((op) => goodsLine(engine, op.data));
		return paperOf(context, {
			kind: 'inbound',
			id,
			subject: node,
			number,
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						cell.fact('supplier', '供货单位', 'Supplier', cell.text(partnerName(engine, lot.supplier))),
						cell.fact(
							'receipt',
							'到货登记单号',
							'Delivery record',
							cell.code(receiptUid === '' ? '' : fieldText(engine.row(receipts, receiptUid), 'no'))
						),
						cell.fact('inspection', '检验单号', 'Inspection', cell.code(inspectionNo(engine, judged[0]))),
						cell.fact('date', '入库时间', 'Into stock', cell.instant(put?.at ?? ''))
					]
				},
				{
					kind: 'table',
					key: 'lines',
					columns: [
						cell.column('code', '物料编码', 'Item code', 15),
						cell.column('item', '名称规格', 'Name', 27),
						cell.column('lot', '内部批号', 'Our lot', 18),
						cell.column('supplierLot', '供方批号', 'Supplier lot', 15),
						cell.column('received', '到货数量', 'Arrived', 12, 'end'),
						cell.column('put', '入库数量', 'Into stock', 12, 'end')
					],
					rows: [
						[
							cell.code(lot.item.code),
							cell.name(lot.item.name),
							cell.code(lot.number),
							cell.code(lot.supplierLot),
							sumsOf(lines),
							cell.recorded(put?.data['qty'])
						]
					],
					empty: cell.bi('', '')
				},
				{
					kind: 'facts',
					key: 'more',
					facts: [
						cell.fact('expiry', '失效日期', 'Expiry', cell.date(lot.expiry)),
						cell.fact('to', '入库库位', 'Placed at', cell.text(locationText(engine, put?.data['to']))),
						cell.fact('basis', '判定依据', 'Basis', cell.text(String(dispositions[0]?.data['basis'] ?? '')), true)
					]
				},
				{
					kind: 'verdict',
					key: 'state',
					label: cell.bi('质量状态', 'Quality status'),
					value: { kind: 'state', state: 'released', words: cell.bi('合格', 'Released') }
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('quality', '质量判定', 'Dispositioned by', signedBy(engine, dispositions.at(-1))),
						slot('keeper', '仓管(入库)', 'Storekeeper', signedBy(engine, put))
					]
				}
			]
		});
	},
	list: ({ engine }, limit) =>
		newestOf(engine, ['stock.received'], limit, (op) => {
			const lot = lotFacts(engine, String(op.data['lot'] ?? ''));
			return lot.origin === 'purchased' ? { id: lot.uid, number: `RK-${lot.number}`, about: aboutLot(lot), at: op.at } : undefined;
		})
};

function inspectionNo(engine: Engine, judged: RecordedOp | undefined): string {
	const uid = String(judged?.data['inspection'] ?? '');
	return uid === '' ? '' : fieldText(engine.row(inspections, uid), 'no');
}
