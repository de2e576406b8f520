/**
 * Which entries stand on a complete past: `prev` and every head are stored, are complete themselves, are the entries they
 * are said to be, and `n` is exactly one more than the greatest of theirs. Only such entries may the relay's own chain
 * quote; quoting another would leave every reader waiting for ever.
 *
 * Each branch waits for one missing entry at a time, so the work is proportional to what arrives.
 */
import type { NewEntry, Place, Storage } from '../storage/storage.ts';
import { operationOf } from './append-check.ts';
import type { Branch } from './company-log.ts';

type BranchOf = (dev: string, branch: number) => Branch | undefined;

export class Completeness {
	readonly #storage: Storage;
	readonly #branchOf: BranchOf;
	/** Branches whose next entry waits, by the id it waits for. */
	readonly #waiting = new Map<string, Set<Branch>>();

	constructor(storage: Storage, branchOf: BranchOf) {
		this.#storage = storage;
		this.#branchOf = branchOf;
	}

	/** Starts again from summaries, which may lag behind. */
	reset(branches: readonly Branch[]): void {
		this.#waiting.clear();
		this.#advance(branches.filter((branch) => branch.complete < branch.committed));
	}

	/** After these entries were committed. */
	grown(entries: readonly NewEntry[]): void {
		const touched = new Set<Branch>();
		for (const { dev, branch, seq } of entries) {
			const state = this.#branchOf(dev, branch);
			// A branch that was already behind waits for something else.
			if (state && state.complete >= seq - 1) touched.add(state);
		}
		const woken = entries.flatMap(({ id }) => this.#wake(id));
		this.#advance([...touched, ...woken]);
	}

	#wake(id: string): readonly Branch[] {
		const waiting = this.#waiting.get(id);
		if (!waiting) return [];
		this.#waiting.delete(id);
		return [...waiting];
	}

	#advance(branches: readonly Branch[]): void {
		const queue = [...branches];
		for (let branch = queue.pop(); branch; branch = queue.pop()) {
			while (branch.complete < branch.committed) {
				const next = this.#storage.entryAt(branch.dev, branch.branch, branch.complete + 1);
				if (!next) break;
				const missing = this.#missing(branch, next.line);
				if (missing === 'broken') break;
				if (missing !== undefined) {
					const waiting = this.#waiting.get(missing);
					if (waiting) waiting.add(branch);
					else this.#waiting.set(missing, new Set([branch]));
					break;
				}
				branch.complete++;
				queue.push(...this.#wake(next.id));
			}
		}
	}

	/** Id of the first predecessor that is not complete; `broken` if no arrival can ever make the entry acceptable. */
	#missing(own: Branch, line: Uint8Array): string | undefined {
		const op = operationOf(line);
		if (op.org === '') return undefined;
		let greatest = 0;
		const predecessors: [id: string, dev: string | undefined, seq: number | undefined][] = [
			op.seq > 1 ? [op.prev, op.dev, op.seq - 1] : [op.prev, undefined, undefined],
			...Object.entries(op.heads).map(([dev, [seq, id]]): [string, string, number] => [id, dev, seq])
		];
		for (const [id, dev, seq] of predecessors) {
			const place = this.#storage.placeById(id);
			if (!place) return id;
			if ((dev !== undefined && place.dev !== dev) || (seq !== undefined && place.seq !== seq)) return 'broken';
			if (!this.#isComplete(place, own)) return id;
			if (place.n > greatest) greatest = place.n;
		}
		return op.n === greatest + 1 ? undefined : 'broken';
	}

	#isComplete(place: Place, own: Branch): boolean {
		const branch = place.dev === own.dev && place.branch === own.branch ? own : this.#branchOf(place.dev, place.branch);
		return branch !== undefined && branch.complete >= place.seq;
	}
}
