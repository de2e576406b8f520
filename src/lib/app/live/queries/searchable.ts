/** What of a company can be searched for: one document for each thing that has a name. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type Register } from '#lib/engine/register.ts';
import { lots, receipts, splitNode } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, locations, persons, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { salesOrders } from '#lib/modules/sales/index.ts';
import type { SearchDocument } from '#lib/search/segment.ts';

interface Searched {
	readonly register: Register;
	readonly codes: readonly string[];
	readonly titles: readonly string[];
	/** Fields that name something else, by whose codes and names it is found too. */
	readonly about: readonly { readonly field: string; readonly kind: string }[];
}

const NOTHING: Pick<Searched, 'titles' | 'about'> = { titles: [], about: [] };

const SEARCHED: Readonly<Record<string, Searched>> = {
	lot: {
		register: lots,
		codes: ['lotNo', 'supplierLot'],
		titles: [],
		about: [
			{ field: 'item', kind: 'item' },
			{ field: 'supplier', kind: 'partner' }
		]
	},
	item: { ...NOTHING, register: items, codes: ['code'], titles: ['nameZh', 'nameEn'] },
	partner: { ...NOTHING, register: partners, codes: ['code'], titles: ['name'] },
	person: { ...NOTHING, register: persons, codes: ['employeeNo'], titles: ['name'] },
	site: { ...NOTHING, register: sites, codes: ['code'], titles: ['name'] },
	location: { ...NOTHING, register: locations, codes: ['code'], titles: ['name'] },
	device: { ...NOTHING, register: devices, codes: ['code'], titles: [] },
	wo: { register: workOrders, codes: ['no'], titles: [], about: [{ field: 'item', kind: 'item' }] },
	receipt: { register: receipts, codes: ['no'], titles: [], about: [{ field: 'supplier', kind: 'partner' }] },
	so: { register: salesOrders, codes: ['no', 'customerNo'], titles: [], about: [{ field: 'customer', kind: 'partner' }] }
};

/** Every subject `kind:uid` there is a document for. */
export function searchableSubjects(read: Reader): readonly string[] {
	return Object.entries(SEARCHED).flatMap(([kind, { register }]) => read.keys(register).map((uid) => `${kind}:${uid}`));
}

/** The subjects among `touched` that are searched for, and those whose documents tell of one of them. */
export function searchableAmong(read: Reader, touched: ReadonlySet<string>): readonly string[] {
	const found = new Set([...touched].filter((subject) => splitNode(subject)[0] in SEARCHED));
	for (const [kind, { register, about }] of Object.entries(SEARCHED)) {
		if (!about.some((one) => [...touched].some((subject) => subject.startsWith(`${one.kind}:`)))) continue;
		for (const uid of read.keys(register)) {
			const row = read.row(register, uid);
			if (about.some((one) => touched.has(`${one.kind}:${fieldText(row, one.field)}`))) found.add(`${kind}:${uid}`);
		}
	}
	return [...found];
}

/** Undefined for what was never created, and for kinds nobody searches for. */
export function searchDocument(read: Reader, subject: string): SearchDocument | undefined {
	const [kind, uid] = splitNode(subject);
	const searched = SEARCHED[kind];
	if (!searched) return undefined;
	const row = read.row(searched.register, uid);
	if (row.createdBy === '') return undefined;
	const texts = (fields: readonly string[]): readonly string[] =>
		fields.map((field) => fieldText(row, field)).filter((text) => text !== '');
	return {
		id: subject,
		codes: texts(searched.codes),
		title: texts(searched.titles).join(' '),
		body: searched.about.map((one) => namesOf(read, one.kind, fieldText(row, one.field))).join(' ')
	};
}

function namesOf(read: Reader, kind: string, uid: string): string {
	const searched = SEARCHED[kind];
	if (!searched || uid === '') return '';
	const row = read.row(searched.register, uid);
	return [...searched.codes, ...searched.titles].map((field) => fieldText(row, field)).join(' ');
}
