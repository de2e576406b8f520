/** What synchronisation says to people, and what they can do about it. Plain texts in both languages: they are used in workers too. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { RelayProblemCode } from './admission-client.ts';
import type { RelayUrlProblem } from './relay-url.ts';
import type { SyncProblem } from './problems.ts';

export const RELAY_MESSAGES: Readonly<Record<RelayProblemCode, Bilingual>> = {
	unreachable: {
		zh: '连不上中继。记录都存在本机,不影响继续干活;有网后自动上传',
		en: 'The relay cannot be reached. Everything is kept on this device; work goes on, and it is uploaded when the network is back'
	},
	'not-a-relay': { zh: '这个地址上不是溯源中继,请核对地址', en: 'There is no Suyuan relay at this address; check the address' },
	'newer-version': { zh: '中继的版本比本机新,请先更新本机程序', en: 'The relay is newer than this device; update this device first' },
	'relay-failed': {
		zh: '中继出了故障(可能磁盘已满),请通知管理员;本机会自动重试',
		en: 'The relay is out of order, perhaps its disk is full; tell the administrator. This device tries again by itself'
	},
	'no-key': {
		zh: '本机没有终端钥匙,只能查看;要记录请重新加入公司',
		en: 'This device has no key and can only read; join the company again to record'
	},
	'bad-code': { zh: '认领码不对,请照中继屏幕上的再输一次', en: 'Wrong claim code; type it again as the relay shows it' },
	claimed: { zh: '这台中继已被认领', en: 'This relay has been claimed already' },
	'not-claimed': { zh: '这台中继还没有被认领,请先用认领码认领', en: 'This relay is not claimed yet; claim it with its code first' },
	'foreign-org': { zh: '这台中继属于另一家公司', en: 'This relay serves another company' },
	'unknown-device': {
		zh: '中继不认识本机:可能它恢复了旧备份。请让任一台已连上的终端先同步,再重试',
		en: 'The relay does not know this device, perhaps an old backup was restored; let a connected device synchronise first, then try again'
	},
	'unknown-invitation': {
		zh: '邀请无效、已用过或已过期,请管理员重新邀请',
		en: 'The invitation is not valid, used, or expired; ask the administrator for a new one'
	},
	'bad-signature': {
		zh: '本机的签名不被接受:终端钥匙与记录不符,请联系管理员',
		en: 'The signature of this device is not accepted: its key does not match its records; ask the administrator'
	},
	'expired-challenge': { zh: '连接用时过长,正在重试', en: 'Connecting took too long; trying again' },
	'too-many-attempts': { zh: '尝试过于频繁,请稍后再试', en: 'Too many attempts; wait a while' },
	'bad-request': {
		zh: '中继不接受本机的请求,请核对两边的版本',
		en: 'The relay does not accept what this device asks; compare the versions of both'
	}
};

export const RELAY_URL_MESSAGES: Readonly<Record<RelayUrlProblem, Bilingual>> = {
	'bad-url': { zh: '这不是中继地址,例如 relay.example.cn:8443', en: 'This is no address of a relay, such as relay.example.cn:8443' },
	insecure: { zh: '中继地址须以 https 开头', en: 'The address of a relay begins with https' }
};

export const SYNC_PROBLEM_MESSAGES: Readonly<Record<SyncProblem['kind'], Bilingual>> = {
	store: {
		zh: '收到的记录没能存到本机,会再次取回;请先处理存储问题',
		en: 'What arrived could not be stored here and is fetched again; see to the storage first'
	},
	'refused-here': {
		zh: '有一条收到的记录不完整或签名不对,没有采用',
		en: 'An entry that arrived is damaged or not properly signed, and was not taken'
	},
	'refused-there': { zh: '中继没有接受一条记录,原因见详情', en: 'The relay did not take an entry; the details say why' },
	oddity: { zh: '同步中出现异常,已丢弃并重取', en: 'Something was not as it should be; it was thrown away and fetched again' },
	relay: { zh: '中继没有照常应答', en: 'The relay did not answer as it should' },
	attachment: {
		zh: '有一张照片没有传成，原因见详情；记录不受影响',
		en: 'A photo did not get through, the details say why; records are not affected'
	},
	'too-large': {
		zh: '文稿过大,无法同步;请拆分或把附件移出',
		en: 'The document is too large to be synchronised; split it or take attachments out'
	}
};
