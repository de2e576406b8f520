/**
 * 统一社会信用代码, the unified social credit code of PRC organisations (GB 32100-2015).
 *
 * Invariants
 * 1. Eighteen characters of an alphabet of 31 (digits and letters without I, O, S, V, Z); upper case is the form.
 * 2. The last is a check character: weights 3^i mod 31, check = (31 − sum mod 31) mod 31.
 */
import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';
import { asciiUpper, foldWidth, trim } from './text.ts';

export type Uscc = Brand<string, 'Uscc'>;

export interface UsccProblem {
	readonly code: 'empty' | 'wrong-length' | 'wrong-character' | 'wrong-check-character';
}

export const USCC_LENGTH = 18;

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHT_BASE = 3;

/** Accepts the canonical form only. */
export function parseUscc(text: string): Result<Uscc, UsccProblem> {
	if (text === '') return err({ code: 'empty' });
	if (text.length !== USCC_LENGTH) return err({ code: 'wrong-length' });
	let sum = 0;
	let weight = 1;
	for (let at = 0; at < USCC_LENGTH; at++) {
		const value = ALPHABET.indexOf(text.charAt(at));
		if (value < 0) return err({ code: 'wrong-character' });
		// The check character completes the weighted sum to a multiple of 31, at weight 1.
		sum += at === USCC_LENGTH - 1 ? value : value * weight;
		weight = (weight * WEIGHT_BASE) % ALPHABET.length;
	}
	return sum % ALPHABET.length === 0 ? ok(text as Uscc) : err({ code: 'wrong-check-character' });
}

/** Reads what people type: spaces, full width and lower case are put right, the check is the same. */
export function readUscc(input: string): Result<Uscc, UsccProblem> {
	return parseUscc(asciiUpper(trim(foldWidth(input))).replaceAll(' ', ''));
}
