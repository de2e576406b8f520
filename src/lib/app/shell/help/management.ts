import { say, type HelpTexts } from './help-text.ts';

export const managementHelp: HelpTexts = {
	today: {
		purpose: say(
			'今天等你做的事，按急缓排好：谁的、几点前、卡住了什么。',
			'What waits for you today, the urgent first: whose, by when, and what it blocks.'
		),
		steps: [
			say('先登录，任务才按你的岗位排。', 'Log in first, so that the list follows your roles.'),
			say('从上往下做，点一条就到做它的地方。', 'Work from the top; each line leads to where it is done.')
		]
	},
	board: {
		purpose: say(
			'挂在车间电视上：今天的指令、产量、停机和要紧的事。',
			'For the television on the shop floor: orders, output, stops and what matters today.'
		),
		steps: [
			say('在电视的浏览器里打开，按 F11 全屏；内容自己更新。', 'Open it in the television’s browser and press F11; it updates by itself.')
		]
	},
	overview: {
		purpose: say(
			'老板一眼看懂：货能不能出、钱压在哪里、什么拖了。',
			'For the owner at a glance: can goods leave, where money is locked, what is late.'
		),
		steps: [
			say('三盏灯：绿色照常，黄色要看，红色要管。', 'Three lights: green as usual, amber look, red act.'),
			say('点数字看明细，导出 Excel。', 'Open a figure for its details and export them.')
		]
	},
	master: {
		purpose: say(
			'一切单据引用的底子：物料、往来单位、场所、库位、单位。',
			'What every document refers to: items, partners, sites, locations, units.'
		),
		steps: [
			say('选左边一类，按“新建”。', 'Choose a kind and press New.'),
			say('编码定了就不改；名称以后可以改，留痕。', 'A code stays for ever; names may change later, with a trace.')
		]
	},
	log: {
		purpose: say(
			'全部记录，最新在前，只增不改。这里也核对完整性。',
			'All records, newest first; only added to, never changed. Their integrity is checked here.'
		),
		steps: [
			say('展开一条，看谁、什么时候、在哪台终端、哪些人签了名。', 'Unfold one to see who, when, on which device and who signed.'),
			say(
				'公司指纹与同事念一遍，就知道看的是同一家公司。',
				'Read the fingerprint aloud to a colleague to know that you see the same company.'
			)
		]
	},
	team: {
		purpose: say(
			'谁在这家公司、什么岗位、有没有胸牌；哪些终端、在不在。',
			'Who is in the company, in which roles, with a badge or not; and the devices.'
		),
		steps: [
			say('添人：填姓名和岗位，打印胸牌，本人设 PIN。', 'Add a person: name and roles, print the badge, they set the PIN.'),
			say('添终端：生成邀请码，在新终端上扫。', 'Add a device: make an invitation and scan it there.'),
			say('丢了胸牌或终端，马上在这里停用。', 'A lost badge or device is suspended here at once.')
		]
	},
	sync: {
		purpose: say(
			'记录到了哪里：本机、中继、别的终端，三件事分开说。',
			'Where the records are: on this device, at the relay, at the others; three separate facts.'
		),
		steps: [
			say('没网照常干活；联网后自动上传。', 'Work on without a network; everything is uploaded afterwards.'),
			say('没有中继，用数据包文件交换。', 'Without a relay, exchange bundle files.')
		]
	},
	settings: {
		purpose: say(
			'这台终端的习惯：语言、外观、按钮大小、声音、扫码枪。不影响别人。',
			'The habits of this device: language, appearance, size of targets, sound, scanner. Nobody else is affected.'
		),
		steps: [say('改了立即生效，记在本机。', 'Changes take effect at once and stay on this device.')]
	}
};
