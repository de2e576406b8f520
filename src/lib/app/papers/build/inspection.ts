/** 检验记录 – every value as it was read – and 检验报告, the finding made from it (users.md §4). */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { inspections, judgements, planOf, type Characteristic } from '#lib/modules/quality/index.ts';
import { documentCode } from '../../scan/codes.ts';
import * as cell from '../cells.ts';
import type { Block, Cell, Column } from '../paper.ts';
import { newestOf, paperOf, titleOf, UNKNOWN, type PaperBuilder } from './builder.ts';
import { aboutLot } from './incoming.ts';
import { inspectionFacts, inspectionKindWords, sampleSize, type InspectionFacts } from './inspection-facts.ts';
import { firstAbout, isVoid, lotFacts, opsAbout, personName, signedBy, slot } from './lookup.ts';

interface Result {
	readonly characteristic: string;
	readonly value: string;
	readonly verdict: string;
	readonly gauge: string;
	/** Requirement, method and numbers of the sampling plan, where the inspection plan gave them. */
	readonly requirement: string;
	readonly method: string;
	readonly op: RecordedOp;
}

const textOf = (line: Readonly<Record<string, unknown>>, ...names: readonly string[]): string => {
	for (const name of names) {
		const value = line[name];
		if (typeof value === 'string' && value !== '') return value;
	}
	return '';
};

/** Results in the order they were recorded. */
function resultsOf(engine: Engine, id: string): readonly Result[] {
	return opsAbout(engine, 'insp.resultRecorded', `inspection:${id}`).flatMap((op) => {
		const { results } = op.data;
		const list = Array.isArray(results) ? (results as readonly Readonly<Record<string, unknown>>[]) : [];
		const plan = planOf(engine, typeof op.data['plan'] === 'string' ? op.data['plan'] : '');
		return list.map((line) => {
			const planned = plan?.characteristics.find((one) => one.key === line['key']);
			return {
				characteristic: textOf(line, 'characteristic', 'name'),
				value: textOf(line, 'value'),
				verdict: textOf(line, 'verdict'),
				gauge: textOf(line, 'gauge'),
				requirement: textOf(line, 'requirement', 'spec', 'limits') || (planned ? requirementOf(planned) : ''),
				method: textOf(line, 'method') || (planned?.method ?? ''),
				op
			};
		});
	});
}

/** Limits as people write them; a limit itself conforms. */
function requirementOf({ lower, upper, unit = '', accept = '' }: Characteristic): string {
	const range =
		lower !== undefined && upper !== undefined
			? `${lower}–${upper}`
			: lower !== undefined
				? `≥ ${lower}`
				: upper !== undefined
					? `≤ ${upper}`
					: '';
	return range === '' ? accept : `${range} ${unit}`.trim();
}

/** The plan the results were recorded by; "" where there was none. */
function planText(engine: Engine, id: string, recorded: string): string {
	const plan = testedPlan(engine, id);
	return plan ? `${plan.no} ${plan.rev}` : recorded;
}

function testedPlan(engine: Engine, id: string) {
	const uid = opsAbout(engine, 'insp.resultRecorded', `inspection:${id}`).at(-1)?.data['plan'];
	return planOf(engine, typeof uid === 'string' ? uid : '');
}

/** Periodic characteristics without a result here. */
function notTested(engine: Engine, id: string, results: readonly Result[]): string {
	const open = (testedPlan(engine, id)?.characteristics ?? []).filter(
		(one) => one.periodic && !results.some((result) => result.characteristic === one.name)
	);
	return open.length === 0 ? '' : `${open.map((one) => one.name).join('、')}(周期检验)`;
}

const verdictCell = (verdict: string): Cell =>
	verdict === 'pass' ? cell.words('pass', '合格', 'Pass') : verdict === 'fail' ? cell.words('fail', '不合格', 'Fail') : cell.MISSING;

function judgementOf(engine: Engine, id: string): { readonly op: RecordedOp | undefined; readonly value: Cell } {
	const judged = opsAbout(engine, 'insp.judged', `inspection:${id}`).filter((op) => engine.verdict(op).effective);
	const decision = judged.length === 0 ? 'open' : engine.row(judgements, id);
	const value: Cell =
		decision === 'accepted'
			? { kind: 'state', state: 'released', words: cell.bi('合格', 'Accepted') }
			: decision === 'rejected'
				? { kind: 'state', state: 'rejected', words: cell.bi('不合格', 'Rejected') }
				: { kind: 'state', state: 'quarantine', words: cell.bi('未判定', 'Not judged yet') };
	return { op: judged.findLast((op) => op.data['decision'] === decision) ?? judged.at(-1), value };
}

function samplingFacts(facts: InspectionFacts, plan: string): Block {
	return {
		kind: 'facts',
		key: 'sampling',
		title: cell.bi('取样', 'Sampling'),
		facts: [
			cell.fact('kind', '检验类型', 'Kind', inspectionKindWords(facts.kind)),
			cell.fact('plan', '检验依据(规程及版本)', 'Plan and revision', cell.code(plan)),
			cell.fact('samples', '抽样数', 'Sample size', sampleSize(facts.samples, facts.lot.item.unit)),
			cell.fact('sampledAt', '取样时间', 'Sampled', cell.instant(facts.samples[0]?.at ?? ''))
		]
	};
}

export const inspection: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const created = createdOf(engine, id);
		if (!created) return UNKNOWN;
		const facts = inspectionFacts(context, id, created);
		const results = resultsOf(engine, id);
		const judgement = judgementOf(engine, id);
		const testers = [...new Set(results.map(({ op }) => op))];
		const columns: readonly Column[] = [
			cell.column('characteristic', '检验项目', 'Characteristic', 22),
			cell.column('requirement', '要求', 'Requirement', 18),
			cell.column('value', '实测值', 'Measured', 20),
			cell.column('gauge', '计量器具', 'Gauge', 14),
			cell.column('verdict', '单项结论', 'Verdict', 10, 'center'),
			cell.column('at', '时间', 'Time', 16)
		];
		return paperOf(context, {
			kind: 'inspection',
			id,
			subject: `inspection:${id}`,
			number: facts.number,
			workCode: documentCode('inspection', id),
			isVoid: isVoid(engine, created),
			blocks: [
				{ kind: 'facts', key: 'head', facts: facts.head },
				samplingFacts(facts, planText(engine, id, facts.plan)),
				{
					kind: 'table',
					key: 'results',
					title: cell.bi('检验结果', 'Results'),
					columns,
					rows: results.map((one) => [
						cell.text(one.characteristic),
						cell.text(one.requirement),
						cell.text(one.value),
						cell.code(one.gauge),
						verdictCell(one.verdict),
						cell.instant(one.op.at)
					]),
					empty: cell.bi('尚无结果', 'No results yet')
				},
				{ kind: 'verdict', key: 'decision', label: cell.bi('判定', 'Decision'), value: judgement.value },
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot(
							'tester',
							'检验人',
							'Tested by',
							testers.flatMap((op) => signedBy(engine, op))
						),
						slot('judge', '复核/判定人', 'Judged by', signedBy(engine, judgement.op))
					]
				}
			]
		});
	},
	list: (context, limit) => listInspections(context.engine, limit, () => true)
};

/** The kinds of inspection that end in a report. */
const REPORTED: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
	IQC: { zh: '进货检验报告', en: 'Incoming inspection report' },
	FQC: { zh: '出厂检验报告', en: 'Final inspection report' }
};

export const report: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const created = createdOf(engine, id);
		if (!created) return UNKNOWN;
		const facts = inspectionFacts(context, id, created);
		const judgement = judgementOf(engine, id);
		const title = REPORTED[facts.kind] ?? titleOf('report');
		const number = `BG-${facts.number}`;
		if (!judgement.op)
			return {
				outcome: 'refused',
				number,
				title,
				refusal: {
					why: cell.bi(
						`检验 ${facts.number} 还没有判定，不能出报告。`,
						`Inspection ${facts.number} is not judged yet; there is no report.`
					),
					wayOut: cell.bi('请检验员录完结果，由另一人判定。', 'Record the results and let another person judge.'),
					state: 'quarantine'
				}
			};
		const results = resultsOf(engine, id);
		const testers = [...new Set(results.map(({ op }) => op))];
		const release = opsAbout(engine, 'lot.dispositioned', `lot:${facts.lot.uid}`).findLast(
			(op) => engine.verdict(op).effective && op.at >= created.at
		);
		const marketed = opsAbout(engine, 'release.marketReleased', `lot:${facts.lot.uid}`).findLast((op) => engine.verdict(op).effective);
		return paperOf(context, {
			kind: 'report',
			id,
			subject: `inspection:${id}`,
			number,
			title,
			isVoid: isVoid(engine, created),
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						...facts.head,
						cell.fact('registration', '注册证/备案号', 'Registration', cell.code(facts.lot.item.registration)),
						cell.fact('samples', '抽样数', 'Sample size', sampleSize(facts.samples, facts.lot.item.unit)),
						cell.fact('basis', '检验依据(技术要求及版本)', 'Basis (requirements, revision)', cell.code(planText(engine, id, facts.plan))),
						cell.fact('tested', '检验日期', 'Tested', cell.date((results.at(-1)?.op.at ?? '').slice(0, 10)))
					]
				},
				{
					kind: 'table',
					key: 'results',
					title: cell.bi('检验项目与结果', 'Characteristics and results'),
					columns: [
						cell.column('no', '序号', 'No.', 7, 'center'),
						cell.column('characteristic', '检验项目', 'Characteristic', 25),
						cell.column('requirement', '标准要求', 'Requirement', 26),
						cell.column('value', '检验结果', 'Result', 27),
						cell.column('verdict', '单项结论', 'Verdict', 15, 'center')
					],
					rows: results.map((one, index) => [
						cell.text(String(index + 1)),
						cell.text(one.characteristic),
						cell.text(one.requirement),
						cell.text(one.value),
						verdictCell(one.verdict)
					]),
					empty: cell.bi('尚无结果', 'No results yet')
				},
				{
					kind: 'verdict',
					key: 'decision',
					label: cell.bi('检验结论', 'Conclusion'),
					value: judgement.value,
					note: cell.bi('本报告仅对上述批次所抽样品及判定负责。', 'This report is about the lot and the samples named above only.')
				},
				{
					kind: 'facts',
					key: 'periodic',
					facts: [
						cell.fact(
							'notTested',
							'未逐批检验的项目及理由(周期检验)',
							'Not tested per lot, and why (periodic tests)',
							cell.text(notTested(engine, id, results)),
							true
						)
					]
				},
				{
					kind: 'signatures',
					key: 'signatures',
					slots: [
						slot(
							'tester',
							'检验',
							'Tested',
							testers.flatMap((op) => signedBy(engine, op))
						),
						slot('judge', '复核', 'Reviewed', signedBy(engine, judgement.op)),
						slot('approver', '批准', 'Approved', signedBy(engine, facts.kind === 'FQC' ? (marketed ?? release) : release))
					],
					seal: cell.bi('检验专用章', 'Inspection seal')
				}
			]
		});
	},
	list: ({ engine }, limit) => listInspections(engine, limit, (kind) => kind in REPORTED, 'BG-')
};

function createdOf(engine: Engine, id: string): RecordedOp | undefined {
	return firstAbout(engine, 'insp.created', `inspection:${id}`);
}

function listInspections(engine: Engine, limit: number, isWanted: (kind: string) => boolean, prefix = '') {
	return newestOf(engine, ['insp.created'], limit, (op) => {
		if (!isWanted(String(op.data['kind'] ?? ''))) return undefined;
		const lot = lotFacts(engine, String(op.data['lot'] ?? ''));
		return {
			id: String(op.data['inspection']),
			number: `${prefix}${String(op.data['no'] ?? '')}`,
			about: aboutLot(lot),
			at: op.at
		};
	});
}

/** The final inspection of a lot that was accepted, for papers that go with goods. */
export function acceptedInspection(
	engine: Engine,
	lot: string
): { readonly uid: string; readonly no: string; readonly by: string; readonly at: string } | undefined {
	for (const op of opsAbout(engine, 'insp.judged', `lot:${lot}`).toReversed()) {
		if (op.data['decision'] !== 'accepted' || !engine.verdict(op).effective) continue;
		const uid = String(op.data['inspection']);
		const row = engine.row(inspections, uid);
		if (fieldText(row, 'kind') !== 'FQC') continue;
		const tested = opsAbout(engine, 'insp.resultRecorded', `inspection:${uid}`)[0];
		return { uid, no: fieldText(row, 'no'), by: personName(engine, tested?.by ?? op.by), at: op.at };
	}
	return undefined;
}
