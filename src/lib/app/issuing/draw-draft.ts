/** What is drawn or given back before it is recorded: proposals, what is missing, the records. Pure. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { goodsDataOf } from '../moving/move-lines.ts';

/** Nobody lifts the next roll so soon: the gun sent the same label twice. */
export const DOUBLE_SCAN_MS = 2500;

export interface DrawLine {
	/** `lot:…` or `unit:…` with the roll, so that two rolls of a lot are two lines. */
	readonly key: string;
	readonly node: string;
	readonly number: string;
	readonly roll: string;
	readonly itemName: string;
	readonly unit: string;
	readonly places: readonly { readonly location: string; readonly code: string; readonly qty: string }[];
	readonly from: string;
	readonly qty: string;
	/** Another lot expires sooner: said, and for which lot. "" where this is the one to take. */
	readonly sooner: string;
	readonly needsReason: boolean;
}

interface Proposal {
	readonly isUnit: boolean;
	/** Net weight of the label; "" if it states none. */
	readonly net: string;
	readonly there: string;
	readonly toDraw: string;
}

/**
 * How much of what was scanned: the roll as its label weighs it; all of what lies there if that much is still to be drawn; what is
 * still to be drawn, else. Exact is what nobody has to weigh first.
 */
export function proposedQty({ isUnit, net, there, toDraw }: Proposal): { readonly qty: string; readonly exact: boolean } {
	if (isUnit) return { qty: '1', exact: true };
	const [weight, stock, open] = [amountOf(plain(net)) ?? 0n, amountOf(there) ?? 0n, amountOf(toDraw) ?? 0n];
	if (weight > 0n) return { qty: fromAmount((weight < stock || stock <= 0n ? weight : stock) as Amount), exact: true };
	if (stock <= open || open <= 0n) return { qty: there, exact: open > 0n };
	return { qty: toDraw, exact: false };
}

export type DrawLack = 'quantity' | 'more-than-there' | 'place';

/** Rolls of one lot are several lines that take from the same stock. */
export function lackOf({ node, places, from, qty }: DrawLine, all: readonly DrawLine[]): DrawLack | undefined {
	if (from === '') return 'place';
	const value = amountOf(plain(qty));
	if (value === undefined || value <= 0n) return 'quantity';
	const there = amountOf(places.find(({ location }) => location === from)?.qty ?? '0');
	const taken = all
		.filter((line) => line.node === node && line.from === from)
		.reduce((sum, line) => sum + (amountOf(plain(line.qty)) ?? 0n), 0n);
	return there !== undefined && taken > there ? 'more-than-there' : undefined;
}

interface IssueParts {
	readonly wo: string;
	readonly to: string;
	readonly receiver: string;
	readonly reason: string;
}

/** One act for all lines. */
export function issueOf(
	lines: readonly DrawLine[],
	{ wo, to, receiver, reason }: IssueParts
): { readonly type: string; readonly data: JsonObject } {
	const why = reason.trim();
	return {
		type: 'stock.issued',
		data: {
			wo,
			lines: lines.map(({ node, qty, unit, from, roll }) => ({
				...goodsDataOf(node, plain(qty), unit),
				from,
				to,
				...(roll === '' ? {} : { roll })
			})),
			...(receiver === '' ? {} : { receiver }),
			...(why === '' || lines.every(({ sooner }) => sooner === '') ? {} : { reason: why })
		}
	};
}

export interface WeighBack {
	/** Scale reading; of the roll with its core, or without. */
	readonly reading: string;
	/** "" where the reading is net. */
	readonly tare: string;
}

/** What goes back; undefined while nothing sensible was read. */
export function netBack({ reading, tare }: WeighBack): string | undefined {
	const [read, core] = [amountOf(plain(reading)), tare === '' ? 0n : amountOf(plain(tare))];
	if (read === undefined || core === undefined) return undefined;
	const net = read - core;
	return net > 0n ? fromAmount(net as Amount) : undefined;
}

/** Weighed against what the records leave at the line side, in the unit of the lot; positive where more was weighed. */
export function differenceOf(weighed: string, there: string): string {
	const difference = (amountOf(weighed) ?? 0n) - (amountOf(there) ?? 0n);
	return fromAmount(difference as Amount);
}

interface ReturnParts {
	readonly wo: string;
	readonly node: string;
	readonly qty: string;
	readonly unit: string;
	readonly from: string;
	readonly to: string;
	readonly roll: string;
}

export function returnOf({ wo, node, qty, unit, from, to, roll }: ReturnParts): { readonly type: string; readonly data: JsonObject } {
	const goods = goodsDataOf(node, qty, unit);
	const line = { ...goods, from, to, ...(goods['qty'] === undefined ? {} : { weighed: goods['qty'] }), ...(roll === '' ? {} : { roll }) };
	return { type: 'stock.returnedFromFloor', data: { wo, lines: [line] } };
}

/** `10.50`, `10.` and `010` as people type them. */
export function plain(qty: string): string {
	const bare = qty.replace(/\.$/, '').replace(/^0+(?=\d)/, '');
	return bare.includes('.') ? bare.replace(/\.?0+$/, '') : bare;
}
