/** Storage in memory, for tests: survives nothing, behaves the same. */
import type { Batch, BranchState, Contact, Place, Storage, StoredEntry } from './storage.ts';

type Arrived = StoredEntry & { readonly arrival: number; readonly admits: boolean };

export class MemoryStorage implements Storage {
	readonly #entries: Arrived[] = [];
	readonly #byId = new Map<string, Arrived>();
	readonly #byPlace = new Map<string, Arrived>();
	readonly #branches = new Map<string, BranchState>();
	readonly #documents = new Map<string, Uint8Array[]>();
	readonly #contacts = new Map<string, Contact>();
	readonly #meta = new Map<string, string>();
	/** Makes the next commits throw, as a full disk does. */
	failing = false;

	commit({ entries = [], branches = [], documents = [], contacts = [], meta }: Batch): void {
		if (this.failing) throw new Error('the medium is full');
		const fresh = new Set<string>();
		for (const entry of entries)
			for (const key of [entry.id, placeKey(entry.dev, entry.branch, entry.seq)]) {
				if (fresh.has(key) || this.#byId.has(key) || this.#byPlace.has(key)) throw new Error(`${key} is stored already`);
				fresh.add(key);
			}
		for (const entry of entries) {
			const arrived = { ...entry, arrival: this.#entries.length + 1 };
			this.#entries.push(arrived);
			this.#byId.set(entry.id, arrived);
			this.#byPlace.set(placeKey(entry.dev, entry.branch, entry.seq), arrived);
		}
		for (const branch of branches) this.#branches.set(`${branch.dev} ${String(branch.branch)}`, branch);
		for (const { name, bytes, replace } of documents)
			this.#documents.set(name, replace ? [bytes] : [...(this.#documents.get(name) ?? []), bytes]);
		for (const contact of contacts) this.#contacts.set(contact.dev, contact);
		for (const [key, value] of meta ?? []) {
			if (value === undefined) this.#meta.delete(key);
			else this.#meta.set(key, value);
		}
	}

	placeById(id: string): Place | undefined {
		return this.#byId.get(id);
	}

	entryById(id: string): StoredEntry | undefined {
		return this.#byId.get(id);
	}

	entryAt(dev: string, branch: number, seq: number): StoredEntry | undefined {
		return this.#byPlace.get(placeKey(dev, branch, seq));
	}

	lines(dev: string, from: number, to: number): readonly Uint8Array[] {
		const lines: Uint8Array[] = [];
		for (let seq = from; seq <= to; seq++) {
			const entry = this.entryAt(dev, 0, seq);
			if (!entry) break;
			lines.push(entry.line);
		}
		return lines;
	}

	entriesAfter(after: number, limit: number): readonly Arrived[] {
		return this.#entries.slice(after, after + limit);
	}

	rivalsAfter(after: number, limit: number): readonly Arrived[] {
		return this.#entries
			.slice(after)
			.filter((entry) => entry.branch > 0)
			.slice(0, limit);
	}

	rivalCount(): number {
		return this.#entries.filter((entry) => entry.branch > 0).length;
	}

	admitting(): readonly StoredEntry[] {
		return this.#entries.filter((entry) => entry.admits);
	}

	branches(): readonly BranchState[] {
		return [...this.#branches.values()];
	}

	document(name: string): readonly Uint8Array[] {
		return this.#documents.get(name) ?? [];
	}

	contacts(): readonly Contact[] {
		return [...this.#contacts.values()];
	}

	meta(key: string): string | undefined {
		return this.#meta.get(key);
	}

	close(): void {
		// Nothing to let go of.
	}
}

function placeKey(dev: string, branch: number, seq: number): string {
	return `${dev} ${String(branch)} ${String(seq)}`;
}
