/**
 * What the relay keeps of its company. One relay, one company, one storage; memory and SQLite pass the same contract suite.
 *
 * Invariants
 * 1. `commit` is all or nothing. When it returns, the batch survives the death of the process and of the machine; when it
 *    throws, nothing of it is there.
 * 2. Entries are only ever added. `(dev, branch, seq)` and `id` are unique.
 * 3. Replacing a document removes its former bytes from the medium.
 */

/** Where an entry stands. Branch 0 is the one that arrived first; entries of other branches are evidence of a fork. */
export interface Place {
	readonly dev: string;
	readonly branch: number;
	readonly seq: number;
	/** Its `n`, as the entry itself states it. */
	readonly n: number;
}

export interface StoredEntry extends Place {
	readonly id: string;
	/** The line as received, without newline. */
	readonly line: Uint8Array;
}

export interface NewEntry extends StoredEntry {
	/** Who may connect depends on it: read again at every start. */
	readonly admits: boolean;
}

/** Summary of a branch, written with every batch that adds to it. */
export interface BranchState {
	readonly dev: string;
	readonly branch: number;
	/** Sequence number of its first entry: 1, or where it left another branch. */
	readonly first: number;
	readonly tip: number;
	readonly tipId: string;
	/** Up to here everything is stored that the entries build on; `first` − 1 if nothing. May lag behind. */
	readonly complete: number;
	/** Up to here the relay's own chain has quoted it. */
	readonly quoted: number;
}

/** When a device was last heard of and what it said it holds (JSON of `Heads`). */
export interface Contact {
	readonly dev: string;
	readonly lastContact: string;
	readonly heads: string;
}

/** Bytes of a Yjs document: an update behind the others, or the whole state in place of all there is. */
export interface DocumentChange {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly replace: boolean;
}

export interface Batch {
	readonly entries?: readonly NewEntry[];
	readonly branches?: readonly BranchState[];
	readonly documents?: readonly DocumentChange[];
	readonly contacts?: readonly Contact[];
	/** Small facts by name; undefined removes. */
	readonly meta?: ReadonlyMap<string, string | undefined>;
}

export interface Storage {
	/** Throws when the medium is full or fails. */
	commit(batch: Batch): void;
	placeById(id: string): Place | undefined;
	entryById(id: string): StoredEntry | undefined;
	entryAt(dev: string, branch: number, seq: number): StoredEntry | undefined;
	/** Lines of branch 0, `from` and `to` included; fewer where it ends earlier. */
	lines(dev: string, from: number, to: number): readonly Uint8Array[];
	/** Every entry in order of arrival, in portions; `after` is the `arrival` of the last one seen, 0 to begin. */
	entriesAfter(after: number, limit: number): readonly (StoredEntry & { readonly arrival: number })[];
	/** Entries of branches other than 0, in order of arrival, in portions as above. */
	rivalsAfter(after: number, limit: number): readonly (StoredEntry & { readonly arrival: number })[];
	rivalCount(): number;
	/** Entries that admit, in order of arrival. */
	admitting(): readonly StoredEntry[];
	branches(): readonly BranchState[];
	/** State and updates of a document, in order; empty if there is none. */
	document(name: string): readonly Uint8Array[];
	contacts(): readonly Contact[];
	meta(key: string): string | undefined;
	close(): void;
}
