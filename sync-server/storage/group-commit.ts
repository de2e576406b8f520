/**
 * Group commit: whatever is staged while the event loop works through one round of messages goes into one transaction.
 * Nobody is told "stored" before that transaction's COMMIT has returned.
 */
import type { Batch, BranchState, Contact, DocumentChange, NewEntry, Storage } from './storage.ts';

export interface CommitObserver {
	/** Summaries to be written together with these entries. */
	summaries(entries: readonly NewEntry[]): readonly BranchState[];
	/** `waitedMs`: from the first of the round to its commit. */
	committed(entries: readonly NewEntry[], waitedMs: number): void;
	/** Nothing of the batch was stored: forget what was assumed of it. */
	failed(error: unknown): void;
}

class Round {
	readonly entries: NewEntry[] = [];
	readonly documents: DocumentChange[] = [];
	readonly contacts = new Map<string, Contact>();
	readonly branches: BranchState[] = [];
	readonly meta = new Map<string, string | undefined>();
	readonly done: Promise<boolean>;
	settle: (stored: boolean) => void = () => undefined;
	readonly begun: number;

	constructor(begun: number) {
		this.begun = begun;
		this.done = new Promise((resolve) => (this.settle = resolve));
	}
}

export class GroupCommit {
	readonly #storage: Storage;
	readonly #observer: CommitObserver;
	#round: Round | undefined;
	readonly #ticks: () => number;
	#healthy = true;

	constructor(storage: Storage, observer: CommitObserver, ticks: () => number = () => performance.now()) {
		this.#storage = storage;
		this.#observer = observer;
		this.#ticks = ticks;
	}

	/** Whether the last commit succeeded. */
	get healthy(): boolean {
		return this.#healthy;
	}

	/** All of these resolve to whether the round they went into was stored. */
	entry(entry: NewEntry): Promise<boolean> {
		const round = this.#current();
		round.entries.push(entry);
		return round.done;
	}

	document(change: DocumentChange): Promise<boolean> {
		const round = this.#current();
		round.documents.push(change);
		return round.done;
	}

	contacts(contacts: readonly Contact[]): Promise<boolean> {
		const round = this.#current();
		for (const contact of contacts) round.contacts.set(contact.dev, contact);
		return round.done;
	}

	branches(branches: readonly BranchState[]): Promise<boolean> {
		const round = this.#current();
		round.branches.push(...branches);
		return round.done;
	}

	meta(key: string, value: string | undefined): Promise<boolean> {
		const round = this.#current();
		round.meta.set(key, value);
		return round.done;
	}

	/** The round in the making, if any: what was staged before is stored when this resolves to true. */
	settled(): Promise<boolean> {
		return this.#round?.done ?? Promise.resolve(true);
	}

	#current(): Round {
		if (!this.#round) {
			this.#round = new Round(this.#ticks());
			setImmediate(() => this.flush());
		}
		return this.#round;
	}

	/** Commits what is staged now. */
	flush(): void {
		const round = this.#round;
		if (!round) return;
		this.#round = undefined;
		const batch: Batch = {
			entries: round.entries,
			branches: [...round.branches, ...this.#observer.summaries(round.entries)],
			documents: round.documents,
			contacts: [...round.contacts.values()],
			meta: round.meta
		};
		try {
			this.#storage.commit(batch);
		} catch (error) {
			this.#healthy = false;
			this.#observer.failed(error);
			round.settle(false);
			return;
		}
		this.#healthy = true;
		this.#observer.committed(round.entries, this.#ticks() - round.begun);
		round.settle(true);
	}
}
