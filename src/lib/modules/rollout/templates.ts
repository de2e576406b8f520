/** The import templates (design.md §8): which columns a table has and what stands in them. */
import { choicesOf } from '#lib/engine/fields.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { itemCreated, partnerCreated } from '../master-data/index.ts';
import { locationDefined } from '../org/index.ts';
import { lotDispositioned } from '../quality/index.ts';

export const TEMPLATE_NAMES = ['items', 'partners', 'locations', 'boms', 'lots', 'history'] as const;
/** Also the order in which the tables are read: each may refer to those before it. */
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

export interface TemplateColumn {
	readonly name: string;
	readonly label: Bilingual;
	/** The column must be there; single cells may still be empty where the row's kind allows it. */
	readonly required: boolean;
}

const column = (name: string, zh: string, en: string, required = false): TemplateColumn => ({ name, label: { zh, en }, required });

export const TEMPLATES: Readonly<Record<TemplateName, readonly TemplateColumn[]>> = {
	items: [
		column('code', '编码', 'Code', true),
		column('name_zh', '中文名称', 'Chinese name', true),
		column('name_en', '英文名称', 'English name'),
		column('class', '类别', 'Class', true),
		column('track', '追踪方式', 'Tracking', true),
		column('unit', '库存单位', 'Stock unit', true),
		column('quality_class', '质量分类', 'Quality class'),
		column('shelf_life_days', '保质期(天)', 'Shelf life in days'),
		column('sterile', '须灭菌', 'Sterilised')
	],
	partners: [
		column('code', '编码', 'Code', true),
		column('name', '名称', 'Name', true),
		column('kind', '类别', 'Kind', true),
		column('uscc', '统一社会信用代码', 'Unified social credit code')
	],
	locations: [
		column('code', '代码', 'Code', true),
		column('site', '场所', 'Site', true),
		column('kind', '类型', 'Kind'),
		column('name', '名称', 'Name')
	],
	boms: [
		column('item', '产品', 'Product', true),
		column('component', '材料', 'Component', true),
		column('qty_per', '单位用量', 'Quantity per unit', true),
		column('unit', '单位', 'Unit', true),
		column('scrap_pct', '损耗率(%)', 'Scrap in per cent'),
		column('critical', '关键', 'Critical')
	],
	lots: [
		column('item', '物料', 'Item', true),
		column('lot', '批号', 'Lot', true),
		column('supplier', '供应商', 'Supplier'),
		column('supplier_lot', '供方批号', 'Supplier lot'),
		column('mfg_date', '生产日期', 'Manufactured'),
		column('expiry', '失效日期', 'Expiry'),
		column('status', '质量状态', 'Status')
	],
	history: [
		column('id', '记录号', 'Record id', true),
		column('at', '时间', 'When', true),
		column('kind', '类型', 'Kind', true),
		column('doc', '单号', 'Document'),
		column('item', '物料', 'Item', true),
		column('lot', '批号', 'Lot', true),
		column('qty', '数量', 'Quantity', true),
		column('unit', '单位', 'Unit'),
		column('from', '从库位', 'From'),
		column('to', '到库位', 'To'),
		column('party', '往来单位', 'Party')
	]
};

/** A choice as people write it: its code, or its Chinese name. Where an operation has the choice, it is the operation's own. */
export type Choices<C extends string> = Readonly<Record<C, Bilingual>>;

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const ITEM_CLASSES = choicesOf(itemCreated.fields.class);
export const TRACKINGS = choicesOf(itemCreated.fields.track);
export const QUALITY_CLASSES = choicesOf(itemCreated.fields.qualityClass);
export const PARTNER_KINDS = choicesOf(partnerCreated.fields.kind);
export const LOCATION_KINDS = choicesOf(locationDefined.fields.kind);
export const LOT_STATUSES = choicesOf(lotDispositioned.fields.decision);
export const YES_NO = {
	yes: both('是', 'Yes'),
	no: both('否', 'No'),
	true: both('真', 'True'),
	false: both('假', 'False'),
	'1': both('1', '1'),
	'0': both('0', '0'),
	y: both('关键', 'Y'),
	n: both('非关键', 'N')
} as const satisfies Choices<string>;
export const HISTORY_KINDS = {
	receipt: both('收货', 'Receipt'),
	consume: both('投料', 'Consumption'),
	produce: both('产出', 'Production'),
	move: both('移库', 'Move'),
	ship: both('发货', 'Shipment'),
	return: both('退货', 'Return'),
	sample: both('取样', 'Sample'),
	scrap: both('报废', 'Scrap'),
	adjust: both('调整', 'Adjustment')
} as const satisfies Choices<string>;
export type HistoryKind = keyof typeof HISTORY_KINDS;

/** The template a file or sheet belongs to: `history-2024.csv`, `History`, `history_1.xlsx` are all history. */
export function templateOf(name: string): TemplateName | undefined {
	const lower = name.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
	const exact = TEMPLATE_NAMES.find((template) => lower === template);
	return exact ?? (lower.startsWith('history') ? 'history' : undefined);
}
