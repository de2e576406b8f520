/** When the last backup was made: written by the backup command, shown by status and to monitors. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../storage/private-file.ts';

const NAME = 'last-backup';

/** An instant with offset; "" if none was made, or the note of it cannot be read. */
export function lastBackup(data: string): string {
	const path = join(data, NAME);
	if (!existsSync(path)) return '';
	const said = readFileSync(path, 'utf8').trim();
	return Number.isNaN(Date.parse(said)) ? '' : said;
}

export function noteBackup(data: string, at: Date): void {
	writePrivateFile(join(data, NAME), `${at.toISOString()}\n`);
}
