/**
 * The one registry of paper kinds: what it is called, which form and revision it is printed on, how it is numbered. All
 * are A4; labels are in `labels/label-kinds.ts`. Who builds the content stands in `build/builders.ts` and runs in the worker.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export type PaperArea = 'incoming' | 'production' | 'release' | 'shipping' | 'contract';

export interface PaperKind {
	readonly kind: string;
	readonly title: Bilingual;
	readonly area: PaperArea;
	/** Number of the form (record template) and its revision. */
	readonly form: string;
	readonly revision: string;
	/** How the paper gets its number, in words. */
	readonly numbering: Bilingual;
}

const own = { zh: '沿用原单号', en: 'The record’s own number' };
const derived = (prefix: string): Bilingual => ({ zh: `${prefix}-原单号`, en: `${prefix}- and the record’s number` });
const chain = (prefix: string): Bilingual => ({
	zh: `${prefix}日期-终端代码-终端流水号`,
	en: `${prefix} date – device code – number on the device`
});

const kind = (name: string, zh: string, en: string, area: PaperArea, form: string, numbering: Bilingual): PaperKind => ({
	kind: name,
	title: { zh, en },
	area,
	form,
	revision: 'A/0',
	numbering
});

export const PAPER_KINDS: readonly PaperKind[] = [
	kind('receipt', '到货登记单', 'Delivery record', 'incoming', 'SY-R-01', own),
	kind('request', '请检单', 'Inspection request', 'incoming', 'SY-R-02', own),
	kind('inspection', '检验记录', 'Inspection record', 'incoming', 'SY-R-03', own),
	kind('report', '检验报告', 'Inspection report', 'incoming', 'SY-R-04', derived('BG')),
	kind('inbound', '采购入库单', 'Purchase receipt into stock', 'incoming', 'SY-R-05', derived('RK')),
	kind('order', '批生产指令', 'Batch production order', 'production', 'SY-R-11', own),
	kind('issue', '领料单', 'Material issue', 'production', 'SY-R-12', chain('LL')),
	kind('returned', '退料单', 'Material return', 'production', 'SY-R-13', chain('TL')),
	kind('card', '工序流转卡', 'Route card', 'production', 'SY-R-14', own),
	kind('clearance', '清场合格证', 'Line clearance certificate', 'production', 'SY-R-15', chain('QC')),
	kind('release', '成品放行审核单', 'Product release review', 'release', 'SY-R-21', derived('FX')),
	kind('finished', '成品入库单', 'Finished goods into stock', 'release', 'SY-R-22', derived('CP')),
	kind('outbound', '出库单', 'Goods issue note', 'shipping', 'SY-R-31', derived('CK')),
	kind('delivery', '随货同行单', 'Delivery note', 'shipping', 'SY-R-32', own),
	kind('bincard', '货位卡', 'Bin card', 'release', 'SY-R-23', { zh: '库位-批号', en: 'Location – lot' }),
	kind('sterilorder', '委托灭菌委托单', 'Contract sterilisation order', 'contract', 'SY-R-41', derived('WT')),
	kind('sterilhandover', '委托灭菌交接单', 'Sterilisation handover', 'contract', 'SY-R-42', derived('JJ')),
	kind('recall', '召回范围表', 'Recall scope', 'contract', 'SY-R-51', chain('ZH'))
];

export function paperKind(name: string): PaperKind | undefined {
	return PAPER_KINDS.find((one) => one.kind === name);
}

export const AREAS: readonly { readonly area: PaperArea; readonly title: Bilingual }[] = [
	{ area: 'incoming', title: { zh: '收货与检验', en: 'Receiving and inspection' } },
	{ area: 'production', title: { zh: '生产', en: 'Production' } },
	{ area: 'release', title: { zh: '放行与仓库', en: 'Release and store' } },
	{ area: 'shipping', title: { zh: '发货', en: 'Shipping' } },
	{ area: 'contract', title: { zh: '委托灭菌与召回', en: 'Contract sterilisation and recall' } }
];
