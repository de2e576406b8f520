import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	open: '本页帮助',
	title: (p: { area: string }) => `帮助 · ${p.area}`,
	titlePlain: '帮助',
	purpose: '这一页做什么',
	steps: '怎么做',
	trouble: '出了问题怎么办',
	papers: '这里的单据',
	keys: '本页快捷键',
	tour: '五分钟看懂演示',
	everywhere: '到处都能用的快捷键',
	goTo: '按 g，再按一个字母，去一个工作区',
	none: '这一页还没有专门的说明。不确定时，按 Ctrl K 输入想做的事。',
	keyPalette: '搜索、命令、打开批号',
	keyFilter: '筛选当前列表',
	keyHelp: '本页帮助',
	keyEscape: '关闭一层',
	scan: '在任何页面直接扫码，就打开那件货。'
} as const;

const en = {
	open: 'Help for this page',
	title: (p) => `Help · ${p.area}`,
	titlePlain: 'Help',
	purpose: 'What this page is for',
	steps: 'How it is done',
	trouble: 'When something goes wrong',
	papers: 'Papers of this page',
	keys: 'Keys of this page',
	tour: 'The demo in five minutes',
	everywhere: 'Keys that work everywhere',
	goTo: 'Press g, then a letter, to go to an area',
	none: 'This page has no text of its own yet. When in doubt press Ctrl K and type what you want to do.',
	keyPalette: 'Search, commands, open a number',
	keyFilter: 'Filter the list',
	keyHelp: 'Help for this page',
	keyEscape: 'Close one layer',
	scan: 'Scan a code on any page, and what it names opens.'
} satisfies Messages<typeof zh>;

export const h = defineMessages({ 'zh-CN': zh, en });
