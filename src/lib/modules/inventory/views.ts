/** Lots, serial units, receipts and transfers: what is where, under which number. */
import { defineView } from '#lib/engine/define-view.ts';
import { defineRegister, fieldText, type RegisterRow } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';

export const lots = defineRegister('lots');
/** Batches of serial units: item, lot and how the serial numbers are formed. */
export const unitBatches = defineRegister('unitBatches');
export const receipts = defineRegister('receipts');

/** Lots that carry or carried a number, by lot number; whether they still do, and of which item they are, the lot itself says. */
export const lotNumbers = defineView<{ readonly lot: string }, readonly string[]>({
	name: 'lotNumbers',
	hashed: true,
	fold: (inputs, read) => [...new Set(inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value.lot))]
});

/** Batches of serial units by `item|prefix|width`: overlapping ranges are the same serial number twice (C3). */
export interface SerialRange {
	readonly batch: string;
	readonly first: number;
	readonly last: number;
}
export const serialRanges = defineView<SerialRange, readonly { readonly batch: string; readonly first: number; readonly last: number }[]>({
	name: 'serialRanges',
	hashed: true,
	fold: (inputs, read) =>
		inputs
			.filter(({ op }) => read.standing(op) !== 'void')
			.map(({ value }) => ({ batch: value.batch, first: value.first, last: value.last }))
});

export interface TransferLine {
	readonly node: string;
	readonly qty: string;
	readonly side: 'dispatched' | 'arrived';
}
/** Both sides of a transfer, line by line. */
export const transfers = defineView<TransferLine, readonly TransferLine[]>({
	name: 'transfers',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value)
});

/** What a lot or unit node is, from the registers. */
export interface NodeIdentity {
	readonly kind: 'lot' | 'unit' | 'job' | 'load' | 'other';
	/** Item uid; "" if unknown. */
	readonly item: string;
	/** Lot number, serial number, or the joint's own name. */
	readonly number: string;
	/** Register row of the lot or of the unit's batch. */
	readonly row: RegisterRow | undefined;
	/** Uid of the unit's lot, or of the lot itself. */
	readonly lot: string;
}

export function identify(read: Reader, node: string): NodeIdentity {
	const [kind = '', uid = ''] = splitNode(node);
	if (kind === 'lot') {
		const row = read.row(lots, uid);
		return { kind: 'lot', item: fieldText(row, 'item'), number: fieldText(row, 'lotNo') || uid, row, lot: uid };
	}
	if (kind === 'unit') {
		const dash = uid.lastIndexOf('-');
		const row = read.row(unitBatches, uid.slice(0, dash));
		return {
			kind: 'unit',
			item: fieldText(row, 'item'),
			number: serialNumber(row, Number(uid.slice(dash + 1))),
			row,
			lot: fieldText(row, 'lot')
		};
	}
	return { kind: kind === 'job' || kind === 'load' ? kind : 'other', item: '', number: uid, row: undefined, lot: '' };
}

/** Item of a node; what "sole lot of its item" compares. */
export function itemOfNode(read: Reader, node: string): string {
	return identify(read, node).item;
}

/** Serial number: prefix and the number padded to the batch's width. */
export function serialNumber(batch: RegisterRow, number: number): string {
	const width = batch.fields['width'];
	return fieldText(batch, 'prefix') + String(number).padStart(typeof width === 'number' ? width : 1, '0');
}

/** `lot:abc` → `['lot', 'abc']`. */
export function splitNode(node: string): readonly [kind: string, rest: string] {
	const colon = node.indexOf(':');
	return colon < 0 ? ['', node] : [node.slice(0, colon), node.slice(colon + 1)];
}
