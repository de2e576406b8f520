/** Where things lie in the relay's data directory, and the lock that keeps a second relay out of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export function paths(directory: string) {
	return {
		database: join(directory, 'company.sqlite'),
		lock: join(directory, 'lock.sqlite'),
		relayKey: join(directory, 'relay.key'),
		blobs: join(directory, 'blobs'),
		/** The certificates' directory, made if need be. */
		tls: () => {
			const path = join(directory, 'tls');
			mkdirSync(path, { recursive: true, mode: 0o700 });
			return path;
		}
	};
}

/**
 * Holds the directory until the process ends, however it ends: SQLite's own file lock goes with the process. Undefined if
 * another process holds it.
 */
export function lockDirectory(directory: string): { release(): void } | undefined {
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	const lock = new DatabaseSync(paths(directory).lock);
	try {
		lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
		return { release: () => lock.close() };
	} catch {
		lock.close();
		return undefined;
	}
}
