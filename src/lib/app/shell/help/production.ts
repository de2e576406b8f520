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
		]
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
		]
	},
	serial: {
		purpose: say('一件一件做的产品：板和机身配对、校准、装箱。', 'Products made one by one: pairing board and body, calibration, packing.'),
		steps: [
			say('先扫一次“在用批”的托盘，之后每台自动带上。', 'Scan the tray in use once; every unit then carries it.'),
			say('每台三扫：板与机身、校准、装箱。', 'Three scans a unit: board and body, calibration, packing.')
		]
	},
	steriliser: {
		purpose: say(
			'送灭菌、返厂、柜次和判定。没有终端的灭菌厂，用交接单和报告照片登记。',
			'To the steriliser and back, its loads and the verdict. A contractor without our device is recorded by hand-over note and photographed report.'
		),
		steps: [
			say('扫箱装柜，填交接单，双方签字。', 'Scan cartons into a load, fill in the hand-over note, both sign.'),
			say('返厂点数，登记参数和报告照片。', 'Count them back, record parameters and the photographed report.'),
			say('判定合格后，整柜变为“已灭菌”。', 'After the verdict the whole load is sterilised.')
		]
	}
};
