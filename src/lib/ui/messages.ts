import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	search: '搜索',
	clear: '清除',
	close: '关闭',
	theme: '外观',
	themeSystem: '跟随系统',
	themeLight: '浅色',
	themeDark: '深色',
	language: '语言',
	offlineReady: '离线可用',
	offlineReadyHint: '整个应用已存放在本机，没有网络也能打开和使用。',
	offlineNow: '离线工作中',
	offlineNowHint: '现在没有网络。照常记录，数据保存在本机。',
	offlinePreparing: '正在准备离线',
	offlinePreparingHint: '正在把应用存放到本机，完成后没有网络也能打开。',
	offlineImpossible: '仅在线',
	offlineImpossibleHint: '此浏览器或地址不支持离线打开。请使用 HTTPS 地址或本机地址。',
	updateReady: '新版本已就绪',
	updateHint: '更新会重新打开页面；已保存的记录不受影响。',
	updateNow: '立即更新',
	updateLater: '稍后',
	copyTable: '复制表格',
	copied: (p: { rows: number }) => `已复制 ${String(p.rows)} 行`,
	copyFailed: '浏览器不允许复制',
	rows: (p: { rows: string }) => `${p.rows} 行`,
	noRows: '没有内容',
	sortBy: (p: { column: string }) => `按${p.column}排序`,
	notifications: '通知',
	skipToContent: '跳到内容',
	home: '溯源首页'
} as const;

const en = {
	search: 'Search',
	clear: 'Clear',
	close: 'Close',
	theme: 'Appearance',
	themeSystem: 'System',
	themeLight: 'Light',
	themeDark: 'Dark',
	language: 'Language',
	offlineReady: 'Works offline',
	offlineReadyHint: 'The whole application is stored on this device; it opens and works without a network.',
	offlineNow: 'Working offline',
	offlineNowHint: 'There is no network now. Record as usual; everything is saved on this device.',
	offlinePreparing: 'Preparing offline use',
	offlinePreparingHint: 'The application is being stored on this device; then it opens without a network.',
	offlineImpossible: 'Online only',
	offlineImpossibleHint: 'This browser or address cannot open the application offline. Use an HTTPS or a local address.',
	updateReady: 'A new version is ready',
	updateHint: 'Updating reopens the page; saved records are not affected.',
	updateNow: 'Update now',
	updateLater: 'Later',
	copyTable: 'Copy table',
	copied: (p) => `Copied ${String(p.rows)} rows`,
	copyFailed: 'The browser refused to copy',
	rows: (p) => `${p.rows} rows`,
	noRows: 'Nothing here',
	sortBy: (p) => `Sort by ${p.column}`,
	notifications: 'Notifications',
	skipToContent: 'Skip to content',
	home: 'Suyuan home'
} satisfies Messages<typeof zh>;

/** Texts of the kit itself; domain texts come in through props. */
export const m = defineMessages({ 'zh-CN': zh, en });
