/**
 * Closures over the genealogy columns (domain.md §3.5): breadth-first over linked adjacency, a few microseconds a node.
 *
 * - *Forward*: everything the start may have gone into. *Backward*: everything it may be made of.
 * - If any part of an input may be in an output, the output is in scope. It is *certain* when some path to it consists of
 *   certain edges only: recorded per unit, or from the sole lot of its item in the consumption window.
 * - A processing edge (lot – steriliser load) is walked only for a process cause, and then reaches every lot of the load.
 */
import type { Ledger } from './ledger.ts';
import { EDGE_KINDS, type EdgeKind } from './movement.ts';

export type Direction = 'down' | 'up';

export interface ClosureOptions {
	/** Walk lot → load → co-processed lots (cause: process). */
	readonly throughProcesses?: boolean;
	/** Walk edges whose operation was declared an error or whose component was removed: what a hold must still cover. */
	readonly includeEnded?: boolean;
}

export interface Closure {
	readonly direction: Direction;
	/** Node numbers, the starts first, in order of discovery. */
	readonly nodes: readonly number[];
	readonly startCount: number;
	/** Edge numbers walked, each once. */
	readonly edges: readonly number[];
}

export class Genealogy {
	readonly #ledger: Ledger;
	readonly #itemOf: (node: string) => string;
	/** Installations whose component was removed again. Rebuilt when one of either was added – in any order – or changed its standing. */
	#ended = new Set<number>();
	#isEndedKnown = false;
	#scannedEdges = 0;
	#seen = new Int32Array(0);
	#generation = 0;

	/** `itemOf` names the item of a lot or unit node, for "sole lot of its item". */
	constructor(ledger: Ledger, itemOf: (node: string) => string) {
		this.#ledger = ledger;
		this.#itemOf = itemOf;
	}

	closure(starts: readonly string[], direction: Direction, options: ClosureOptions = {}): Closure {
		const ledger = this.#ledger;
		const ended = this.#endedEdges();
		const skipEnded = !options.includeEnded && (ended.size > 0 || ledger.hasMarks);
		const throughProcesses = options.throughProcesses ?? false;
		const nodes: number[] = [];
		const edges: number[] = [];
		const seen = this.#freshMarks();
		const { marks, mark } = seen;
		for (const start of starts) {
			const node = ledger.nodes.find(start);
			if (node === undefined || marks[node] === mark) continue;
			marks[node] = mark;
			nodes.push(node);
		}
		const startCount = nodes.length;
		const first = (direction === 'down' ? ledger.firstOut : ledger.firstIn).values;
		const next = (direction === 'down' ? ledger.nextOut : ledger.nextIn).values;
		const far = (direction === 'down' ? ledger.edgeTo : ledger.edgeFrom).values;
		const kinds = ledger.edgeKind.values;
		for (let at = 0; at < nodes.length; at++) {
			for (let edge = first[nodes[at] as number] as number; edge >= 0; edge = next[edge] as number) {
				const kind = kinds[edge] as number;
				if (kind >= REMOVED && (kind === REMOVED || !throughProcesses)) continue;
				if (skipEnded && (ended.has(edge) || ledger.edgeStanding(edge) === 1)) continue;
				edges.push(edge);
				const node = far[edge] as number;
				if (marks[node] === mark) continue;
				marks[node] = mark;
				nodes.push(node);
			}
			if (throughProcesses) this.#coProcessed(nodes[at] as number, direction, options, seen, nodes);
		}
		return { direction, nodes, startCount, edges };
	}

	/** A load's lots, from the load: a processing edge runs lot → load, and the fault runs back to every lot in it. */
	#coProcessed(
		node: number,
		direction: Direction,
		options: ClosureOptions,
		seen: { marks: Int32Array; mark: number },
		nodes: number[]
	): void {
		const ledger = this.#ledger;
		if (direction !== 'down' || !ledger.nodes.text(node).startsWith('load:')) return;
		for (let edge = ledger.firstIn.get(node); edge >= 0; edge = ledger.nextIn.get(edge)) {
			if (ledger.edgeKindOf(edge) !== 'processed' || (!options.includeEnded && ledger.edgeStanding(edge) === 1)) continue;
			const lot = ledger.edgeFrom.get(edge);
			if (seen.marks[lot] === seen.mark) continue;
			// The edge itself is walked from the lot, whose turn comes later.
			seen.marks[lot] = seen.mark;
			nodes.push(lot);
		}
	}

	/** Nodes of a closure that certainly contain (or went into) a start: reached over certain edges alone. */
	certainNodes(closure: Closure): ReadonlySet<number> {
		const ledger = this.#ledger;
		const starts = closure.nodes.slice(0, closure.startCount);
		const certain = new Set<number>(starts);
		const links = new Map<number, { readonly edge: number; readonly to: number }[]>();
		const link = (from: number, to: number, edge: number) => {
			const list = links.get(from);
			if (list) list.push({ edge, to });
			else links.set(from, [{ edge, to }]);
		};
		for (const edge of closure.edges) {
			const [from, to] = [ledger.edgeFrom.get(edge), ledger.edgeTo.get(edge)];
			if (closure.direction === 'down') link(from, to, edge);
			else link(to, from, edge);
			// A fault of a load is in every lot that was in it.
			if (ledger.edgeKindOf(edge) === 'processed') link(to, from, edge);
		}
		const queue = [...starts];
		for (let at = 0; at < queue.length; at++) {
			for (const { edge, to } of links.get(queue[at] as number) ?? []) {
				if (certain.has(to) || !this.isCertain(edge)) continue;
				certain.add(to);
				queue.push(to);
			}
		}
		return certain;
	}

	/** Whether this edge alone proves containment. */
	isCertain(edge: number): boolean {
		const kind: EdgeKind = this.#ledger.edgeKindOf(edge);
		return kind !== 'consumed' || this.#isSoleOfItsItem(edge);
	}

	#isSoleOfItsItem(consumption: number): boolean {
		const ledger = this.#ledger;
		const lot = ledger.edgeFrom.get(consumption);
		const item = this.#itemOf(ledger.nodes.text(lot));
		const job = ledger.edgeTo.get(consumption);
		for (let edge = ledger.firstIn.get(job); edge >= 0; edge = ledger.nextIn.get(edge)) {
			const other = ledger.edgeFrom.get(edge);
			if (other === lot || ledger.edgeStanding(edge) === 1) continue;
			if (this.#itemOf(ledger.nodes.text(other)) === item) return false;
		}
		return true;
	}

	/** Pairs each removal with the newest installation of the same component in the same unit that still stands. */
	#endedEdges(): ReadonlySet<number> {
		const ledger = this.#ledger;
		for (; this.#scannedEdges < ledger.edgeCount; this.#scannedEdges++) {
			const kind = ledger.edgeKindOf(this.#scannedEdges);
			if (kind === 'installed' || kind === 'removed') this.#isEndedKnown = false;
		}
		if (this.#isEndedKnown) return this.#ended;
		this.#ended = new Set();
		this.#isEndedKnown = true;
		for (const removal of ledger.removals) {
			if (ledger.edgeStanding(removal) !== 0) continue;
			const unit = ledger.edgeTo.get(removal);
			for (let edge = ledger.firstIn.get(unit); edge >= 0; edge = ledger.nextIn.get(edge)) {
				// An installation declared an error was never there to be removed.
				if (ledger.edgeKindOf(edge) !== 'installed' || ledger.edgeStanding(edge) === 1) continue;
				if (this.#ended.has(edge) || ledger.edgeFrom.get(edge) !== ledger.edgeFrom.get(removal)) continue;
				this.#ended.add(edge);
				break;
			}
		}
		return this.#ended;
	}

	#freshMarks(): { marks: Int32Array; mark: number } {
		if (this.#seen.length < this.#ledger.nodes.size) this.#seen = new Int32Array(this.#ledger.nodes.size * 2);
		return { marks: this.#seen, mark: ++this.#generation };
	}

	/** Forgets what depends on which operations stand. */
	standingChanged(): void {
		this.#isEndedKnown = false;
	}
}

/** Positions in `EDGE_KINDS`; `processed` is the one after. */
const REMOVED = EDGE_KINDS.indexOf('removed');
