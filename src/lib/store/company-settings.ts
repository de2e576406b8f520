/** What this browser remembers for one company beside the log: on disk when it resolves, gone with the company. */
import { ok, type Result } from '#lib/kernel/result.ts';
import type { CompanyDatabase } from './database.ts';
import type { StoreProblem } from './store-problem.ts';

/** Rows of `meta` that are settings. */
export type SettingName = 'relay' | 'joining' | 'demoKeys';

/** Undefined if it was never set. */
export function readSetting(database: CompanyDatabase, name: SettingName): Promise<Result<unknown, StoreProblem>> {
	return database.read(['meta'], () => database.meta.get(name));
}

/** All of them or none; `undefined` forgets a setting. */
export function writeSettings(
	database: CompanyDatabase,
	settings: Readonly<Partial<Record<SettingName, unknown>>>
): Promise<Result<void, StoreProblem>> {
	return database.write(['meta'], async () => {
		for (const [name, value] of Object.entries(settings))
			await (value === undefined ? database.meta.delete(name) : database.meta.put(value, name));
	});
}

/** State of the guard on a person's unlock attempts at this terminal (identity/unlock-guard.ts); undefined before any. */
export function readGuard(database: CompanyDatabase, person: string): Promise<Result<unknown, StoreProblem>> {
	return database.read(['guards'], () => database.guards.get(person));
}

/** On disk when it resolves: an attempt counts even if the program is killed right after it. */
export async function writeGuard(database: CompanyDatabase, person: string, guard: unknown): Promise<Result<void, StoreProblem>> {
	const written = await database.write(['guards'], () => database.guards.put(guard, person));
	return written.ok ? ok(undefined) : written;
}
