/** Words of attaching a relay. */
import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	attach: '接入中继',
	title: '接入中继',
	text: '中继是厂里一台一直开着的电脑：各终端通过它自动交换记录。它只转送和保存，看不懂密文，也改不了记录。',
	address: '中继地址',
	addressHint: '就是打开本页的地址。',
	otherOrigin: (p: { here: string }) =>
		`本页来自 ${p.here}，浏览器只许连这个地址。要用别的中继，请先在浏览器里打开它的地址，再用数据包或邀请加入。`,
	look: '查看这台中继',
	looking: '正在查看中继',
	ours: '这台中继已是本公司的，可以直接连上。',
	connect: '连上',
	fresh: '这台中继还没有主人。请输入它启动时显示的认领码。',
	code: '认领码',
	codeHint: '12 个字符，在中继的屏幕上；也可在那台机器上运行 suyuan-relay claim 查看。',
	codeMissing: '请输入认领码',
	site: '中继所在场所',
	deviceCode: '中继的终端编号',
	deviceCodeHint: '两个字符，公司内不重复。',
	deviceCodeTaken: '这个编号已在用',
	deviceCodeWrong: '须为两个大写字母或数字',
	sign: '签名并认领',
	attaching: '正在认领并上传全部记录',
	attached: '已接入中继，记录会自动上传。',
	detach: '断开中继',
	detachTitle: '断开中继？',
	detachText: '本机不再自动上传和接收，已有的记录都在。随时可以再接入。',
	detachConfirm: '断开',
	detached: '已断开中继，记录存在本机。',
	unknown: '没有接成。请把下面的代码告诉管理员。'
};

const en = {
	attach: 'Attach a relay',
	title: 'Attach a relay',
	text: 'A relay is a computer on your premises that is always on: devices exchange records through it by themselves. It forwards and keeps; it cannot read what is sealed and cannot change a record.',
	address: 'Address of the relay',
	addressHint: 'The address this page was opened from.',
	otherOrigin: (p) =>
		`This page comes from ${p.here}, and the browser lets it talk to that address only. For another relay, open its address in the browser first, then join by a bundle or an invitation.`,
	look: 'Look at this relay',
	looking: 'Looking at the relay',
	ours: 'This relay serves your company already and can be connected to.',
	connect: 'Connect',
	fresh: 'This relay has no owner yet. Enter the claim code it showed when it started.',
	code: 'Claim code',
	codeHint: '12 characters, on the relay’s screen; suyuan-relay claim on that machine shows it too.',
	codeMissing: 'Enter the claim code',
	site: 'Site of the relay',
	deviceCode: 'Device code of the relay',
	deviceCodeHint: 'Two characters, unique in the company.',
	deviceCodeTaken: 'This code is in use',
	deviceCodeWrong: 'Two capital letters or digits',
	sign: 'Sign and claim',
	attaching: 'Claiming it and uploading all records',
	attached: 'The relay is attached; records are uploaded by themselves.',
	detach: 'Detach the relay',
	detachTitle: 'Detach the relay?',
	detachText: 'This device no longer uploads and receives by itself. All records stay. It can be attached again at any time.',
	detachConfirm: 'Detach',
	detached: 'The relay is detached; records stay on this device.',
	unknown: 'It did not work. Tell the administrator the code below.'
} satisfies Messages<typeof zh>;

export const r = defineMessages({ 'zh-CN': zh, en });
