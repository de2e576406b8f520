/** The search index in the company's database: what src/lib/search asks of a `SearchStorage`. A store that failed is a rejection. */
import type { Result } from '#lib/kernel/result.ts';
import type { CompanyDatabase } from './database.ts';
import { StoreFailure } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

export class StoredSearchRows {
	readonly #database: CompanyDatabase;

	constructor(database: CompanyDatabase) {
		this.#database = database;
	}

	async load(key: string): Promise<unknown> {
		return done(await this.#database.read(['search'], () => this.#database.search.get(key)));
	}

	async save(rows: ReadonlyMap<string, unknown>, gone: readonly string[]): Promise<void> {
		const { search } = this.#database;
		done(
			await this.#database.write(['search'], async () => {
				await search.bulkPut([...rows.values()], [...rows.keys()]);
				await search.bulkDelete([...gone]);
			})
		);
	}

	async clear(): Promise<void> {
		done(await this.#database.write(['search'], () => this.#database.search.clear()));
	}
}

function done<T>(result: Result<T, StoreProblem>): T {
	if (!result.ok) throw new StoreFailure(result.error.code, result.error.detail);
	return result.value;
}
