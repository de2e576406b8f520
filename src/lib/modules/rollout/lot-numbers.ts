/** One number, two items: told once it happens, for a person asking by number will be asked back which is meant. */
import type { ImportedItem } from './entities.ts';
import type { CellPlace, ImportProblems } from './import-problem.ts';

/** Lot number of goods that are not tracked by lot. */
export const UNTRACKED = 'N/A';

export class LotNumbers {
	readonly #items = new Map<string, ImportedItem>();
	/** Told once for each item, whichever table names the lot again. */
	readonly #told = new Set<string>();
	readonly #problems: ImportProblems;

	constructor(problems: ImportProblems) {
		this.#problems = problems;
	}

	note(lotNo: string, item: ImportedItem, place: CellPlace): void {
		const other = this.#items.get(lotNo);
		if (!other) this.#items.set(lotNo, item);
		else if (other !== item && lotNo !== UNTRACKED && !this.#told.has(`${lotNo}\n${item.code}`)) {
			this.#told.add(`${lotNo}\n${item.code}`);
			this.#problems.warn(place, 'lot-of-two-items', {
				zh: `批号“${lotNo}”同时用于物料 ${other.code} 和 ${item.code}；查询时请写明物料`,
				en: `Lot number “${lotNo}” is used for items ${other.code} and ${item.code}; name the item when asking for it`
			});
		}
	}
}
