/** Removing a company from this browser: its database, its line files, its row in the registry. Nothing else deletes anything. */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { databaseName, openable, type DatabasePorts } from './database.ts';
import { problemOf } from './problem-of.ts';
import { CompanyRegistry } from './registry.ts';
import type { StoreProblem } from './store-problem.ts';

/** The folder that holds a folder of line files for each company; absent where the browser has none. */
export type OpenFolder = () => Promise<Pick<FileSystemDirectoryHandle, 'removeEntry'>>;

/**
 * Deletes what this browser keeps of a company. The caller has made sure that everything is elsewhere, or that it is a demo,
 * and says so by the second argument. The row in the registry goes last: what could not be deleted stays listed, to be
 * tried again. Whoever has the company open elsewhere loses it and is told.
 */
export async function deleteCompany(
	org: string,
	_confirmed: 'delete',
	ports: DatabasePorts,
	openFolder: OpenFolder = () => navigator.storage.getDirectory()
): Promise<Result<null, StoreProblem>> {
	try {
		await openable(databaseName(org), ports).delete();
	} catch (error) {
		return err(problemOf(error));
	}
	const files = await deleteFiles(org, openFolder);
	if (!files.ok) return files;
	const registry = await CompanyRegistry.open(ports);
	if (!registry.ok) return registry;
	const removed = await registry.value.remove(org);
	registry.value.close();
	return removed.ok ? ok(null) : removed;
}

/** Errors: `failed` while another worker has them open. */
async function deleteFiles(org: string, openFolder: OpenFolder): Promise<Result<null, StoreProblem>> {
	let folder: Awaited<ReturnType<OpenFolder>>;
	try {
		folder = await openFolder();
	} catch {
		return ok(null);
	}
	try {
		await folder.removeEntry(org, { recursive: true });
		return ok(null);
	} catch (error) {
		const isGone = error instanceof DOMException && error.name === 'NotFoundError';
		return isGone ? ok(null) : err({ ...problemOf(error), code: 'failed' });
	}
}
