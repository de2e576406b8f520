/**
 * Where does it come from, where did it go, who has it, and does it add up (domain.md §3.5). Pure queries over the ledger
 * and the genealogy; every answer names the operations that prove it.
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '../inventory/index.ts';
import { items, partners } from '../master-data/index.ts';
import { locations, sites } from '../org/index.ts';
import { balanceOf, type Balance } from './balance.ts';
import { jointLabel } from './joints.ts';

export type TraceDirection = 'up' | 'down' | 'both';
/** Only a process cause reaches the neighbours in a steriliser load. */
export const CAUSES = ['material', 'process', 'environment', 'person', 'equipment', 'design'] as const;
export type Cause = (typeof CAUSES)[number];

export interface TraceNode {
	/** `lot:<uid>`, `unit:<uid>`, `job:…`, `load:<uid>`. */
	readonly id: string;
	readonly kind: 'lot' | 'unit' | 'job' | 'load' | 'other';
	/** Lot or serial number; null for joints. */
	readonly lot: string | null;
	/** Item code; null for joints. */
	readonly item: string | null;
	/** Name to show: lot number, serial number, work order, load number. */
	readonly label: string;
	readonly certain: boolean;
	readonly direction: 'start' | 'up' | 'down';
}

export interface TraceEdge {
	readonly from: string;
	readonly to: string;
	readonly kind: string;
	readonly qty: string;
	readonly unit: string;
	/** Id of the operation that recorded it. */
	readonly op: string;
	readonly certain: boolean;
}

export interface ConsigneeRow {
	/** Partner code. */
	readonly party: string;
	readonly name: string;
	readonly lot: string;
	readonly item: string;
	/** Net of returns. */
	readonly qty: string;
	readonly unit: string;
	readonly ops: readonly string[];
}

export interface OnHandRow {
	/** Site code; "" in transit. */
	readonly site: string;
	readonly location: string;
	readonly lot: string;
	readonly item: string;
	readonly qty: string;
	readonly unit: string;
}

export interface TraceResult {
	readonly lot: { readonly id: string; readonly lot: string; readonly item: string; readonly itemName: string };
	readonly direction: TraceDirection;
	readonly cause: Cause;
	readonly nodes: readonly TraceNode[];
	readonly edges: readonly TraceEdge[];
	readonly consignees: readonly ConsigneeRow[];
	readonly onHand: readonly OnHandRow[];
	/** Of the lot asked for. */
	readonly balance: Balance;
	/** Of every lot and unit of the closure. */
	readonly balances: readonly (Balance & { readonly lot: string; readonly item: string })[];
}

export interface TraceOptions {
	readonly direction: TraceDirection;
	readonly cause?: Cause;
}

/** The closure of one lot, unit or load; empty lists around it if nothing is known. */
export function trace(read: Reader, start: string, { direction, cause = 'material' }: TraceOptions): TraceResult {
	const { ledger, genealogy } = read;
	const throughProcesses = cause === 'process';
	const nodes = new Map<string, TraceNode>();
	const edges = new Map<number, TraceEdge>();
	nodes.set(start, describeNode(read, start, true, 'start'));
	for (const way of direction === 'both' ? (['up', 'down'] as const) : [direction]) {
		const closure = genealogy.closure([start], way, { throughProcesses });
		const sure = genealogy.certainNodes(closure);
		for (const number of closure.nodes) {
			const id = ledger.nodes.text(number);
			const certain = sure.has(number);
			const known = nodes.get(id);
			if (!known) nodes.set(id, describeNode(read, id, certain, way));
			else if (certain && !known.certain) nodes.set(id, { ...known, certain });
		}
		for (const edge of closure.edges) if (!edges.has(edge)) edges.set(edge, describeEdge(read, edge));
	}
	const goods = [...nodes.values()].filter((node) => node.kind === 'lot' || node.kind === 'unit');
	const identity = identify(read, start);
	const item = read.row(items, identity.item);
	return {
		lot: {
			id: start,
			lot: identity.kind === 'lot' || identity.kind === 'unit' ? identity.number : jointLabel(read, start),
			item: fieldText(item, 'code'),
			itemName: fieldText(item, 'nameZh')
		},
		direction,
		cause,
		nodes: [...nodes.values()].sort(byText((node) => `${node.kind} ${node.label} ${node.id}`)),
		edges: [...edges.values()].sort(byText((edge) => `${edge.from} ${edge.to} ${edge.op}`)),
		consignees: consigneesOf(
			read,
			goods.map((node) => node.id)
		),
		onHand: onHandOf(
			read,
			goods.map((node) => node.id)
		),
		balance: balanceOf(read, start),
		balances: goods
			.map((node) => ({ lot: node.label, item: node.item ?? '', ...balanceOf(read, node.id) }))
			.sort(byText((row) => `${row.item} ${row.lot}`))
	};
}

/** Who has received these nodes, net of returns; rows that net to zero are left out. */
export function consigneesOf(read: Reader, nodes: readonly string[]): readonly ConsigneeRow[] {
	const rows: ConsigneeRow[] = [];
	for (const node of nodes) {
		const byParty = new Map<string, { qty: Amount; ops: string[] }>();
		for (const move of read.ledger.movesOf(node)) {
			if (move.standing === 'void') continue;
			const [party, sign] = move.to.startsWith('customer:')
				? [move.to, 1n]
				: move.from.startsWith('customer:')
					? [move.from, -1n]
					: ['', 0n];
			if (party === '' || (sign < 0n && move.standing === 'held')) continue;
			const row = byParty.get(party) ?? { qty: 0n as Amount, ops: [] };
			row.qty = (row.qty + sign * move.qty) as Amount;
			row.ops.push(move.op.id);
			byParty.set(party, row);
		}
		const identity = identify(read, node);
		const item = read.row(items, identity.item);
		for (const [party, { qty, ops }] of byParty) {
			if (qty === 0n) continue;
			const partner = read.row(partners, party.slice('customer:'.length));
			rows.push({
				party: fieldText(partner, 'code'),
				name: fieldText(partner, 'name'),
				lot: identity.number,
				item: fieldText(item, 'code'),
				qty: fromAmount(qty),
				unit: fieldText(item, 'unit'),
				ops
			});
		}
	}
	return rows.sort(byText((row) => `${row.party} ${row.item} ${row.lot}`));
}

/** Where these nodes are, per location and in transit. */
export function onHandOf(read: Reader, nodes: readonly string[]): readonly OnHandRow[] {
	const rows: OnHandRow[] = [];
	for (const node of nodes) {
		const identity = identify(read, node);
		const item = read.row(items, identity.item);
		for (const cell of read.ledger.quantitiesOf(node)) {
			const inTransit = cell.place.startsWith('transit:');
			if (!inTransit && !cell.place.startsWith('loc:')) continue;
			const location = read.row(locations, cell.place.slice(4));
			rows.push({
				site: inTransit ? '' : fieldText(read.row(sites, fieldText(location, 'site')), 'code'),
				location: inTransit ? 'in-transit' : fieldText(location, 'code'),
				lot: identity.number,
				item: fieldText(item, 'code'),
				qty: fromAmount(cell.qty),
				unit: fieldText(item, 'unit')
			});
		}
	}
	return rows.sort(byText((row) => `${row.item} ${row.lot} ${row.site} ${row.location}`));
}

function describeNode(read: Reader, id: string, certain: boolean, direction: TraceNode['direction']): TraceNode {
	const identity = identify(read, id);
	const isGoods = identity.kind === 'lot' || identity.kind === 'unit';
	return {
		id,
		kind: identity.kind,
		lot: isGoods ? identity.number : null,
		item: isGoods ? fieldText(read.row(items, identity.item), 'code') : null,
		label: isGoods ? identity.number : jointLabel(read, id),
		certain,
		direction
	};
}

function describeEdge(read: Reader, edge: number): TraceEdge {
	const { ledger, genealogy } = read;
	const from = ledger.nodes.text(ledger.edgeFrom.get(edge));
	const to = ledger.nodes.text(ledger.edgeTo.get(edge));
	const goods = from.startsWith('lot:') || from.startsWith('unit:') ? from : to;
	return {
		from,
		to,
		kind: ledger.edgeKindOf(edge),
		qty: fromAmount(ledger.edgeQty.get(edge) as Amount),
		unit: fieldText(read.row(items, identify(read, goods).item), 'unit'),
		op: ledger.edgeOperation(edge).id,
		certain: genealogy.isCertain(edge)
	};
}

function byText<T>(key: (value: T) => string): (a: T, b: T) => number {
	return (a, b) => {
		const [first, second] = [key(a), key(b)];
		return first < second ? -1 : first > second ? 1 : 0;
	};
}
