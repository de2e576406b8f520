/** Removing a company from this browser: its database, its line files, its row in the registry. Nothing else deletes anything. */
import { Dexie } from 'dexie';
import { ok, type Result } from '#lib/kernel/result.ts';
import { databaseName, type DatabasePorts } from './database.ts';
import { problemOf } from './problem-of.ts';
import { CompanyRegistry } from './registry.ts';
import type { StoreProblem } from './store-problem.ts';

/**
 * Deletes what this browser keeps of a company. The caller has made sure that everything is elsewhere, or that it is a demo,
 * and says so by the second argument.
 */
export async function deleteCompany(org: string, _confirmed: 'delete', ports: DatabasePorts): Promise<Result<null, StoreProblem>> {
	try {
		await new Dexie(databaseName(org), {
			...(ports.indexedDB ? { indexedDB: ports.indexedDB } : {}),
			...(ports.IDBKeyRange ? { IDBKeyRange: ports.IDBKeyRange } : {})
		}).delete();
	} catch (error) {
		return { ok: false, error: problemOf(error) };
	}
	await deleteFiles(org);
	const registry = await CompanyRegistry.open(ports);
	if (!registry.ok) return registry;
	const removed = await registry.value.remove(org);
	registry.value.close();
	return removed.ok ? ok(null) : removed;
}

/** The line cache is derived: where it cannot be deleted it is thrown away at the next opening. */
async function deleteFiles(org: string): Promise<void> {
	try {
		await (await navigator.storage.getDirectory()).removeEntry(org, { recursive: true });
	} catch {
		return;
	}
}
