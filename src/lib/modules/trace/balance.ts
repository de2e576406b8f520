/**
 * The adding-up balance of a lot: made + received + returned in = consumed + shipped + scrapped + sampled + split off
 * + in stock + in transit + **unexplained**, and unexplained is shown even when it is 0 (domain.md §3.5). What a count
 * found more or less than the records say is exactly what stays unexplained.
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Move } from '#lib/engine/ledger.ts';
import { isStockPlace } from '#lib/engine/stock-levels.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';

/** Exact decimal texts in the item's stock unit. */
export interface Balance {
	readonly unit: string;
	readonly made: string;
	readonly received: string;
	readonly returned: string;
	readonly consumed: string;
	readonly shipped: string;
	readonly scrapped: string;
	readonly sampled: string;
	readonly splitIn: string;
	readonly splitOff: string;
	readonly onHand: string;
	readonly inTransit: string;
	/** Net of count differences, as adjusted: + found more, − found less. */
	readonly adjusted: string;
	readonly unexplained: string;
}

type Part = 'made' | 'received' | 'returned' | 'consumed' | 'shipped' | 'scrapped' | 'sampled' | 'splitIn' | 'splitOff' | 'adjusted';

export function balanceOf(read: Reader, node: string): Balance {
	const sums: Record<Part, bigint> = {
		made: 0n,
		received: 0n,
		returned: 0n,
		consumed: 0n,
		shipped: 0n,
		scrapped: 0n,
		sampled: 0n,
		splitIn: 0n,
		splitOff: 0n,
		adjusted: 0n
	};
	for (const move of read.ledger.movesOf(node)) {
		if (move.standing === 'void') continue;
		const [part, sign] = partOf(move);
		if (part) sums[part] += sign * move.qty;
	}
	let onHand = 0n;
	let inTransit = 0n;
	for (const cell of read.ledger.quantitiesOf(node)) {
		if (cell.place.startsWith('loc:')) onHand += cell.qty;
		else if (cell.place.startsWith('transit:')) inTransit += cell.qty;
	}
	const came = sums.made + sums.received + sums.returned + sums.splitIn;
	const went = sums.consumed + sums.shipped + sums.scrapped + sums.sampled + sums.splitOff;
	const text = (amount: bigint) => fromAmount(amount as Amount);
	return {
		unit: fieldText(read.row(items, identify(read, node).item), 'unit'),
		made: text(sums.made),
		received: text(sums.received),
		returned: text(sums.returned),
		consumed: text(sums.consumed),
		shipped: text(sums.shipped),
		scrapped: text(sums.scrapped),
		sampled: text(sums.sampled),
		splitIn: text(sums.splitIn),
		splitOff: text(sums.splitOff),
		onHand: text(onHand),
		inTransit: text(inTransit),
		adjusted: text(sums.adjusted),
		unexplained: text(came - went - onHand - inTransit)
	};
}

/** Which part of the balance a movement belongs to; movements inside the stock belong to none. */
function partOf(move: Move): readonly [Part | undefined, bigint] {
	const leaves = isStockPlace(move.from);
	const enters = isStockPlace(move.to) && move.standing === 'standing';
	if (leaves === isStockPlace(move.to)) return [undefined, 0n];
	if (!leaves && !enters) return [undefined, 0n];
	switch (move.kind) {
		case 'produced':
			return ['made', 1n];
		case 'received':
			return ['received', 1n];
		case 'returned':
			return ['returned', 1n];
		case 'shipped':
			return ['shipped', 1n];
		case 'sampled':
			return ['sampled', 1n];
		case 'scrapped':
			return ['scrapped', 1n];
		case 'consumed':
		case 'installed':
			return ['consumed', 1n];
		case 'removed':
			return ['consumed', -1n];
		case 'adjusted':
			return ['adjusted', leaves ? -1n : 1n];
		case 'split':
		case 'merged':
			return [leaves ? 'splitOff' : 'splitIn', 1n];
		case 'moved':
		case 'dispatched':
		case 'arrived':
			return [undefined, 0n];
	}
}
