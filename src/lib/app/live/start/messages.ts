import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	knownTitle: '本机上的公司',
	knownDemo: '演示',
	knownForeign: '只能查看',
	knownForeignHint: '从别人的数据包打开的公司：只能查看，不能记录。',
	lastOpened: (p: { when: string }) => `上次打开：${p.when}`,
	openCompany: '打开',
	openCompanyNamed: (p: { name: string }) => `打开${p.name}`,
	forgetDemo: '删除重来',
	forgetForeign: '从本机移除',
	forgetNamed: (p: { name: string; action: string }) => `${p.action}：${p.name}`,
	forgetTitle: (p: { name: string }) => `从本机删除“${p.name}”？`,
	forgetDemoText: '您在演示里做过的一切都会删除，下次从头开始。真实公司的数据不受影响。',
	forgetForeignText: '只删除本机的这一份；原来的数据包文件不受影响，可以再次打开。',
	forgetConfirm: '删除',
	forgotten: '已从本机删除',
	forgetFailed: (p: { detail: string }) => `没有删掉：${p.detail}`,
	cancel: '取消',

	createTitle: '建立公司',
	createText: '十分钟，不用联网：公司、场所、创建人和工牌。之后在其他终端上加入。',
	createAction: '开始建立',
	joinTitle: '加入公司',
	joinText: '本机成为公司的一台终端。请管理员在“团队 › 终端”里出示邀请二维码。',
	joinAction: '加入',
	fileForeignHint: '别家公司的数据包只能查看，不能记录。',
	openedForeign: '这是从数据包打开的公司：只能查看，不能记录。',

	passphraseTitle: '这个数据包有口令',
	passphraseText: '口令由导出的人设定，请向他当面或电话索取。',
	passphrase: '口令',
	passphraseWrong: '口令不对，文件本身没有问题。请再输一次，注意大小写。',
	passphraseDropped: '这个数据包有口令。请用“选择文件”打开它，再输入口令。',
	passphraseOpen: '打开',

	wechatTitle: '请用浏览器打开',
	wechatText: '微信会随时清掉网页存的数据，记录放在这里会丢。换到浏览器里打开，就一直在本机。',
	wechatMenu: '点右上角的“···”',
	wechatOpen: '选“在浏览器打开”',
	wechatElse: '没有这一项时，复制网址，粘贴到手机的浏览器里：',
	addressCopy: '复制网址',
	addressCopied: '已复制网址',
	addressNotCopied: '没能复制，请长按网址手动复制'
} as const;

const en = {
	knownTitle: 'Companies on this device',
	knownDemo: 'Demo',
	knownForeign: 'Read only',
	knownForeignHint: 'Opened from somebody’s bundle: it can be looked at, nothing can be recorded.',
	lastOpened: (p) => `Last opened ${p.when}`,
	openCompany: 'Open',
	openCompanyNamed: (p) => `Open ${p.name}`,
	forgetDemo: 'Start over',
	forgetForeign: 'Remove from this device',
	forgetNamed: (p) => `${p.action}: ${p.name}`,
	forgetTitle: (p) => `Delete “${p.name}” from this device?`,
	forgetDemoText: 'Everything you did in the demo is deleted and it begins anew. Data of real companies are not touched.',
	forgetForeignText: 'Only the copy on this device is deleted; the bundle file stays and can be opened again.',
	forgetConfirm: 'Delete',
	forgotten: 'Deleted from this device',
	forgetFailed: (p) => `Not deleted: ${p.detail}`,
	cancel: 'Cancel',

	createTitle: 'Found a company',
	createText: 'Ten minutes and no network needed: company, site, founders and their badges. Other devices join afterwards.',
	createAction: 'Begin',
	joinTitle: 'Join a company',
	joinText: 'This device becomes one of the company’s. Ask the administrator to show an invitation under “Team › Devices”.',
	joinAction: 'Join',
	fileForeignHint: 'Another company’s bundle can be looked at, nothing can be recorded.',
	openedForeign: 'Opened from a bundle: this company can be looked at, nothing can be recorded.',

	passphraseTitle: 'This bundle has a passphrase',
	passphraseText: 'Whoever exported it chose the passphrase; ask them in person or by telephone.',
	passphrase: 'Passphrase',
	passphraseWrong: 'Wrong passphrase; the file itself is all right. Type it again and mind upper and lower case.',
	passphraseDropped: 'This bundle has a passphrase. Open it with “Choose a file”, then type the passphrase.',
	passphraseOpen: 'Open',

	wechatTitle: 'Please open this in a browser',
	wechatText: 'WeChat clears what pages store whenever it likes; records would be lost. In a browser they stay on this device.',
	wechatMenu: 'Tap “···” at the top right',
	wechatOpen: 'Choose “Open in browser”',
	wechatElse: 'If it is not there, copy the address and paste it into your phone’s browser:',
	addressCopy: 'Copy the address',
	addressCopied: 'Address copied',
	addressNotCopied: 'Not copied; press and hold the address to copy it'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
