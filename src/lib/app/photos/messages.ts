import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	photos: '照片',
	photoFailed: '这张照片读不出来，请重拍。',
	photoNotKept: '照片没有存上：本机空间不足。',
	photoLocal: '照片只在本机，还不会上传；照片的校验码写进记录。',
	photoMissing: '照片不在这台设备上',
	photoNumber: (p: { at: number }) => `照片 ${String(p.at)}`,
	removePhoto: '去掉这张照片'
} as const;

const en = {
	photos: 'Photos',
	photoFailed: 'This picture cannot be read; take it again.',
	photoNotKept: 'The picture was not kept: too little space on this device.',
	photoLocal: 'Photos stay on this device and are not uploaded yet; their hash is part of the record.',
	photoMissing: 'The photo is not on this device',
	photoNumber: (p) => `Photo ${String(p.at)}`,
	removePhoto: 'Remove this photo'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
