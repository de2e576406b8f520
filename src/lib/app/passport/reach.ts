/** What a lot, unit or load was made of and went into, two steps each way, and who holds what it went into. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Closure, Direction } from '#lib/engine/genealogy.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { consigneesOf, onHandOf, type ConsigneeRow, type OnHandRow } from '#lib/modules/trace/index.ts';
import { marksOf, type RecallScopes } from '../queries/state-marks.ts';
import { itemNameOf, nameSubject } from '../queries/subjects.ts';
import type { StateMark } from '../views.ts';

export interface ReachNode {
	/** Node; of several units together the first of them. */
	readonly id: string;
	readonly label: string;
	readonly itemName: Bilingual;
	/** 1 for one node; more for units that stand together. */
	readonly count: number;
	/** Every path that proves it consists of records per unit, or of a sole lot. */
	readonly certain: boolean;
	readonly marks: readonly StateMark[];
	/** Ids of the nodes one step nearer it hangs on; "" is the start. */
	readonly links: readonly string[];
}

/** Steps away, nearest first. */
export type ReachLevels = readonly (readonly ReachNode[])[];

export interface Reach {
	readonly up: ReachLevels;
	readonly down: ReachLevels;
	/** Goods beyond what is drawn, in each direction. */
	readonly moreUp: number;
	readonly moreDown: number;
	readonly consignees: readonly ConsigneeRow[];
	readonly onHand: readonly OnHandRow[];
}

const LEVELS = 2;
/** More of one item than this are drawn as one. */
const MAX_OF_ITEM = 4;

export interface ReachContext {
	readonly day: string;
	readonly scopes: RecallScopes;
}

/** `starts` are the node, or the units it consists of, which are followed in its place. */
export function reachOf(engine: Engine, node: string, starts: readonly string[], context: ReachContext): Reach {
	const throughProcesses = node.startsWith('load:');
	const [up, down] = (['up', 'down'] as const).map((direction) =>
		engine.genealogy.closure(starts, direction, { throughProcesses: throughProcesses && direction === 'down' })
	) as [Closure, Closure];
	const goodsDown = goodsIn(engine, down, []);
	const goodsUp = goodsIn(engine, up, starts);
	const levels = (closure: Closure, direction: Direction) => levelsOf(engine, closure, direction, new Set([node, ...starts]), context);
	const [drawnUp, drawnDown] = [levels(up, 'up'), levels(down, 'down')];
	const drawn = (found: ReachLevels) => found.flat().reduce((sum, { count }) => sum + count, 0);
	return {
		up: drawnUp,
		down: drawnDown,
		moreUp: Math.max(0, goodsUp.length - drawn(drawnUp)),
		moreDown: Math.max(0, goodsDown.filter((one) => one !== node && !starts.includes(one)).length - drawn(drawnDown)),
		consignees: consigneesOf(engine, goodsDown),
		onHand: onHandOf(engine, goodsDown)
	};
}

const isGoods = (node: string) => node.startsWith('lot:') || node.startsWith('unit:');

function goodsIn(engine: Engine, { nodes }: Closure, without: readonly string[]): readonly string[] {
	const left = new Set(without);
	return nodes.map((number) => engine.ledger.nodes.text(number)).filter((node) => isGoods(node) && !left.has(node));
}

/** Goods by their distance, joints between them left out. */
function levelsOf(
	engine: Engine,
	closure: Closure,
	direction: Direction,
	starts: ReadonlySet<string>,
	{ day, scopes }: ReachContext
): ReachLevels {
	const { ledger, genealogy } = engine;
	const neighbours = new Map<string, string[]>();
	const link = (from: string, to: string) => {
		const known = neighbours.get(from);
		if (known) known.push(to);
		else neighbours.set(from, [to]);
	};
	for (const edge of closure.edges) {
		const [from, to] = [ledger.nodes.text(ledger.edgeFrom.get(edge)), ledger.nodes.text(ledger.edgeTo.get(edge))];
		if (direction === 'down') link(from, to);
		else link(to, from);
		// A load reaches every lot that was in it.
		if (to.startsWith('load:') && direction === 'down') link(to, from);
	}
	const sure = new Set([...genealogy.certainNodes(closure)].map((number) => ledger.nodes.text(number)));
	const seen = new Set<string>(starts);
	/** Under which drawn node a node stands; the start is "". */
	const drawnAs = new Map<string, string>([...starts].map((node) => [node, '']));
	const levels: ReachNode[][] = [];
	let frontier: readonly string[] = [...starts];
	for (let level = 0; level < LEVELS; level++) {
		const links = new Map<string, Set<string>>();
		for (const from of frontier)
			for (const to of goodsBeyond(from, neighbours)) {
				if (seen.has(to)) continue;
				const known = links.get(to);
				if (known) known.add(from);
				else links.set(to, new Set([from]));
			}
		for (const to of links.keys()) seen.add(to);
		if (links.size === 0) break;
		levels.push(drawnNodes(engine, links, drawnAs, (node) => ({ certain: sure.has(node), marks: marksOf(engine, node, day, scopes) })));
		frontier = [...links.keys()];
	}
	return levels;
}

function goodsBeyond(node: string, neighbours: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
	const found = new Set<string>();
	const passed = new Set<string>();
	const queue = [...(neighbours.get(node) ?? [])];
	for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
		if (isGoods(next)) found.add(next);
		else if (!passed.has(next)) {
			passed.add(next);
			queue.push(...(neighbours.get(next) ?? []));
		}
	}
	return found;
}

/** Many of one item stand together as one. */
function drawnNodes(
	engine: Engine,
	links: ReadonlyMap<string, ReadonlySet<string>>,
	drawnAs: Map<string, string>,
	stateOf: (node: string) => Pick<ReachNode, 'certain' | 'marks'>
): ReachNode[] {
	const byItem = new Map<string, string[]>();
	for (const node of links.keys()) {
		const { item } = identify(engine, node);
		const known = byItem.get(item);
		if (known) known.push(node);
		else byItem.set(item, [node]);
	}
	return [...byItem].flatMap(([item, nodes]): ReachNode[] => {
		const itemName = itemNameOf(engine, item);
		const groups = nodes.length <= MAX_OF_ITEM ? nodes.map((node) => [node]) : [nodes];
		return groups.map((group): ReachNode => {
			const [first = ''] = group;
			const from = new Set(group.flatMap((node) => [...(links.get(node) ?? [])].map((near) => drawnAs.get(near) ?? '')));
			for (const node of group) drawnAs.set(node, first);
			return { id: first, label: nameSubject(engine, first).label, itemName, count: group.length, ...stateOf(first), links: [...from] };
		});
	});
}
