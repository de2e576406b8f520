import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	photos: '照片',
	photoFailed: '这张照片读不出来，请重拍。',
	photoNotKept: '照片没有存上：本机空间不足。',
	photoTravels: '照片先存本机，联网后上传中继；照片的校验码写进记录。',
	photoAbsent: '还在拍照的设备上，未上传',
	photoOffline: '不在本机，联网后可取',
	photoNoRelay: '不在本机，公司没有中继',
	photoDamaged: '取回的不是这张照片，没有采用',
	photoFetching: '正在取回',
	photoAgain: (p: { at: number; why: string }) => `照片 ${String(p.at)}：${p.why}。再取一次`,
	photoNumber: (p: { at: number }) => `照片 ${String(p.at)}`,
	removePhoto: '去掉这张照片'
} as const;

const en = {
	photos: 'Photos',
	photoFailed: 'This picture cannot be read; take it again.',
	photoNotKept: 'The picture was not kept: too little space on this device.',
	photoTravels: 'Photos are kept here first and uploaded once there is a connection; their hash is part of the record.',
	photoAbsent: 'Still on the device that took it',
	photoOffline: 'Not here; comes when on line',
	photoNoRelay: 'Not here, and there is no relay',
	photoDamaged: 'What came is another file; not used',
	photoFetching: 'Fetching',
	photoAgain: (p) => `Photo ${String(p.at)}: ${p.why}. Fetch again`,
	photoNumber: (p) => `Photo ${String(p.at)}`,
	removePhoto: 'Remove this photo'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
