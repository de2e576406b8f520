/**
 * What is wrong with the data a company works by: found in the log whenever somebody asks, never stored. Each check says how many
 * things it looked at, so that a score has a meaning: the share of them that is in order.
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type Register, type RegisterRow } from '#lib/engine/register.ts';
import { alikeNames, nameCore } from '#lib/kernel/company-name.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { parseUscc } from '#lib/kernel/uscc.ts';
import { inStock, lots } from '../inventory/index.ts';
import { items, partners } from '../master-data/index.ts';
import { workMasters } from '../production/index.ts';
import { planInForce } from '../quality/index.ts';

export const CHECK_CODES = [
	'partner-twice',
	'partner-uscc',
	'item-twice',
	'item-shelf-life',
	'item-work-master',
	'item-plan',
	'lot-supplier-lot',
	'lot-expiry',
	'lot-dates',
	'lot-two-items'
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export interface Defect {
	readonly kind: 'item' | 'partner' | 'lot';
	readonly uid: string;
	/** Code or lot number. */
	readonly code: string;
	readonly name: Bilingual;
	/** What is wrong, where the check alone does not say it: a kind of plan, the other of two. */
	readonly detail: string;
}

export interface QualityCheck {
	readonly code: CheckCode;
	/** Things looked at. */
	readonly checked: number;
	readonly defects: readonly Defect[];
}

interface Entry {
	readonly uid: string;
	readonly row: RegisterRow;
	readonly code: string;
	readonly name: Bilingual;
}

/** Who delivers to us or takes over our goods has to be known by its number. */
const KNOWN_BY_NUMBER: readonly string[] = ['supplier', 'customer', 'contractor'];
const BOUGHT: readonly string[] = ['raw', 'packaging'];
const MADE: readonly string[] = ['finished', 'semi'];

/** All checks, in the order of `CHECK_CODES`. */
export function dataQuality(read: Reader): readonly QualityCheck[] {
	const allItems = entries(read, items, 'code', 'nameZh');
	const allPartners = entries(read, partners, 'code', 'name');
	const stocked = entries(read, lots, 'lotNo', '').filter(({ uid }) => inStock(read, uid) > 0n);
	const itemOf = new Map(allItems.map((item) => [item.uid, item]));
	const lotsOf = (fits: (item: Entry) => boolean) =>
		stocked.flatMap((lot) => {
			const item = itemOf.get(fieldText(lot.row, 'item'));
			return item && fits(item) ? [{ ...lot, name: { zh: named(item), en: `${item.code} ${item.name.en}` }, item }] : [];
		});
	const classOf = ({ row }: Entry) => fieldText(row, 'class');
	const isTracked = ({ row }: Entry) => fieldText(row, 'track') !== 'none';
	const mastered = new Set(entries(read, workMasters, 'rev', '').map(({ row }) => fieldText(row, 'item')));
	const known = allPartners.filter(({ row }) => KNOWN_BY_NUMBER.includes(fieldText(row, 'kind')));
	const made = allItems.filter((item) => MADE.includes(classOf(item)));
	const perishable = allItems.filter(
		(item) => classOf(item) === 'finished' || (isTracked(item) && fieldText(item.row, 'qualityClass') === 'A')
	);
	const planned = allItems.flatMap((item) =>
		classOf(item) === 'finished'
			? [{ item, plan: 'FQC' }]
			: BOUGHT.includes(classOf(item)) && isTracked(item)
				? [{ item, plan: 'IQC' }]
				: []
	);
	const bought = lotsOf((item) => BOUGHT.includes(classOf(item)) && isTracked(item));
	const dated = lotsOf(({ row }) => typeof row.fields['shelfLifeDays'] === 'number');
	const every = lotsOf(() => true);
	const check = (code: CheckCode, checked: number, defects: readonly Defect[]): QualityCheck => ({ code, checked, defects });
	return [
		check('partner-twice', allPartners.length, partnersTwice(allPartners)),
		check(
			'partner-uscc',
			known.length,
			known
				.filter(({ row }) => !parseUscc(fieldText(row, 'uscc')).ok)
				.map((entry) => defect('partner', entry, fieldText(entry.row, 'uscc')))
		),
		check('item-twice', allItems.length, itemsTwice(allItems)),
		check(
			'item-shelf-life',
			perishable.length,
			perishable.filter(({ row }) => typeof row.fields['shelfLifeDays'] !== 'number').map((entry) => defect('item', entry))
		),
		check(
			'item-work-master',
			made.length,
			made.filter(({ uid }) => !mastered.has(uid)).map((entry) => defect('item', entry))
		),
		check(
			'item-plan',
			planned.length,
			planned.filter(({ item, plan }) => !planInForce(read, item.uid, plan)).map(({ item, plan }) => defect('item', item, plan))
		),
		check(
			'lot-supplier-lot',
			bought.length,
			bought.filter(({ row }) => fieldText(row, 'supplierLot') === '').map((entry) => defect('lot', entry))
		),
		check(
			'lot-expiry',
			dated.length,
			dated.filter(({ row }) => fieldText(row, 'expiry') === '').map((entry) => defect('lot', entry))
		),
		check(
			'lot-dates',
			every.length,
			every.filter(({ row }) => isReversed(row)).map((entry) => defect('lot', entry, datesOf(entry.row)))
		),
		check('lot-two-items', every.length, lotsOfTwoItems(every))
	];
}

/** Share of what was looked at that is in order, in whole per cent, never rounded up; 100 where there is nothing to look at. */
export function qualityScore(checks: readonly QualityCheck[]): number {
	const checked = checks.reduce((sum, one) => sum + one.checked, 0);
	const bad = checks.reduce((sum, one) => sum + one.defects.length, 0);
	return checked === 0 ? 100 : Math.max(0, Math.floor((100 * (checked - bad)) / checked));
}

function entries(read: Reader, register: Register, code: string, name: string): readonly Entry[] {
	return read
		.keys(register)
		.map((uid): Entry => {
			const row = read.row(register, uid);
			const zh = name === '' ? '' : fieldText(row, name);
			return { uid, row, code: fieldText(row, code), name: { zh, en: fieldText(row, 'nameEn') || zh } };
		})
		.filter(({ row }) => row.createdBy !== '')
		.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.uid < b.uid ? -1 : 1));
}

const named = ({ code, name }: Entry): string => `${code} ${name.zh}`;

function defect(kind: Defect['kind'], { uid, code, name }: Entry, detail = ''): Defect {
	return { kind, uid, code, name, detail };
}

/** The later of each two that share a number or have alike names; the other is named. */
function partnersTwice(all: readonly Entry[]): readonly Defect[] {
	const found = new Map<string, Defect>();
	const note = (first: Entry | undefined, second: Entry | undefined) => {
		if (first && second && !found.has(second.uid)) found.set(second.uid, defect('partner', second, named(first)));
	};
	const byNumber = new Map<string, Entry>();
	for (const entry of all) {
		const number = fieldText(entry.row, 'uscc');
		if (number === '') continue;
		if (byNumber.has(number)) note(byNumber.get(number), entry);
		else byNumber.set(number, entry);
	}
	for (const [first, second] of alikeNames(all.map(({ name }) => name.zh))) note(all[first], all[second]);
	return [...found.values()];
}

/** Items of one name, one class and one unit. */
function itemsTwice(all: readonly Entry[]): readonly Defect[] {
	const before = new Map<string, Entry>();
	return all.flatMap((entry) => {
		const key = `${nameCore(entry.name.zh)}|${fieldText(entry.row, 'class')}|${fieldText(entry.row, 'unit')}`;
		const first = before.get(key);
		if (first) return [defect('item', entry, named(first))];
		before.set(key, entry);
		return [];
	});
}

function lotsOfTwoItems(all: readonly (Entry & { readonly item: Entry })[]): readonly Defect[] {
	const before = new Map<string, Entry & { readonly item: Entry }>();
	return all.flatMap((entry) => {
		const first = before.get(entry.code);
		if (first && first.item.uid !== entry.item.uid) return [defect('lot', entry, first.name.zh)];
		if (!first) before.set(entry.code, entry);
		return [];
	});
}

function isReversed(row: RegisterRow): boolean {
	const [made, expiry] = [fieldText(row, 'mfgDate'), fieldText(row, 'expiry')];
	return made !== '' && expiry !== '' && expiry < made;
}

function datesOf(row: RegisterRow): string {
	return `${fieldText(row, 'mfgDate')} → ${fieldText(row, 'expiry')}`;
}
