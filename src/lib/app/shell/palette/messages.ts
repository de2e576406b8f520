import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '搜索与命令',
	placeholder: '批号、名称、拼音首字母或想做的事',
	nothing: '没有找到。可以输入批号、物料、往来单位、人员，或命令的拼音首字母，如 ph（批号）。',
	searching: '正在搜索',
	results: (p: { count: string }) => `${p.count} 条结果`,
	group: (p: { group: string }) =>
		({ code: '直接打开', here: '在这里能做什么', recent: '最近打开', go: '去', do: '操作', found: '搜到的记录', papers: '单据' })[
			p.group
		] ?? '',
	kind: (p: { kind: string }) =>
		({
			lot: '批次',
			unit: '单件',
			item: '物料',
			partner: '往来单位',
			person: '人员',
			site: '场所',
			location: '库位',
			device: '终端',
			wo: '生产指令',
			receipt: '到货',
			load: '灭菌柜次',
			inspection: '检验单',
			shipment: '发货单',
			document: '单据',
			several: '同号'
		})[p.kind] ?? '',
	supplierLot: (p: { number: string }) => `供方批 ${p.number}`,
	keysMove: '移动',
	keysOpen: '打开',
	keysClose: '关闭',
	lock: '锁定本机',
	switchPerson: '换人登录',
	logIn: '登录',
	help: '本页帮助',
	shortcuts: '快捷键',
	themeDark: '换成深色',
	themeLight: '换成浅色',
	toEnglish: 'Switch to English',
	toChinese: '切换到中文',
	densityTouch: '疏密：宽松（触屏）',
	densityNormal: '疏密：标准',
	densityCompact: '疏密：紧凑',
	railNarrow: '收起导航',
	railWide: '展开导航',
	leave: '关闭这家公司',
	tour: '五分钟看懂演示',
	print: '打印本页'
} as const;

const en = {
	title: 'Search and commands',
	placeholder: 'A number, a name, or what you want to do',
	nothing: 'Nothing found. Try a lot number, an item, a partner, a person, or a command.',
	searching: 'Searching',
	results: (p) => (p.count === '1' ? '1 result' : `${p.count} results`),
	group: (p) =>
		({
			code: 'Opens directly',
			here: 'What can be done here',
			recent: 'Opened lately',
			go: 'Go to',
			do: 'Commands',
			found: 'Records found',
			papers: 'Papers'
		})[p.group] ?? '',
	kind: (p) =>
		({
			lot: 'Lot',
			unit: 'Unit',
			item: 'Item',
			partner: 'Partner',
			person: 'Person',
			site: 'Site',
			location: 'Location',
			device: 'Device',
			wo: 'Work order',
			receipt: 'Receipt',
			load: 'Steriliser load',
			inspection: 'Inspection',
			shipment: 'Shipment',
			document: 'Document',
			several: 'Same number'
		})[p.kind] ?? '',
	supplierLot: (p) => `supplier lot ${p.number}`,
	keysMove: 'move',
	keysOpen: 'open',
	keysClose: 'close',
	lock: 'Lock this device',
	switchPerson: 'Change person',
	logIn: 'Log in',
	help: 'Help for this page',
	shortcuts: 'Keyboard shortcuts',
	themeDark: 'Switch to dark',
	themeLight: 'Switch to light',
	toEnglish: 'Switch to English',
	toChinese: '切换到中文',
	densityTouch: 'Large touch targets',
	densityNormal: 'Normal density',
	densityCompact: 'Compact density',
	railNarrow: 'Collapse navigation',
	railWide: 'Expand navigation',
	leave: 'Close this company',
	tour: 'The demo in five minutes',
	print: 'Print this page'
} satisfies Messages<typeof zh>;

export const p = defineMessages({ 'zh-CN': zh, en });
