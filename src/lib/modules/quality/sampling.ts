/** How many are looked at and how many may be bad: computed from the plan and the lot, never typed (G17). */
import type { Characteristic } from './plans.ts';
import { AQLS, CODE_LETTERS, LEVELS, NORMAL, TIGHTENED } from './sampling-tables.ts';

export interface Sampling {
	readonly n: number;
	/** Accepted with at most so many nonconforming; rejected from Ac + 1 on. */
	readonly ac: number;
	/** Code letter where the standard's table was asked; "" otherwise. */
	readonly letter: string;
	/** The whole lot is looked at: the sample would be as large. */
	readonly isAll: boolean;
}

export type Severity = 'normal' | 'tightened';

/** Code letter of a lot size and an inspection level; undefined for a level that does not exist. */
export function codeLetter(lotSize: number, level: string): string | undefined {
	const column = (LEVELS as readonly string[]).indexOf(level);
	if (column < 0) return undefined;
	const row = CODE_LETTERS.find(([maxLot]) => maxLot === 0 || lotSize <= maxLot);
	return row?.[1].charAt(column);
}

/** Sample size and acceptance number of the standard; undefined for an AQL or level it does not have. */
export function samplingOf(lotSize: number, level: string, aql: string, severity: Severity = 'normal'): Sampling | undefined {
	const letter = codeLetter(lotSize, level);
	const at = (AQLS as readonly string[]).indexOf(aql);
	const cell = letter === undefined ? undefined : (severity === 'normal' ? NORMAL : TIGHTENED)[letter]?.split(' ')[at];
	if (letter === undefined || cell === undefined) return undefined;
	const [n = 0, ac = 0] = cell.split('/').map(Number);
	return n >= lotSize ? { n: lotSize, ac, letter, isAll: true } : { n, ac, letter, isAll: false };
}

/**
 * What a characteristic asks for. Critical ones are accepted with none nonconforming, whatever the table allows. `lotSize` is
 * undefined for goods that are not counted: then the plan's own number counts, one if it has none.
 */
export function resolveSampling(one: Characteristic, lotSize: number | undefined): Sampling {
	const fixed = { n: one.n ?? 1, ac: 0, letter: '', isAll: false };
	const isZero = one.severity === 'critical' || one.sampling === 'c0';
	if (lotSize === undefined || one.sampling === 'fixed') return { ...fixed, n: Math.min(fixed.n, lotSize ?? fixed.n) };
	if (one.sampling === 'all') return { n: lotSize, ac: 0, letter: '', isAll: true };
	const found = samplingOf(lotSize, one.level ?? 'II', one.aql ?? '');
	if (!found) return fixed;
	return isZero ? { ...found, ac: 0 } : found;
}
