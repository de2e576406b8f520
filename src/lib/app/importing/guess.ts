/** What a sheet seems to be: which row is its header, which template it fits, which column is which. Pure. */
import { asciiLower, foldWidth, isBlank, trim } from '#lib/kernel/text.ts';
import { TEMPLATES, type TemplateName } from '#lib/modules/rollout/template-columns.ts';

/** Templates that add to a company; the history of the years before is imported by the command line. */
export const APP_TEMPLATES = ['items', 'partners', 'locations', 'boms', 'stock'] as const satisfies readonly TemplateName[];
export type AppTemplate = (typeof APP_TEMPLATES)[number];

/** A header may stand below a title and a date, not further down. */
export const MAX_HEADER_ROW = 10;

/** What offices call a column besides what the template does; most usual first. */
const SYNONYMS: Readonly<Record<AppTemplate, Readonly<Record<string, readonly string[]>>>> = {
	items: {
		code: ['物料编码', '物料代码', '料号', '品号', '存货编码', '产品编码', '物料编号', '编号', '代码'],
		name_zh: ['物料名称', '品名', '名称', '存货名称', '产品名称', '品名规格', '名称规格'],
		name_en: ['英文名', '英文品名'],
		class: ['物料类别', '类型', '物料类型', '分类', '存货分类'],
		track: ['追踪', '批次管理', '管理方式', '批号管理'],
		unit: ['单位', '计量单位', '主计量单位', '基本单位'],
		quality_class: ['质量类别', '质量等级', '重要程度', 'ABC分类'],
		shelf_life_days: ['保质期', '有效期天数', '有效期(天)', '效期天数'],
		sterile: ['灭菌', '是否灭菌', '无菌']
	},
	partners: {
		code: ['供应商编码', '客户编码', '单位编码', '供应商代码', '客户代码', '编号', '代码'],
		name: ['供应商名称', '客户名称', '单位名称', '往来单位', '公司名称', '供应商', '客户'],
		kind: ['类型', '性质', '单位类别', '往来性质'],
		uscc: ['信用代码', '税号', '统一信用代码', '社会信用代码']
	},
	locations: {
		code: ['库位', '库位编码', '库位代码', '货位', '仓位', '编码', '编号'],
		site: ['仓库', '场所代码', '厂区', '所属场所'],
		kind: ['库位类型', '区域类型', '性质'],
		name: ['库位名称', '货位名称', '区域名称']
	},
	boms: {
		item: ['父件', '母件', '产品编码', '成品', '父件编码', '成品编码'],
		component: ['子件', '物料', '材料编码', '子件编码', '组件', '物料编码', '元件'],
		qty_per: ['用量', '单耗', '数量', '基本用量', '单件用量', '定额'],
		unit: ['计量单位', '用量单位'],
		scrap_pct: ['损耗', '损耗率', '损耗(%)'],
		critical: ['关键件', '是否关键', '关键物料']
	},
	stock: {
		item: ['物料编码', '料号', '品号', '存货编码', '产品编码', '物料代码', '编码'],
		lot: ['批次', '批次号', '内部批号', '生产批号', '批号/序列号'],
		qty: ['库存数量', '现存量', '结存数量', '结存', '库存量', '实盘数量', '实盘数', '库存'],
		unit: ['计量单位', '主计量单位', '库存单位'],
		location: ['货位', '仓位', '库位编码', '存放库位', '仓库', '存放位置'],
		supplier: ['供应商编码', '供应商代码', '供方'],
		supplier_lot: ['供应商批号', '来料批号', '原厂批号', '厂家批号'],
		mfg_date: ['制造日期', '生产日', '出厂日期'],
		expiry: ['有效期至', '有效期', '到期日', '到期日期', '失效期', '效期'],
		status: ['状态', '检验状态', '质量', '检验结果'],
		release: ['放行单', '上市放行单号', '放行编号', '放行审核单号'],
		sterile_load: ['灭菌柜次', '柜次', '灭菌批']
	}
};

const plain = (text: string): string => asciiLower(trim(foldWidth(text))).replaceAll(/[\s_\-*：:（）()]/g, '');

/** Names by which a column of a template is recognised, its own first. */
function namesOf(template: AppTemplate, column: string): readonly string[] {
	const own = TEMPLATES[template].find(({ name }) => name === column);
	return [column, own?.label.zh ?? '', own?.label.en ?? '', ...(SYNONYMS[template][column] ?? [])].filter((name) => name !== '');
}

/** For each cell of a header the column it is; "" for none. No column twice: the better name takes it. */
export function guessColumns(template: AppTemplate, header: readonly string[]): readonly string[] {
	const found = header.map(() => '');
	const taken = new Set<string>();
	const longest = Math.max(...TEMPLATES[template].map(({ name }) => namesOf(template, name).length));
	// By rank of the name: what a column is really called goes before what it may be called.
	for (let rank = 0; rank < longest; rank++)
		for (const { name } of TEMPLATES[template]) {
			const wanted = namesOf(template, name)[rank];
			if (wanted === undefined || taken.has(name)) continue;
			const at = header.findIndex((cell, index) => found[index] === '' && plain(cell) !== '' && plain(cell) === plain(wanted));
			if (at < 0) continue;
			found[at] = name;
			taken.add(name);
		}
	return found;
}

export interface SheetGuess {
	readonly template: AppTemplate;
	/** Position of the header among the rows; 0 is the first. */
	readonly header: number;
	readonly columns: readonly string[];
}

/** The template and header row that recognise most columns; by the name of file or sheet where two do. */
export function guessSheet(name: string, rows: readonly (readonly string[])[]): SheetGuess {
	let best: SheetGuess = { template: 'items', header: 0, columns: guessColumns('items', rows[0] ?? []) };
	let score = -1;
	for (const template of APP_TEMPLATES)
		for (let at = 0; at < Math.min(rows.length, MAX_HEADER_ROW); at++) {
			const header = rows[at] ?? [];
			if (header.every(isBlank)) continue;
			const columns = guessColumns(template, header);
			const known = columns.filter((column) => column !== '');
			const required = TEMPLATES[template].filter((column) => column.required && known.includes(column.name)).length;
			const named = asciiLower(name).includes(template) || NAMES[template].some((word) => name.includes(word)) ? 1 : 0;
			const points = required * 10 + known.length + named * 5;
			if (points > score) {
				score = points;
				best = { template, header: at, columns };
			}
		}
	return best;
}

const NAMES: Readonly<Record<AppTemplate, readonly string[]>> = {
	items: ['物料', '产品', '存货'],
	partners: ['供应商', '客户', '往来'],
	locations: ['库位', '货位', '仓库'],
	boms: ['BOM', 'bom', '配方', '物料清单', '用料'],
	stock: ['期初', '库存', '盘点', '结存']
};

export interface ColumnProfile {
	readonly filled: number;
	readonly blank: number;
	readonly distinct: number;
	/** The first few different values. */
	readonly examples: readonly string[];
}

const EXAMPLES = 3;

/** What stands in a column below its header. */
export function profileOf(rows: readonly (readonly string[])[], header: number, column: number): ColumnProfile {
	const values = rows
		.slice(header + 1)
		.filter((row) => !row.every(isBlank))
		.map((row) => trim(row[column] ?? ''));
	const distinct = new Set(values.filter((value) => value !== ''));
	const filled = values.filter((value) => value !== '').length;
	return { filled, blank: values.length - filled, distinct: distinct.size, examples: [...distinct].slice(0, EXAMPLES) };
}
