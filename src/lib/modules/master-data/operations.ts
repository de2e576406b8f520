/** Items, partners and units: what the rest refers to. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, date, flag, optional, ref, sealed, text } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { documentNumbers } from '../org/index.ts';
import { items, partners, units } from './views.ts';

export const itemCreated = defineOperation({
	type: 'item.created',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['EN', 'IT', 'OWN'],
	labels: { zh: '新建物料', en: 'Item created' },
	fields: {
		item: ref('item', ['物料', 'Item']),
		code: text(['编码', 'Code']),
		nameZh: text(['中文名称', 'Chinese name']),
		nameEn: optional(text(['英文名称', 'English name'])),
		class: choice(['类别', 'Class'], {
			raw: ['原材料', 'Raw material'],
			packaging: ['包装材料', 'Packaging'],
			semi: ['半成品', 'Semi-finished'],
			finished: ['成品', 'Finished'],
			consumable: ['消耗品', 'Consumable'],
			spare: ['备件', 'Spare part'],
			software: ['软件', 'Software'],
			service: ['服务', 'Service']
		}),
		track: choice(['追踪方式', 'Tracking'], { none: ['不追踪', 'None'], lot: ['批', 'Lot'], serial: ['序列号', 'Serial'] }),
		unit: text(['库存单位', 'Stock unit']),
		qualityClass: choice(['质量分类', 'Quality class'], { A: ['关键', 'Critical'], B: ['重要', 'Major'], C: ['一般', 'General'] }),
		shelfLifeDays: optional(count(['保质期(天)', 'Shelf life in days'])),
		sterile: optional(flag(['须灭菌', 'Sterilised'])),
		note: optional(text(['备注', 'Note']))
	},
	refs: (data) => [`item:${data.item}`],
	apply({ item, ...fields }, fx) {
		fx.put(items.put(item, { create: true, fields: fields as JsonObject }));
		fx.put(documentNumbers.put(`item|${fields.code}`, { subject: `item:${item}` }));
	}
});

export const itemFieldSet = defineOperation({
	type: 'item.fieldSet',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['EN', 'QA', 'IT'],
	labels: { zh: '修改物料', en: 'Item changed' },
	fields: {
		item: ref('item', ['物料', 'Item']),
		field: choice(['字段', 'Field'], {
			nameZh: ['中文名称', 'Chinese name'],
			nameEn: ['英文名称', 'English name'],
			qualityClass: ['质量分类', 'Quality class'],
			note: ['备注', 'Note']
		}),
		value: text(['新值', 'New value']),
		reason: text(['原因', 'Reason'])
	},
	refs: (data) => [`item:${data.item}`],
	apply(data, fx) {
		fx.put(items.put(data.item, { fields: { [data.field]: data.value } }));
	}
});

export const partnerCreated = defineOperation({
	type: 'partner.created',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['PU', 'SA', 'IT', 'OWN'],
	labels: { zh: '新建往来单位', en: 'Partner created' },
	fields: {
		partner: ref('partner', ['往来单位', 'Partner']),
		code: text(['编码', 'Code']),
		name: text(['名称', 'Name']),
		kind: choice(['类别', 'Kind'], {
			supplier: ['供应商', 'Supplier'],
			customer: ['客户', 'Customer'],
			contractor: ['受托方', 'Contractor'],
			lab: ['检测机构', 'Laboratory'],
			both: ['供应商和客户', 'Supplier and customer']
		}),
		uscc: optional(text(['统一社会信用代码', 'Unified social credit code'])),
		note: optional(text(['备注', 'Note']))
	},
	refs: (data) => [`partner:${data.partner}`],
	apply({ partner, ...fields }, fx) {
		fx.put(partners.put(partner, { create: true, fields: fields as JsonObject }));
		fx.put(documentNumbers.put(`partner|${fields.code}`, { subject: `partner:${partner}` }));
	}
});

/** What was agreed with a partner. Contributes to no view: whoever is entitled reads it from the log. */
export const partnerTermsRecorded = defineOperation({
	type: 'partner.termsRecorded',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['PU', 'SA', 'FI'],
	labels: { zh: '登记商务条件', en: 'Commercial terms recorded' },
	fields: {
		partner: ref('partner', ['往来单位', 'Partner']),
		item: optional(ref('item', ['物料', 'Item'])),
		validFrom: date(['生效日期', 'Valid from']),
		price: optional(sealed(text(['价格', 'Price']), 'commercial')),
		terms: sealed(text(['付款与交货条件', 'Payment and delivery terms']), 'commercial')
	},
	refs: (data) => [`partner:${data.partner}`, ...(data.item ? [`item:${data.item}`] : [])],
	apply() {
		// Sealed values must decide nothing.
	}
});

/** Whom to call at a partner. Personal data: sealed, readable for those who have to call, and erasable. The newest counts. */
export const partnerContactRecorded = defineOperation({
	type: 'partner.contactRecorded',
	tv: 1,
	cls: 'M',
	level: 'A',
	roles: ['SA', 'AS', 'PU', 'RA', 'QA', 'QH', 'OWN'],
	labels: { zh: '登记联系人', en: 'Contact recorded' },
	fields: {
		partner: ref('partner', ['往来单位', 'Partner']),
		contact: sealed(text(['联系人', 'Contact']), 'personal'),
		phone: sealed(text(['电话', 'Telephone']), 'personal')
	},
	refs: (data) => [`partner:${data.partner}`],
	apply() {
		// Sealed values must decide nothing.
	}
});

export const unitDefined = defineOperation({
	type: 'unit.defined',
	tv: 1,
	cls: 'M',
	level: 'S',
	roles: ['EN', 'IT'],
	labels: { zh: '定义计量单位', en: 'Unit defined' },
	fields: {
		code: text(['单位代码', 'Unit code']),
		zh: text(['中文', 'Chinese']),
		en: text(['英文', 'English']),
		item: optional(ref('item', ['物料', 'Item'])),
		stockUnit: optional(text(['折合单位', 'Stock unit'])),
		/** Exact: one of this unit is `factor` stock units. */
		factor: optional(text(['换算系数', 'Factor']))
	},
	refs: (data) => [`unit-code:${data.code}`],
	apply({ code, ...fields }, fx) {
		fx.put(units.put(fields.item ? `${fields.item}|${code}` : code, { create: true, fields: fields as JsonObject }));
	}
});

export const masterDataOperations = [itemCreated, itemFieldSet, partnerCreated, partnerTermsRecorded, partnerContactRecorded, unitDefined];
