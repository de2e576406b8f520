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
		],
		trouble: [
			{
				what: say('单子里没有我的事', 'Nothing of mine is listed'),
				act: say(
					'先看右上角登录的是不是您；别的岗位的事在下面“等别人的”。',
					'See at the top right whether you are logged in; what others do stands below.'
				)
			}
		]
	},
	board: {
		purpose: say(
			'挂在车间电视上：今天的指令、产量、停机和要紧的事。',
			'For the television on the shop floor: orders, output, stops and what matters today.'
		),
		steps: [
			say('在电视的浏览器里打开，按 F11 全屏；内容自己更新。', 'Open it in the television’s browser and press F11; it updates by itself.')
		],
		trouble: [
			{
				what: say('数字不动', 'The figures stand still'),
				act: say(
					'看左下角的同步时间：断网时是最后一次的数字，连上后自己更新。',
					'Look at the time of the last synchronisation: without a network they are from then, and update by themselves.'
				)
			}
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
		],
		trouble: [
			{ what: say('灯是红的', 'A light is red'), act: say('点灯看是哪几批、卡在谁那里。', 'Open it: which lots, and who they wait for.') },
			{
				what: say('看不到金额', 'Amounts are missing'),
				act: say('金额只给有权的岗位；这台设备上没有就是没有权限。', 'They are for the roles that may see them.')
			}
		]
	},
	master: {
		purpose: say(
			'一切单据引用的底子：物料、往来单位、场所、库位、单位。',
			'What every document refers to: items, partners, sites, locations, units.'
		),
		steps: [
			say(
				'选上面一类，按“新建”；有 Excel 的，按“从表格导入”一次建完。',
				'Choose a kind and press New; import what is in spreadsheets at once.'
			),
			say('编码定了就不改；名称以后可以改，留痕。', 'A code stays for ever; names may change later, with a trace.')
		],
		trouble: [
			{
				what: say('编码写错', 'A code is wrong'),
				act: say('编码不能改：停用这个，新建一个，写明替代。', 'A code never changes: retire it and make another.')
			},
			{
				what: say('同一供应商建了两次', 'A supplier exists twice'),
				act: say('合并前先看各有哪些批，留一个，另一个停用。', 'Keep one and retire the other.')
			}
		]
	},
	papers: {
		purpose: say(
			'每张单据都由记录生成：打印、存 PDF、打印手签，谁打印过都留痕。',
			'Every paper is made from the records: print it, save it as PDF, sign it by hand; each print leaves a trace.'
		),
		steps: [
			say('选单据种类，或输入单号、批号。', 'Choose a kind, or type a number.'),
			say('看清内容和编号，再打印。', 'Read it and its number, then print.'),
			say('扫纸上的二维码，核对它和现在的记录是否一致。', 'Scan the code on the paper to see whether it still agrees with the records.')
		],
		trouble: [
			{
				what: say('打印机没反应', 'The printer is silent'),
				act: say(
					'换浏览器打印，或存 PDF 发到微信；打印记录照样留。',
					'Print from the browser or save as PDF; the print is recorded all the same.'
				)
			},
			{
				what: say('缺一栏', 'A field is empty'),
				act: say(
					'没记录的写“未记录”，不会编出来：去补记录再打印。',
					'What was never recorded says so; complete the record and print again.'
				)
			},
			{
				what: say('检查员要手签', 'A signature by hand is wanted'),
				act: say('选“打印手签”，签完拍照扫回。', 'Print for hand signature and scan it back.')
			}
		],
		papers: ['receipt', 'inspection', 'order', 'release', 'delivery']
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
		],
		trouble: [
			{
				what: say('核对不通过', 'Verification fails'),
				act: say('别再录入，先导出数据包，交给系统管理员。', 'Stop recording, export a bundle and call the administrator.')
			},
			{
				what: say('记录错了', 'A record is wrong'),
				act: say('不能删改：做一条更正，两条都在。', 'It is never changed: record a correction beside it.')
			}
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
		],
		trouble: [
			{
				what: say('胸牌丢了', 'A badge is lost'),
				act: say('马上停用旧胸牌，打印新的，本人设新 PIN。', 'Suspend it at once, print another, set a new PIN.')
			},
			{
				what: say('忘了 PIN', 'A PIN is forgotten'),
				act: say('班长见证后重设；夜里也行，第二天 10 点前补签。', 'A supervisor vouches for the person.')
			},
			{
				what: say('终端坏了', 'A device is broken'),
				act: say('停用它；它没上传的记录用补录。', 'Suspend it; what it had not uploaded is recorded late.')
			}
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
		],
		trouble: [
			{
				what: say('写着“没存上”', 'It says not stored'),
				act: say('先别关页面，点“导出这一条”，交给管理员。', 'Do not close the page; export the record.')
			},
			{
				what: say('很久没上传', 'Nothing was uploaded for long'),
				act: say('不影响干活；看网络和中继地址，或用数据包带过去。', 'Work goes on; look at network and relay, or carry a bundle.')
			}
		]
	},
	settings: {
		purpose: say(
			'这台终端的习惯：语言、外观、按钮大小、声音、扫码枪。不影响别人。',
			'The habits of this device: language, appearance, size of targets, sound, scanner. Nobody else is affected.'
		),
		steps: [say('改了立即生效，记在本机。', 'Changes take effect at once and stay on this device.')],
		trouble: [
			{
				what: say('扫码没反应', 'The scanner does nothing'),
				act: say('在这里“开始试扫”，看读到了什么。', 'Start the scan test here and see what is read.')
			},
			{ what: say('按钮太小', 'Buttons are too small'), act: say('疏密选“宽松”，戴手套也点得到。', 'Choose the widest spacing.') }
		]
	}
};
