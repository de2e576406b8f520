import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

interface Found {
	readonly code: string;
	readonly words: Readonly<Record<string, string>>;
}

/** 2026-09-30 as people say it. */
const dayZh = (date = '') => date.replace(/^\d{4}-0?(\d+)-0?(\d+)$/, '$1月$2日');

const zh = {
	title: '放行',
	expect: '成品批标签',
	waiting: '等放行',
	none: '没有等放行的批',
	noneText: '成品一报工就列在这里：缺什么是红的，趁当班补上。',
	stage: (p: { stage: string }) => ({ production: '待生产放行', market: '待上市放行', done: '已上市放行' })[p.stage] ?? p.stage,
	missingCount: (p: { count: number }) => `批记录缺 ${String(p.count)} 项`,
	missingList: (p: { count: number; names: string }) => `批记录缺 ${String(p.count)} 项：${p.names}。`,
	notYet: (p: { why: string }) => `还不能放行：${p.why}`,
	ready: '齐全，可以放行',
	readyText: '没有缺项。签名人仍须看过下面的提示。',
	toRead: '签名前要看',
	all: '全部项目',
	record: '全部记录（批护照）',
	paper: '放行审核单',
	back: '返回列表',
	ok: '齐全',
	onPaper: '在纸质批记录',
	look: '请看',
	waits: '等',
	lacks: '缺',
	bad: '不符',
	production: '生产放行',
	market: '上市放行',
	byPaper: '凭纸质放行单放行',
	byPaperText: '期初库存的批，批记录在纸上。填放行单号，须灭菌的填灭菌批号；两人签名，签后可以发货。',
	byPaperReady: '期初库存：批记录在纸上，凭纸质放行单放行。',
	done: (p: { lot: string; stage: string }) =>
		`${p.lot} ${p.stage === 'market' ? '已上市放行，请换绿标签。' : '已生产放行，接着做上市放行。'}`,
	wrongScan: '放行时扫成品批标签。',
	notFinished: (p: { lot: string }) => `${p.lot} 不在等放行的成品里。`,
	tested: '你检验过这一批，不能放行它：由另一位授权放行人签名。',
	exceptions: (p: { count: number }) => `有 ${String(p.count)} 件未关闭的异常涉及这一批`,
	item: (p: { key: string }) =>
		({
			order: '批生产指令',
			inputs: '投入批均合格',
			yield: '收率',
			'in-process': '过程检验',
			clearance: '清场副本',
			labels: '标签数额平衡',
			sterilisation: '灭菌放行',
			cycle: '灭菌参数',
			indicator: 'BI 结果',
			'final-inspection': '成品检验',
			holds: '质量状态',
			expiry: '有效期',
			'production-release': '生产放行'
		})[p.key] ?? p.key,
	found: ({ code, words }: Found) =>
		({
			'no-order': '没有批生产指令。',
			'order-not-released': `批生产指令 ${words['no'] ?? ''} 没有下达。`,
			'no-inputs': '没有投料记录。',
			'inputs-not-released': `投入了未判合格的批：${words['lots'] ?? ''}。`,
			'no-output': '没有报工记录。',
			'yield-low': `收率 ${words['share'] ?? ''}，低于 ${words['limit'] ?? ''}：看报废原因。`,
			'in-process-open': `过程检验没有合格结论：${words['lots'] ?? ''}。`,
			'on-paper': '本系统还不记这一项，以纸质批记录为准。',
			'clearance-missing': '没有清场记录。',
			'labels-missing': '标签没有平衡：领用、使用、剩余、销毁。',
			'load-rejected': `灭菌批 ${words['load'] ?? ''} 判为不合格。`,
			'not-sterilised': '还没有灭菌。',
			'load-not-released': `灭菌批 ${words['load'] ?? ''} 还没有灭菌放行。`,
			'cycle-missing': `灭菌批 ${words['load'] ?? ''} 没有周期参数。`,
			'indicator-missing': `灭菌批 ${words['load'] ?? ''} 没有 BI 结果。`,
			rejected: '已判不合格。',
			'on-hold': `冻结中：${words['reason'] ?? ''}。`,
			'final-rejected': '成品检验判定不合格。',
			'final-missing': '没有成品检验结果。',
			'final-not-judged': '成品检验有结果，还没有判定。',
			'results-missing': `成品检验缺：${words['names'] ?? ''}。`,
			'result-waiting': `${words['name'] ?? ''} ${dayZh(words['date'])} 出结果。`,
			'no-expiry': '没有失效日期。',
			expired: `已于 ${words['expiry'] ?? ''} 过期。`,
			'not-production-released': '还没有生产放行。',
			'not-opening': '不是期初库存的批：按批记录放行。',
			'paper-load-missing': '须灭菌的产品：填纸质放行单上的灭菌批号。'
		})[code] ?? code
} as const;

const en = {
	title: 'Release',
	expect: 'the label of a finished lot',
	waiting: 'Waiting for release',
	none: 'No lot waits for release',
	noneText: 'Finished lots stand here as soon as their output is reported; what is missing is red, to be put right during the shift.',
	stage: (p) => ({ production: 'Production release open', market: 'Market release open', done: 'Market released' })[p.stage] ?? p.stage,
	missingCount: (p) => (p.count === 1 ? 'Batch record lacks 1 item' : `Batch record lacks ${String(p.count)} items`),
	missingList: (p) => `Batch record lacks ${String(p.count)}: ${p.names}.`,
	notYet: (p) => `Not to be released yet: ${p.why}`,
	ready: 'Complete, may be released',
	readyText: 'Nothing is missing. Whoever signs still reads what stands below.',
	toRead: 'To be read before signing',
	all: 'All items',
	record: 'Full record (lot passport)',
	paper: 'Release review form',
	back: 'Back to the list',
	ok: 'Complete',
	onPaper: 'In the paper record',
	look: 'Read',
	waits: 'Waiting',
	lacks: 'Missing',
	bad: 'Not fit',
	production: 'Production release',
	market: 'Market release',
	byPaper: 'Release by its paper',
	byPaperText:
		'A lot of the opening stock: its batch record is on paper. Give the number of that release and, for a sterile product, the steriliser load; two people sign, and it may be shipped.',
	byPaperReady: 'Opening stock: its batch record is on paper. It is released by its paper release.',
	done: (p) =>
		`${p.lot} ${p.stage === 'market' ? 'is released to the market; change to green labels.' : 'is released by production; market release is next.'}`,
	wrongScan: 'Scan the label of a finished lot here.',
	notFinished: (p) => `${p.lot} is not among the finished lots that wait.`,
	tested: 'You tested this lot and may not release it: another authorised releaser signs.',
	exceptions: (p) => `${String(p.count)} open exceptions concern this lot`,
	item: (p) =>
		({
			order: 'Work order',
			inputs: 'All inputs accepted',
			yield: 'Yield',
			'in-process': 'In-process inspection',
			clearance: 'Line clearance',
			labels: 'Label reconciliation',
			sterilisation: 'Sterilisation release',
			cycle: 'Sterilisation parameters',
			indicator: 'BI result',
			'final-inspection': 'Final inspection',
			holds: 'Quality status',
			expiry: 'Shelf life',
			'production-release': 'Production release'
		})[p.key] ?? p.key,
	found: ({ code, words }) =>
		({
			'no-order': 'There is no work order.',
			'order-not-released': `Work order ${words['no'] ?? ''} was not released.`,
			'no-inputs': 'No material was recorded.',
			'inputs-not-released': `Lots that are not accepted went in: ${words['lots'] ?? ''}.`,
			'no-output': 'No output was reported.',
			'yield-low': `Yield ${words['share'] ?? ''}, below ${words['limit'] ?? ''}: see the scrap.`,
			'in-process-open': `No accepted in-process inspection: ${words['lots'] ?? ''}.`,
			'on-paper': 'Not kept in this system yet; the paper record counts.',
			'clearance-missing': 'No line clearance is recorded.',
			'labels-missing': 'Labels are not reconciled.',
			'load-rejected': `Load ${words['load'] ?? ''} was rejected.`,
			'not-sterilised': 'Not sterilised yet.',
			'load-not-released': `Load ${words['load'] ?? ''} is not released.`,
			'cycle-missing': `Load ${words['load'] ?? ''} has no cycle parameters.`,
			'indicator-missing': `Load ${words['load'] ?? ''} has no BI result.`,
			rejected: 'Rejected.',
			'on-hold': `On hold: ${words['reason'] ?? ''}.`,
			'final-rejected': 'Final inspection was rejected.',
			'final-missing': 'There is no result of final inspection.',
			'final-not-judged': 'Final inspection has results and no judgement.',
			'results-missing': `Final inspection lacks: ${words['names'] ?? ''}.`,
			'result-waiting': `${words['name'] ?? ''}: result on ${words['date'] ?? ''}.`,
			'no-expiry': 'No expiry is recorded.',
			expired: `Expired on ${words['expiry'] ?? ''}.`,
			'not-production-released': 'Not released by production yet.',
			'not-opening': 'Not a lot of the opening stock: it is released by its batch record.',
			'paper-load-missing': 'A sterile product: give the steriliser load named on the paper release.'
		})[code] ?? code
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
