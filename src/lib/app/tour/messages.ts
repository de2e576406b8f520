import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '五分钟看懂',
	step: (p: { at: number; of: number }) => `${String(p.at)} / ${String(p.of)}`,
	goThere: '去那一页',
	scan: (p: { code: string }) => `代扫 ${p.code}`,
	next: '下一步',
	skip: '跳过',
	finish: '看完了',
	leave: '离开导览',
	done: '做到了'
} as const;

const en = {
	title: 'Five minutes',
	step: (p) => `${String(p.at)} / ${String(p.of)}`,
	goThere: 'Go to the page',
	scan: (p) => `Scan ${p.code} for me`,
	next: 'Next',
	skip: 'Skip',
	finish: 'Finish',
	leave: 'Leave the tour',
	done: 'Done'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
