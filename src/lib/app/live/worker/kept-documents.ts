/** Drafts and keys in the company's database, for synchronisation. */
import type { CompanyDatabase } from '#lib/store/database.ts';
import { StoreFailure } from '#lib/store/problem-of.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { DocumentStorage } from '#lib/sync/document-storage.ts';

export function keptDocuments(database: CompanyDatabase): DocumentStorage {
	const tableOf = (name: string) => (name.startsWith('keys/') ? 'keys' : 'drafts');
	return {
		load: async (name) => kept(await database.read([tableOf(name)], async () => database[tableOf(name)].get(name))),
		save: async (name, bytes) => {
			kept(await database.write([tableOf(name)], async () => void (await database[tableOf(name)].put(bytes, name))));
		},
		erase: async (name) => {
			kept(await database.write([tableOf(name)], async () => database[tableOf(name)].delete(name)));
		},
		list: async () =>
			kept(
				await database.read(['keys', 'drafts'], async () => [
					...(await database.keys.toCollection().primaryKeys()),
					...(await database.drafts.toCollection().primaryKeys())
				])
			)
	};
}

/** Synchronisation hears of a failed store by a rejection. */
function kept<T>(result: Result<T, StoreProblem>): T {
	if (!result.ok) throw new StoreFailure(result.error.code, result.error.detail);
	return result.value;
}
