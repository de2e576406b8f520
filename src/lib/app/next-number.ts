/** The next number of this device: no other gives the same, for its code is in it (engine/numbering.ts). */
import { formatNumber, type NumberParts } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import { devices, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from './live/queries/query.ts';

/** What stands before the running number, which every pattern ends with. */
export function numberStem(
	{ engine, dev, site, now }: QueryContext,
	pattern: string,
	parts: Pick<NumberParts, 'type' | 'product' | 'line'>
): string {
	return formatNumber(pattern.replace(/\{seq:\d+\}$/, ''), {
		...parts,
		day: now.slice(0, 10),
		device: fieldText(engine.row(devices, dev), 'code'),
		site: fieldText(engine.row(sites, site), 'code'),
		seq: 0
	});
}

/** The greatest running number behind a stem; 0 if none was given yet. */
export function highestNumber(numbers: readonly string[], stem: string): number {
	return numbers.reduce((most, number) => {
		const seq = number.startsWith(stem) ? Number(number.slice(stem.length)) : Number.NaN;
		return Number.isSafeInteger(seq) && seq > most ? seq : most;
	}, 0);
}

/** `ahead`: how many were given since, but are not recorded yet. */
export function nextNumber(
	context: QueryContext,
	pattern: string,
	parts: Pick<NumberParts, 'type' | 'product' | 'line'>,
	numbers: readonly string[],
	ahead = 0
): string {
	const stem = numberStem(context, pattern, parts);
	const width = Number(/\{seq:(\d+)\}$/.exec(pattern)?.[1] ?? 1);
	return stem + String(highestNumber(numbers, stem) + 1 + ahead).padStart(width, '0');
}
