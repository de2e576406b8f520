import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { FirstStepId } from './first-step-views.ts';

const zh = {
	title: '从这里开始',
	text: '走完这几步，就有一批能追溯的料。做到哪步、谁做的，系统自己认，不用打勾。',
	step: (p: { step: FirstStepId }) =>
		({
			places: '建库位',
			items: '建物料',
			partners: '建供应商',
			receive: '收第一批料',
			judge: '检验并判定',
			stock: '移到合格库，或领到线边',
			'second-device': '再加一台设备'
		})[p.step],
	why: (p: { step: FirstStepId }) =>
		({
			places: '货放在哪里，决定能不能领、能不能发。',
			items: '有 Excel 物料表的，一次导入。',
			partners: '一家一条；客户以后用到再建。',
			receive: '扫供方标签或输批号、数量，打黄色待检标签。',
			judge: '合格才能用；不合格进不合格品库。',
			stock: '扫货、扫库位，两下记好。',
			'second-device': '手机或车间平板：两台互为备份，断网也能各干各的。'
		})[p.step],
	go: '去做',
	usual: (p: { count: number }) => `一次建好常用的 ${String(p.count)} 个`,
	usualTitle: '建常用库位',
	done: (p: { done: number; all: number }) => `${String(p.done)} / ${String(p.all)}`,
	see: '看第一批料的履历',
	hide: '不再显示',
	finished: '都走完了。'
} as const;

const en = {
	title: 'Start here',
	text: 'After these steps there is a lot that can be traced. What was done, and by whom, is told from the records; there is nothing to tick.',
	step: (p) =>
		({
			places: 'Define locations',
			items: 'Create items',
			partners: 'Create a supplier',
			receive: 'Receive the first lot',
			judge: 'Inspect and judge it',
			stock: 'Move it to stock, or issue it',
			'second-device': 'Add a second device'
		})[p.step],
	why: (p) =>
		({
			places: 'Where goods lie decides whether they may be drawn or shipped.',
			items: 'A spreadsheet of items is imported at once.',
			partners: 'Each once; customers when they are needed.',
			receive: 'Scan the supplier’s label or type lot and quantity; print the yellow label.',
			judge: 'Only what passes may be used; the rest goes to the reject store.',
			stock: 'Scan the goods, scan the location: two scans.',
			'second-device': 'A phone or a tablet: each backs up the other, and works without a network.'
		})[p.step],
	go: 'Go',
	usual: (p) => `Define the usual ${String(p.count)}`,
	usualTitle: 'Define usual locations',
	done: (p) => `${String(p.done)} of ${String(p.all)}`,
	see: 'See the first lot’s passport',
	hide: 'Do not show again',
	finished: 'All done.'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
