import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '加入公司',
	lead: '本机将成为公司的一台终端，保存公司的全部数据，断网也能干活。',
	open: (p: { name: string }) => `现在打开的是“${p.name}”。加入后会转到新公司，原来的数据仍在本机。`,
	codeStep: '邀请码',
	code: '邀请码',
	codeHint: '请管理员在“团队 › 终端”里出示二维码：用手机扫开网址，或把文字粘贴到这里。',
	codeGood: '邀请码完整',
	codeFromAddress: '已从网址取得邀请码',
	codeBad: '这不是完整的邀请码。邀请码以 suyuan-join 开头，请整段复制。',
	scan: '用摄像头扫',
	cameraPicture: '摄像头画面',
	cameraHint: '把二维码放进框里',
	cameraStarting: '正在打开摄像头',
	cameraRefused: '浏览器不允许用摄像头。请在地址栏里允许，或改为粘贴邀请码。',
	cameraMissing: '没有可用的摄像头。请改为粘贴邀请码。',
	cameraTorch: '照明',
	cameraClose: '关闭摄像头',
	wayStep: '数据从哪里来',
	wayRelay: '从中继下载',
	wayRelayHint: '公司有中继，且本机能连上它。',
	wayFile: '从数据包',
	wayFileHint: '没有网络，或公司没有中继。请管理员在发出邀请之后导出数据包。',
	relay: '中继地址',
	relayHint: '与打开本页的网址相同时不用改。',
	file: '数据包',
	fileChoose: '选择文件',
	fileNone: '还没有选择',
	passphrase: '口令',
	passphraseHint: '没有口令就空着',
	fileAlsoRelay: '同时连接这个中继（选填）',
	join: '加入',
	joining: '正在加入',
	joiningHint: '请不要关闭本页。',
	start: '回到开始页',

	doneTitle: (p: { company: string }) => `已加入${p.company}`,
	doneText: '本机已是公司的终端。其余记录在后台继续下载，现在就可以干活。',
	doneByFile: '公司的其他终端还不认识本机：请登录后导出一次数据包，带回给管理员合并。',
	doneNext: '登录要用工牌和 PIN。没有工牌，请管理员发。',
	enter: '进入公司',

	problem: (p: { code: string; when?: string }) =>
		({
			'bad-code': '邀请码不对',
			expired: '邀请码过期了',
			'here-already': '本机已经在这家公司里',
			used: '这个邀请码已经用过',
			'not-in-bundle': '数据包里没有这个邀请',
			relay: '没有从中继取到数据',
			bundle: '数据包没有打开',
			store: '没能存到本机'
		})[p.code] ?? '没有加入',
	way: (p: { code: string; when: string }) =>
		({
			'bad-code': '邀请码可能没有复制完整。请从 suyuan-join 开始整段复制，或重新扫码。',
			expired: `有效期到 ${p.when}。请管理员重新邀请，旧码不会再生效。`,
			'here-already': '不用再加入，直接打开即可。',
			used: '一个邀请码只能加入一台终端。请管理员为本机再发一个。如果不是您用的，请立即告诉管理员。',
			'not-in-bundle': '可能是另一家公司的数据包，或在邀请之前导出的。请管理员在邀请之后重新导出一份。',
			store: '请检查剩余空间，关闭无痕模式，再试一次。什么都没有加入，邀请码仍然有效。'
		})[p.code] ?? '',
	bundleProblem: (p: { code: string }) =>
		({
			'passphrase-needed': '这个文件有口令保护，请输入口令。',
			'wrong-passphrase': '口令不对，文件本身没有问题。',
			'not-a-bundle': '这不是溯源数据包。请选择扩展名为 .suyuan 的文件。',
			newer: '数据包由更新的版本生成，请先更新本机程序。',
			'newer-version': '数据包由更新的版本生成，请先更新本机程序。',
			damaged: '文件损坏或不完整，请重新导出一份。',
			'over-limit': '文件超出本机能处理的大小。'
		})[p.code] ?? '请重新导出一份再试。',
	relayUnknown: '请检查地址和网络后重试。',
	openIt: '打开这家公司'
} as const;

const en = {
	title: 'Join a company',
	lead: 'This device becomes one of the company’s: it keeps all of its data and works without a network.',
	open: (p) => `“${p.name}” is open now. After joining, the new company is shown; the data of this one stay here.`,
	codeStep: 'Invitation',
	code: 'Invitation code',
	codeHint: 'Ask the administrator to show the QR code under “Team › Devices”: scan it with a telephone, or paste the text here.',
	codeGood: 'The code is complete',
	codeFromAddress: 'The code came with the address',
	codeBad: 'This is no complete invitation. It begins with suyuan-join; copy all of it.',
	scan: 'Scan with the camera',
	cameraPicture: 'Camera picture',
	cameraHint: 'Hold the QR code inside the frame',
	cameraStarting: 'Starting the camera',
	cameraRefused: 'The browser does not allow the camera. Allow it in the address bar, or paste the code.',
	cameraMissing: 'There is no camera to use. Paste the code instead.',
	cameraTorch: 'Light',
	cameraClose: 'Close the camera',
	wayStep: 'Where the data come from',
	wayRelay: 'From the relay',
	wayRelayHint: 'The company has a relay that this device can reach.',
	wayFile: 'From a bundle',
	wayFileHint: 'There is no network or no relay. The administrator exports the bundle after making the invitation.',
	relay: 'Address of the relay',
	relayHint: 'Leave it as it is if it is the address of this page.',
	file: 'Bundle',
	fileChoose: 'Choose a file',
	fileNone: 'None chosen',
	passphrase: 'Passphrase',
	passphraseHint: 'Leave empty if there is none',
	fileAlsoRelay: 'Also connect to this relay (optional)',
	join: 'Join',
	joining: 'Joining',
	joiningHint: 'Please keep this page open.',
	start: 'Back to the start page',

	doneTitle: (p) => `Joined ${p.company}`,
	doneText: 'This device is one of the company’s now. Other records go on arriving in the background; work can begin.',
	doneByFile:
		'The other devices do not know this one yet: sign in, export a bundle once and take it back to the administrator to be merged.',
	doneNext: 'Signing in needs a badge and PIN. The administrator issues badges.',
	enter: 'Enter the company',

	problem: (p) =>
		({
			'bad-code': 'This invitation code is not right',
			expired: 'The invitation has expired',
			'here-already': 'This device already takes part in the company',
			used: 'The invitation has been used',
			'not-in-bundle': 'The bundle does not contain this invitation',
			relay: 'Nothing came from the relay',
			bundle: 'The bundle was not opened',
			store: 'It could not be kept on this device'
		})[p.code] ?? 'Not joined',
	way: (p) =>
		({
			'bad-code': 'Perhaps it was not copied completely. Copy everything from suyuan-join on, or scan it again.',
			expired: `It was good until ${p.when}. Ask the administrator for a new one; the old one stays invalid.`,
			'here-already': 'There is no need to join again: just open it.',
			used: 'An invitation lets in one device. Ask the administrator for another. If it was not you who used it, tell them at once.',
			'not-in-bundle':
				'It may be another company’s bundle, or one exported before the invitation. Ask the administrator to export it again.',
			store: 'Check the free space, leave private mode, and try again. Nothing has joined; the invitation is still good.'
		})[p.code] ?? '',
	bundleProblem: (p) =>
		({
			'passphrase-needed': 'This file is protected by a passphrase; type it.',
			'wrong-passphrase': 'Wrong passphrase; the file itself is all right.',
			'not-a-bundle': 'This is no Suyuan bundle. Choose a file ending in .suyuan.',
			newer: 'The bundle was made by a newer version; update this program first.',
			'newer-version': 'The bundle was made by a newer version; update this program first.',
			damaged: 'The file is damaged or incomplete; have it exported again.',
			'over-limit': 'The file is larger than this device can handle.'
		})[p.code] ?? 'Have it exported again and retry.',
	relayUnknown: 'Check the address and the network, then try again.',
	openIt: 'Open this company'
} satisfies Messages<typeof zh>;

export const j = defineMessages({ 'zh-CN': zh, en });
