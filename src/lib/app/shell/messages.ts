import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	areas: '工作区',
	more: '更多',
	moreTitle: '全部工作区',
	narrow: '收起导航',
	widen: '展开导航',
	companyMenu: (p: { name: string }) => `公司：${p.name}`,
	leave: '关闭这家公司',
	leaveHint: '回到开始页；数据留在本机',
	search: '搜索与命令',
	help: '本页帮助',
	openExceptions: (p: { count: string }) => `${p.count} 项待处理`
} as const;

const en = {
	areas: 'Work areas',
	more: 'More',
	moreTitle: 'All work areas',
	narrow: 'Collapse navigation',
	widen: 'Expand navigation',
	companyMenu: (p) => `Company: ${p.name}`,
	leave: 'Close this company',
	leaveHint: 'Back to the start page; its data stay on this device',
	search: 'Search and commands',
	help: 'Help for this page',
	openExceptions: (p) => `${p.count} to handle`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
