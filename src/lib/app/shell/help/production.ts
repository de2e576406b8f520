import { say, type HelpTexts } from './help-text.ts';

export const productionHelp: HelpTexts = {
	issue: {
		purpose: say(
			'给生产领料，剩下的称重退回。拿错、待检、冻结的料扫不过，并告诉你该拿哪一卷。',
			'Material for production, and what is left is weighed back. The wrong, quarantined or held roll is refused, with the one to take instead.'
		),
		steps: [
			say('扫批生产指令，再扫料卷：两扫完成。', 'Scan the work order, then the roll: two scans.'),
			say('红屏和低音是拒绝：读一句原因，换它说的那一卷。', 'Red and a low sound is a refusal: read the reason, take the roll it names.'),
			say('退料：扫料卷，填称重。用量自动算出。', 'To return: scan the roll and enter its weight; the use is computed.')
		],
		trouble: [
			{
				what: say('红屏：这卷不能领', 'Red: this roll may not be issued'),
				act: say('读一句原因，拿它说的那一卷；不要改标签。', 'Read the reason and take the roll it names.')
			},
			{
				what: say('夜里没有第二个人', 'Nobody else at night'),
				act: say('照做：记为“待复核”，第二天 10 点前复核。', 'Go on: it waits for verification until 10:00 the next day.')
			},
			{
				what: say('余料和标签重量不同', 'The remainder weighs otherwise'),
				act: say('以称重为准，系统自动算用量。', 'The scale counts; the use is computed.')
			}
		],
		papers: ['issue', 'returned']
	},
	production: {
		purpose: say(
			'批生产指令和报工：开工、合格数、报废数、停机、清场。',
			'Work orders and reporting: start, good, scrap, stops, line clearance.'
		),
		steps: [
			say('打开指令，按“开工”。', 'Open the order and press Start.'),
			say('每两小时报一次：合格数、报废数和原因，一张表填完。', 'Report every two hours: good, scrap and its reason on one sheet.'),
			say('做完清场，产出进入待检。', 'Clear the line when done; the output goes to quarantine.')
		],
		trouble: [
			{
				what: say('不能开工', 'It cannot be started'),
				act: say(
					'看指令下面的一句：没下达、缺料、没清场或缺上岗资格。',
					'Read the sentence under the order: not released, no material, no line clearance.'
				)
			},
			{
				what: say('报错了数', 'A wrong figure was reported'),
				act: say('用“更正（原记录保留）”，原来的数划线保留。', 'Correct it; the former figure stays, struck through.')
			},
			{ what: say('机器停了', 'The machine stopped'), act: say('按“暂停”选原因，再开按“复工”。', 'Pause with the cause, and resume.') }
		],
		papers: ['order', 'card', 'clearance']
	},
	serial: {
		purpose: say('一件一件做的产品：板和机身配对、校准、装箱。', 'Products made one by one: pairing board and body, calibration, packing.'),
		steps: [
			say('先扫一次“在用批”的托盘，之后每台自动带上。', 'Scan the tray in use once; every unit then carries it.'),
			say('每台三扫：板与机身、校准、装箱。', 'Three scans a unit: board and body, calibration, packing.')
		],
		trouble: [
			{
				what: say('扫错：这是别的料', 'Wrong tray'),
				act: say('换本单要的料盘；屏上写着要哪种。', 'Take the tray of the item that is named on the screen.')
			},
			{ what: say('料盘不够一台', 'The tray does not suffice for a unit'), act: say('扫下一盘，系统接着用。', 'Scan the next one.') },
			{ what: say('这台刚扫过', 'The unit was scanned before'), act: say('没有重复记账，继续下一台。', 'It counts once; go on.') }
		],
		papers: ['card']
	},
	steriliser: {
		purpose: say(
			'送灭菌、返厂、柜次和判定。没有终端的灭菌厂，用交接单和报告照片登记。',
			'To the steriliser and back, its loads and the verdict. A contractor without our device is recorded by hand-over note and photographed report.'
		),
		steps: [
			say('扫要灭菌的批，确认送出；打印委托单和交接单，双方签字。', 'Scan the lots and send; print order and hand-over note, both sign.'),
			say(
				'返厂扫箱点数，登记报告上的参数，拍下报告；培养到期登记 BI。',
				'Count back by scan, enter the report’s figures with a photograph; read the indicators after incubation.'
			),
			say(
				'参数都在限度内、BI 全阴性才能放行；签名后整柜变为“已灭菌”。',
				'Released only with every reading in its limits and every indicator negative; once signed, the whole load is sterile.'
			)
		],
		trouble: [
			{
				what: say('返厂少了一箱', 'A carton is missing'),
				act: say('照实点数；差异进入异常，先别放行。', 'Record the count; the difference becomes an exception.')
			},
			{
				what: say('灭菌厂只给微信照片', 'The contractor sends a photograph only'),
				act: say('交接单上填八个数，拍报告，三分钟内记完。', 'Enter the eight figures of the hand-over note and photograph the report.')
			}
		],
		papers: ['sterilorder', 'sterilhandover']
	}
};
