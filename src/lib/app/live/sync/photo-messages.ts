/** Words of the synchronisation page alone: apart from what the pill carries to every page. */
import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

interface Amount {
	readonly count: string;
	readonly megabytes: string;
}

const zh = {
	sending: (p: Amount) => `正在上传照片：还有 ${p.count} 张，${p.megabytes} MB`,
	wait: (p: Amount) => `${p.count} 张照片待上传（${p.megabytes} MB），连上后自动上传。`,
	stay: (p: Amount) => `${p.count} 张照片只在本机（${p.megabytes} MB）；接入中继后自动上传。`
} as const;

const en = {
	sending: (p) => `Uploading photos: ${p.count} left, ${p.megabytes} MB`,
	wait: (p) => `Photos to upload: ${p.count} (${p.megabytes} MB). They go by themselves once connected.`,
	stay: (p) => `Photos on this device only: ${p.count} (${p.megabytes} MB). They go by themselves once a relay is attached.`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
