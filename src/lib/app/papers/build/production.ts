/** 批生产指令, 领料单, 退料单, 工序流转卡, 清场合格证. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { amountOf, multiplyDecimal, parseDecimal, type Amount } from '#lib/kernel/decimal.ts';
import { workMasters, workOrders } from '#lib/modules/production/index.ts';
import { documentCode } from '../../scan/codes.ts';
import * as cell from '../cells.ts';
import type { Block, Cell, PaperEntry } from '../paper.ts';
import { newestOf, paperOf, UNKNOWN, type BuildContext, type PaperBuilder } from './builder.ts';
import {
	chainNumber,
	goodsLine,
	goodsLines,
	isVoid,
	itemFacts,
	locationText,
	lotOrSerial,
	opsAbout,
	personName,
	signedBy,
	slot,
	sumsOf
} from './lookup.ts';

interface OrderFacts {
	readonly uid: string;
	readonly no: string;
	readonly created: RecordedOp;
	readonly released: RecordedOp | undefined;
	readonly item: ReturnType<typeof itemFacts>;
	readonly qty: Cell;
	readonly lotNo: string;
	readonly head: Block;
}

function orderFacts({ engine }: BuildContext, id: string): OrderFacts | undefined {
	const created = opsAbout(engine, 'wo.created', `wo:${id}`)[0];
	if (!created) return undefined;
	const row = engine.row(workOrders, id);
	const item = itemFacts(engine, fieldText(row, 'item'));
	const released = opsAbout(engine, 'wo.released', `wo:${id}`).findLast((op) => engine.verdict(op).effective);
	const qty = cell.recorded(row.fields['qty']);
	const master = fieldText(row, 'master');
	const rev = master === '' ? '' : fieldText(engine.row(workMasters, master), 'rev');
	return {
		uid: id,
		no: fieldText(row, 'no'),
		created,
		released,
		item,
		qty,
		lotNo: fieldText(row, 'lotNo'),
		head: {
			kind: 'facts',
			key: 'head',
			facts: [
				cell.fact('item', '产品名称', 'Product', cell.name(item.name), true),
				cell.fact('code', '产品编码', 'Product code', cell.code(item.code)),
				cell.fact('model', '型号规格', 'Model', cell.text(item.model)),
				cell.fact('lot', '生产批号', 'Batch number', cell.code(fieldText(row, 'lotNo'))),
				cell.fact('qty', '计划数量', 'Planned quantity', qty),
				cell.fact('master', '生产主文档版本', 'Work master revision', cell.code(rev)),
				cell.fact('due', '计划完成', 'Due', cell.date(fieldText(row, 'due')))
			]
		}
	};
}

const listOrders = ({ engine }: BuildContext, limit: number): readonly PaperEntry[] =>
	newestOf(engine, ['wo.created'], limit, (op) => {
		const { name } = itemFacts(engine, String(op.data['item'] ?? ''));
		const lot = String(op.data['lotNo'] ?? '');
		return {
			id: String(op.data['wo']),
			number: String(op.data['no'] ?? ''),
			about: { zh: `${lot} ${name.zh}`.trim(), en: `${lot} ${name.en}`.trim() },
			at: op.at
		};
	});

/** Material needed: quantity per base, times the order, exact to six decimals. */
function needed(perBase: unknown, base: unknown, ordered: unknown): Cell {
	const stored = perBase as { readonly value?: string; readonly unit?: string } | undefined;
	const order = ordered as { readonly value?: string } | undefined;
	const [per, of, total] = [parseDecimal(stored?.value ?? ''), amountOf(String(base ?? '')), amountOf(order?.value ?? '')];
	if (!per.ok || of === undefined || of === 0n || total === undefined) return cell.MISSING;
	const product = multiplyDecimal(per.value, { num: total, den: of }, 'half-even');
	return product.ok ? cell.quantity(product.value, stored?.unit ?? '') : cell.MISSING;
}

export const order: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const facts = orderFacts(context, id);
		if (!facts) return UNKNOWN;
		const row = engine.row(workOrders, id);
		const master = engine.row(workMasters, fieldText(row, 'master'));
		const lines = Array.isArray(master.fields['lines']) ? (master.fields['lines'] as readonly Readonly<Record<string, unknown>>[]) : [];
		return paperOf(context, {
			kind: 'order',
			id,
			subject: `wo:${id}`,
			number: facts.no,
			workCode: documentCode('wo', id),
			isVoid: isVoid(engine, facts.created),
			blocks: [
				facts.head,
				{
					kind: 'table',
					key: 'materials',
					title: cell.bi('用料', 'Materials'),
					columns: [
						cell.column('code', '物料编码', 'Item code', 18),
						cell.column('item', '名称规格', 'Name', 40),
						cell.column('per', '定额', 'Per base', 16, 'end'),
						cell.column('base', '基数', 'Base', 10, 'end'),
						cell.column('need', '本批需用', 'Needed', 16, 'end')
					],
					rows: lines.map((line) => {
						const item = itemFacts(engine, String(line['item'] ?? ''));
						return [
							cell.code(item.code),
							cell.name(item.name),
							cell.recorded(line['qty']),
							cell.code(String(line['per'] ?? '')),
							needed(line['qty'], line['per'], row.fields['qty'])
						];
					}),
					empty: cell.bi('主文档没有列出用料', 'The work master lists no material')
				},
				{
					kind: 'verdict',
					key: 'state',
					label: cell.bi('指令状态', 'Status'),
					value: facts.released
						? { kind: 'state', state: 'released', words: cell.bi('已下达', 'Released') }
						: { kind: 'state', state: 'quarantine', words: cell.bi('未下达，不得开工', 'Not released: do not start') }
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('author', '编制', 'Drawn up by', signedBy(engine, facts.created)),
						slot('release', '批准下达', 'Released by', signedBy(engine, facts.released)),
						slot('taken', '车间接收', 'Taken by the floor', [])
					]
				}
			]
		});
	},
	list: listOrders
};

/** One movement between store and line side, in either direction. */
function floorPaper(kind: 'issue' | 'returned'): PaperBuilder {
	const isIssue = kind === 'issue';
	const types = [isIssue ? 'stock.issued' : 'stock.returnedFromFloor'];
	const prefix = isIssue ? 'LL' : 'TL';
	return {
		build(context, id) {
			const { engine } = context;
			const op = engine.op(id);
			if (!op || !types.includes(op.type)) return UNKNOWN;
			const wo = String(op.data['wo'] ?? '');
			const facts = orderFacts(context, wo);
			const lines = goodsLines(engine, op);
			const receiver = personName(engine, String(op.data['receiver'] ?? ''));
			return paperOf(context, {
				kind,
				id,
				subject: `wo:${wo}`,
				number: chainNumber(engine, prefix, op),
				isVoid: isVoid(engine, op),
				blocks: [
					{
						kind: 'facts',
						key: 'head',
						facts: [
							cell.fact('wo', '批生产指令', 'Batch order', cell.code(facts?.no ?? '')),
							cell.fact('lot', '生产批号', 'Batch number', cell.code(facts?.lotNo ?? '')),
							cell.fact('item', '产品', 'Product', facts ? cell.name(facts.item.name) : cell.MISSING, true),
							cell.fact('at', isIssue ? '发料时间' : '退料时间', isIssue ? 'Issued' : 'Returned', cell.instant(op.at))
						]
					},
					{
						kind: 'table',
						key: 'lines',
						columns: [
							cell.column('code', '物料编码', 'Item code', 12),
							cell.column('item', '名称规格', 'Name', 24),
							cell.column('lot', '批号/序列号', 'Lot / serial', 19),
							cell.column('qty', '数量', 'Quantity', 12, 'end'),
							cell.column('from', '从库位', 'From', 16),
							cell.column('to', '到库位', 'To', 17)
						],
						rows: lines.map((line) => [
							cell.code(line.item.code),
							cell.name(line.item.name),
							lotOrSerial(line),
							line.qty,
							cell.text(line.from),
							cell.text(line.to)
						]),
						sums: [cell.words('sum', '合计', 'Total'), blankText, blankText, sumsOf(lines), blankText, blankText],
						empty: cell.bi('没有明细', 'No lines')
					},
					...(isIssue ? [] : [weighed(lines)]),
					{
						kind: 'signatures',
						key: 'signatures',
						slots: isIssue
							? [
									slot('keeper', '发料人', 'Issued by', signedBy(engine, op)),
									slot(
										'receiver',
										receiver === '' ? '领料人' : `领料人 ${receiver}`,
										receiver === '' ? 'Received by' : `Received by ${receiver}`,
										[]
									)
								]
							: [slot('returner', '退料人', 'Returned by', signedBy(engine, op)), slot('keeper', '仓管接收', 'Taken by the store', [])]
					}
				]
			});
		},
		list: ({ engine }, limit) =>
			newestOf(engine, types, limit, (op) => {
				const no = fieldText(engine.row(workOrders, String(op.data['wo'] ?? '')), 'no');
				const [first] = goodsLines(engine, op);
				const lot = first?.lot?.number ?? '';
				return { id: op.id, number: chainNumber(engine, prefix, op), about: { zh: `${no} ← ${lot}`, en: `${no} ← ${lot}` }, at: op.at };
			})
	};
}

const blankText: Cell = { kind: 'text', text: '' };

function weighed(lines: ReturnType<typeof goodsLines>): Block {
	return {
		kind: 'facts',
		key: 'weighed',
		facts: [
			cell.fact(
				'weighed',
				'称余料',
				'Weighed back',
				cell.text(
					lines
						.flatMap(({ line, lot }) => {
							const stored = line['weighed'] as { readonly value?: string; readonly unit?: string } | undefined;
							return stored?.value ? [`${lot?.number ?? ''} ${stored.value} ${stored.unit ?? ''}`] : [];
						})
						.join('；')
				),
				true
			)
		]
	};
}

export const issue = floorPaper('issue');
export const returned = floorPaper('returned');

export const card: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const facts = orderFacts(context, id);
		if (!facts) return UNKNOWN;
		const consumed = opsAbout(engine, 'op.materialConsumed', `wo:${id}`);
		const reported = opsAbout(engine, 'op.outputReported', `wo:${id}`);
		return paperOf(context, {
			kind: 'card',
			id,
			subject: `wo:${id}`,
			number: facts.no,
			workCode: documentCode('wo', id),
			isVoid: isVoid(engine, facts.created),
			blocks: [
				facts.head,
				{
					kind: 'table',
					key: 'consumed',
					title: cell.bi('投料', 'Material used'),
					columns: [
						cell.column('step', '工序', 'Step', 9, 'center'),
						cell.column('item', '物料', 'Item', 33),
						cell.column('lot', '批号', 'Lot', 22),
						cell.column('qty', '数量', 'Quantity', 14, 'end'),
						cell.column('by', '操作', 'By', 10),
						cell.column('at', '时间', 'Time', 18)
					],
					rows: consumed.map((op) => {
						const line = goodsLine(engine, op.data);
						return [
							cell.text(String(op.data['step'] ?? '')),
							cell.name(line.item.name),
							lotOrSerial(line),
							line.qty,
							cell.text(personName(engine, op.by)),
							cell.instant(op.at)
						];
					}),
					empty: cell.bi('尚未投料', 'Nothing used yet')
				},
				{
					kind: 'table',
					key: 'reported',
					title: cell.bi('报工', 'Output'),
					columns: [
						cell.column('step', '工序', 'Step', 9, 'center'),
						cell.column('equipment', '设备', 'Equipment', 15),
						cell.column('good', '合格数', 'Good', 15, 'end'),
						cell.column('scrap', '报废数及原因', 'Scrap and reason', 30),
						cell.column('by', '操作', 'By', 13),
						cell.column('at', '时间', 'Time', 18)
					],
					rows: reported.map((op) => [
						cell.text(String(op.data['step'] ?? '')),
						cell.code(String(op.data['equipment'] ?? '')),
						goodsLine(engine, op.data).qty,
						cell.text(scrapText(op)),
						cell.text(personName(engine, op.by)),
						cell.instant(op.at)
					]),
					empty: cell.bi('尚未报工', 'No output yet')
				},
				{
					kind: 'facts',
					key: 'sum',
					facts: [
						cell.fact(
							'good',
							'累计合格',
							'Good so far',
							reported.length === 0 ? NOTHING_YET : sumsOf(reported.map((op) => goodsLine(engine, op.data)))
						),
						cell.fact('scrap', '累计报废', 'Scrap so far', reported.flatMap(scrapOf).length === 0 ? NOTHING_YET : scrapSum(reported))
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('operator', '操作人', 'Operator', lastSigned(engine, reported)),
						slot('leader', '班组长复核', 'Checked by line leader', []),
						slot('next', '下道工序接收', 'Taken by the next step', [])
					]
				}
			]
		});
	},
	list: listOrders
};

const NOTHING_YET = cell.none('—', '—');

const lastSigned = (engine: Engine, ops: readonly RecordedOp[]) => signedBy(engine, ops.at(-1));

interface Scrap {
	readonly reason: string;
	readonly qty: { readonly value: string; readonly unit: string };
}
const scrapOf = (op: RecordedOp): readonly Scrap[] =>
	Array.isArray(op.data['scrap']) ? (op.data['scrap'] as unknown as readonly Scrap[]) : [];
const scrapText = (op: RecordedOp): string =>
	scrapOf(op)
		.map(({ reason, qty }) => `${qty.value} ${qty.unit}(${reason})`)
		.join('；');
const scrapSum = (ops: readonly RecordedOp[]): Cell =>
	sumsOf(ops.flatMap(scrapOf).map(({ qty }) => ({ amount: amountOf(qty.value) ?? (0n as Amount), unit: qty.unit })));

/** Operations that say a line was cleared; written by whichever version of the program knows them. */
const CLEARANCES = ['lineClearance.done', 'op.lineCleared', 'line.cleared'] as const;

export const clearance: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const op = engine.op(id);
		if (!op || !(CLEARANCES as readonly string[]).includes(op.type)) return UNKNOWN;
		const wo = String(op.data['wo'] ?? '');
		const facts = wo === '' ? undefined : orderFacts(context, wo);
		const said = (...names: readonly string[]): string => {
			for (const name of names) if (typeof op.data[name] === 'string') return op.data[name];
			return '';
		};
		const signed = signedBy(engine, op);
		const copy = (key: string): readonly Block[] => [
			{
				kind: 'facts',
				key: `head${key}`,
				facts: [
					cell.fact(
						'line',
						'区域/生产线',
						'Area / line',
						cell.text(locationText(engine, said('location')) || said('line', 'workUnit', 'equipment'))
					),
					cell.fact('at', '清场时间', 'Cleared', cell.instant(op.at)),
					cell.fact(
						'before',
						'清场前产品/批号',
						'Product / batch before',
						cell.code(said('previousLot', 'previous') || (facts?.lotNo ?? ''))
					),
					cell.fact('next', '下一批', 'Next batch', cell.code(said('nextLot', 'next'))),
					cell.fact('wo', '批生产指令', 'Batch order', cell.code(facts?.no ?? '')),
					cell.fact('validUntil', '有效期至', 'Valid until', cell.text(said('validUntil'))),
					cell.fact('items', '清场内容', 'What was cleared', cell.text(listText(op.data['items'] ?? op.data['checks'])), true)
				]
			},
			{
				kind: 'verdict',
				key: `state${key}`,
				label: cell.bi('清场检查', 'Clearance'),
				value: { kind: 'state', state: 'released', words: cell.bi('合格，准许开工', 'Clear: work may start') }
			},
			{
				kind: 'signatures',
				key: `signatures${key}`,
				slots: [slot('cleared', '清场人', 'Cleared by', signed.slice(0, 1)), slot('checked', '检查人', 'Checked by', signed.slice(1))]
			}
		];
		return paperOf(context, {
			kind: 'clearance',
			id,
			subject: op.refs[0] ?? `wo:${wo}`,
			number: chainNumber(engine, 'QC', op),
			isVoid: isVoid(engine, op),
			blocks: [
				{ kind: 'cut', key: 'original', label: cell.bi('正本(随本批批生产记录)', 'Original: with the record of this batch') },
				...copy(''),
				{ kind: 'cut', key: 'duplicate', label: cell.bi('副本(随下一批批生产记录)', 'Duplicate: with the record of the next batch') },
				...copy('2')
			]
		});
	},
	list: ({ engine }, limit) =>
		newestOf(engine, CLEARANCES, limit, (op) => {
			const no = fieldText(engine.row(workOrders, String(op.data['wo'] ?? '')), 'no');
			return { id: op.id, number: chainNumber(engine, 'QC', op), about: { zh: no, en: no }, at: op.at };
		})
};

function listText(value: unknown): string {
	if (!Array.isArray(value)) return typeof value === 'string' ? value : '';
	return value.map((one) => (typeof one === 'string' ? one : String((one as { readonly item?: unknown } | null)?.item ?? ''))).join('；');
}
