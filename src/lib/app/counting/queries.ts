/** Questions of counting: which counts are open, what was counted, and what the books say at the frontier. */
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import {
	arrivedLate,
	countedOf,
	countLines,
	countStates,
	expectedAt,
	identify,
	locationPlace,
	stockCounts,
	type CountedNode
} from '#lib/modules/inventory/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { numbersOf } from '../shipping/order-numbers.ts';
import { neighbourOf, ownCause, type Cause, type CountRow, type CountSheet } from './count-sheet.ts';

const DAY_MS = 86_400_000;

export interface OpenCount {
	readonly count: string;
	readonly no: string;
	readonly code: string;
	readonly name: string;
	readonly lines: number;
}

export interface CountStart {
	readonly nextNo: string;
	readonly open: readonly OpenCount[];
	/** Locations of this site. */
	readonly places: readonly string[];
}

function countStart(context: QueryContext, _ask: null): CountStart {
	const { engine, site } = context;
	return {
		nextNo: nextNumber(context, DOCUMENT_PATTERN, { type: 'PD' }, numbersOf(engine, 'count|')),
		open: engine
			.keys(stockCounts)
			.filter((count) => engine.row(countStates, count) === 'counting')
			.map((count) => ({
				count,
				no: fieldText(engine.row(stockCounts, count), 'no'),
				...placeOf(engine, fieldText(engine.row(stockCounts, count), 'location')),
				lines: countedOf(engine.row(countLines, count)).length
			})),
		places: engine.keys(locations).filter((uid) => fieldText(engine.row(locations, uid), 'site') === site)
	};
}

function placeOf(engine: Engine, location: string): { readonly code: string; readonly name: string } {
	const row = engine.row(locations, location);
	return { code: fieldText(row, 'code'), name: fieldText(row, 'name') };
}

function countSheet({ engine }: QueryContext, { count }: { readonly count: string }): CountSheet {
	const row = engine.row(stockCounts, count);
	const location = fieldText(row, 'location');
	const counted = countedOf(engine.row(countLines, count));
	const own = counted.flatMap((one) => countedRow(engine, location, one) ?? []);
	const known = new Set(counted.map(({ node }) => node));
	const place = locationPlace(location);
	const uncounted: CountRow[] = [];
	for (const { node, cells } of engine.ledger.onHand()) {
		const qty = cells.find((cell) => cell.place === place)?.qty;
		if (qty === undefined || known.has(node)) continue;
		uncounted.push({
			...namesOf(engine, node),
			state: 'uncounted',
			counted: '',
			expected: fromAmount(qty),
			difference: '',
			cause: { kind: 'unknown' }
		});
	}
	const rows = own.map(({ row: found, op, isOwn }) => (isOwn ? found : { ...found, cause: causeOf(engine, place, found, op, own) }));
	return {
		count,
		no: fieldText(row, 'no'),
		location,
		...placeOf(engine, location),
		state: engine.row(countStates, count),
		rows: [...rows, ...uncounted.sort((a, b) => (a.number < b.number ? -1 : 1))]
	};
}

interface Found {
	readonly row: CountRow;
	readonly op: RecordedOp;
	/** Its cause is told by the observation itself. */
	readonly isOwn: boolean;
}

function countedRow(engine: Engine, location: string, { node, qty, first, last }: CountedNode): Found | undefined {
	const [began, op] = [engine.op(first), engine.op(last)];
	if (!began || !op) return undefined;
	const expected = expectedAt(engine, node, location, op);
	const difference = qty - expected;
	const expectedFirst = began === op ? expected : expectedAt(engine, node, location, began);
	const cause = ownCause({ difference, late: arrivedLate(engine, node, location, op), expectedFirst, expected });
	return {
		op,
		isOwn: cause !== undefined,
		row: {
			...namesOf(engine, node),
			state: difference === 0n ? 'same' : expected === 0n ? 'not-in-books' : 'differs',
			counted: fromAmount(qty as Amount),
			expected: fromAmount(expected as Amount),
			difference: fromAmount(difference as Amount),
			cause: cause ?? { kind: 'unknown' }
		}
	};
}

function namesOf(engine: Engine, node: string): Pick<CountRow, 'node' | 'number' | 'item' | 'itemName' | 'unit'> {
	const { number, item } = identify(engine, node);
	const { name, unit } = scannedItem(engine, item);
	return { node, number, item, itemName: name, unit };
}

function causeOf(engine: Engine, place: string, row: CountRow, op: RecordedOp, found: readonly Found[]): Cause {
	const neighbour = neighbourOf(
		row,
		found.map((one) => one.row)
	);
	if (neighbour) return { kind: 'neighbour', number: neighbour.number };
	const elsewhere = row.state === 'not-in-books' ? booksElsewhere(engine, place, row.node) : undefined;
	if (elsewhere) return elsewhere;
	const until = parseInstant(op.at) ?? 0;
	const moves = engine.ledger
		.movesOf(row.node)
		.filter(
			(move) =>
				move.standing === 'standing' &&
				move.kind !== 'adjusted' &&
				(move.from === place || move.to === place) &&
				move.at <= until &&
				move.at > until - DAY_MS
		);
	const size = row.difference.replace('-', '');
	const move = moves.findLast(({ qty }) => fromAmount(qty) === size) ?? moves.at(-1);
	if (!move) return { kind: 'unknown' };
	const out = move.from === place;
	const other = out ? move.to : move.from;
	return {
		kind: 'moved',
		qty: fromAmount(move.qty),
		other: other.startsWith('loc:') ? placeOf(engine, other.slice('loc:'.length)).code : '',
		out,
		exact: fromAmount(move.qty) === size
	};
}

/** The other location with the most of it, by the books of now. */
function booksElsewhere(engine: Engine, place: string, node: string): Cause | undefined {
	const [most] = engine.ledger
		.quantitiesOf(node)
		.filter((cell) => cell.place.startsWith('loc:') && cell.place !== place && cell.qty > 0n)
		.toSorted((a, b) => (a.qty > b.qty ? -1 : a.qty < b.qty ? 1 : 0));
	return most && { kind: 'elsewhere', code: placeOf(engine, most.place.slice('loc:'.length)).code, qty: fromAmount(most.qty) };
}

export const countingQueries = { 'count.start': countStart, 'count.sheet': countSheet };
