import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '设置',
	hint: '只管这台设备；别的设备各设各的，不写入公司记录。',
	display: '显示',
	language: '语言',
	theme: '外观',
	density: '疏密',
	densityHint: '戴手套或触摸屏用“宽松”，办公桌上用“紧凑”。',
	compact: '紧凑',
	normal: '标准',
	touch: '宽松',
	notices: '有新的待办时，由系统弹出提醒',
	noticesHint: '只在这个页面没在前台时弹出；不经过任何服务器。',
	noticesRefused: '浏览器不允许提醒。点地址栏旁的图标允许后再试。'
} as const;

const en = {
	title: 'Settings',
	hint: 'For this device only; others have their own, and nothing of it is recorded in the company.',
	display: 'Display',
	language: 'Language',
	theme: 'Appearance',
	density: 'Density',
	densityHint: 'Roomy for gloves and touch screens, compact for the desk.',
	compact: 'Compact',
	normal: 'Normal',
	touch: 'Roomy',
	notices: 'Let the system show a notice of new tasks',
	noticesHint: 'Only while this page is in the background; no server is involved.',
	noticesRefused: 'The browser does not allow notices. Allow them beside the address and try again.'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
