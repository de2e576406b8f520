/** How goods are packed: units of an item that are whole multiples of its stock unit, the largest first (箱, 盒, 袋). */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { items, units } from '#lib/modules/master-data/index.ts';

export interface Pack {
	/** `箱` */
	readonly code: string;
	readonly name: Bilingual;
	/** How many stock units are in one, a whole number above 1. */
	readonly size: number;
}

export function packsOf(read: Reader, item: string): readonly Pack[] {
	const stock = fieldText(read.row(items, item), 'unit');
	return read
		.keys(units)
		.flatMap((key): Pack[] => {
			const [of, code = ''] = key.split('|');
			if (of !== item || code === '') return [];
			const row = read.row(units, key);
			const size = Number(fieldText(row, 'factor'));
			if ((fieldText(row, 'stockUnit') || stock) !== stock || !Number.isSafeInteger(size) || size < 2) return [];
			return [{ code, name: { zh: fieldText(row, 'zh') || code, en: fieldText(row, 'en') || code }, size }];
		})
		.sort((a, b) => b.size - a.size || (a.code < b.code ? -1 : 1));
}
