/**
 * Who could know what: the causal order of operations, in D × D numbers plus one step per change (D = chains).
 *
 * A chain is one device's sequence of entries; the second branch of a fork is a chain of its own whose past begins on
 * the first. For every pair of chains the index keeps the points at which the one learned more of the other, so "was a
 * known when b was written?" is a binary search and no operation carries a vector of its own.
 *
 * Invariant: positions are appended in causal order (predecessors first), each chain in ascending `seq`.
 */
import { assert } from '#lib/kernel/assert.ts';

export interface Position {
	readonly chain: number;
	readonly seq: number;
}

/** Ascending steps: from own sequence number `at[i]` on, the other chain was known up to `known[i]`. */
interface Steps {
	readonly at: number[];
	readonly known: number[];
}

export class CausalIndex {
	/** Per chain: what its newest entry knows of every chain, by chain number. */
	readonly #tips: number[][] = [];
	/** Per chain: the growth of that knowledge. */
	readonly #steps: (Steps | undefined)[][] = [];

	/** Opens a chain; for the branch of a fork `parent` is the last shared entry. Returns its number. */
	addChain(parent?: Position): number {
		const chain = this.#tips.length;
		this.#tips.push([]);
		this.#steps.push([]);
		if (parent) this.#learn(chain, 0, parent);
		return chain;
	}

	/** Records that `seq` of `chain` was written knowing `predecessors` (and everything before them). */
	append(chain: number, seq: number, predecessors: readonly Position[]): void {
		const tip = this.#tips[chain];
		assert(tip, 'chain exists');
		for (const predecessor of predecessors) this.#learn(chain, seq, predecessor);
		tip[chain] = seq;
	}

	/** The greatest sequence number of `chain` that is `of` itself or in its past; 0 if none. */
	knows(of: Position, chain: number): number {
		if (of.chain === chain) return of.seq;
		const steps = this.#steps[of.chain]?.[chain];
		if (!steps) return 0;
		let low = 0;
		let high = steps.at.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((steps.at[middle] ?? 0) <= of.seq) low = middle + 1;
			else high = middle;
		}
		return low === 0 ? 0 : (steps.known[low - 1] ?? 0);
	}

	/** Whether `a` is in the strict past of `b`. */
	isBefore(a: Position, b: Position): boolean {
		return a.chain === b.chain ? a.seq < b.seq : this.knows(b, a.chain) >= a.seq;
	}

	/** Whether neither could know of the other. */
	isConcurrent(a: Position, b: Position): boolean {
		return !(a.chain === b.chain && a.seq === b.seq) && !this.isBefore(a, b) && !this.isBefore(b, a);
	}

	#learn(chain: number, seq: number, from: Position): void {
		const tip = this.#tips[chain];
		const steps = this.#steps[chain];
		assert(tip && steps, 'chain exists');
		if ((tip[from.chain] ?? 0) >= from.seq) return;
		for (let other = 0; other < this.#tips.length; other++) {
			if (other === chain) continue;
			const known = this.knows(from, other);
			if (known <= (tip[other] ?? 0)) continue;
			tip[other] = known;
			const list = (steps[other] ??= { at: [], known: [] });
			if (list.at[list.at.length - 1] === seq) list.known[list.known.length - 1] = known;
			else {
				list.at.push(seq);
				list.known.push(known);
			}
		}
	}
}
