/** Serial numbers given twice: ranges of the same item, prefix and width that overlap. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { unitNode } from './goods.ts';
import { serialRanges, unitBatches } from './views.ts';

/** Key of `serialRanges` for a batch. */
export function serialKey(read: Reader, batch: string): string {
	const row = read.row(unitBatches, batch);
	return `${fieldText(row, 'item')}|${fieldText(row, 'prefix')}|${String(row.fields['width'] ?? '')}`;
}

/** Other units that carry the serial number of this one. */
export function overlappingSerials(read: Reader, node: string): readonly string[] {
	const uid = node.slice('unit:'.length);
	const dash = uid.lastIndexOf('-');
	const batch = uid.slice(0, dash);
	const number = Number(uid.slice(dash + 1));
	return read
		.row(serialRanges, serialKey(read, batch))
		.filter((range) => range.batch !== batch && range.first <= number && number <= range.last)
		.map((range) => unitNode(range.batch, number));
}
