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
import { Int32Column } from './columns.ts';
import { check, imageOf, type ColumnImage, type ImageReader } from './image.ts';

export interface Position {
	readonly chain: number;
	readonly seq: number;
}

export class CausalIndex {
	/** Per chain: what its newest entry knows of every chain, by chain number. */
	readonly #tips: number[][] = [];
	/** Per chain and other chain: the number of the pair, given out when the one first learns of the other. */
	readonly #pairs: (number | undefined)[][] = [];
	readonly #pairOf = { chain: new Int32Column(), other: new Int32Column() };
	/** Steps in the order in which they were learned: from own sequence number `at` on, the other chain was known up to `known`. */
	readonly #steps = { pair: new Int32Column(), at: new Int32Column(), known: new Int32Column() };
	/** By pair: its steps, ascending; of several with one `at` the last counts. */
	readonly #stepsOf: Int32Column[] = [];

	/** Opens a chain; for the branch of a fork `parent` is the last shared entry. Returns its number. */
	addChain(parent?: Position): number {
		const chain = this.#tips.length;
		this.#tips.push([]);
		this.#pairs.push([]);
		if (parent) this.#learn(chain, 0, parent);
		return chain;
	}

	/** Records that `seq` of `chain` was written knowing `predecessors` (and everything before them). */
	append(chain: number, seq: number, predecessors: readonly Position[]): void {
		const tip = this.#tips[chain];
		assert(tip, 'chain exists');
		for (const predecessor of predecessors) this.#learn(chain, seq, predecessor);
		this.#setTip(chain, chain, seq);
	}

	/** The greatest sequence number of `chain` that is `of` itself or in its past; 0 if none. */
	knows(of: Position, chain: number): number {
		if (of.chain === chain) return of.seq;
		const pair = this.#pairs[of.chain]?.[chain];
		const steps = pair === undefined ? undefined : this.#stepsOf[pair];
		if (!steps) return 0;
		let low = 0;
		let high = steps.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#steps.at.get(steps.get(middle)) <= of.seq) low = middle + 1;
			else high = middle;
		}
		return low === 0 ? 0 : this.#steps.known.get(steps.get(low - 1));
	}

	/** Whether `a` is in the strict past of `b`. */
	isBefore(a: Position, b: Position): boolean {
		return a.chain === b.chain ? a.seq < b.seq : this.knows(b, a.chain) >= a.seq;
	}

	/** Whether neither could know of the other. */
	isConcurrent(a: Position, b: Position): boolean {
		return !(a.chain === b.chain && a.seq === b.seq) && !this.isBefore(a, b) && !this.isBefore(b, a);
	}

	image(): ColumnImage[] {
		return [...imageOf('pair', this.#pairOf), ...imageOf('step', this.#steps)];
	}

	/** Takes over an image into an empty index; `tips` are the newest sequence numbers of all chains. */
	load(image: ImageReader, tips: readonly number[]): void {
		image.load('pair', this.#pairOf);
		image.load('step', this.#steps);
		for (const [chain, seq] of tips.entries()) {
			this.#tips[chain] = [];
			this.#pairs[chain] = [];
			this.#setTip(chain, chain, seq);
		}
		const { chain, other } = this.#pairOf;
		const { pair, at, known } = this.#steps;
		check(chain.length === other.length && pair.length === at.length && at.length === known.length, 'steps are whole');
		for (let number = 0; number < chain.length; number++) {
			const learners = this.#pairs[chain.get(number)];
			check(learners !== undefined && other.get(number) < tips.length, 'steps are between chains');
			learners[other.get(number)] = number;
			this.#stepsOf.push(new Int32Column());
		}
		for (let step = 0; step < pair.length; step++) {
			const number = pair.get(step);
			const steps = this.#stepsOf[number];
			check(steps !== undefined, 'steps are of pairs');
			steps.push(step);
			this.#setTip(chain.get(number), other.get(number), known.get(step));
		}
	}

	#learn(chain: number, seq: number, from: Position): void {
		const tip = this.#tips[chain];
		assert(tip, 'chain exists');
		if ((tip[from.chain] ?? 0) >= from.seq) return;
		for (let other = 0; other < this.#tips.length; other++) {
			if (other === chain) continue;
			const known = this.knows(from, other);
			if (known <= (tip[other] ?? 0)) continue;
			this.#setTip(chain, other, known);
			const pair = this.#pair(chain, other);
			this.#steps.pair.push(pair);
			this.#steps.at.push(seq);
			this.#stepsOf[pair]?.push(this.#steps.known.push(known));
		}
	}

	#pair(chain: number, other: number): number {
		const known = this.#pairs[chain]?.[other];
		if (known !== undefined) return known;
		this.#pairOf.other.push(other);
		const pair = this.#pairOf.chain.push(chain);
		const learners = this.#pairs[chain];
		assert(learners, 'chain exists');
		learners[other] = pair;
		this.#stepsOf.push(new Int32Column());
		return pair;
	}

	/** Without holes: an array with holes is a slow dictionary. */
	#setTip(chain: number, other: number, seq: number): void {
		const tip = this.#tips[chain];
		assert(tip, 'chain exists');
		while (tip.length <= other) tip.push(0);
		tip[other] = seq;
	}
}
