import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { MasterKind } from './master-views.ts';

const zh = {
	title: '基础资料',
	kinds: '类别',
	kind: (p: { kind: MasterKind }) => ({ items: '物料', partners: '往来单位', places: '场所与库位', masters: '生产主文档' })[p.kind],
	search: '编码、名称',
	create: (p: { kind: MasterKind }) =>
		({ items: '新建物料', partners: '新建往来单位', places: '登记场所', masters: '发布生产主文档' })[p.kind],
	createText: (p: { kind: MasterKind }) =>
		({
			items: '编码定了就不改，名称以后可以改，留痕。',
			partners: '同一家单位只建一次：先在上面搜一下。',
			places: '场所代码会出现在单号里，2–4 个字母，定了就不改。',
			masters: '写清每做多少个用多少料；两人签名发布。以后改用料就发布新版本，已下达的指令不变。'
		})[p.kind],
	newLocation: '新建库位',
	newLocationText: '库位代码在一个场所里不重复；类型决定这里的货能不能领、能不能发。',
	quality: '数据质量',
	importTables: '从表格导入',
	edit: '修改',
	editText: '改了什么、谁改的、为什么改，都留痕。编码、单位和追踪方式不能改。',
	none: (p: { kind: MasterKind }) =>
		({
			items: '还没有物料。',
			partners: '还没有往来单位。',
			places: '还没有场所。',
			masters: '还没有生产主文档。'
		})[p.kind],
	noneText: '手上有 Excel 的，点“从表格导入”一次建完；没有就一个一个新建。',
	notFound: '没有符合的。',
	found: (p: { count: number; all: number }) => (p.count === p.all ? `共 ${String(p.all)}` : `${String(p.count)} / ${String(p.all)}`),
	madeBy: (p: { at: string; by: string }) => `${p.at} ${p.by} 建立`,
	locations: (p: { count: number }) => `库位 ${String(p.count)}`,
	materials: (p: { count: number }) => `用料 ${String(p.count)}`,
	details: (p: { code: string }) => `${p.code} 的详情`,

	product: '产品',
	rev: '版本',
	revHint: '例如 A/0；改用料就往上写。',
	per: '每做多少个',
	lines: '用料',
	lineItem: '物料',
	lineQty: '用量',
	critical: '关键',
	addLine: '加一行',
	removeLine: '去掉这一行',
	release: '发布',
	cancel: '不发布',
	lackProduct: '先选产品。',
	lackRev: '先填版本。',
	lackPer: '“每做多少个”要填大于 0 的数。',
	lackLines: '至少一行用料，每行选物料、填大于 0 的用量。',
	lackTwice: (p: { code: string }) => `${p.code} 写了两行：合成一行。`,
	lackSelf: '产品不能用自己做料。',
	releaseTitle: (p: { code: string; rev: string }) => `发布生产主文档 ${p.code} ${p.rev}`,
	released: '已发布。新的批生产指令会用这一版。'
} as const;

const en = {
	title: 'Master data',
	kinds: 'Kind',
	kind: (p) => ({ items: 'Items', partners: 'Partners', places: 'Sites and locations', masters: 'Work masters' })[p.kind],
	search: 'Code, name',
	create: (p) => ({ items: 'New item', partners: 'New partner', places: 'Register a site', masters: 'Release a work master' })[p.kind],
	createText: (p) =>
		({
			items: 'A code stays for ever; names may change later, with a trace.',
			partners: 'Each partner once: search above first.',
			places: 'The code of a site is part of document numbers: 2 to 4 letters, for ever.',
			masters: 'Say what is used for how many pieces; two persons sign. A later change is a new revision; released orders keep theirs.'
		})[p.kind],
	newLocation: 'New location',
	newLocationText: 'A code is unique within its site; the kind decides whether goods there may be drawn or shipped.',
	quality: 'Data quality',
	importTables: 'Import tables',
	edit: 'Change',
	editText: 'What was changed, by whom and why, stays on record. Code, unit and tracking do not change.',
	none: (p) => ({ items: 'No items yet.', partners: 'No partners yet.', places: 'No sites yet.', masters: 'No work masters yet.' })[p.kind],
	noneText: 'If they are in a spreadsheet, import it at once; otherwise create them one by one.',
	notFound: 'Nothing fits.',
	found: (p) => (p.count === p.all ? `${String(p.all)} in all` : `${String(p.count)} of ${String(p.all)}`),
	madeBy: (p) => `Made ${p.at} by ${p.by}`,
	locations: (p) => (p.count === 1 ? '1 location' : `${String(p.count)} locations`),
	materials: (p) => (p.count === 1 ? '1 material' : `${String(p.count)} materials`),
	details: (p) => `Details of ${p.code}`,

	product: 'Product',
	rev: 'Revision',
	revHint: 'Such as A/0; a change of materials counts up.',
	per: 'For how many pieces',
	lines: 'Materials',
	lineItem: 'Item',
	lineQty: 'Quantity',
	critical: 'Critical',
	addLine: 'Add a line',
	removeLine: 'Remove this line',
	release: 'Release',
	cancel: 'Do not release',
	lackProduct: 'Choose the product first.',
	lackRev: 'Give the revision first.',
	lackPer: '“For how many pieces” must be more than zero.',
	lackLines: 'At least one line, each with an item and a quantity above zero.',
	lackTwice: (p) => `${p.code} is on two lines: make it one.`,
	lackSelf: 'A product is not made from itself.',
	releaseTitle: (p) => `Release work master ${p.code} ${p.rev}`,
	released: 'Released. New work orders use this revision.'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
