import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	inRecall: '在召回范围内',
	drill: '在召回演练范围内，不冻结，不通知客户',
	summary: (p: { count: number }) => `召回名单 ${String(p.count)} 行`,
	addedCount: (p: { count: number }) => `决定后新增 ${String(p.count)}`,
	decided: (p: { when: string; by: string }) => `${p.when} 决定，${p.by}`,
	follow: '看召回：通知、答复、收回',
	mark: '说明',
	inScope: '决定时已列入',
	added: '决定后新增',
	addedWhy: (p: { device: string; by: string; when: string }) => `${p.by} ${p.when} 在终端 ${p.device} 记录，决定时尚未同步。`
} as const;

const en = {
	inRecall: 'In the scope of a recall',
	drill: 'In the scope of a recall drill: no holds, no notices to customers',
	summary: (p) => `${String(p.count)} rows on the recall list`,
	addedCount: (p) => `${String(p.count)} added after the decision`,
	decided: (p) => `Decided ${p.when} by ${p.by}`,
	follow: 'Open the recall: notices, answers, returns',
	mark: 'Remark',
	inScope: 'Listed at the decision',
	added: 'Added after the decision',
	addedWhy: (p) => `Recorded by ${p.by} at ${p.when} on terminal ${p.device}, which had not synchronised.`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
