import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	refusedTitle: '这种标签现在还不能打',
	size: '尺寸(mm)',
	carrier: '纸张',
	roll: '标签纸',
	sheet: 'A4 裁切',
	codes: '条码',
	matrix: '二维码',
	linear: '一维码',
	dpi: '打印机分辨率',
	dpiUnit: (p: { dpi: number }) => `${String(p.dpi)} dpi`,
	copies: '每种张数',
	from: '从',
	to: '到',
	job: (p: { count: number }) => `本次 ${String(p.count)} 张`,
	cut: '一次最多 200 张，余下的请分次打印。',
	printed: (p: { count: number }) => (p.count === 0 ? '还没有打印过。' : `已打印 ${String(p.count)} 张。`),
	reason: '重打原因',
	reasonHint: '以前打过，再打请写明原因，例如破损、补贴。',
	reasonMissing: '请写重打原因',
	help: '标签印不准？',
	help1: '打印窗口里选标签打印机、纸张选同样的尺寸、边距“无”、缩放 100%。',
	help2: '先打测试页：黑条应正好 10 mm，码能扫出来再批量打印。',
	help3: '浏览器不知道打印机在不在：打印窗口里找不到它，就查电源、数据线和驱动。没有标签机时选“A4 裁切”。',
	options: '标签选项'
} as const;

const en = {
	refusedTitle: 'This label cannot be printed yet',
	size: 'Size (mm)',
	carrier: 'Paper',
	roll: 'Label stock',
	sheet: 'A4 to cut',
	codes: 'Codes',
	matrix: 'Matrix',
	linear: 'Linear',
	dpi: 'Printer resolution',
	dpiUnit: (p) => `${String(p.dpi)} dpi`,
	copies: 'Copies of each',
	from: 'From',
	to: 'To',
	job: (p) => (p.count === 1 ? '1 label' : `${String(p.count)} labels`),
	cut: 'At most 200 at once: print the rest afterwards.',
	printed: (p) => (p.count === 0 ? 'Not printed yet.' : `${String(p.count)} printed so far.`),
	reason: 'Why again',
	reasonHint: 'They were printed before; say why, for example damaged.',
	reasonMissing: 'Say why it is printed again',
	help: 'Not where it should be?',
	help1: 'In the print dialog choose the label printer, paper of the same size, no margins, scale 100 %.',
	help2: 'Print the test page first: the bars are exactly 10 mm, and the code must scan.',
	help3:
		'A browser cannot tell whether the printer is there: if the dialog does not list it check power, cable and driver. Without one choose “A4 to cut”.',
	options: 'Label options'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
