import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { sumTexts } from './sum-texts.ts';
import type { FinishedRow } from './finished-stock.ts';

export interface Product {
	readonly item: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	readonly total: string;
	readonly rows: readonly FinishedRow[];
}

/** Rows under their product, with its sum. */
export function productsOf(rows: readonly FinishedRow[]): readonly Product[] {
	const groups = new Map<string, FinishedRow[]>();
	for (const row of rows) {
		const group = groups.get(row.item);
		if (group) group.push(row);
		else groups.set(row.item, [row]);
	}
	return [...groups].flatMap(([item, own]) => {
		const [first] = own;
		return first ? [{ item, itemName: first.itemName, unit: first.unit, total: sumTexts(own.map(({ qty }) => qty)), rows: own }] : [];
	});
}
