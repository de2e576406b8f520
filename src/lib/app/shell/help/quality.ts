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
		],
		trouble: [
			{
				what: say('值超限', 'A value is out of limits'),
				act: say('会当场变红：复测要另记一次，原值不能删。', 'It turns red: a repeated test is a second record; the first stays.')
			},
			{
				what: say('没有规程', 'There is no plan'),
				act: say('逐项写项目、实测和单项结论。', 'Write every characteristic, its value and its verdict.')
			}
		],
		papers: ['request', 'inspection', 'report']
	},
	release: {
		purpose: say(
			'看批记录齐不齐，再决定放行。只列例外，缺什么写明白。',
			'See whether the batch record is complete, then decide. Only exceptions are listed; what is missing is named.'
		),
		steps: [
			say('选一批，先看红色的缺项，点一下去补。', 'Choose a lot, look at what is missing in red, and go and complete it.'),
			say('都齐了再签：生产放行、上市放行分两人。', 'When complete, sign: production release and market release are by two persons.')
		],
		trouble: [
			{
				what: say('还不能放行', 'It may not be released yet'),
				act: say('红的每一条都写着缺什么、找谁：点开去补。', 'Every red line says what is missing and from whom.')
			},
			{
				what: say('检验人和放行人是同一个', 'Inspector and releaser are the same'),
				act: say('不行：换另一位放行人签。', 'Another person has to release.')
			},
			{
				what: say('签错了', 'It was signed by mistake'),
				act: say('签后只能更正：冻结这批，再写更正。', 'Place a hold and correct; a signature is never taken back.')
			}
		],
		papers: ['release', 'finished']
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
		],
		trouble: [
			{
				what: say('数量对不上', 'The balance does not close'),
				act: say(
					'看“差额”那一行：多半是没报的报废或没同步的仓。',
					'Look at the difference: mostly scrap nobody reported, or a site that has not synchronised.'
				)
			},
			{
				what: say('写着“可能”', 'It says possible'),
				act: say('几批混在一起用过，没有单件记录：按可能涉及处理。', 'Lots were used together without unit records: treat it as concerned.')
			}
		],
		papers: ['recall']
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
		],
		trouble: [
			{
				what: say('有仓没同步', 'A site has not synchronised'),
				act: say('名单可能增加：先打电话，同步后会标“决定后新增”。', 'The list may grow: telephone; later facts are marked.')
			},
			{
				what: say('只是演练', 'It is only a drill'),
				act: say('选“演练”：不冻结，不通知客户。', 'Choose drill: no hold, no message to customers.')
			}
		],
		papers: ['recall']
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
		],
		trouble: [
			{
				what: say('不知道怎么处理', 'It is unclear what to do'),
				act: say(
					'点开看“为什么”和可做的更正；拿不准先“受理”，写下打算怎么做。',
					'Open it for the cause and the corrections; when in doubt take it on and say what you plan.'
				)
			},
			{
				what: say('起因没了还在', 'The cause is gone but it stays'),
				act: say('条件消失后还要由人关闭，写一句结论。', 'A person closes it with a sentence.')
			}
		]
	}
};
