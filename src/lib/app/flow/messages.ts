import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	expect: '请扫描',
	expectNothing: '这一步不用扫码',
	typed: '扫不出来？输入编号',
	typedHint: '批号、序列号、库位码或单号',
	enter: '确认',
	camera: '用摄像头扫',
	cameraPicture: '摄像头画面',
	cameraHint: '把条码放进框里',
	cameraStarting: '正在打开摄像头……',
	cameraRefused: '浏览器没有得到摄像头的许可。点地址栏旁的图标允许，或用扫码枪、手工输入编号。',
	cameraMissing: '这台设备没有可用的摄像头（或不是安全地址）。请用扫码枪，或手工输入编号。',
	torch: '补光灯',
	close: '关闭',
	lastScans: '最近的扫描',
	takeBack: '撤回',
	nobody: '还没有人登录：扫工牌，或点这里',
	dismiss: '知道了',
	severalTitle: '这个编号有几样东西，是哪一个？',
	unknown: '认不得这个码',
	unknownWay: '看看是不是扫到了别的码；标签坏了就手工输入编号。',
	nothingToTakeBack: '没有可撤回的扫描；已记录的要用“更正（原记录保留）”。',
	ime: '输入法截走了扫码：请切换到英文输入法，或把扫码枪改成 USB 串口模式。这一码已按键位读出，请核对。',
	happened: '已经发生，照实记录',
	happenedHint: '实物已经这样动了：写明原因，记录会带上这条不符，并进入异常。',
	happenedWhy: '原因',
	recordAnyway: '照实记录',
	abandon: '不记录'
} as const;

const en = {
	expect: 'Scan',
	expectNothing: 'Nothing to scan at this step',
	typed: 'Cannot be scanned? Type the number',
	typedHint: 'Lot, serial number, location or document number',
	enter: 'Enter',
	camera: 'Scan with the camera',
	cameraPicture: 'Camera picture',
	cameraHint: 'Hold the code in the frame',
	cameraStarting: 'Starting the camera …',
	cameraRefused: 'The browser may not use the camera. Allow it beside the address, or use a scanner or type the number.',
	cameraMissing: 'This device has no usable camera (or the address is not secure). Use a scanner, or type the number.',
	torch: 'Torch',
	close: 'Close',
	lastScans: 'Last scans',
	takeBack: 'Take back',
	nobody: 'Nobody is logged in: scan a badge, or press here',
	dismiss: 'Got it',
	severalTitle: 'Several things carry this number. Which one?',
	unknown: 'This code is not known',
	unknownWay: 'Check whether another code was caught; if the label is damaged, type the number.',
	nothingToTakeBack: 'No scan to take back; what is recorded is corrected by a new record that keeps the old one.',
	ime: 'An input method caught the scan: switch to English input, or set the scanner to USB serial. The code was read from the keys; check it.',
	happened: 'It has happened: record it as it is',
	happenedHint: 'The goods have moved already: give the reason. The record carries the finding and becomes an exception.',
	happenedWhy: 'Reason',
	recordAnyway: 'Record as it is',
	abandon: 'Do not record'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
