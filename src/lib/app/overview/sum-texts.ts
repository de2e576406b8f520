import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';

/** Exact sum of decimal texts. */
export function sumTexts(texts: readonly string[]): string {
	return fromAmount(texts.reduce((sum, text) => sum + (amountOf(text) ?? 0n), 0n) as Amount);
}
