/**
 * User actions: the operations of one `cmd` are contiguous on their device's chain and count all or none. Which ones
 * belong together follows from their links alone, so a fork in the middle of an action is understood alike everywhere.
 */
import type { LogSet } from '#lib/log/log-set.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';

export class Actions {
	readonly #log: LogSet;
	/** For devices whose chain is forked: the last operations of the complete actions an operation belongs to. */
	#ends = new Map<string, RecordedOp[]>();
	#forked: ReadonlySet<string> = new Set();
	#forkVersion = 0;
	#scanned = 0;

	constructor(log: LogSet) {
		this.#log = log;
	}

	/**
	 * The whole action that ends with `end`, in order; undefined if a part is missing. `waiting` are its parts as far as
	 * the caller collected them: where they are all of one chain nothing has to be looked up.
	 */
	endingIn(end: RecordedOp, waiting: readonly RecordedOp[] = []): readonly RecordedOp[] | undefined {
		const parts = end.cmdEnd - end.cmdStart;
		if (
			waiting.length === parts &&
			waiting.every((part, index) => part.chain === end.chain && part.seq === end.cmdStart + index && isSameAction(part, end))
		)
			return [...waiting, end];
		const action = [end];
		for (let next = end; next.seq > end.cmdStart;) {
			const before = this.#log.opAt(next.prevIndex);
			if (!before || !isSameAction(before, end)) return undefined;
			action.unshift(before);
			next = before;
		}
		return action;
	}

	/** Whether `a` with its whole user action is in the strict past of `b`; within one action, whether `a` is earlier. */
	isKnownTo(a: RecordedOp, b: RecordedOp): boolean {
		if (!this.#log.isBefore(a, b)) return false;
		if (a.cmdStart === a.cmdEnd || isSameAction(a, b)) return true;
		if (!this.#isForked(a.dev)) return a.chain === b.chain || this.#log.causality.knows(b, a.chain) >= a.cmdEnd;
		return (this.#ends.get(a.id) ?? []).some((end) => this.#log.isBefore(end, b));
	}

	#isForked(dev: string): boolean {
		const { forkVersion, ops } = this.#log;
		if (this.#forkVersion !== forkVersion) {
			this.#forkVersion = forkVersion;
			this.#forked = new Set(this.#log.forks.map((fork) => fork.dev));
			this.#ends = new Map();
			this.#scanned = 0;
		}
		if (this.#forked.size > 0)
			for (; this.#scanned < ops.length; this.#scanned++) {
				const end = ops.at(this.#scanned);
				if (!end || end.seq !== end.cmdEnd || end.cmdStart === end.cmdEnd || !this.#forked.has(end.dev)) continue;
				for (const part of this.endingIn(end) ?? []) {
					const ends = this.#ends.get(part.id);
					if (ends) ends.push(end);
					else this.#ends.set(part.id, [end]);
				}
			}
		return this.#forked.has(dev);
	}
}

function isSameAction(a: RecordedOp, b: RecordedOp): boolean {
	return a.action === b.action && a.cmdStart === b.cmdStart && a.cmdEnd === b.cmdEnd;
}
