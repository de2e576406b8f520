/** Measures on a label (AI 310n–316n, 330n): the fourth digit of the AI is the number of decimals. */
import { fromAmount, type Amount } from './decimal.ts';
import type { Gs1Element } from './gs1.ts';
import type { Quantity } from './quantity.ts';
import { unitOf } from './unit.ts';

const UNIT_BY_STEM: ReadonlyMap<string, string> = new Map([
	['310', 'kg'],
	['311', 'm'],
	['312', 'm'],
	['313', 'm'],
	['314', 'm2'],
	['315', 'L'],
	['316', 'm3'],
	['330', 'kg']
]);

/**
 * The quantity of a checked measure element, undefined for any other element.
 * @example measureOf({ ai: '3102', value: '001250' }) is 12.5 kg
 */
export function measureOf({ ai, value }: Gs1Element): Quantity | undefined {
	const unit = unitOf(UNIT_BY_STEM.get(ai.slice(0, 3)) ?? '');
	if (unit === undefined || ai.length !== 4 || !/^\d{6}$/.test(value)) return undefined;
	const decimals = Number(ai[3]);
	return { value: fromAmount((BigInt(value) * 10n ** BigInt(6 - decimals)) as Amount), unit: unit.code };
}
