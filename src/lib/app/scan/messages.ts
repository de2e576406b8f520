import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	settingsTitle: '扫码枪',
	settingsText:
		'键盘方式的扫码枪插上就能用：按键位读码，与输入法和键盘布局无关。给枪设好“回车”后缀，读完立即有反应。若扫码仍被输入法截走，把枪改成 USB 串口（USB-COM）方式，在这里连接一次。',
	serialConnect: '连接串口扫码枪',
	serialAbsent: '这个浏览器没有串口功能（电脑上的 Chrome、Edge 有）。键盘方式的扫码枪和摄像头照常可用。',
	serialOn: '串口扫码枪已连接',
	serialOff: '没有连接串口扫码枪',
	serialFailed: '没有连上：检查是否是 USB 串口方式、是否被别的程序占用。',
	sounds: '扫码提示音',
	soundsTry: '试听',
	soundOk: '成功',
	soundWarn: '注意',
	soundRefused: '拒绝',
	testTitle: '试扫：看读到了什么',
	testNow: '请扫任意一个码',
	testStart: '开始试扫',
	testStop: '结束试扫',
	testRead: '读到',
	testSource: '来自',
	testIs: '这是',
	testSeveral: (p: { count: number }) => `有 ${String(p.count)} 样东西用这个编号`,
	testForeign: (p: { lot: string }) => `标签完好，本公司没有收过批号 ${p.lot}`,
	testUnknown: '认不得的码',
	source: (p: { source: 'gun' | 'camera' | 'serial' | 'typed' }) =>
		({ gun: '扫码枪（键盘方式）', camera: '摄像头', serial: '扫码枪（串口）', typed: '手工输入' })[p.source],
	unknown: (p: { text: string }) => `认不得这个码：${p.text}。看看是不是扫到了别的码；标签坏了就手工输入编号。`,
	foreign: (p: { lot: string }) => `这个标签没有问题，但本公司没有收过批号 ${p.lot} 的货。要收货请到“收货”。`
} as const;

const en = {
	settingsTitle: 'Scanner',
	settingsText:
		'A scanner in keyboard mode works at once: codes are read from the keys, whatever the input method or layout. Let it send Enter after each code, so that the answer comes at once. If an input method still catches scans, set the scanner to USB serial (USB-COM) and connect it here once.',
	serialConnect: 'Connect a serial scanner',
	serialAbsent:
		'This browser has no serial ports (Chrome and Edge on computers have). Scanners in keyboard mode and the camera work all the same.',
	serialOn: 'Serial scanner connected',
	serialOff: 'No serial scanner connected',
	serialFailed: 'It did not connect: check that it is in USB serial mode and not used by another program.',
	sounds: 'Scan sounds',
	soundsTry: 'Try the sounds',
	soundOk: 'Done',
	soundWarn: 'Look',
	soundRefused: 'Refused',
	testTitle: 'Try a scan: see what is read',
	testNow: 'Scan any code',
	testStart: 'Start',
	testStop: 'Stop',
	testRead: 'Read',
	testSource: 'From',
	testIs: 'This is',
	testSeveral: (p) => `${String(p.count)} things carry this number`,
	testForeign: (p) => `The label is fine; lot ${p.lot} was never received here`,
	testUnknown: 'A code that is not known',
	source: (p) => ({ gun: 'Scanner (keyboard mode)', camera: 'Camera', serial: 'Scanner (serial)', typed: 'Typed' })[p.source],
	unknown: (p) => `This code is not known: ${p.text}. Check whether another code was caught; if the label is damaged, type the number.`,
	foreign: (p) => `The label is fine, but lot ${p.lot} was never received here. To receive it, go to Receiving.`
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
