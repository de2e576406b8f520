/** Names of what the search of everything found, and what it cannot find: names by the initials of their pinyin. */
import { fieldText, type Register } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { lots, receipts, splitNode } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, locations, persons, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import type { QueryContext } from '../../live/queries/query.ts';
import { initialsAt } from './pinyin-initials.ts';

export interface FoundSubject {
	/** `lot`, `item`, `partner`, … */
	readonly kind: string;
	readonly uid: string;
	/** Number, code or name people know it by. */
	readonly code: string;
	/** Its name, or of a lot and an order the item's; "" where the code is all. */
	readonly name: Bilingual;
	/** Number the supplier gave a lot; "" elsewhere. */
	readonly supplierLot: string;
}

export interface FindAsk {
	readonly text: string;
	/** `kind:uid`, best first: what the search found. */
	readonly subjects: readonly string[];
	readonly limit: number;
}

const REGISTERS: Readonly<Record<string, Register>> = {
	lot: lots,
	item: items,
	partner: partners,
	person: persons,
	site: sites,
	location: locations,
	device: devices,
	wo: workOrders as unknown as Register,
	receipt: receipts
};

/** Whose names are known by heart; numbers have no pinyin. */
const NAMED: readonly { readonly kind: string; readonly field: string }[] = [
	{ kind: 'item', field: 'nameZh' },
	{ kind: 'partner', field: 'name' },
	{ kind: 'person', field: 'name' },
	{ kind: 'location', field: 'name' },
	{ kind: 'site', field: 'name' }
];
/** One letter stands for half of all names. */
const INITIALS = /^[a-z]{2,12}$/;

function findSubjects({ engine }: QueryContext, { text, subjects, limit }: FindAsk): readonly FoundSubject[] {
	const wanted = [...new Set([...byInitials(engine, text.trim().toLowerCase()), ...subjects])];
	const begun = text.trim().toLowerCase();
	const named = wanted.flatMap((subject) => nameSubject(engine, subject) ?? []);
	// Numbers that begin as typed come first, the newest before the older: the day stands in them.
	const numbers = named.filter(({ code }) => code.toLowerCase().startsWith(begun)).sort((a, b) => (a.code > b.code ? -1 : 1));
	return [...numbers, ...named.filter((one) => !numbers.includes(one))].slice(0, limit);
}

/** Names that begin so before names that hold it. */
function byInitials(read: Reader, typed: string): readonly string[] {
	if (!INITIALS.test(typed)) return [];
	const found: { readonly subject: string; readonly at: number }[] = [];
	for (const { kind, field } of NAMED) {
		const register = REGISTERS[kind];
		if (!register) continue;
		for (const uid of read.keys(register)) {
			const at = initialsAt(fieldText(read.row(register, uid), field), typed);
			if (at >= 0) found.push({ subject: `${kind}:${uid}`, at: Math.min(at, 1) });
		}
	}
	return found.sort((a, b) => a.at - b.at).map(({ subject }) => subject);
}

function nameSubject(read: Reader, subject: string): FoundSubject | undefined {
	const [kind, uid] = splitNode(subject);
	const register = REGISTERS[kind];
	const row = register && read.row(register, uid);
	if (!row || row.createdBy === '') return undefined;
	const text = (field: string) => fieldText(row, field);
	const plain = (name: string): Bilingual => ({ zh: name, en: name });
	const named = (code: string, name: Bilingual, supplierLot = ''): FoundSubject => ({ kind, uid, code, name, supplierLot });
	switch (kind) {
		case 'lot':
			return named(text('lotNo'), itemName(read, text('item')), text('supplierLot'));
		case 'item':
			return named(text('code'), itemName(read, uid));
		case 'person':
			return named(text('name'), plain(text('employeeNo')));
		case 'wo':
			return named(text('no'), itemName(read, text('item')));
		case 'receipt':
			return named(text('no'), plain(fieldText(read.row(partners, text('supplier')), 'name')));
		default:
			return named(text('code'), plain(text('name')));
	}
}

function itemName(read: Reader, uid: string): Bilingual {
	const row = read.row(items, uid);
	const zh = fieldText(row, 'nameZh');
	return { zh, en: fieldText(row, 'nameEn') || zh };
}

export const paletteQueries = { 'palette.find': findSubjects };
