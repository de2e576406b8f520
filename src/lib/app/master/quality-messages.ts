import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import type { CheckCode } from '#lib/modules/rollout/data-quality.ts';

const zh = {
	title: '数据质量',
	back: '回到基础资料',
	intro: '从记录里现查，没有存着的分数：改好一处，分数马上变。',
	score: '合格率',
	formula: (p: { checked: string; bad: string }) => `查了 ${p.checked} 处，${p.bad} 处有问题；合格率 = 没有问题的 ÷ 查了的，只舍不入。`,
	check: (p: { code: CheckCode }) =>
		({
			'partner-twice': '往来单位可能建了两次',
			'partner-uscc': '供应商、客户没有可用的统一社会信用代码',
			'item-twice': '物料可能建了两次',
			'item-shelf-life': '关键物料和成品没有保质期',
			'item-work-master': '自制的没有发布的生产主文档',
			'item-plan': '没有生效的检验规程',
			'lot-supplier-lot': '库存里的外购批没有供方批号',
			'lot-expiry': '有保质期的批没有失效日期',
			'lot-dates': '失效日期早于生产日期',
			'lot-two-items': '同一批号用在两种物料上'
		})[p.code],
	why: (p: { code: CheckCode }) =>
		({
			'partner-twice': '名称相近，或代码相同。两边都有业务时，追溯和对账会各算一半。',
			'partner-uscc': '资质、发票和飞检都按代码认人；填错一位校验就不过。',
			'item-twice': '名称、类别和单位都一样。库存会分成两半。',
			'item-shelf-life': '没有保质期就算不出失效日期，先到期先发出也做不到。',
			'item-work-master': '没有主文档就下不了批生产指令。',
			'item-plan': '没有规程，检验时不知道查什么、抽多少。',
			'lot-supplier-lot': '供方召回只报他的批号：查不到就只能全停。',
			'lot-expiry': '过期了没有人知道。',
			'lot-dates': '两个日期里至少有一个是错的。',
			'lot-two-items': '只报批号的人会被反问是哪一种。'
		})[p.code],
	count: (p: { bad: string; checked: string }) => `${p.bad} / ${p.checked}`,
	allGood: (p: { checked: string }) => `查了 ${p.checked} 处，都好`,
	good: '没有问题的检查',
	more: (p: { count: string }) => `再看 ${p.count} 处`,
	other: (p: { other: string }) => `像是 ${p.other}`,
	open: '去改',
	none: '还没有可以查的数据',
	noneText: '建了物料、往来单位或批以后，这里会说哪里不全、哪里重复。',
	exportCheck: '检查项',
	exportCode: '编码/批号',
	exportName: '名称',
	exportDetail: '说明'
} as const;

const en = {
	title: 'Data quality',
	back: 'Back to master data',
	intro: 'Found in the records each time it is asked; no score is stored. Put something right and it changes at once.',
	score: 'In order',
	formula: (p) =>
		`${p.checked} things were looked at, ${p.bad} have a defect; the share is what has none by what was looked at, never rounded up.`,
	check: (p) =>
		({
			'partner-twice': 'Partners that may be one firm',
			'partner-uscc': 'Suppliers and customers without a valid unified social credit code',
			'item-twice': 'Items that may be one',
			'item-shelf-life': 'Critical materials and finished goods without a shelf life',
			'item-work-master': 'Made here without a released work master',
			'item-plan': 'No inspection plan in force',
			'lot-supplier-lot': 'Bought lots in stock without the supplier’s lot',
			'lot-expiry': 'Lots of perishable items without an expiry',
			'lot-dates': 'Expires before it was made',
			'lot-two-items': 'One lot number on two items'
		})[p.code],
	why: (p) =>
		({
			'partner-twice': 'Their names are alike or their codes the same. Trace and accounts would each see a half.',
			'partner-uscc': 'Licences, invoices and inspectors know firms by this code; one wrong character fails its check.',
			'item-twice': 'Name, class and unit are the same. Stock falls into two halves.',
			'item-shelf-life': 'Without a shelf life no expiry can be computed and nothing leaves first-expired first.',
			'item-work-master': 'Without one no work order can be released.',
			'item-plan': 'Without a plan nobody knows what to test and how many.',
			'lot-supplier-lot': 'A supplier’s recall names his lot only: what cannot be found stops everything.',
			'lot-expiry': 'Nobody would know that it has expired.',
			'lot-dates': 'At least one of the two dates is wrong.',
			'lot-two-items': 'Whoever names the lot alone is asked back which item is meant.'
		})[p.code],
	count: (p) => `${p.bad} of ${p.checked}`,
	allGood: (p) => `${p.checked} looked at, all in order`,
	good: 'Checks without a defect',
	more: (p) => `${p.count} more`,
	other: (p) => `like ${p.other}`,
	open: 'Put right',
	none: 'Nothing to look at yet',
	noneText: 'Once there are items, partners or lots, this page says what is missing and what is there twice.',
	exportCheck: 'Check',
	exportCode: 'Code or lot',
	exportName: 'Name',
	exportDetail: 'Details'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
