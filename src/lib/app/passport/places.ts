/** Where a lot or unit lies: which place, how much, and since when without a break. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { opsNaming } from '../queries/ops-by-subject.ts';

export interface StockPlace {
	/** Uid of the location; "" in transit. */
	readonly location: string;
	readonly code: string;
	readonly name: string;
	/** Kind of the location: `stock`, `quarantine`, …; "" in transit. */
	readonly use: string;
	/** Site code – of goods in transit where they go to – and its uid. */
	readonly site: string;
	readonly siteUid: string;
	/** Number of the transfer they travel on; "" at a location. */
	readonly transfer: string;
	/** Exact decimal text; negative where more left than came. */
	readonly qty: string;
	/** When the stock there began that has not run out since; with the offset it was recorded in. */
	readonly since: string;
	/** Serial units there; 0 for lots by quantity. */
	readonly units: number;
}

interface Sum {
	qty: bigint;
	units: number;
	since: string;
	sinceMs: number;
}

/** Of the nodes together: a lot, or the units it consists of. Most first. */
export function placesOf(engine: Engine, nodes: readonly string[]): readonly StockPlace[] {
	const sums = new Map<string, Sum>();
	for (const node of nodes)
		for (const { place, qty } of engine.ledger.quantitiesOf(node)) {
			const began = beginningAt(engine, node, place);
			const sum = sums.get(place);
			const units = node.startsWith('unit:') ? 1 : 0;
			if (!sum) sums.set(place, { qty, units, since: began.at, sinceMs: began.ms });
			else {
				sum.qty += qty;
				sum.units += units;
				if (began.ms < sum.sinceMs) [sum.since, sum.sinceMs] = [began.at, began.ms];
			}
		}
	return [...sums]
		.sort(([one, a], [other, b]) => (a.qty === b.qty ? (one < other ? -1 : 1) : a.qty > b.qty ? -1 : 1))
		.map(([place, { qty, units, since }]) => ({
			...(place.startsWith('transit:') ? transit(engine, place) : located(engine, place)),
			qty: fromAmount(qty as Amount),
			since,
			units
		}));
}

/** The movement that brought the first of what is there now. */
function beginningAt(engine: Engine, node: string, place: string): { readonly at: string; readonly ms: number } {
	let level = 0n;
	let began = { at: '', ms: 0 };
	for (const move of engine.ledger.movesOf(node)) {
		if (move.standing === 'void') continue;
		const before = level;
		if (move.from === place) level -= move.qty;
		if (move.to === place && move.standing === 'standing') level += move.qty;
		if (before <= 0n && level > 0n) began = { at: move.op.at, ms: move.at };
	}
	return began;
}

type Named = Pick<StockPlace, 'location' | 'code' | 'name' | 'use' | 'site' | 'siteUid' | 'transfer'>;

function located(engine: Engine, place: string): Named {
	const location = place.slice('loc:'.length);
	const row = engine.row(locations, location);
	const siteUid = fieldText(row, 'site');
	return {
		location,
		code: fieldText(row, 'code'),
		name: fieldText(row, 'name'),
		use: fieldText(row, 'kind'),
		site: fieldText(engine.row(sites, siteUid), 'code'),
		siteUid,
		transfer: ''
	};
}

function transit(engine: Engine, place: string): Named {
	const sent = opsNaming(engine, `transfer:${place.slice('transit:'.length)}`).find(({ type }) => type === 'transfer.dispatched');
	const text = (name: string) => (typeof sent?.data[name] === 'string' ? sent.data[name] : '');
	const siteUid = text('toSite');
	return {
		location: '',
		code: '',
		name: '',
		use: '',
		site: fieldText(engine.row(sites, siteUid), 'code'),
		siteUid,
		transfer: text('no')
	};
}
