/** What each problem with keys, badges and sealed values says to people, and what they can do about it. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { BadgeProblem } from './badge.ts';
import type { UnlockProblem } from './person-key.ts';
import type { PinProblem } from './pin.ts';
import type { OpenProblem } from './sealed-field.ts';

export const PIN_MESSAGES: Readonly<Record<PinProblem, Bilingual>> = {
	'not-six-digits': { zh: 'PIN 须为 6 位数字', en: 'A PIN has six digits' },
	'too-simple': { zh: '这个 PIN 太容易猜到，请换一个', en: 'This PIN is too easy to guess; choose another' }
};

export const BADGE_MESSAGES: Readonly<Record<BadgeProblem, Bilingual>> = {
	'not-a-badge': { zh: '这不是工牌码。工牌码以 SYB1 开头', en: 'This is no badge code. A badge code begins with SYB1' },
	'newer-version': {
		zh: '此工牌由更新的版本制作，请先更新本机程序',
		en: 'This badge was made by a newer version; update this device first'
	},
	'wrong-length': {
		zh: '工牌码不完整或多了字符，应为 SYB1 加 28 个字符',
		en: 'The badge code is incomplete or too long: SYB1 and 28 characters'
	},
	mistyped: { zh: '工牌码有误，请逐组核对', en: 'The badge code has a mistake; compare it group by group' }
};

export const UNLOCK_MESSAGES: Readonly<Record<UnlockProblem, Bilingual>> = {
	'wrong-pin-or-badge': { zh: 'PIN 或工牌不对', en: 'Wrong PIN or badge' },
	damaged: {
		zh: '本机保存的钥匙已损坏，请重新同步，或由管理员重发',
		en: 'The key stored here is damaged; synchronise again or have it issued anew'
	},
	'newer-version': { zh: '钥匙由更新的版本保存，请先更新本机程序', en: 'The key was stored by a newer version; update this device first' }
};

export const SEALED_MESSAGES: Readonly<Record<OpenProblem, Bilingual>> = {
	erased: {
		zh: '已依法删除，无法再读取；记录本身仍完整可验',
		en: 'Erased, and readable by nobody any more; the entry itself is intact and verifies'
	},
	'not-entitled': { zh: '您无权查看此内容', en: 'You are not entitled to see this' },
	'no-record': {
		zh: '本机尚未收到此内容的钥匙，联网同步后再看',
		en: 'This device has not received the key yet; look again after synchronising'
	},
	damaged: {
		zh: '内容与所在位置不符：被改动过，或是从别处复制来的',
		en: 'The content does not belong here: it was altered or copied from elsewhere'
	},
	'newer-version': { zh: '由更新的版本加密，请先更新本机程序', en: 'Sealed by a newer version; update this device first' }
};
