/** What lies at a location, and everything that ever moved in or out, with the balance after it 货位卡. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { locations, persons, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { itemColumns } from '../queries/lot-list.ts';
import { namePlace } from '../queries/subjects.ts';
import type { PlaceName } from '../views.ts';
import { allRows, type StockRow } from './stock-query.ts';

export interface BinLine {
	/** Operation and lot. */
	readonly key: string;
	readonly op: string;
	/** When it happened, with offset. */
	readonly at: string;
	readonly label: Bilingual;
	readonly node: string;
	readonly number: string;
	readonly item: string;
	readonly unit: string;
	/** "" for the side it is not. */
	readonly in: string;
	readonly out: string;
	readonly other: PlaceName;
	/** Of this lot here after it; unchanged by what was declared an error. */
	readonly balance: string;
	readonly by: string;
	readonly void: boolean;
}

export interface BinCard {
	readonly location: string;
	readonly code: string;
	readonly name: string;
	readonly kind: string;
	readonly site: string;
	readonly siteName: string;
	readonly rows: readonly StockRow[];
	/** Newest first; of a busy location the newest `MAX_LINES`. */
	readonly lines: readonly BinLine[];
	readonly total: number;
}

/** More than anybody reads; all of it is in the export. */
export const MAX_LINES = 1000;

/** By uid or by code; undefined for a place nobody defined. */
function binCard(context: QueryContext, { location, all }: { readonly location: string; readonly all?: boolean }): BinCard | undefined {
	const { engine } = context;
	const uid = locationUid(engine, location);
	if (uid === undefined) return undefined;
	const row = engine.row(locations, uid);
	const site = engine.row(sites, fieldText(row, 'site'));
	const lines = linesOf(engine, `loc:${uid}`);
	return {
		location: uid,
		code: fieldText(row, 'code'),
		name: fieldText(row, 'name'),
		kind: fieldText(row, 'kind'),
		site: fieldText(site, 'code'),
		siteName: fieldText(site, 'name'),
		rows: allRows(context, '').filter((one) => one.location === uid),
		lines: (all === true ? lines : lines.slice(-MAX_LINES)).toReversed(),
		total: lines.length
	};
}

function locationUid(engine: Engine, name: string): string | undefined {
	if (engine.row(locations, name).createdBy !== '') return name;
	return engine.keys(locations).find((uid) => fieldText(engine.row(locations, uid), 'code') === name);
}

/** Oldest first; units of one lot that moved with one operation are one line. */
function linesOf(engine: Engine, place: string): readonly BinLine[] {
	const balances = new Map<string, bigint>();
	const lines = new Map<string, BinLine & { readonly qty: bigint }>();
	for (const move of engine.ledger.movesAt(place)) {
		const identity = identify(engine, move.node);
		const node = identity.lot === '' ? move.node : `lot:${identity.lot}`;
		const isIn = move.to === place;
		const [isVoid, isHeld] = [move.standing === 'void', move.standing === 'held'];
		// A held record lowers stock and never raises it.
		const change = isVoid || (isHeld && isIn) ? 0n : isIn ? move.qty : -move.qty;
		const balance = (balances.get(node) ?? 0n) + change;
		balances.set(node, balance);
		const key = `${move.op.id} ${node} ${isIn ? 'in' : 'out'}`;
		const qty = (lines.get(key)?.qty ?? 0n) + move.qty;
		const text = fromAmount(qty as Amount);
		// Taken out and put in again: a line stands where its last unit moved.
		lines.delete(key);
		lines.set(key, {
			key,
			op: move.op.id,
			at: move.op.at,
			label: engine.nameOf(move.op.type),
			node,
			number: identity.lot === '' ? identity.number : identify(engine, node).number,
			item: itemColumns(engine, identity.item).item,
			unit: itemColumns(engine, identity.item).unit,
			in: isIn ? text : '',
			out: isIn ? '' : text,
			other: namePlace(engine, isIn ? move.from : move.to),
			balance: fromAmount(balance as Amount),
			by: fieldText(engine.row(persons, move.op.by), 'name'),
			void: isVoid,
			qty
		});
	}
	return [...lines.values()].map(({ qty: _qty, ...line }) => line);
}

export const binQueries = { 'stock.bin': binCard };
