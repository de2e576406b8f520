/** 委托灭菌委托单 and 交接单, 召回范围表: papers that go to parties without our device. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { loads, loadVerdicts, lotNumbers } from '#lib/modules/inventory/index.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { liveScope, RECALL_CLASS, recalls } from '#lib/modules/recall/index.ts';
import { loadCycles, loadIndicators, placedOf, readingsOf, sterilSpecOf } from '#lib/modules/sterilisation/index.ts';
import { documentCode } from '../../scan/codes.ts';
import { recallPanel } from '../../queries/recalls.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { CYCLE_PARAMETERS } from '../../sterilising/cycle-parameters.ts';
import * as cell from '../cells.ts';
import type { Block, Cell } from '../paper.ts';
import { newestOf, paperOf, UNKNOWN, type BuildContext, type PaperBuilder } from './builder.ts';
import { chainNumber, goodsLines, isVoid, lotFacts, opsAbout, partnerName, signedBy, slot, sumsOf } from './lookup.ts';

const blank: Cell = { kind: 'text', text: '' };

function loadedOp(engine: Engine, id: string): RecordedOp | undefined {
	return opsAbout(engine, 'steril.loaded', `load:${id}`)[0];
}

function loadLines(engine: Engine, op: RecordedOp): Block {
	const lines = goodsLines(engine, op);
	return {
		kind: 'table',
		key: 'lines',
		title: cell.bi('产品', 'Goods'),
		columns: [
			cell.column('item', '产品名称规格', 'Product', 34),
			cell.column('lot', '生产批号', 'Batch number', 20),
			cell.column('mfgDate', '生产日期', 'Manufactured', 18),
			cell.column('qty', '数量', 'Quantity', 15, 'end'),
			cell.column('cartons', '箱数', 'Cartons', 13, 'end')
		],
		rows: lines.map((line) => [
			cell.name(line.item.name),
			cell.code(line.lot?.number),
			cell.date(line.lot?.mfgDate ?? ''),
			line.qty,
			cell.text(String(line.line['cartons'] ?? ''))
		]),
		sums: [cell.words('sum', '合计', 'Total'), blank, blank, sumsOf(lines), blank],
		empty: cell.bi('没有明细', 'No lines')
	};
}

const listLoads = ({ engine }: BuildContext, limit: number, prefix: string) =>
	newestOf(engine, ['steril.loaded'], limit, (op) => {
		const uid = String(op.data['load'] ?? '');
		const lots = goodsLines(engine, op)
			.map((line) => line.lot?.number ?? '')
			.join('、');
		return { id: uid, number: `${prefix}${fieldText(engine.row(loads, uid), 'no')}`, about: { zh: lots, en: lots }, at: op.at };
	});

function loadHead(engine: Engine, id: string, op: RecordedOp): Block {
	const row = engine.row(loads, id);
	return {
		kind: 'facts',
		key: 'head',
		facts: [
			cell.fact('contractor', '受托方', 'Contractor', cell.text(partnerName(engine, fieldText(row, 'contractor'))), true),
			cell.fact('load', '灭菌批号', 'Steriliser load', cell.code(fieldText(row, 'no'))),
			cell.fact('agreement', '委托协议号', 'Agreement', cell.code(fieldText(row, 'agreement'))),
			cell.fact('at', '送出时间', 'Sent', cell.instant(op.at))
		]
	};
}

export const sterilorder: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const op = loadedOp(engine, id);
		if (!op) return UNKNOWN;
		const row = engine.row(loads, id);
		const spec = sterilSpecOf(engine, fieldText(row, 'spec'));
		const placed = placedOf(engine, id);
		return paperOf(context, {
			kind: 'sterilorder',
			id,
			subject: `load:${id}`,
			number: `WT-${fieldText(row, 'no')}`,
			workCode: documentCode('load', id),
			isVoid: isVoid(engine, op),
			blocks: [
				loadHead(engine, id, op),
				loadLines(engine, op),
				{
					kind: 'facts',
					key: 'demand',
					title: cell.bi('灭菌要求', 'What is asked for'),
					facts: [
						cell.fact('method', '灭菌方式', 'Method', cell.text(spec?.method ?? '')),
						cell.fact('spec', '工艺文件及版本', 'Cycle specification', cell.code(spec ? `${spec.no} ${spec.rev}` : '')),
						cell.fact('diagram', '装载图', 'Loading diagram', cell.code(fieldText(row, 'diagram'))),
						cell.fact('bi', '生物指示物位置/数量', 'Indicators: where, how many', cell.text(placed > 0 ? String(placed) : '')),
						cell.fact('bioburden', '初始污染菌', 'Bioburden', cell.text(fieldText(row, 'bioburden')))
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('sender', '委托方经办', 'For the client', signedBy(engine, op)),
						slot('contractor', '受托方确认', 'For the contractor', [])
					],
					seal: cell.bi('受托方盖章', 'Contractor’s seal')
				}
			]
		});
	},
	list: (context, limit) => listLoads(context, limit, 'WT-')
};

export const sterilhandover: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const op = loadedOp(engine, id);
		if (!op) return UNKNOWN;
		const row = engine.row(loads, id);
		const cycle = opsAbout(engine, 'steril.cycleRecorded', `load:${id}`).at(-1);
		const counted = opsAbout(engine, 'steril.returned', `load:${id}`);
		const placed = placedOf(engine, id);
		const spec = sterilSpecOf(engine, fieldText(row, 'spec'));
		const readings = readingsOf(engine.row(loadCycles, id));
		const places = (spec?.limits ?? []).map(({ key }) => key);
		const placeOf = (key: string) => (places.includes(key) ? places.indexOf(key) : places.length);
		const ordered = [...readings].sort(([a], [b]) => placeOf(a) - placeOf(b));
		const results = engine.row(loadIndicators, id);
		const nameOf = (key: string) => spec?.limits.find((limit) => limit.key === key)?.name;
		const verdict = engine.row(loadVerdicts, id);
		const decided = opsAbout(engine, verdict === 'rejected' ? 'steril.loadRejected' : 'steril.loadReleased', `load:${id}`).findLast(
			(one) => engine.verdict(one).effective
		);
		const value: Cell =
			verdict === 'released'
				? { kind: 'state', state: 'released', words: cell.bi('灭菌放行', 'Load released') }
				: verdict === 'rejected'
					? { kind: 'state', state: 'rejected', words: cell.bi('灭菌不合格', 'Load rejected') }
					: { kind: 'state', state: 'quarantine', words: cell.bi('未判定', 'Open') };
		return paperOf(context, {
			kind: 'sterilhandover',
			id,
			subject: `load:${id}`,
			number: `JJ-${fieldText(row, 'no')}`,
			workCode: documentCode('load', id),
			isVoid: isVoid(engine, op),
			blocks: [
				loadHead(engine, id, op),
				loadLines(engine, op),
				{
					kind: 'facts',
					key: 'cycle',
					title: cell.bi('受托方报告', 'Contractor’s report'),
					facts: [
						cell.fact('start', '灭菌开始', 'Cycle began', cell.instant(String(cycle?.data['start'] ?? ''))),
						cell.fact('end', '灭菌结束', 'Cycle ended', cell.instant(String(cycle?.data['end'] ?? ''))),
						...ordered.map(([key, texts]) =>
							cell.fact(
								`p-${key}`,
								nameOf(key) ?? PARAMETERS[key]?.zh ?? key,
								nameOf(key) ?? PARAMETERS[key]?.en ?? key,
								cell.text(texts.join(' / '))
							)
						),
						cell.fact('basis', '判定依据', 'Basis', cell.text(String(decided?.data['basis'] ?? decided?.data['reason'] ?? '')), true)
					]
				},
				{
					kind: 'facts',
					key: 'back',
					title: cell.bi('返厂点数', 'Counted back in'),
					facts: [
						cell.fact(
							'count',
							'返厂数量',
							'Quantity back',
							counted.length === 0 ? cell.BLANK : sumsOf(counted.flatMap((one) => goodsLines(engine, one)))
						),
						cell.fact('bi', '生物指示物回收', 'Indicators back', cell.text(textsOf(counted, 'indicators'))),
						cell.fact('placed', '生物指示物放入', 'Indicators placed', cell.text(placed > 0 ? String(placed) : '')),
						cell.fact(
							'grown',
							'生物指示物阳性',
							'Indicators grown',
							cell.text(results.map(({ positive, recovered }) => `${String(positive)} / ${String(recovered)}`).join('、'))
						),
						cell.fact('condition', '外包装', 'Cartons', cell.text(textsOf(counted, 'condition')))
					]
				},
				{ kind: 'verdict', key: 'state', label: cell.bi('灭菌判定', 'Verdict'), value },
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('out', '送出(委托方)', 'Sent (client)', signedBy(engine, op)),
						slot('in', '接收(受托方)', 'Taken (contractor)', []),
						slot('back', '送回(受托方)', 'Returned (contractor)', []),
						slot('counted', '返厂接收(委托方)', 'Back (client)', signedBy(engine, counted.at(-1))),
						slot('verdict', '灭菌放行', 'Load released', signedBy(engine, decided))
					]
				}
			]
		});
	},
	list: (context, limit) => listLoads(context, limit, 'JJ-')
};

const PARAMETERS: Readonly<Record<string, Bilingual>> = Object.fromEntries(CYCLE_PARAMETERS.map(({ key, name }) => [key, name]));

/** What several records say of the same thing, in their order. */
function textsOf(ops: readonly RecordedOp[], name: string): string {
	return ops.flatMap(({ data }) => (data[name] === undefined ? [] : [String(data[name])])).join('、');
}

export const recall: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const row = engine.row(recalls, id);
		// A drill is one record: signal, assessment and decision at once.
		const drill = opsAbout(engine, 'recallDrill.completed', `recall:${id}`)[0];
		const first = opsAbout(engine, 'recall.signalRaised', `recall:${id}`)[0] ?? drill;
		const assessed = opsAbout(engine, 'recall.assessed', `recall:${id}`).at(-1) ?? drill;
		if (!row.snapshot || !first) return UNKNOWN;
		const panel = recallPanel(engine, { recall: id, row, scope: liveScope(engine, row.snapshot) });
		const decided = engine.op(row.decidedBy);
		const start = (row.snapshot?.start ?? []).map((subject) => nameSubject(engine, subject).label);
		return paperOf(context, {
			kind: 'recall',
			id,
			subject: `recall:${id}`,
			number: chainNumber(engine, 'ZH', first),
			title: row.drill ? cell.bi('召回演练范围表', 'Recall drill scope') : cell.bi('召回范围表', 'Recall scope'),
			isVoid: isVoid(engine, first),
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						cell.fact('trigger', '触发', 'Trigger', cell.text(String(first.data['trigger'] ?? first.data['scenario'] ?? ''))),
						cell.fact('source', '来源', 'Source', cell.code(String(first.data['source'] ?? first.data['scan'] ?? ''))),
						cell.fact('defect', '缺陷', 'Defect', cell.text(String(assessed?.data['defect'] ?? '')), true),
						cell.fact('start', '起点', 'Starting point', cell.code(start.join('、'))),
						cell.fact('class', '召回级别', 'Class', classCell(decided)),
						cell.fact('lots', '涉及批号', 'Lots in scope', cell.code((row.snapshot?.lots ?? []).join('、')), true),
						cell.fact('decidedAt', '决定时间', 'Decided', cell.instant(panel.decidedAt))
					]
				},
				{
					kind: 'table',
					key: 'consignees',
					title: cell.bi('收货方', 'Consignees'),
					columns: [
						cell.column('party', '单位', 'Party', 34),
						cell.column('lot', '批号', 'Lot', 18),
						cell.column('qty', '数量', 'Quantity', 14, 'end'),
						cell.column('added', '决定之后增加', 'Added after the decision', 20),
						cell.column('contact', '联系人/通知记录', 'Contact / notified', 14)
					],
					rows: panel.consignees.map((one) => [
						cell.text(partyText(engine, one.party)),
						cell.code(one.lot),
						cell.quantity(one.qty, unitOfLot(engine, one.lot)),
						one.added ? cell.text(`${one.added.at.slice(0, 16).replace('T', ' ')} ${one.added.by}`) : cell.none('—', '—'),
						cell.BLANK
					]),
					empty: cell.bi('没有发出', 'Nothing was shipped')
				},
				{
					kind: 'notes',
					key: 'notes',
					notes: [
						row.drill
							? cell.bi('演练：不冻结，不通知客户。', 'Drill: nothing is held, no customer is notified.')
							: cell.bi(
									'范围随记录更新；打印后到达的记录会改变内容哈希，请以扫码核对为准。',
									'The scope follows the records. What arrives after printing changes the hash: scan to verify.'
								)
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('assessed', '评估', 'Assessed by', signedBy(engine, assessed)),
						slot('decided', '决定', 'Decided by', signedBy(engine, decided))
					]
				}
			]
		});
	},
	list: ({ engine }, limit) =>
		newestOf(engine, ['recall.signalRaised', 'recallDrill.completed'], limit, (op) => {
			const id = String(op.data['recall'] ?? '');
			const { snapshot } = engine.row(recalls, id);
			if (!snapshot) return undefined;
			const start = snapshot.start.map((subject) => nameSubject(engine, subject).label).join('、');
			return { id, number: chainNumber(engine, 'ZH', op), about: { zh: start, en: start }, at: op.at };
		})
};

/** In the hash it stays as it was first printed. */
function classCell(decided: RecordedOp | undefined): Cell {
	const value = String(decided?.data['class'] ?? '');
	const label = RECALL_CLASS.choices?.[value];
	if (!label) return cell.MISSING;
	const printed = `${label.zh} (${value})`;
	return cell.words(printed, printed, label.en);
}

/** A consignee is known by code. */
function partyText(engine: Engine, party: string): string {
	const uid = engine.keys(partners).find((one) => one === party || fieldText(engine.row(partners, one), 'code') === party);
	return uid === undefined ? party : `${party} ${partnerName(engine, uid)}`.trim();
}

function unitOfLot(engine: Engine, lotNo: string): string {
	const [uid] = engine.row(lotNumbers, lotNo);
	return uid === undefined ? '' : lotFacts(engine, uid).item.unit;
}
