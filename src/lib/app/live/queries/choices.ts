/** What a form's pickers offer. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type Register } from '#lib/engine/register.ts';
import { asciiLower } from '#lib/kernel/text.ts';
import { lots, receipts } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, locations, persons, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { salesOrders } from '#lib/modules/sales/index.ts';
import type { Choice } from '../live-views.ts';

/** More than anybody reads through; typing narrows. */
export const MAX_CHOICES = 500;

interface Source {
	readonly register: Register;
	readonly code: string;
	readonly names: readonly string[];
}

const SOURCES: Readonly<Record<string, Source>> = {
	site: { register: sites, code: 'code', names: ['name'] },
	location: { register: locations, code: 'code', names: ['name'] },
	partner: { register: partners, code: 'code', names: ['name'] },
	person: { register: persons, code: 'employeeNo', names: ['name'] },
	item: { register: items, code: 'code', names: ['nameZh', 'nameEn'] },
	lot: { register: lots, code: 'lotNo', names: ['supplierLot'] },
	device: { register: devices, code: 'code', names: ['kind'] },
	wo: { register: workOrders as unknown as Register, code: 'no', names: [] },
	receipt: { register: receipts, code: 'no', names: [] },
	so: { register: salesOrders, code: 'no', names: [] }
};

/** Entities of a kind whose code or name contains the text, by code; none for a kind nobody picks from. */
export function listChoices(read: Reader, kind: string, text: string): readonly Choice[] {
	const source = SOURCES[kind];
	if (!source) return [];
	const wanted = asciiLower(text.trim());
	const found: Choice[] = [];
	for (const uid of read.keys(source.register)) {
		const row = read.row(source.register, uid);
		if (row.createdBy === '') continue;
		const code = fieldText(row, source.code);
		const name = source.names.map((field) => fieldText(row, field)).find((part) => part !== '') ?? '';
		if (wanted !== '' && uid !== text && !asciiLower(`${code} ${name}`).includes(wanted)) continue;
		found.push({ uid, code, name });
	}
	return found.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.name < b.name ? -1 : 1)).slice(0, MAX_CHOICES);
}
