/** The five minutes of users.md §5 on the demo company: what to do, where, and how one sees that it is done. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface TourStep {
	readonly id: string;
	readonly title: Bilingual;
	/** What to do, and what to look at. */
	readonly text: Bilingual;
	/** Address below the base path. */
	readonly href: string;
	/** Read by a gun, or by the card for who has none; "" where nothing is scanned. */
	readonly scan: string;
	/** What the page shows when it is done. */
	readonly shows: string;
}

export const TOUR_STEPS: readonly TourStep[] = [
	{
		id: 'scan',
		title: { zh: '扫一袋口罩', en: 'Scan a pouch' },
		text: {
			zh: '在任何页面扫码，就打开这批货的护照：能不能用、在哪里、从哪来、到哪去。',
			en: 'A scan on any page opens the passport: may it be used, where is it, where from, where to.'
		},
		href: '/',
		scan: 'MK260911',
		shows: '[data-lot="MK260911"]'
	},
	{
		id: 'scope',
		title: { zh: '六十秒出召回范围', en: 'The recall scope in sixty seconds' },
		text: {
			zh: '问题在一卷熔喷布：扫它，涉及的批、客户和还在手里的货马上列出来。',
			en: 'A roll of meltblown is at fault: scan it, and lots, customers and what is still in stock are listed.'
		},
		href: '/recall',
		scan: 'L-RMMB-260902-01',
		shows: '[data-recall-scope]'
	},
	{
		id: 'chengdu',
		title: { zh: '成都仓联网了', en: 'Chengdu is on line again' },
		text: {
			zh: '成都仓断网时发过货。按“成都仓联网”：客户名单自己变长，并写明为什么。',
			en: 'Chengdu shipped while it was off line. Let it connect: the list of customers grows by itself, and says why.'
		},
		href: '/exceptions',
		scan: '',
		shows: '[data-chengdu-reached]'
	},
	{
		id: 'yellow',
		title: { zh: '黄标料被拒', en: 'A yellow roll is refused' },
		text: {
			zh: '领料时扫一卷待检的料：红屏说原因，并告诉您可以换哪一卷。',
			en: 'Scan a roll in quarantine while drawing material: red, with the reason and the roll to take instead.'
		},
		href: '/issue',
		scan: 'L-RMMB-261011-01',
		shows: '[data-band="refused"]'
	},
	{
		id: 'missing',
		title: { zh: '批记录缺什么', en: 'What a batch record lacks' },
		text: {
			zh: '放行前不用翻本子：点开一批，缺的每一项都写着找谁补；都齐了，在手机上签。',
			en: 'No turning of pages before a release: open a lot, and every missing item says who completes it; then sign on a phone.'
		},
		href: '/release',
		scan: 'MK260927',
		shows: '[data-headline="missing"]'
	},
	{
		id: 'owner',
		title: { zh: '老板看一眼', en: 'A glance for the owner' },
		text: {
			zh: '三盏灯：货能不能出、什么压着、什么过期。十秒看懂。',
			en: 'Three lights: can goods leave, what is held, what is late. Understood in ten seconds.'
		},
		href: '/overview',
		scan: '',
		shows: '[data-overview]'
	}
];
