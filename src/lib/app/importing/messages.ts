import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { AppTemplate } from './guess.ts';
import type { ReadFailure } from './read-table.ts';

const zh = {
	title: '从表格导入',
	back: '回到基础资料',
	intro: '把手上的 Excel 或 CSV 拖进来：先对列，再看问题，改好了一次导入。没有点“导入”之前，什么都不会记下。',
	drop: '把文件拖到这里',
	choose: '选文件',
	paste: '或在 Excel 里复制，粘贴到这里',
	pasteName: '粘贴的表格',
	templates: '没有现成的表？下载空表填',
	template: (p: { template: AppTemplate }) =>
		({ items: '物料', partners: '往来单位', locations: '库位', boms: '物料清单', stock: '期初库存' })[p.template],
	reading: (p: { name: string }) => `正在读 ${p.name} …`,
	failure: (p: { failure: ReadFailure; name: string; row: number; limit: number }) =>
		`${p.name}：${
			{
				'too-large': `超过 ${String(p.limit)} MB。基础资料不会这么大：把清单另存成单独的文件再来。`,
				'too-many-rows': `超过 ${String(p.row)} 行。拆成几个文件，或用命令行导入（docs/import.md）。`,
				locked: '打不开：有密码，或不是完整的 .xlsx 文件。去掉密码，另存一次再来。',
				old: '是旧的 .xls 格式。在 Excel 里另存为 .xlsx 再来。',
				encoding: '文字编码认不出来。在 Excel 里另存为 .xlsx 或“CSV UTF-8”再来。',
				quotes: `第 ${String(p.row)} 行的引号不成对：改好再来。`
			}[p.failure]
		}`,
	empty: (p: { name: string }) => `${p.name} 是空的。`,
	remove: '不导入这张表',
	isWhat: '这张表是',
	headerRow: '表头在第几行',
	rows: (p: { count: number }) => `${String(p.count)} 行`,
	column: '表里的列',
	becomes: '是什么',
	leaveOut: '不要这一列',
	required: '必填',
	values: '内容',
	profile: (p: { filled: number; blank: number; distinct: number }) =>
		`${String(p.filled)} 个有值${p.blank > 0 ? `，${String(p.blank)} 个空` : ''}，${String(p.distinct)} 种`,
	missing: (p: { columns: string }) => `还缺必填的列：${p.columns}。在下面指给它。`,
	sameForAll: '每一行都是',
	sameForAllHint: '表里没有这一列、又必填的，在这里给所有行填同一个值。',
	problems: (p: { count: number }) => `${String(p.count)} 处要改`,
	problemsHint: '改好一处，马上重新检查。原文件不会变。',
	more: (p: { count: number }) => `……还有 ${String(p.count)} 处；先改上面的。`,
	notes: (p: { count: number }) => `${String(p.count)} 条提醒`,
	notesHint: '这些看着不对，可以照写的导入，也可以在这里改。',
	place: (p: { file: string; row: number; column: string }) =>
		`${p.file}${p.row > 0 ? ` 第 ${String(p.row)} 行` : ''}${p.column === '' ? '' : ` · ${p.column}`}`,
	allowed: (p: { allowed: string }) => `可用：${p.allowed}`,
	correct: '改成',
	replaceAll: (p: { count: number }) => `这一列里相同的 ${String(p.count)} 格一起改`,
	undo: '撤销上一次改动',
	preview: (p: { count: number }) => `导入后会多出 ${String(p.count)} 条`,
	nothingNew: '没有新的：表里的公司都有了。',
	existing: (p: { count: number }) => `${String(p.count)} 行公司里已有，不动它。`,
	newCode: '编码',
	newName: '名称',
	newAbout: '说明',
	newKind: '类别',
	import: (p: { count: number }) => `导入（${String(p.count)} 条记录）`,
	signTitle: (p: { count: number }) => `导入 ${String(p.count)} 条记录`,
	status: (p: { status: 'released' | 'rejected' | 'quarantine' | 'on-paper' }) =>
		({ released: '合格', rejected: '不合格', quarantine: '待检', 'on-paper': '已放行(凭纸质放行单)' })[p.status],
	toStock: '去看库存',
	signAbout: (p: { from: number; to: number; all: number }) =>
		`第 ${String(p.from)}–${String(p.to)} 条记录，共 ${String(p.all)} 条，即页面上列出的内容。签名后逐条记下，以后只能更正，不能抹掉。`,
	progress: (p: { done: number; all: number }) => `已记下 ${String(p.done)} / ${String(p.all)} 条`,
	interrupted: (p: { done: number; all: number }) =>
		`已记下 ${String(p.done)} / ${String(p.all)} 条，其余没有记。再点“导入”会接着来，不会重复。`,
	done: (p: { count: number }) => `已导入 ${String(p.count)} 条。`,
	toMaster: '去看基础资料',
	again: '再导入一张'
} as const;

const en = {
	title: 'Import tables',
	back: 'Back to master data',
	intro:
		'Drop the spreadsheets you have: match the columns, put right what is wrong, then import at once. Nothing is recorded before you press Import.',
	drop: 'Drop files here',
	choose: 'Choose files',
	paste: 'or copy cells in Excel and paste them here',
	pasteName: 'Pasted table',
	templates: 'Nothing to start from? Download an empty table',
	template: (p) =>
		({ items: 'Items', partners: 'Partners', locations: 'Locations', boms: 'Bills of material', stock: 'Opening stock' })[p.template],
	reading: (p) => `Reading ${p.name} …`,
	failure: (p) =>
		`${p.name}: ${
			{
				'too-large': `larger than ${String(p.limit)} MB. Master data are not that large: save the list as a file of its own.`,
				'too-many-rows': `more than ${String(p.row)} rows. Split it, or import by the command line (docs/import.md).`,
				locked: 'cannot be opened: it has a password, or is no complete .xlsx file. Remove the password and save it again.',
				old: 'is in the old .xls format. Save it as .xlsx in Excel.',
				encoding: 'its encoding is not known. Save it as .xlsx or “CSV UTF-8” in Excel.',
				quotes: `the quotes in row ${String(p.row)} do not pair up: put that right first.`
			}[p.failure]
		}`,
	empty: (p) => `${p.name} is empty.`,
	remove: 'Do not import this table',
	isWhat: 'This table holds',
	headerRow: 'Header row',
	rows: (p) => `${String(p.count)} rows`,
	column: 'Column of the table',
	becomes: 'Is',
	leaveOut: 'Leave out',
	required: 'required',
	values: 'Content',
	profile: (p) => `${String(p.filled)} filled${p.blank > 0 ? `, ${String(p.blank)} blank` : ''}, ${String(p.distinct)} different`,
	missing: (p) => `Required columns are missing: ${p.columns}. Point them out below.`,
	sameForAll: 'Every row is',
	sameForAllHint: 'A required column the table lacks takes the same value for all rows.',
	problems: (p) => `${String(p.count)} to put right`,
	problemsHint: 'Each correction is checked at once. The file itself does not change.',
	more: (p) => `… and ${String(p.count)} more; put the ones above right first.`,
	notes: (p) => `${String(p.count)} notes`,
	notesHint: 'These look wrong. They are imported as they stand, or corrected here.',
	place: (p) => `${p.file}${p.row > 0 ? ` row ${String(p.row)}` : ''}${p.column === '' ? '' : ` · ${p.column}`}`,
	allowed: (p) => `Allowed: ${p.allowed}`,
	correct: 'Change to',
	replaceAll: (p) => `Change all ${String(p.count)} equal cells of this column`,
	undo: 'Undo the last change',
	preview: (p) => `${String(p.count)} entries will be new`,
	nothingNew: 'Nothing is new: the company has all of it.',
	existing: (p) => `${String(p.count)} rows name what the company has; they change nothing.`,
	newCode: 'Code',
	newName: 'Name',
	newAbout: 'Notes',
	newKind: 'Kind',
	import: (p) => `Import (${String(p.count)} ${p.count === 1 ? 'record' : 'records'})`,
	signTitle: (p) => `Import ${String(p.count)} ${p.count === 1 ? 'record' : 'records'}`,
	status: (p) => ({ released: 'Accepted', rejected: 'Rejected', quarantine: 'Quarantine', 'on-paper': 'Released on paper' })[p.status],
	toStock: 'To the stock',
	signAbout: (p) =>
		`Records ${String(p.from)} to ${String(p.to)} of ${String(p.all)}: what the page lists. Once signed each can be corrected, not erased.`,
	progress: (p) => `${String(p.done)} of ${String(p.all)} recorded`,
	interrupted: (p) =>
		`${String(p.done)} of ${String(p.all)} are recorded, the rest is not. Press Import again to go on; nothing is doubled.`,
	done: (p) => `${String(p.count)} entries imported.`,
	toMaster: 'To the master data',
	again: 'Import another'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
