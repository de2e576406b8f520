import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	export: '导出',
	exportHint: (p: { name: string }) => `导出“${p.name}”`,
	exportExcel: 'Excel 工作簿',
	exportCsv: 'CSV 文本',
	exported: (p: { rows: string; file: string }) => `已导出 ${p.rows} 行：${p.file}`,
	exportFailed: '没有导出成功，请重试；清单本身没有变。',
	exportTooLong: (p: { rows: string }) => `超过 Excel 的 ${p.rows} 行上限，请先筛选，或导出为 CSV。`,
	clear: '清除筛选',
	views: '视图',
	standardView: '标准视图',
	viewChanged: '与所选视图不同',
	viewName: '视图名称',
	saveView: '保存',
	viewsHint: '保存筛选、排序、分组和列。只存在这台设备上；星标的视图打开时先显示。',
	defaultView: (p: { name: string }) => `打开时先显示“${p.name}”`,
	removeView: (p: { name: string }) => `删除视图“${p.name}”`,
	arrange: '排列',
	groupBy: '分组',
	columns: '列',
	density: '行距',
	compact: '紧凑',
	normal: '标准',
	touch: '触屏（戴手套）',
	exportAsOf: (p: { company: string; day: string; when: string }) => `${p.company} · 数据截至 ${p.day} · 导出于 ${p.when}`
} as const;

const en = {
	export: 'Export',
	exportHint: (p) => `Export “${p.name}”`,
	exportExcel: 'Excel workbook',
	exportCsv: 'CSV text',
	exported: (p) => `Exported ${p.rows} rows: ${p.file}`,
	exportFailed: 'The export failed; try again. The list itself has not changed.',
	exportTooLong: (p) => `More than Excel’s ${p.rows} rows. Narrow the list first, or export as CSV.`,
	clear: 'Clear filters',
	views: 'Views',
	standardView: 'Standard view',
	viewChanged: 'Differs from the chosen view',
	viewName: 'Name of the view',
	saveView: 'Save',
	viewsHint: 'Keeps filters, order, grouping and columns on this device. The list opens with the starred view.',
	defaultView: (p) => `Open with “${p.name}”`,
	removeView: (p) => `Delete the view “${p.name}”`,
	arrange: 'Arrange',
	groupBy: 'Group by',
	columns: 'Columns',
	density: 'Density',
	compact: 'Compact',
	normal: 'Normal',
	touch: 'Touch (gloves)',
	exportAsOf: (p) => `${p.company} · data as of ${p.day} · exported ${p.when}`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
