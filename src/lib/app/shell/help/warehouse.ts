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
		]
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
		]
	},
	return: {
		purpose: say(
			'客户退回的货在这里收，放退货区，等质量评审。',
			'Goods that customers send back are taken in here and wait for a quality decision.'
		),
		steps: [
			say('扫退回的货，选客户和原因。', 'Scan the goods, choose the customer and the reason.'),
			say('放到退货区；评审以前不能再发。', 'Put them in the returns area; they may not be shipped again before the decision.')
		]
	},
	move: {
		purpose: say('货换地方：库内移库，或在常州和成都之间调拨。', 'Goods change place: within a warehouse, or between sites.'),
		steps: [
			say('扫货，再扫目的库位。', 'Scan the goods, then the location they go to.'),
			say('跨场所的货先“在途”，对方扫码接收后才算到。', 'Between sites they are in transit until the other side scans them in.')
		]
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
		]
	},
	stock: {
		purpose: say('现在有多少、在哪里、什么状态、什么时候过期。', 'How much there is now, where, in which state and until when.'),
		steps: [
			say('用筛选缩小：物料、库位、状态、有效期。', 'Narrow by item, location, state, expiry.'),
			say('先到期的在前；点一行看它的来历。', 'What expires first comes first; open a line to see its history.'),
			say('任何列表都可以导出 Excel。', 'Every list leaves as Excel.')
		]
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
		]
	}
};
