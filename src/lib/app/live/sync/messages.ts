import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	title: '同步',
	openScreen: '查看同步详情',

	pillUploaded: (p: { received: number; others: number }) => (p.others === 0 ? '已上传' : `已上传 · ${String(p.received)} 台已收到`),
	pillUploading: (p: { open: string }) => `正在上传 ${p.open} 条`,
	pillPhotos: (p: { count: string }) => `还有 ${p.count} 张照片待传`,
	pillSaved: '已存本机',
	pillSavedOpen: (p: { open: string }) => `已存本机 · ${p.open} 条未上传`,
	pillOffline: '已上传 · 没连上',
	pillDownloading: (p: { share: string }) => `正在下载 ${p.share}`,
	pillRefused: '中继不让连',
	pillBehind: '已停止记录',

	sentenceUploaded: (p: { received: number; others: number }) =>
		p.others === 0
			? '已上传。还没有别的终端。'
			: p.received === p.others
				? `已上传，${String(p.received)} 台设备都已收到。`
				: `已上传，${String(p.received)} 台设备已收到，还差 ${String(p.others - p.received)} 台。`,
	sentenceUploading: '已存本机，正在上传。',
	sentencePhotos: '记录都已上传，照片还在上传。',
	sentenceSaved: '已存本机，未上传。不影响继续干活。',
	sentenceOffline: '本机的记录都已上传。现在没连上，不影响继续干活。',
	sentenceNoRelay: '已存本机。没有接中继，记录不会自动传到别的终端。',
	sentenceDownloading: '正在把公司的记录下载到本机，可以先看已到的部分。',
	sentenceRefused: '已存本机。中继不让本机连接，原因见下。',
	sentenceBehind: '本机的记录落后于别处已有的自己的记录，已停止记录，只能看。',

	truthRecorded: '已存本机',
	truthUploaded: '已上传',
	truthReceived: '已收到',
	entries: (p: { count: string }) => `${p.count} 条`,
	ofEntries: (p: { done: string; total: string }) => `${p.done} / ${p.total} 条`,
	ofDevices: (p: { done: number; total: number }) => `${String(p.done)} / ${String(p.total)} 台`,
	truthRecordedHint: '本机写下的记录，断电也不会丢',
	truthUploadedHint: '中继已落盘的本机记录',
	truthReceivedHint: '已有本机全部记录的其他终端',
	notApplicable: '没有中继',

	retryIn: (p: { seconds: number }) => `${String(p.seconds)} 秒后再试`,
	retryNow: '立即重试',
	retrying: '正在重试',

	connection: '连接',
	relay: '中继',
	noRelayTitle: '没有接中继',
	noRelayText:
		'记录都在本机，可以一直这样用。要传给别的终端，有两条路：请管理员接入一台中继，之后自动同步；或在下面导出数据包，用 U 盘或微信传过去导入。',
	noRelayShort: '用数据包传递，或请管理员接入中继。',
	state: '状态',
	stateOnline: '已连上',
	stateConnecting: '正在连接',
	stateWaiting: '连不上',
	stateRefused: '被拒绝',
	lastContact: '上次联系',
	never: '从未',

	devices: '终端',
	relayDevice: '中继',
	noOtherDevices: '还没有别的终端',
	noOtherDevicesText: '请管理员邀请：新终端扫一次二维码就能加入。只有一台时，机器坏了记录就没了，请至少加一台，或定期导出数据包。',
	columnDevice: '终端',
	columnSite: '场所',
	columnState: '状态',
	columnContact: '上次联系',
	columnMissing: '未收到的本机记录',
	thisDevice: '本机',
	online: '在线',
	deviceState: (p: { state: string }) =>
		({
			enrolled: '在用',
			suspended: '已暂停',
			retired: '已退役',
			revoked: '已吊销',
			forked: '出现两套记录'
		})[p.state] ?? p.state,
	missingNone: '无',
	missingSome: (p: { count: string }) => `${p.count} 条`,
	missingUnknown: '不知道',
	lastRecord: (p: { when: string }) => `最近一条记录 ${p.when}`,

	stale: (p: { site: string; hours: string }) => `${p.site} ${p.hours} 小时未同步，名单可能增加。`,

	waitingTitle: (p: { count: string }) => `${p.count} 条记录在等前面的记录`,
	waitingText: (p: { devices: string }) =>
		p.devices === ''
			? '它们提到的记录还没到，到了会自动接上；在此之前不计入。'
			: `它们提到的记录还没到，缺的来自：${p.devices}。让这些终端联网一次，或导入它们的数据包，就会自动接上；在此之前不计入。`,
	problemsTitle: '未成功的收发',
	problemsText: '都会自动再试；一直不消失时，请把下面的内容告诉管理员。',

	firstDownload: '正在下载公司的记录',
	rebuild: '程序更新后正在重算各种视图，记录没有变',

	bundles: '数据包',
	bundlesText:
		'数据包是全部记录的一个文件：可以备份、给审计员、或带到断网的终端。导入只会增加，不会覆盖。照片不在里面，里面只有照片的校验码；照片经中继传。',
	exportAction: '导出数据包',
	exportTitle: '导出数据包',
	exportText: '导出本身也是一条记录：谁、为什么、给谁。',
	purpose: '用途',
	purposeExample: '例如：月度备份、飞检提供',
	recipient: '接收方',
	optional: '选填',
	passphrase: '口令',
	passphraseHint: '打开文件要用。请另外告诉对方（电话或当面），不要和文件放在一起。',
	passphraseShort: '口令至少 10 个字符',
	passphraseNew: '换一个',
	passphraseCopy: '复制口令',
	passphraseCopied: '已复制口令',
	passphraseShow: '显示口令',
	noPassphrase: '不加密',
	noPassphraseHint: '任何拿到文件的人都能看到全部记录（价格和个人信息仍是密文）。',
	purposeMissing: '请写用途',
	exportNext: '签名并导出',
	exporting: '正在打包',
	exported: (p: { name: string; size: string }) => `已导出 ${p.name}（${p.size}）`,
	exportedPassphrase: '口令（只在这里显示这一次）',
	downloadAgain: '再下载一次',
	importAction: '导入数据包',
	importing: '正在核对并导入',
	importNeeds: '这个文件有口令保护',
	importDo: '导入',
	imported: (p: { count: string }) => `导入完成：${p.count} 条新记录`,
	importedNothing: '导入完成：没有新的记录，这些本机都有了。',
	bundleFailed: (p: { code: string }) =>
		({
			'passphrase-needed': '这个文件有口令保护，请输入口令。',
			'wrong-passphrase': '口令不对；文件本身没有问题。',
			'passphrase-too-short': '口令至少 10 个字符。',
			damaged: '文件已损坏或不完整，请对方重新导出。已导入的部分不会丢。',
			newer: '文件由更新的版本制作，请先更新本机程序。',
			'newer-version': '文件由更新的版本制作，请先更新本机程序。',
			'over-limit': '文件超出本机能处理的大小。',
			'not-a-bundle': '这不是溯源数据包。请选择扩展名为 .suyuan 的文件。',
			'other-company': '这是另一家公司的数据包，只能打开查看，不能导入。',
			store: '导入到一半没存上；已存的不会丢，处理存储问题后再导一次即可。',
			'no-key': '本机只能看，不能签发数据包。'
		})[p.code] ?? `没有成功（${p.code}）。`,
	dismiss: '知道了',

	arrivedTitle: (p: { count: string }) => `收到 ${p.count} 条新记录`,
	arrivedConsignees: (p: { names: string }) => `召回名单新增：${p.names}。`,
	arrivedExceptions: (p: { count: number }) => `打开了 ${String(p.count)} 个异常`,
	arrivedMore: (p: { count: number }) => `还有 ${String(p.count)} 个，见异常页。`,
	seeExceptions: '查看异常'
} as const;

const en = {
	title: 'Synchronisation',
	openScreen: 'See details',

	pillUploaded: (p) => (p.others === 0 ? 'Uploaded' : `Uploaded · on ${String(p.received)} ${p.received === 1 ? 'device' : 'devices'}`),
	pillUploading: (p) => `Uploading ${p.open}`,
	pillPhotos: (p) => (p.count === '1' ? '1 photo to upload' : `${p.count} photos to upload`),
	pillSaved: 'Saved here',
	pillSavedOpen: (p) => `Saved here · ${p.open} not uploaded`,
	pillOffline: 'Uploaded · off line',
	pillDownloading: (p) => `Downloading ${p.share}`,
	pillRefused: 'Relay refuses',
	pillBehind: 'Recording stopped',

	sentenceUploaded: (p) =>
		p.others === 0
			? 'Uploaded. There is no other device yet.'
			: p.received === p.others
				? `Uploaded, and received by ${p.others === 1 ? 'the other device' : `all ${String(p.others)} other devices`}.`
				: `Uploaded, and received by ${String(p.received)} of ${String(p.others)} other devices.`,
	sentenceUploading: 'Saved on this device and being uploaded.',
	sentencePhotos: 'All records are uploaded; photos are still on their way.',
	sentenceSaved: 'Saved on this device, not uploaded yet. Work goes on.',
	sentenceOffline: 'All records of this device are uploaded. It is off line now; work goes on.',
	sentenceNoRelay: 'Saved on this device. There is no relay, so records do not travel to other devices by themselves.',
	sentenceDownloading: 'The company’s records are being downloaded; what has arrived can be looked at.',
	sentenceRefused: 'Saved on this device. The relay does not let this device in; the reason is below.',
	sentenceBehind: 'This device is behind records of its own that exist elsewhere. It records nothing more and can only look.',

	truthRecorded: 'Saved here',
	truthUploaded: 'Uploaded',
	truthReceived: 'Received',
	entries: (p) => (p.count === '1' ? '1 record' : `${p.count} records`),
	ofEntries: (p) => `${p.done} of ${p.total}`,
	ofDevices: (p) => `${String(p.done)} of ${String(p.total)} devices`,
	truthRecordedHint: 'written by this device; survives a power cut',
	truthUploadedHint: 'of these, on the relay’s disk',
	truthReceivedHint: 'other devices that have all of them',
	notApplicable: 'no relay',

	retryIn: (p) => `next attempt in ${String(p.seconds)} s`,
	retryNow: 'Try now',
	retrying: 'Trying',

	connection: 'Connection',
	relay: 'Relay',
	noRelayTitle: 'No relay attached',
	noRelayText:
		'Everything is kept on this device, and you can go on like this. To reach other devices, have an administrator attach a relay, which then synchronises by itself, or export a bundle below and import it there.',
	noRelayShort: 'Pass records on as bundles, or have an administrator attach a relay.',
	state: 'State',
	stateOnline: 'Connected',
	stateConnecting: 'Connecting',
	stateWaiting: 'Not reachable',
	stateRefused: 'Refused',
	lastContact: 'Last contact',
	never: 'never',

	devices: 'Devices',
	relayDevice: 'Relay',
	noOtherDevices: 'No other device yet',
	noOtherDevicesText:
		'An administrator invites one with a QR code. With a single device a broken machine means lost records: add at least one more or export bundles regularly.',
	columnDevice: 'Device',
	columnSite: 'Site',
	columnState: 'State',
	columnContact: 'Last contact',
	columnMissing: 'Missing of ours',
	thisDevice: 'This device',
	online: 'Online',
	deviceState: (p) =>
		({
			enrolled: 'In use',
			suspended: 'Suspended',
			retired: 'Retired',
			revoked: 'Revoked',
			forked: 'Two histories'
		})[p.state] ?? p.state,
	missingNone: 'nothing',
	missingSome: (p) => (p.count === '1' ? '1 record' : `${p.count} records`),
	missingUnknown: 'not known',
	lastRecord: (p) => `newest record ${p.when}`,

	stale: (p) => `${p.site} has not synchronised for ${p.hours} hours; lists may grow.`,

	waitingTitle: (p) => (p.count === '1' ? '1 record waits for an earlier one' : `${p.count} records wait for earlier ones`),
	waitingText: (p) =>
		p.devices === ''
			? 'What they refer to has not arrived. They join by themselves when it does and do not count before.'
			: `What they refer to has not arrived; it comes from ${p.devices}. Connect those devices once or import their bundles. Until then these records do not count.`,
	problemsTitle: 'Deliveries that failed',
	problemsText: 'All of them are tried again. If one stays, tell the administrator what it says.',

	firstDownload: 'Downloading the company’s records',
	rebuild: 'Computing views anew after an update; the records have not changed',

	bundles: 'Bundles',
	bundlesText:
		'A bundle is one file with all records: as a backup, for an auditor, or for a device without network. Importing only adds and never overwrites. Photos are not in it, only their hashes; photos travel through the relay.',
	exportAction: 'Export a bundle',
	exportTitle: 'Export a bundle',
	exportText: 'Exporting is recorded too: who, why and for whom.',
	purpose: 'Purpose',
	purposeExample: 'Such as: monthly backup, for the inspection',
	recipient: 'Recipient',
	optional: 'optional',
	passphrase: 'Passphrase',
	passphraseHint: 'Needed to open the file. Pass it on separately, by telephone or in person, never with the file.',
	passphraseShort: 'A passphrase has at least 10 characters',
	passphraseNew: 'Another one',
	passphraseCopy: 'Copy the passphrase',
	passphraseCopied: 'Passphrase copied',
	passphraseShow: 'Show the passphrase',
	noPassphrase: 'Do not encrypt',
	noPassphraseHint: 'Whoever gets the file can read all records, except prices and personal data, which stay sealed.',
	purposeMissing: 'Say what it is for',
	exportNext: 'Sign and export',
	exporting: 'Packing',
	exported: (p) => `Exported ${p.name} (${p.size})`,
	exportedPassphrase: 'Passphrase (shown here only)',
	downloadAgain: 'Download again',
	importAction: 'Import a bundle',
	importing: 'Checking and importing',
	importNeeds: 'This file is protected by a passphrase',
	importDo: 'Import',
	imported: (p) => `Imported: ${p.count === '1' ? '1 new record' : `${p.count} new records`}`,
	importedNothing: 'Imported: nothing new, all of it was already here.',
	bundleFailed: (p) =>
		({
			'passphrase-needed': 'This file is protected; type its passphrase.',
			'wrong-passphrase': 'Wrong passphrase; the file itself is all right.',
			'passphrase-too-short': 'A passphrase has at least 10 characters.',
			damaged: 'The file is damaged or incomplete; have it exported again. What was imported stays.',
			newer: 'The file was made by a newer version; update this device first.',
			'newer-version': 'The file was made by a newer version; update this device first.',
			'over-limit': 'The file is larger than this device can handle.',
			'not-a-bundle': 'This is no Suyuan bundle. Choose a file ending in .suyuan.',
			'other-company': 'This bundle is of another company; it can be opened to look at, not imported.',
			store: 'Storing failed half-way; what was stored stays. See to the storage and import again.',
			'no-key': 'This device can only look and issues no bundles.'
		})[p.code] ?? `Not done (${p.code}).`,
	dismiss: 'OK',

	arrivedTitle: (p) => (p.count === '1' ? '1 new record arrived' : `${p.count} new records arrived`),
	arrivedConsignees: (p) => `Added to the recall list: ${p.names}.`,
	arrivedExceptions: (p) => (p.count === 1 ? '1 exception opened' : `${String(p.count)} exceptions opened`),
	arrivedMore: (p) => `${String(p.count)} more on the exceptions page.`,
	seeExceptions: 'See exceptions'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
