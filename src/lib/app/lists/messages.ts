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
	exportAsOf: (p) => `${p.company} · data as of ${p.day} · exported ${p.when}`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
