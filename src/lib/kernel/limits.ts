/** Readings against limits: of an inspected piece, of a steriliser's cycle. */
import { amountOf, readDecimal } from './decimal.ts';

/** Exact decimal texts; a side without a limit is open. */
export interface Limits {
	readonly lower?: string | undefined;
	readonly upper?: string | undefined;
}

export type ReadingState = 'empty' | 'conforms' | 'below' | 'above' | 'not-a-number';

/** A reading on a limit conforms. */
export function readingState(limits: Limits, reading: string): ReadingState {
	if (reading.trim() === '') return 'empty';
	const read = readDecimal(reading);
	if (!read.ok) return 'not-a-number';
	const value = amountOf(read.value) ?? 0n;
	const [lower, upper] = [amountOf(limits.lower ?? ''), amountOf(limits.upper ?? '')];
	if (lower !== undefined && value < lower) return 'below';
	return upper !== undefined && value > upper ? 'above' : 'conforms';
}
