import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '发货',
	ready: '可以发',
	part: '部分可发',
	blocked: '发不了',
	dueToday: '今天交货',
	dueTomorrow: '明天交货',
	dueIn: (p: { days: number }) => `${String(p.days)} 天后交货`,
	overdue: (p: { days: number }) => `逾期 ${String(p.days)} 天`,
	due: (p: { day: string }) => `交期 ${p.day}`,
	openQty: (p: { qty: string }) => `未发 ${p.qty}`,
	missing: (p: { qty: string }) => `缺 ${p.qty}`,
	lotWaits: (p: { lot: string; qty: string; stop: string }) => `${p.lot} 有 ${p.qty}，${p.stop}`,
	elsewhere: (p: { qty: string }) => `别的仓还有 ${p.qty} 可发`
} as const;

const en = {
	title: 'Shipping',
	ready: 'Can leave',
	part: 'Part can leave',
	blocked: 'Cannot leave',
	dueToday: 'Due today',
	dueTomorrow: 'Due tomorrow',
	dueIn: (p) => `Due in ${String(p.days)} days`,
	overdue: (p) => (p.days === 1 ? '1 day late' : `${String(p.days)} days late`),
	due: (p) => `Due ${p.day}`,
	openQty: (p) => `${p.qty} open`,
	missing: (p) => `${p.qty} missing`,
	lotWaits: (p) => `${p.lot} has ${p.qty}: ${p.stop}`,
	elsewhere: (p) => `${p.qty} more at other sites`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
