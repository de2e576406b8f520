/**
 * Drafts and wrapped keys in the company's database, by the name of their stream: what synchronisation asks of a
 * `DocumentStorage`. It hears of a store that failed by a rejection with a `StoreFailure`.
 */
import type { Result } from '#lib/kernel/result.ts';
import type { CompanyDatabase } from './database.ts';
import { StoreFailure } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

/** Streams of wrapped keys; their erasure is somebody's right, so they have a table of their own. */
const KEYS = 'keys/';

export class StoredDocuments {
	readonly #database: CompanyDatabase;

	constructor(database: CompanyDatabase) {
		this.#database = database;
	}

	async load(name: string): Promise<Uint8Array | undefined> {
		const table = tableOf(name);
		return done(await this.#database.read([table], () => this.#database[table].get(name)));
	}

	/** On disk when it resolves. */
	async save(name: string, bytes: Uint8Array): Promise<void> {
		const table = tableOf(name);
		done(await this.#database.write([table], async () => void (await this.#database[table].put(bytes, name))));
	}

	async erase(name: string): Promise<void> {
		const table = tableOf(name);
		done(await this.#database.write([table], () => this.#database[table].delete(name)));
	}

	async list(): Promise<readonly string[]> {
		const { drafts, keys } = this.#database;
		return done(
			await this.#database.read(['drafts', 'keys'], async () => [
				...(await keys.toCollection().primaryKeys()),
				...(await drafts.toCollection().primaryKeys())
			])
		);
	}
}

function tableOf(name: string): 'drafts' | 'keys' {
	return name.startsWith(KEYS) ? 'keys' : 'drafts';
}

function done<T>(result: Result<T, StoreProblem>): T {
	if (!result.ok) throw new StoreFailure(result.error.code, result.error.detail);
	return result.value;
}
