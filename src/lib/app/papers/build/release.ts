/** 成品放行审核单, 成品入库单. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { loadVerdicts, lotLoads, lotNode } from '#lib/modules/inventory/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { holdsOn, judgements, quality } from '#lib/modules/quality/index.ts';
import { batchesByLot } from '../../queries/subjects.ts';
import * as cell from '../cells.ts';
import type { Cell, Fact } from '../paper.ts';
import { newestOf, paperOf, titleOf, UNKNOWN, type PaperBuilder } from './builder.ts';
import { aboutLot } from './incoming.ts';
import { goodsLine, lotFacts, opsAbout, signedBy, slot, sumsOf, type LotFacts } from './lookup.ts';

function lotHead(engine: Engine, lot: LotFacts): readonly Fact[] {
	return [
		cell.fact('item', '产品名称', 'Product', cell.name(lot.item.name), true),
		cell.fact('code', '产品编码', 'Product code', cell.code(lot.item.code)),
		cell.fact('registration', '注册证/备案号', 'Registration', cell.code(lot.item.registration)),
		cell.fact('lot', '生产批号', 'Batch number', cell.code(lot.number)),
		cell.fact('load', '灭菌批号', 'Steriliser load', lot.item.sterile ? cell.code(lot.loads) : cell.none('非无菌', 'Not sterile')),
		cell.fact('mfgDate', '生产日期', 'Manufactured', cell.date(lot.mfgDate)),
		cell.fact('expiry', '失效日期', 'Expiry', cell.date(lot.expiry)),
		cell.fact('wo', '批生产指令', 'Batch order', cell.code(lot.wo === '' ? '' : fieldText(engine.row(workOrders, lot.wo), 'no')))
	];
}

const YES: Cell = { kind: 'state', state: 'released', words: { zh: '符合', en: 'Met' } };
const OPEN: Cell = { kind: 'state', state: 'quarantine', words: { zh: '未完成', en: 'Open' } };
const NO: Cell = { kind: 'state', state: 'rejected', words: { zh: '不符合', en: 'Not met' } };

/** What a releaser looks at, as far as it is recorded; each line with what proves it. */
function checks(engine: Engine, lot: LotFacts): readonly (readonly Cell[])[] {
	const node = lotNode(lot.uid);
	const orderReleased = lot.wo === '' ? undefined : opsAbout(engine, 'wo.released', `wo:${lot.wo}`).at(-1);
	const output = lot.wo === '' ? [] : opsAbout(engine, 'op.outputReported', `wo:${lot.wo}`);
	const created = opsAbout(engine, 'insp.created', node);
	const decisions = created.map((op) => engine.row(judgements, String(op.data['inspection'])));
	const finals = created.filter((op) => op.data['kind'] === 'FQC');
	const finalDecisions = finals.map((op) => engine.row(judgements, String(op.data['inspection'])));
	const loadRows = engine.row(lotLoads, lot.uid).map((load) => engine.row(loadVerdicts, load));
	const held = holdsOn(engine, node);
	const line = (zh: string, en: string, verdict: Cell, proof: Cell): readonly Cell[] => [cell.words(en, zh, en), verdict, proof];
	return [
		line('批生产指令已下达', 'Batch order released', orderReleased ? YES : OPEN, cell.instant(orderReleased?.at ?? '')),
		line('报工与产量已记录', 'Output recorded', output.length > 0 ? YES : OPEN, sumsOf(output.map((op) => goodsLine(engine, op.data)))),
		line(
			'检验全部判定',
			'Every inspection judged',
			decisions.includes('rejected') ? NO : decisions.length > 0 && decisions.every((one) => one === 'accepted') ? YES : OPEN,
			cell.text(created.map((op) => String(op.data['no'] ?? '')).join('、'))
		),
		line(
			'出厂检验合格',
			'Final inspection accepted',
			finalDecisions.includes('rejected') ? NO : finalDecisions.includes('accepted') ? YES : OPEN,
			cell.text(finals.map((op) => String(op.data['no'] ?? '')).join('、'))
		),
		line(
			'灭菌批放行',
			'Steriliser load released',
			!lot.item.sterile
				? cell.none('非无菌', 'Not sterile')
				: loadRows.includes('rejected')
					? NO
					: loadRows.includes('released')
						? YES
						: OPEN,
			lot.item.sterile ? cell.text(lot.loads) : cell.none('非无菌', 'Not sterile')
		),
		line(
			'无冻结',
			'No hold',
			held.length > 0 ? NO : YES,
			held.length > 0 ? cell.text([...new Set(held.map(({ hold }) => hold.reason))].join('；')) : cell.none('无', 'None')
		)
	];
}

export const release: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown || lot.item.class !== 'finished') return UNKNOWN;
		const node = lotNode(id);
		const status = engine.row(quality, node);
		const produced = engine.op(status.productionRelease);
		const marketed = engine.op(status.marketRelease);
		const refused = opsAbout(engine, 'release.refused', node).at(-1);
		const value: Cell = marketed
			? { kind: 'state', state: 'released', words: cell.bi('准予上市放行', 'Released to the market') }
			: produced
				? { kind: 'state', state: 'quarantine', words: cell.bi('已生产放行，未上市放行', 'Production released, not to the market') }
				: { kind: 'state', state: 'quarantine', words: cell.bi('待放行', 'Not released') };
		return paperOf(context, {
			kind: 'release',
			id,
			subject: node,
			number: `FX-${lot.number}`,
			blocks: [
				{ kind: 'facts', key: 'head', facts: lotHead(engine, lot) },
				{
					kind: 'table',
					key: 'checks',
					title: cell.bi('批记录审核', 'Review of the batch record'),
					columns: [
						cell.column('check', '审核内容', 'What was looked at', 38),
						cell.column('verdict', '结论', 'Finding', 17, 'center'),
						cell.column('proof', '记录', 'Record', 45)
					],
					rows: checks(engine, lot),
					empty: cell.bi('', '')
				},
				{
					kind: 'facts',
					key: 'basis',
					facts: [
						cell.fact(
							'production',
							'生产放行依据',
							'Basis of the production release',
							cell.text(String(produced?.data['basis'] ?? '')),
							true
						),
						cell.fact('market', '上市放行依据', 'Basis of the market release', cell.text(String(marketed?.data['basis'] ?? '')), true),
						cell.fact(
							'refused',
							'不予放行理由',
							'Why refused',
							refused ? cell.text(String(refused.data['reasons'] ?? refused.data['reason'] ?? '')) : cell.none('无', 'None'),
							true
						)
					]
				},
				{ kind: 'verdict', key: 'state', label: cell.bi('放行结论', 'Release'), value },
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('production', '生产放行', 'Production release', signedBy(engine, produced)),
						slot('market', '上市放行(授权放行人)', 'Market release (authorised releaser)', signedBy(engine, marketed))
					],
					seal: cell.bi('质量专用章', 'Quality seal')
				}
			]
		});
	},
	list: ({ engine }, limit) => madeLots(engine, limit, 'FX-')
};

/** Moves of a lot from waiting into the store of released goods. */
function putAway(engine: Engine, lot: LotFacts): readonly RecordedOp[] {
	const isStore = (uid: unknown) => typeof uid === 'string' && fieldText(engine.row(locations, uid), 'kind') === 'stock';
	const subjects = [lotNode(lot.uid), ...(batchesByLot(engine).get(lot.uid) ?? []).map(({ batch }) => `batch:${batch}`)];
	return engine
		.opsOfType('stock.moved')
		.filter((op) => op.refs.some((ref) => subjects.includes(ref)) && engine.standing(op) !== 'void')
		.filter((op) => isStore(op.data['to']) && !isStore(op.data['from']));
}

export const finished: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown || lot.item.class !== 'finished') return UNKNOWN;
		const node = lotNode(id);
		const status = engine.row(quality, node);
		const number = `CP-${lot.number}`;
		const marketed = engine.op(status.marketRelease);
		if (!marketed)
			return {
				outcome: 'refused',
				number,
				title: titleOf('finished'),
				refusal: {
					why: cell.bi(
						`批 ${lot.number} 还没有上市放行，不能入成品合格库。`,
						`Lot ${lot.number} is not released to the market and cannot enter the store of released goods.`
					),
					wayOut: cell.bi('看放行审核单还差什么。', 'See on the release review what is missing.'),
					state: status.disposition === 'rejected' ? 'rejected' : 'quarantine'
				}
			};
		const moves = putAway(engine, lot);
		const lines = moves.map((op) => ({ op, line: goodsLine(engine, op.data) }));
		return paperOf(context, {
			kind: 'finished',
			id,
			subject: node,
			number,
			blocks: [
				{ kind: 'facts', key: 'head', facts: lotHead(engine, lot) },
				{
					kind: 'table',
					key: 'lines',
					title: cell.bi('入库明细', 'Into stock'),
					columns: [
						cell.column('lot', '批号/序列号', 'Lot / serial', 34),
						cell.column('qty', '数量', 'Quantity', 16, 'end'),
						cell.column('from', '从', 'From', 16),
						cell.column('to', '入库库位', 'Placed at', 16),
						cell.column('at', '时间', 'Time', 18)
					],
					rows: lines.map(({ op, line }) => [
						cell.code([lot.number, line.serials].filter((part) => part !== '').join(' ')),
						line.qty,
						cell.text(line.from),
						cell.text(line.to),
						cell.instant(op.at)
					]),
					sums: [
						cell.words('sum', '合计', 'Total'),
						cell.quantity(fromAmount(lines.reduce<bigint>((sum, { line }) => sum + line.amount, 0n) as Amount), lot.item.unit),
						cell.text(' '),
						cell.text(' '),
						cell.text(' ')
					],
					empty: cell.bi('已放行，尚未搬入合格库', 'Released, not moved into the store yet')
				},
				{
					kind: 'verdict',
					key: 'state',
					label: cell.bi('质量状态', 'Quality status'),
					value: { kind: 'state', state: 'released', words: cell.bi('已放行', 'Released') }
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot('release', '上市放行', 'Market release', signedBy(engine, marketed)),
						slot('keeper', '仓管(入库)', 'Storekeeper', signedBy(engine, moves.at(-1)))
					]
				}
			]
		});
	},
	list: ({ engine }, limit) => madeLots(engine, limit, 'CP-')
};

function madeLots(engine: Engine, limit: number, prefix: string) {
	return newestOf(engine, ['lot.created'], limit, (op) => {
		if (op.data['origin'] !== 'made') return undefined;
		const lot = lotFacts(engine, String(op.data['lot']));
		return lot.item.class === 'finished' ? { id: lot.uid, number: `${prefix}${lot.number}`, about: aboutLot(lot), at: op.at } : undefined;
	});
}
