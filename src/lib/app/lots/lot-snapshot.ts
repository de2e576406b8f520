/** The records of the lot list as they are kept for the next start: as few long texts, which a browser reads far quicker than objects. */
import type { Amount } from '#lib/kernel/decimal.ts';
import type { Disposition } from '#lib/modules/quality/index.ts';
import type { LotRecord, LotSnapshot } from './lot-index.ts';

/** Raised whenever records are made otherwise. */
export const LAYOUT = 1;
/** No text of a record holds it: fields of the format allow no control characters but these of white space. */
const SEPARATOR = '\u0000';
const FIELDS = ['uid', 'number', 'item', 'supplierLot', 'expiry', 'disposition', 'firstSerial', 'lastSerial'] as const;

export interface PackedSnapshot {
	readonly layout: number;
	readonly seen: number;
	readonly moves: number;
	readonly edges: number;
	readonly texts: readonly string[];
	readonly totals: BigInt64Array;
	readonly held: Uint8Array;
}

export function packSnapshot({ records, seen, moves, edges }: LotSnapshot): PackedSnapshot {
	return {
		layout: LAYOUT,
		seen,
		moves,
		edges,
		texts: FIELDS.map((field) => records.map((record) => record[field].replaceAll(SEPARATOR, ' ')).join(SEPARATOR)),
		totals: BigInt64Array.from(records, ({ total }) => total),
		held: Uint8Array.from(records, ({ held }) => Number(held))
	};
}

/** Undefined for what another program kept. */
export function unpackSnapshot(packed: unknown): LotSnapshot | undefined {
	const { layout, seen, moves, edges, texts, totals, held } = (packed ?? {}) as Partial<PackedSnapshot>;
	if (layout !== LAYOUT || seen === undefined || moves === undefined || edges === undefined || !texts || !totals || !held) return undefined;
	const columns = texts.map((text) => text.split(SEPARATOR));
	if (columns.length !== FIELDS.length || (totals.length > 0 && columns.some(({ length }) => length !== totals.length))) return undefined;
	const [uids = [], numbers = [], items = [], supplierLots = [], expiries = [], dispositions = [], first = [], last = []] = columns;
	const records = Array.from(totals, (total, at): LotRecord => ({
		uid: uids[at] ?? '',
		number: numbers[at] ?? '',
		item: items[at] ?? '',
		supplierLot: supplierLots[at] ?? '',
		expiry: expiries[at] ?? '',
		disposition: dispositions[at] as Disposition,
		held: held[at] === 1,
		total: total as Amount,
		firstSerial: first[at] ?? '',
		lastSerial: last[at] ?? ''
	}));
	return { records, seen, moves, edges };
}
