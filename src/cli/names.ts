/** What people call the subjects of operations: lot and serial numbers, codes and document numbers instead of uids. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, receipts, splitNode, unitBatches } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, documentNumbers, locations, persons, sites } from '#lib/modules/org/index.ts';
import { jointLabel } from '#lib/modules/trace/index.ts';

export interface Subject {
	/** `kind:uid` as in the log. */
	readonly ref: string;
	readonly kind: string;
	/** What people call it; the uid where it has no name. */
	readonly label: string;
	/** Item code of goods. */
	readonly item?: string;
}

/** Document numbers by subject, built once per report. */
export function documentNames(read: Reader): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const key of read.keys(documentNumbers)) {
		const number = key.slice(key.indexOf('|') + 1);
		for (const { value } of read.inputs(documentNumbers, key)) if (!names.has(value.subject)) names.set(value.subject, number);
	}
	return names;
}

export function describeSubject(read: Reader, ref: string, documents: ReadonlyMap<string, string>): Subject {
	const [kind, uid] = splitNode(ref);
	if (kind === 'lot' || kind === 'unit') {
		const identity = identify(read, ref);
		return { ref, kind, label: identity.number, item: fieldText(read.row(items, identity.item), 'code') };
	}
	return { ref, kind, label: nameOf(read, ref, kind, uid) || documents.get(ref) || uid };
}

function nameOf(read: Reader, ref: string, kind: string, uid: string): string {
	switch (kind) {
		case 'job':
		case 'load':
			return jointLabel(read, ref);
		case 'item':
			return fieldText(read.row(items, uid), 'code');
		case 'partner':
		case 'customer':
		case 'supplier':
			return fieldText(read.row(partners, uid), 'code');
		case 'loc':
			return fieldText(read.row(locations, uid), 'code');
		case 'site':
			return fieldText(read.row(sites, uid), 'code');
		case 'device':
			return fieldText(read.row(devices, uid), 'code');
		case 'person':
			return fieldText(read.row(persons, uid), 'name');
		case 'batch':
			return fieldText(read.row(unitBatches, uid), 'prefix');
		case 'receipt':
			return fieldText(read.row(receipts, uid), 'no');
		case 'op':
			return read.op(uid)?.type ?? '';
		default:
			return '';
	}
}
