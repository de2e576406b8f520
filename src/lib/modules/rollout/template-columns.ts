/** The columns of the import templates (design.md §8). Pages map people's tables onto them: nothing of the engine is in it. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export const TEMPLATE_NAMES = ['items', 'partners', 'locations', 'boms', 'lots', 'stock', 'history'] as const;
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
	stock: [
		column('item', '物料', 'Item', true),
		column('lot', '批号', 'Lot', true),
		column('qty', '数量', 'Quantity', true),
		column('unit', '单位', 'Unit'),
		column('location', '库位', 'Location', true),
		column('supplier', '供应商', 'Supplier'),
		column('supplier_lot', '供方批号', 'Supplier lot'),
		column('mfg_date', '生产日期', 'Manufactured'),
		column('expiry', '失效日期', 'Expiry'),
		column('status', '质量状态', 'Status'),
		column('release', '放行单号', 'Number of the release'),
		column('sterile_load', '灭菌批号', 'Steriliser load')
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
