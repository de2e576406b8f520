import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	notStoredTitle: '没存上！',
	notStoredFirst: (p: { count: number }) => (p.count > 1 ? `先别关，请点“导出这 ${String(p.count)} 条”。` : '先别关，请点“导出这一条”。'),
	notStoredNothing: '没有丢失已存的记录，但现在存不了新的。',
	exportThis: (p: { count: number }) => (p.count > 1 ? `导出这 ${String(p.count)} 条` : '导出这一条'),
	exportedThis: '已导出。重新打开后，先在“同步”里导入这个文件，再继续记录；不要重做这一步，否则会变成两套记录。',
	notStoredWhy: '原因',
	storeAdvice: (p: { code: string }) =>
		({
			quota: '磁盘或浏览器的存储空间满了。请清理磁盘，或在浏览器里删掉不用的网站数据，再重新打开本页。不要删除本站的数据。',
			lost: '浏览器里本站的数据被清除或关闭了。请重新打开本页；打不开公司时，用最近的数据包或中继恢复。',
			unavailable: '这个浏览器窗口不保存数据（无痕模式或禁用了存储）。请在普通窗口里打开。',
			'newer-version': '另一个标签页已更新到新版本。请重新载入本页。',
			damaged: '存储的内容对不上。请停止在本机记录，保留现场并联系管理员；其他终端和中继上的记录不受影响。',
			'not-the-writer': '另一个标签页或复制的浏览器数据正在写。请只留一个标签页，重新打开。',
			failed: '请重新打开本页再试；一直不行时，把下面的内容告诉管理员。'
		})[p.code] ?? '请重新打开本页再试。',
	closeAnyway: '不导出，关闭',
	closeDone: '关闭',
	reload: '重新载入',

	findingTitle: (p: { code: string }) =>
		({
			'persist-refused': '浏览器没有答应长期保存',
			'private-mode': '无痕窗口里不能记录',
			'quota-low': '存储空间快满了',
			'no-ed25519': '浏览器较旧，签名会慢一些',
			'insecure-context': '地址不安全，不能记录',
			wechat: '请用浏览器打开'
		})[p.code] ?? '浏览器的存储有问题',
	findingText: (p: { code: string }) =>
		({
			'persist-refused': '空间紧张时浏览器可能清掉本机数据。把本页加入书签或安装到桌面后通常会答应；在此之前请保持同步，或定期导出数据包。',
			'private-mode': '关掉窗口数据就没了。请在普通窗口里打开本页。',
			'quota-low': '请清理磁盘；空间用完后新的记录存不上。不要删除本站的数据。',
			'no-ed25519': '功能不受影响。升级浏览器后会更快。',
			'insecure-context': '请改用 https 开头的地址，或在本机用 localhost 打开。',
			wechat: '微信里的网页会随时清掉数据，不能用来记录。请点右上角“···”，选“在浏览器打开”。'
		})[p.code] ?? '请把代码告诉管理员。',
	later: '一周后再提醒'
} as const;

const en = {
	notStoredTitle: 'Not saved!',
	notStoredFirst: (p) =>
		p.count > 1
			? `Do not close this page. Press “Export these ${String(p.count)} records” first.`
			: 'Do not close this page. Press “Export this record” first.',
	notStoredNothing: 'Nothing saved was lost, but nothing new can be saved now.',
	exportThis: (p) => (p.count > 1 ? `Export these ${String(p.count)} records` : 'Export this record'),
	exportedThis:
		'Exported. After opening this page again, import this file first, under “Synchronisation”, and go on from there. Do not repeat the step: that would make two histories.',
	notStoredWhy: 'Why',
	storeAdvice: (p) =>
		({
			quota:
				'The disk or the browser’s share of it is full. Free disk space or remove other sites’ data in the browser, then open this page again. Do not remove the data of this site.',
			lost: 'The data of this site were cleared or closed in the browser. Open this page again; if the company does not open, restore it from a bundle or the relay.',
			unavailable: 'This window keeps nothing (private mode or storage disabled). Use a normal window.',
			'newer-version': 'Another tab has updated to a new version. Reload this page.',
			damaged:
				'What is stored does not fit together. Stop recording on this device, leave it as it is and call the administrator; records on other devices and the relay are not affected.',
			'not-the-writer': 'Another tab or a copied profile is writing. Keep one tab and open it again.',
			failed: 'Open this page again and retry; if it stays, tell the administrator what is below.'
		})[p.code] ?? 'Open this page again and retry.',
	closeAnyway: 'Close without exporting',
	closeDone: 'Close',
	reload: 'Reload',

	findingTitle: (p) =>
		({
			'persist-refused': 'The browser has not agreed to keep data for good',
			'private-mode': 'Nothing can be recorded in a private window',
			'quota-low': 'Storage is nearly full',
			'no-ed25519': 'An older browser: signing takes longer',
			'insecure-context': 'The address is not secure; nothing can be recorded',
			wechat: 'Open in a browser'
		})[p.code] ?? 'Something is wrong with the browser’s storage',
	findingText: (p) =>
		({
			'persist-refused':
				'When space runs out the browser may clear what is stored here. Bookmarking or installing this page usually makes it agree; until then stay synchronised or export bundles.',
			'private-mode': 'The data go when the window closes. Open this page in a normal window.',
			'quota-low': 'Free disk space; when it is used up, nothing new can be saved. Do not remove the data of this site.',
			'no-ed25519': 'Everything works. A newer browser is faster.',
			'insecure-context': 'Use an address beginning with https, or localhost on this machine.',
			wechat: 'Pages inside WeChat lose their data at any time. Tap “···” at the top right and choose “Open in browser”.'
		})[p.code] ?? 'Tell the administrator the code.',
	later: 'Remind me in a week'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
