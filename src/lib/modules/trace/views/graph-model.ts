/**
 * From a trace to what is drawn: serial units with the same neighbours in the same hands become one cluster, consignees
 * stand at the right end, several entries of one relation become one arrow.
 */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { ConsigneeRow, TraceEdge, TraceNode } from '../index.ts';

/** A traced node with what its card shows. */
export interface GraphInput extends TraceNode {
	readonly qty: string;
	readonly unit: string;
	/** Who has a unit now: consignee or site; "" if nobody. */
	readonly holder: string;
}

export interface DrawnNode<N extends GraphInput> {
	readonly id: string;
	readonly kind: 'goods' | 'joint' | 'cluster' | 'party';
	readonly certain: boolean;
	/** The traced node; of a cluster its first; undefined for consignees. */
	readonly node: N | undefined;
	/** All nodes of a cluster. */
	readonly members: readonly N[];
	readonly party: { readonly code: string; readonly name: string } | undefined;
}

export interface DrawnEdge {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly certain: boolean;
	/** Sum with its unit, for the arrow's text; "" for clusters. */
	readonly qty: string;
	readonly unit: string;
}

export interface GraphModel<N extends GraphInput> {
	readonly nodes: readonly DrawnNode<N>[];
	readonly edges: readonly DrawnEdge[];
}

/** Fewer alike units than this stay single cards. */
export const CLUSTER_FROM = 3;

export function graphModel<N extends GraphInput>(
	nodes: readonly N[],
	edges: readonly TraceEdge[],
	consignees: readonly ConsigneeRow[]
): GraphModel<N> {
	const drawnAs = new Map<string, string>();
	const drawn: DrawnNode<N>[] = [];
	for (const members of alike(nodes, edges)) {
		const [first] = members;
		if (!first) continue;
		const clustered = members.length >= CLUSTER_FROM;
		for (const group of clustered ? [members] : members.map((member) => [member])) {
			const [head] = group;
			if (!head) continue;
			const isGoods = head.kind === 'lot' || head.kind === 'unit';
			const kind = clustered ? 'cluster' : isGoods ? 'goods' : 'joint';
			drawn.push({ id: head.id, kind, certain: group.some(({ certain }) => certain), node: head, members: group, party: undefined });
			for (const { id } of group) drawnAs.set(id, head.id);
		}
	}
	const arrows = new Map<string, DrawnEdge>();
	const add = (from: string, to: string, certain: boolean, qty: string, unit: string) => {
		const id = `${from} ${to}`;
		const known = arrows.get(id);
		const sum = fromAmount(((amountOf(known?.qty ?? '0') ?? 0n) + (amountOf(qty) ?? 0n)) as Amount);
		arrows.set(id, { id, from, to, certain: certain || (known?.certain ?? false), qty: sum, unit });
	};
	for (const edge of edges) {
		const [from, to] = [drawnAs.get(edge.from), drawnAs.get(edge.to)];
		if (from !== undefined && to !== undefined && from !== to) add(from, to, edge.certain, edge.qty, edge.unit);
	}
	const byNumber = new Map(nodes.map((node) => [`${node.item ?? ''} ${node.lot ?? ''}`, node]));
	for (const { party, name, item, lot, qty, unit } of consignees) {
		const holder = byNumber.get(`${item} ${lot}`);
		const from = holder && drawnAs.get(holder.id);
		if (!holder || from === undefined) continue;
		const id = `party:${party}`;
		if (!drawn.some((node) => node.id === id))
			drawn.push({ id, kind: 'party', certain: true, node: undefined, members: [], party: { code: party, name } });
		add(from, id, holder.certain, qty, unit);
	}
	return { nodes: drawn, edges: [...arrows.values()] };
}

/** Units of one item, holder and direction with the same neighbours together; everything else alone. */
function alike<N extends GraphInput>(nodes: readonly N[], edges: readonly TraceEdge[]): readonly (readonly N[])[] {
	const neighbours = new Map<string, string[]>();
	const note = (node: string, what: string) => {
		const list = neighbours.get(node);
		if (list) list.push(what);
		else neighbours.set(node, [what]);
	};
	for (const { from, to, kind } of edges) {
		note(from, `> ${kind} ${to}`);
		note(to, `< ${kind} ${from}`);
	}
	const groups = new Map<string, N[]>();
	for (const node of nodes) {
		const history = [...new Set(neighbours.get(node.id) ?? [])].sort().join('|');
		const key = node.kind === 'unit' ? `unit ${node.item ?? ''} ${node.holder} ${node.direction} ${history}` : node.id;
		const list = groups.get(key);
		if (list) list.push(node);
		else groups.set(key, [node]);
	}
	return [...groups.values()];
}
