/**
 * Left-to-right layout of a directed graph whose arrows mostly go forward: each node stands one column right of its
 * rightmost predecessor, and nodes of a column are ordered so that few arrows cross. Knows nothing but sizes.
 */
export interface LayoutNode {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	/** Stands in the last column whatever its predecessors. */
	readonly last?: boolean;
}

export interface LayoutEdge {
	readonly from: string;
	readonly to: string;
}

export interface Position {
	readonly x: number;
	readonly y: number;
	/** Column, 0 at the left. */
	readonly layer: number;
}

export interface Spacing {
	readonly column: number;
	readonly row: number;
}

/** Sweeps over the columns; more hardly improve small graphs. */
const SWEEPS = 6;

/** Top left corners by id. Arrows to unknown nodes are ignored; arrows that close a circle do not move anything. */
export function layeredLayout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], spacing: Spacing): ReadonlyMap<string, Position> {
	const known = new Set(nodes.map(({ id }) => id));
	const arrows = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
	const layers = columnsOf(nodes, layersOf(nodes, arrows));
	orderColumns(layers, arrows);
	return placed(layers, spacing);
}

function layersOf(nodes: readonly LayoutNode[], arrows: readonly LayoutEdge[]): ReadonlyMap<string, number> {
	const incoming = groupBy(arrows, ({ to }) => to);
	const layer = new Map<string, number>();
	const open = new Set<string>();
	const visit = (id: string): number => {
		const done = layer.get(id);
		if (done !== undefined) return done;
		if (open.has(id)) return -1;
		open.add(id);
		let own = 0;
		for (const { from } of incoming.get(id) ?? []) own = Math.max(own, visit(from) + 1);
		open.delete(id);
		layer.set(id, own);
		return own;
	};
	for (const { id } of nodes) visit(id);
	pullRight(nodes, arrows, layer);
	const end = Math.max(0, ...nodes.filter(({ last }) => !last).map(({ id }) => layer.get(id) ?? 0)) + 1;
	for (const { id, last } of nodes) if (last) layer.set(id, end);
	return layer;
}

/** A source used only far to the right moves next to its first user: short arrows are easier to follow. */
function pullRight(nodes: readonly LayoutNode[], arrows: readonly LayoutEdge[], layer: Map<string, number>): void {
	const outgoing = groupBy(arrows, ({ from }) => from);
	const targets = new Set(arrows.map(({ to }) => to));
	for (const { id } of nodes) {
		const users = outgoing.get(id);
		if (!users || targets.has(id)) continue;
		const nearest = Math.min(...users.map(({ to }) => layer.get(to) ?? 1));
		layer.set(id, Math.max(0, nearest - 1));
	}
}

function columnsOf(nodes: readonly LayoutNode[], layer: ReadonlyMap<string, number>): LayoutNode[][] {
	const columns: LayoutNode[][] = [];
	for (const node of nodes) (columns[layer.get(node.id) ?? 0] ??= []).push(node);
	return Array.from(columns, (column) => column ?? []).filter((column) => column.length > 0);
}

/** Barycentre ordering: alternately by the neighbours at the left and at the right. */
function orderColumns(columns: LayoutNode[][], arrows: readonly LayoutEdge[]): void {
	const before = groupBy(arrows, ({ to }) => to);
	const after = groupBy(arrows, ({ from }) => from);
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 0;
		const rank = new Map(columns.flatMap((column) => column.map(({ id }, index) => [id, (index + 0.5) / column.length] as const)));
		for (const column of forward ? columns : columns.toReversed()) {
			const weight = new Map(
				column.map(({ id }) => {
					const neighbours = forward ? (before.get(id) ?? []).map(({ from }) => from) : (after.get(id) ?? []).map(({ to }) => to);
					const ranks = neighbours.map((neighbour) => rank.get(neighbour) ?? 0.5);
					return [id, ranks.length === 0 ? (rank.get(id) ?? 0.5) : ranks.reduce((sum, one) => sum + one, 0) / ranks.length] as const;
				})
			);
			column.sort((a, b) => (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0));
			for (const [index, { id }] of column.entries()) rank.set(id, (index + 0.5) / column.length);
		}
	}
}

function placed(columns: readonly (readonly LayoutNode[])[], { column: gap, row }: Spacing): ReadonlyMap<string, Position> {
	const heights = columns.map((column) => column.reduce((sum, node) => sum + node.height + row, -row));
	const tallest = Math.max(0, ...heights);
	const positions = new Map<string, Position>();
	let x = 0;
	for (const [layer, column] of columns.entries()) {
		const width = Math.max(...column.map((node) => node.width));
		let y = (tallest - (heights[layer] ?? 0)) / 2;
		for (const node of column) {
			positions.set(node.id, { x: x + (width - node.width) / 2, y, layer });
			y += node.height + row;
		}
		x += width + gap;
	}
	return positions;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const list = groups.get(key(value));
		if (list) list.push(value);
		else groups.set(key(value), [value]);
	}
	return groups;
}
