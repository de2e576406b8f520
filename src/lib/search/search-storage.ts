/** Where the search index is kept between two starts. Losing it costs only the time to build it again. */

export interface SearchStorage {
	load(key: string): Promise<unknown>;
	/** Writes and removes rows, all or none. */
	save(rows: ReadonlyMap<string, unknown>, gone: readonly string[]): Promise<void>;
	/** Removes everything. */
	clear(): Promise<void>;
}

/** In memory, for tests and for companies that are only looked at. */
export class MemorySearchStorage implements SearchStorage {
	readonly rows = new Map<string, unknown>();

	async load(key: string): Promise<unknown> {
		return structuredClone(this.rows.get(key));
	}

	async save(rows: ReadonlyMap<string, unknown>, gone: readonly string[]): Promise<void> {
		for (const [key, value] of rows) this.rows.set(key, structuredClone(value));
		for (const key of gone) this.rows.delete(key);
	}

	async clear(): Promise<void> {
		this.rows.clear();
	}
}
