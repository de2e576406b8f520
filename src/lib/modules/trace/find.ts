/** From what a person types or scans to the thing itself: lot number, serial number, load number or a UDI. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { parseElementString } from '#lib/kernel/gs1.ts';
import { loads, lotNode, lotNumbers, lots, unitBatches, unitNode } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';

/** Nodes that carry this number exactly, optionally of one item (code). */
export function findByNumber(read: Reader, input: string, itemCode?: string): readonly string[] {
	const scanned = parseElementString(input);
	const value = (ai: string) => (scanned.ok ? scanned.value.elements.find((element) => element.ai === ai)?.value : undefined);
	const wanted = value('21') ?? value('10') ?? input.trim();
	const isItem = (item: string) => itemCode === undefined || fieldText(read.row(items, item), 'code') === itemCode;
	const found: string[] = [];
	// Numbers are looked up, not searched for: a long log has more lots than anybody waits for.
	for (const lot of [...read.row(lotNumbers, wanted)].sort()) {
		const row = read.row(lots, lot);
		if (fieldText(row, 'lotNo') === wanted && isItem(fieldText(row, 'item'))) found.push(lotNode(lot));
	}
	for (const batch of read.keys(unitBatches)) {
		const row = read.row(unitBatches, batch);
		const prefix = fieldText(row, 'prefix');
		const digits = wanted.slice(prefix.length);
		const width = row.fields['width'];
		if (!wanted.startsWith(prefix) || !/^\d+$/.test(digits) || digits.length !== width || !isItem(fieldText(row, 'item'))) continue;
		const number = Number(digits);
		const [first, last] = [row.fields['first'], row.fields['last']];
		if (typeof first === 'number' && typeof last === 'number' && number >= first && number <= last) found.push(unitNode(batch, number));
	}
	for (const load of read.keys(loads))
		if (itemCode === undefined && fieldText(read.row(loads, load), 'no') === wanted) found.push(`load:${load}`);
	return found;
}
