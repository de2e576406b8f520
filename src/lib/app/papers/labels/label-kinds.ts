/** Kinds of labels, beside the kinds of papers. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface LabelKind {
	readonly kind: string;
	readonly title: Bilingual;
	/** What it is for, in a sentence. */
	readonly use: Bilingual;
	/** There is one of it, not one a record. */
	readonly single?: true;
}

export const LABEL_KINDS: readonly LabelKind[] = [
	{
		kind: 'statuslabel',
		title: { zh: '状态标识', en: 'Status label' },
		use: { zh: '黄待检、绿合格、红不合格', en: 'Yellow quarantine, green released, red rejected' }
	},
	{
		kind: 'rolllabel',
		title: { zh: '料卷标签', en: 'Roll label' },
		use: { zh: '每卷一张，毛皮净重', en: 'One per roll with its weights' }
	},
	{
		kind: 'lotlabel',
		title: { zh: '批/箱标签', en: 'Lot and box label' },
		use: { zh: 'GS1 码：物料、批号、效期', en: 'GS1 code: item, lot, expiry' }
	},
	{ kind: 'unitlabel', title: { zh: '单件标签', en: 'Unit label' }, use: { zh: 'GS1 码：序列号', en: 'GS1 code: serial number' } },
	{
		kind: 'certificate',
		title: { zh: '产品合格证', en: 'Product certificate' },
		use: { zh: '检验员与检验日期，出厂检验合格后', en: 'Inspector and date, after the final inspection' }
	},
	{
		kind: 'locationlabel',
		title: { zh: '库位标签', en: 'Location label' },
		use: { zh: '扫码即到这个库位', en: 'Scanning it means this location' }
	},
	{
		kind: 'documentlabel',
		title: { zh: '单据码标签', en: 'Document label' },
		use: { zh: '指令、发货、灭菌批的作业码', en: 'Work codes of orders, shipments, loads' }
	},
	{
		kind: 'actionlabel',
		title: { zh: '动作条码', en: 'Action barcodes' },
		use: { zh: '手不离枪：确认、撤回、完成', en: 'Confirm, take back, done without leaving the scanner' },
		single: true
	},
	{
		kind: 'testlabel',
		title: { zh: '测试页', en: 'Test page' },
		use: { zh: '量尺寸、试扫码', en: 'Measure sizes, try scanning' },
		single: true
	}
];

export function labelKind(name: string): LabelKind | undefined {
	return LABEL_KINDS.find((one) => one.kind === name);
}
