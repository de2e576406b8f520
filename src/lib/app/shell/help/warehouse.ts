import { say, type HelpTexts } from './help-text.ts';

export const warehouseHelp: HelpTexts = {
	receive: {
		purpose: say(
			'供应商的货到了，在这里登记：哪张送货单、哪个供方批、每卷多重。登记完就是“待检”，贴黄标。',
			'Goods from a supplier arrive and are registered: which delivery note, which supplier lot, the weight of every roll. They are then in quarantine, with a yellow label.'
		),
		steps: [
			say('拍下送货单，选供应商。', 'Photograph the delivery note and choose the supplier.'),
			say(
				'逐行选物料，填供方批号和有效期；能扫就扫。',
				'For every line choose the item, supplier lot and expiry; scan where there is a code.'
			),
			say('逐卷填重量，打印黄标贴上。', 'Enter the weight of every roll, print the yellow labels and stick them on.'),
			say('完成后自动请检，检验员会在今日看到。', 'When done, inspection is requested and the inspector sees it in Today.')
		],
		trouble: [
			{
				what: say('扫了认不得', 'A code is not known'),
				act: say(
					'新供应商的码正常：选物料，系统照码填批号和效期。',
					'Usual with a new supplier: choose the item; lot and expiry are taken from the code.'
				)
			},
			{
				what: say('中途断电、换人', 'Power cut or somebody else’s turn'),
				act: say('没有丢：再打开收货，接着填。', 'Nothing is lost: open receiving again and go on.')
			},
			{
				what: say('数量与送货单不符', 'Less or more than the note says'),
				act: say('照实数填，也填送货单数量；差多少由系统写明。', 'Enter what is there and what the note says; the difference is told.')
			}
		],
		papers: ['receipt', 'request', 'inbound']
	},
	ship: {
		purpose: say(
			'按客户订单拣货、装车、发货，单据一起出来：随货同行单、检验报告、合格证。',
			'Pick, load and ship an order; its papers come out with it: delivery note, test report, certificate.'
		),
		steps: [
			say(
				'选客户和要发的货，扫每一箱；同一箱扫两次不会重复记账。',
				'Choose the customer and the goods, scan every carton; a carton scanned twice counts once.'
			),
			say(
				'没放行、被冻结、过期的货扫不过，会告诉你原因和可换的批。',
				'What is not released, held or expired is refused, with the reason and the lot to take instead.'
			),
			say('核对件数，确认发货，打印随货同行单。', 'Check the count, confirm, print the delivery note.')
		],
		trouble: [
			{
				what: say('红屏：这批不能发', 'Red: this lot may not leave'),
				act: say('读原因和可换的批：换它说的那一批；不要拆标签。', 'Read the reason and take the lot it names.')
			},
			{
				what: say('同一箱扫了两次', 'The same carton twice'),
				act: say('不会重复记账，会说刚才是谁在几点扫的。', 'It counts once; who scanned it before is said.')
			},
			{
				what: say('货已经装车走了', 'The goods have left already'),
				act: say('用“已经发生，照实记录”，写明原因，质量会看到。', 'Record it as it happened with the reason; quality sees it.')
			}
		],
		papers: ['outbound', 'delivery', 'report']
	},
	return: {
		purpose: say(
			'客户退回的货在这里收，放退货区，等质量评审。',
			'Goods that customers send back are taken in here and wait for a quality decision.'
		),
		steps: [
			say('扫退回的货，选客户和原因。', 'Scan the goods, choose the customer and the reason.'),
			say('放到退货区；评审以前不能再发。', 'Put them in the returns area; they may not be shipped again before the decision.')
		],
		trouble: [
			{
				what: say('不知道是谁退的', 'It is unclear who sent them back'),
				act: say('先扫货：发给过谁会列出来，选客户。', 'Scan the goods: whoever received them is listed.')
			},
			{
				what: say('包装破损', 'The packaging is damaged'),
				act: say(
					'照实写货物情况，拍照，放退货区，不要放回合格库。',
					'Describe it, photograph it, and put it in the returns area, never back in stock.'
				)
			}
		],
		papers: ['delivery']
	},
	move: {
		purpose: say('货换地方：库内移库，或在常州和成都之间调拨。', 'Goods change place: within a warehouse, or between sites.'),
		steps: [
			say('扫货，再扫目的库位。', 'Scan the goods, then the location they go to.'),
			say('跨场所的货先“在途”，对方扫码接收后才算到。', 'Between sites they are in transit until the other side scans them in.')
		],
		trouble: [
			{
				what: say('扫错了货', 'The wrong goods were scanned'),
				act: say(
					'按“撤回”，撤的是没记的那一扫；已记的用“更正（原记录保留）”。',
					'Take back what is not recorded yet; what is recorded is corrected and stays visible.'
				)
			},
			{
				what: say('库位不收这批货', 'The location does not take it'),
				act: say('不合格品、待检品只能去它们的区：换它说的库位。', 'Rejected and quarantined goods have their own areas.')
			}
		],
		papers: ['bincard']
	},
	count: {
		purpose: say(
			'盲盘：先数，再看账。差异要写原因，改账留痕。',
			'Blind counting: count first, then see the books. Differences need a cause, and the correction leaves a trace.'
		),
		steps: [
			say('扫库位，开始盘点。', 'Scan the location to begin.'),
			say('逐件扫码，填实数；看不到账面数。', 'Scan piece by piece and enter what is there; the book figure is not shown.'),
			say('提交后显示差异，写一句原因，确认调整。', 'After submitting, differences appear; give the cause in a sentence and confirm.')
		],
		trouble: [
			{
				what: say('多出账上没有的货', 'There is something the books do not know'),
				act: say('照扫照数：差异里会列出来，再查来处。', 'Scan and count it: it appears among the differences.')
			},
			{
				what: say('数到一半有人领走', 'Something was taken meanwhile'),
				act: say('照数提交；盘点后的移动会自动算进去。', 'Submit what was counted; later moves are taken into account.')
			}
		],
		papers: ['bincard']
	},
	stock: {
		purpose: say('现在有多少、在哪里、什么状态、什么时候过期。', 'How much there is now, where, in which state and until when.'),
		steps: [
			say('用筛选缩小：物料、库位、状态、有效期。', 'Narrow by item, location, state, expiry.'),
			say('先到期的在前；点一行看它的来历。', 'What expires first comes first; open a line to see its history.'),
			say('任何列表都可以导出 Excel。', 'Every list leaves as Excel.')
		],
		trouble: [
			{
				what: say('账和实物对不上', 'Books and shelf differ'),
				act: say(
					'先看有没有仓没同步；再盘点这个库位，不要直接改数。',
					'See which site has not synchronised, then count the location; figures are never overwritten.'
				)
			},
			{
				what: say('要看月底那天的数', 'The figures of a past day'),
				act: say('选日期，列表回到那天。', 'Choose the day and the list goes back to it.')
			}
		],
		papers: ['bincard']
	},
	lots: {
		purpose: say(
			'所有批次，按物料分组，带状态和现存量。点开就是这批货的“护照”：从哪来、到哪去、能不能用。',
			'All lots by item, with state and stock. Opening one shows its passport: where it came from, where it went, whether it may be used.'
		),
		steps: [
			say(
				'输入或扫描批号、供方批号、序列号，精确的直接打开。',
				'Type or scan a lot, supplier lot or serial number; an exact one opens at once.'
			),
			say('用上面的标签按类别和状态筛选。', 'Narrow by class and state with the chips above.'),
			say(
				'在护照里看“能否使用”、去向、数量是否对得上。',
				'In the passport read whether it may be used, who has it and whether the quantities add up.'
			)
		],
		keys: [
			{ keys: ['/'], what: say('到搜索框', 'To the search field') },
			{ keys: ['j'], what: say('下一批', 'Next lot') },
			{ keys: ['k'], what: say('上一批', 'Previous lot') },
			{ keys: ['Enter'], what: say('打开', 'Open') }
		],
		trouble: [
			{
				what: say('找不到批号', 'A lot is not found'),
				act: say(
					'换供方批号或扫标签；别的仓新建的批要等同步。',
					'Try the supplier’s number or scan the label; lots of another site come with synchronisation.'
				)
			},
			{
				what: say('显示“冻结”', 'It says on hold'),
				act: say('点开看是谁、为什么冻结；上游冻结也会带下来。', 'Open it to see who placed the hold and why; holds upstream count too.')
			}
		],
		papers: ['bincard', 'inspection']
	}
};
