import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	unknown: (p: { text: string }) => `认不得这个码：${p.text}。看看是不是扫到了别的码；标签坏了就手工输入编号。`,
	foreign: (p: { lot: string }) => `这个标签没有问题，但本公司没有收过批号 ${p.lot} 的货。要收货请到“收货”。`
} as const;

const en = {
	unknown: (p) => `This code is not known: ${p.text}. Check whether another code was caught; if the label is damaged, type the number.`,
	foreign: (p) => `The label is fine, but lot ${p.lot} was never received here. To receive it, go to Receiving.`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
