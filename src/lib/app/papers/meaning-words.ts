/** What a signature means, as printed beside it (21 CFR 11.50, 签署含义). */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

const MEANINGS: Readonly<Record<string, Bilingual>> = {
	performed: { zh: '执行', en: 'performed' },
	verified: { zh: '复核', en: 'verified' },
	reviewed: { zh: '审核', en: 'reviewed' },
	approved: { zh: '批准', en: 'approved' },
	released: { zh: '放行', en: 'released' },
	rejected: { zh: '拒绝', en: 'rejected' },
	acknowledged: { zh: '知悉', en: 'acknowledged' },
	authored: { zh: '编制', en: 'authored' },
	witnessed: { zh: '见证', en: 'witnessed' },
	trained: { zh: '已培训', en: 'trained' },
	ratified: { zh: '追认', en: 'ratified' }
};

export function meaningWords(meaning: string): Bilingual {
	return MEANINGS[meaning] ?? { zh: meaning, en: meaning };
}
