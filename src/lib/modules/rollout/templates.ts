/** What stands in the cells of import templates: choices, and which file belongs to which template. */
import { choicesOf } from '#lib/engine/fields.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { itemCreated, partnerCreated } from '../master-data/index.ts';
import { locationDefined } from '../org/index.ts';
import { lotDispositioned } from '../quality/index.ts';
import { TEMPLATE_NAMES, type TemplateName } from './template-columns.ts';

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
