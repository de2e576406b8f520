import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = { title: '今日', areas: '去哪里' } as const;

const en = { title: 'Today', areas: 'Where to' } satisfies Messages<typeof zh>;

export const t = defineMessages({ 'zh-CN': zh, en });
