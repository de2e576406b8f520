/**
 * Chains and branches: which operations follow which on every device, and where a device's history divides.
 *
 * A chain is found by number; a fork's branch is a chain of its own that begins behind the last shared entry. The first
 * chain of a device is its *first branch*: the one that was continued first here.
 */
import { Int32Column } from './columns.ts';
import { check } from './image.ts';
import type { OpTable } from './op-table.ts';

/** Two entries for one place in a chain: a portable proof that the device's key wrote two histories. */
export interface Fork {
	readonly dev: string;
	/** First sequence number at which the histories differ. */
	readonly seq: number;
	readonly ids: readonly string[];
}

export interface Chain {
	readonly dev: string;
	/** Sequence number of its first operation. */
	readonly start: number;
	/** Arrival numbers, ascending by sequence number. */
	readonly ops: Int32Column;
}

export class Chains {
	readonly #table: OpTable;
	readonly #chains: Chain[] = [];
	/** By device: its chains, the first branch first. */
	readonly #byDevice = new Map<string, Chain[]>();
	readonly #forks = new Map<string, Fork>();
	#forkVersion = 0;

	constructor(table: OpTable) {
		this.#table = table;
	}

	get all(): readonly Chain[] {
		return this.#chains;
	}

	get forks(): readonly Fork[] {
		return [...this.#forks.values()];
	}

	isForked(dev: string): boolean {
		return this.#forks.has(dev);
	}

	/** Grows whenever a fork is found or turns out to begin earlier. */
	get forkVersion(): number {
		return this.#forkVersion;
	}

	/** Arrival number of a chain's newest operation. */
	tip(chain: number): number {
		const ops = this.#chains[chain]?.ops;
		return ops ? ops.get(ops.length - 1) : -1;
	}

	firstBranch(dev: string): Chain | undefined {
		return this.#byDevice.get(dev)?.[0];
	}

	/** The first branches of all devices, in order of their arrival. */
	firstBranches(): readonly Chain[] {
		return [...this.#byDevice.values()].flatMap((chains) => chains.slice(0, 1));
	}

	/** Arrival numbers of everything on other branches than the first, ascending. */
	rivals(): readonly number[] {
		const found: number[] = [];
		for (const chains of this.#byDevice.values())
			for (const { ops } of chains.slice(1)) for (let at = 0; at < ops.length; at++) found.push(ops.get(at));
		return found.sort((a, b) => a - b);
	}

	/** Arrival numbers of all entries for a place, in order of arrival. */
	entriesAt(dev: string, seq: number): readonly number[] {
		const chains = this.#byDevice.get(dev) ?? [];
		return chains
			.flatMap(({ start, ops }) => (seq >= start && seq < start + ops.length ? [ops.get(seq - start)] : []))
			.sort((a, b) => a - b);
	}

	/** Arrival numbers of a device's operations from a sequence number on, of all branches. */
	from(dev: string, seq: number): readonly number[] {
		const found: number[] = [];
		for (const { start, ops } of this.#byDevice.get(dev) ?? [])
			for (let at = seq > start ? seq - start : 0; at < ops.length; at++) found.push(ops.get(at));
		return found;
	}

	/** Takes the operation that was accepted last; chains are numbered without holes. */
	add(index: number): void {
		const table = this.#table;
		const number = table.chain(index);
		const seq = table.seq(index);
		let chain = this.#chains[number];
		if (chain) check(seq === chain.start + chain.ops.length, 'a chain has no holes');
		else {
			check(number === this.#chains.length, 'chains are numbered as they come');
			chain = { dev: table.dev(index), start: seq, ops: new Int32Column() };
			this.#chains.push(chain);
			const siblings = this.#byDevice.get(chain.dev);
			if (siblings) siblings.push(chain);
			else this.#byDevice.set(chain.dev, [chain]);
		}
		chain.ops.push(index);
		if ((this.#byDevice.get(chain.dev)?.length ?? 0) > 1) this.#noteFork(chain.dev, seq);
	}

	#noteFork(dev: string, seq: number): void {
		const entries = this.entriesAt(dev, seq);
		if (entries.length < 2) return;
		const known = this.#forks.get(dev);
		this.#forkVersion++;
		if (known && known.seq < seq) return;
		this.#forks.set(dev, { dev, seq, ids: entries.map((index) => this.#table.id(index)).sort() });
	}
}
