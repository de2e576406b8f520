import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { PhotoAbsence } from './photo-loader.svelte.ts';

const zh = {
	photos: '照片',
	photoFailed: '这张照片读不出来，请重拍。',
	photoNotKept: '照片没有存上：本机空间不足。',
	photoLocal: '照片只在本机：没有接中继。照片的校验码写进记录。',
	photoTravels: '照片先存本机，记录后自动上传；校验码写进记录。',
	photoElsewhere: '不在本机',
	photoFetching: '正在取回',
	photoAgain: '再试',
	photoAbsent: (p: { why: PhotoAbsence }) =>
		({
			'not-there': '照片还在拍摄它的终端上，尚未上传；那台终端连上中继后会自动传来。',
			offline: '照片不在本机，联网后可取回。',
			'no-relay': '照片在拍摄它的终端上；本机没有接中继，取不到。',
			'not-allowed': '本机只能上传，不能取回照片；请在别的终端上看。',
			damaged: '取回的照片与记录里的校验码不符，没有采用；请告诉管理员。',
			failed: '中继没有照常应答，照片没有取到；请稍后再试。'
		})[p.why],
	photoNumber: (p: { at: number }) => `照片 ${String(p.at)}`,
	removePhoto: '去掉这张照片'
} as const;

const en = {
	photos: 'Photos',
	photoFailed: 'This picture cannot be read; take it again.',
	photoNotKept: 'The picture was not kept: too little space on this device.',
	photoLocal: 'Photos stay on this device, as no relay is attached; their hash is part of the record.',
	photoTravels: 'Photos are kept here and uploaded by themselves once recorded; their hash is part of the record.',
	photoElsewhere: 'Not here',
	photoFetching: 'Fetching',
	photoAgain: 'Try again',
	photoAbsent: (p) =>
		({
			'not-there': 'The photo is still on the device that took it; it comes by itself once that device is connected.',
			offline: 'The photo is not on this device; it can be fetched when connected.',
			'no-relay': 'The photo is on the device that took it; without a relay it cannot be fetched.',
			'not-allowed': 'This device only uploads and fetches no photos; look at it on another one.',
			damaged: 'What was fetched does not match the hash in the record and was not taken; tell the administrator.',
			failed: 'The relay did not answer as it should, and the photo was not fetched; try again later.'
		})[p.why],
	photoNumber: (p) => `Photo ${String(p.at)}`,
	removePhoto: 'Remove this photo'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
