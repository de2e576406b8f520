import { say, type HelpTexts } from './help-text.ts';

export const qualityHelp: HelpTexts = {
	inspect: {
		purpose: say(
			'只列到期该做的检验。填实测值，结论由系统按标准算出。',
			'Only the inspections that are due. Enter what was measured; the verdict is computed.'
		),
		steps: [
			say('点开一张请检单，按键盘格逐项填。', 'Open a request and fill in the grid item by item.'),
			say(
				'超限的当场变红；复核人签名后状态才改变。',
				'What is out of limits turns red at once; the state changes after the second signature.'
			)
		]
	},
	release: {
		purpose: say(
			'看批记录齐不齐，再决定放行。只列例外，缺什么写明白。',
			'See whether the batch record is complete, then decide. Only exceptions are listed; what is missing is named.'
		),
		steps: [
			say('选一批，先看红色的缺项，点一下去补。', 'Choose a lot, look at what is missing in red, and go and complete it.'),
			say('都齐了再签：生产放行、上市放行分两人。', 'When complete, sign: production release and market release are by two persons.')
		]
	},
	trace: {
		purpose: say(
			'从任何一包货追到源头，或追到每一个收货方；数量是否对得上一直显示。',
			'From any pack back to the source or forward to every consignee, with the balance always in view.'
		),
		steps: [
			say('扫一包货，或输入批号。', 'Scan a pack or enter a number.'),
			say(
				'选方向：来源、去向或全部；图、表、时间线看的是同一件事。',
				'Choose upstream, downstream or both; graph, table and timeline show the same.'
			),
			say('打印或导出，给检查员。', 'Print or export it for the inspector.')
		]
	},
	recall: {
		purpose: say(
			'六十秒出召回范围：扫 → 范围 → 决定（演练或真实）→ 签名的资料包。',
			'A recall scope in sixty seconds: scan, scope, decide (drill or real), signed pack.'
		),
		steps: [
			say('扫问题批，先冻结。', 'Scan the lot in question and hold it first.'),
			say(
				'看范围和客户名单；未同步的仓会写明“名单可能增加”。',
				'See the scope and the consignees; sites that have not synchronised are named.'
			),
			say(
				'决定演练或真实并签名；之后晚到的事实会标“决定后新增”。',
				'Decide drill or real and sign; facts that arrive later are marked as added after the decision.'
			)
		]
	},
	exceptions: {
		purpose: say(
			'断网时各写各的，联网后若有矛盾，列在这里：为什么、涉及谁、谁在何时前处理。',
			'Devices write on while offline. Contradictions found afterwards are listed here: why, what is concerned, who acts by when.'
		),
		steps: [
			say('先处理红色的、快到期的。', 'Red and due ones first.'),
			say('读一句原因，点涉及的批次看详情。', 'Read the cause, open the lots concerned.'),
			say('能一键更正的直接更正，原记录保留。', 'Correct by one key where possible; the original record stays.')
		]
	}
};
