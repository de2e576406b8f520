/** A work master while it is written: product, revision, material lines. Pure. */
import { amountOf, readDecimal, typedDecimal } from '#lib/kernel/decimal.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';

export interface MaterialDraft {
	/** Uid; "" while nothing is chosen. */
	readonly item: string;
	readonly qty: string;
	readonly critical: boolean;
}

export interface WorkMasterDraft {
	readonly product: string;
	readonly rev: string;
	/** The lines are for so many pieces. */
	readonly per: string;
	readonly lines: readonly MaterialDraft[];
}

export const EMPTY_LINE: MaterialDraft = { item: '', qty: '', critical: false };
export const EMPTY_MASTER: WorkMasterDraft = { product: '', rev: 'A/0', per: '1', lines: [EMPTY_LINE] };

export type MasterLack =
	{ readonly kind: 'product' | 'rev' | 'per' | 'lines' | 'self' } | { readonly kind: 'twice'; readonly item: string };

export function masterLack({ product, rev, per, lines }: WorkMasterDraft): MasterLack | undefined {
	if (product === '') return { kind: 'product' };
	if (trim(rev) === '') return { kind: 'rev' };
	if (!isPositive(per)) return { kind: 'per' };
	const used = lines.filter(({ item, qty }) => item !== '' || trim(qty) !== '');
	if (used.length === 0 || used.some(({ item, qty }) => item === '' || !isPositive(qty))) return { kind: 'lines' };
	if (used.some(({ item }) => item === product)) return { kind: 'self' };
	const twice = used.find(({ item }, at) => used.findIndex((one) => one.item === item) !== at);
	return twice ? { kind: 'twice', item: twice.item } : undefined;
}

/** Lines as recorded; units are those of the items. */
export function masterLines({ per, lines }: WorkMasterDraft, unitOf: (item: string) => string): readonly JsonObject[] {
	return lines
		.filter(({ item }) => item !== '')
		.map(({ item, qty, critical }) => ({ item, per: typedDecimal(per), qty: { value: typedDecimal(qty), unit: unitOf(item) }, critical }));
}

function isPositive(text: string): boolean {
	const read = readDecimal(text);
	return read.ok && (amountOf(read.value) ?? 0n) > 0n;
}
