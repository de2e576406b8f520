/** The quantity that is being entered, and the record it becomes. Pure. */
import { fromAmount, readDecimal, toAmount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';

export interface PadState {
	/** `lot:<uid>`. */
	readonly node: string;
	readonly number: string;
	readonly itemName: string;
	readonly unit: string;
	/** Counted of it before; "" for none. */
	readonly before: string;
	/** `ask`: counted before, and nobody has said yet whether this adds or replaces. */
	readonly mode: 'ask' | 'add' | 'replace';
	/** As typed so far. */
	readonly value: string;
}

/** The line of a lot; undefined while its quantity is missing. Zero says that none is there. */
export function lotLine(count: string, location: string, { node, unit, mode, value }: PadState): JsonObject | undefined {
	const typed = readDecimal(value.endsWith('.') ? value.slice(0, -1) : value);
	if (!typed.ok || mode === 'ask') return undefined;
	const amount = toAmount(typed.value);
	if (amount < 0n) return undefined;
	const lot = node.slice('lot:'.length);
	if (amount === 0n) return mode === 'add' ? undefined : { count, location, lot, none: true };
	return { count, location, lot, qty: { value: fromAmount(amount), unit }, ...(mode === 'add' ? { adds: true } : {}) };
}

/** One serial unit that is there. */
export function unitLine(count: string, location: string, batch: string, index: number): JsonObject {
	return { count, location, batch, first: index, last: index };
}
