/** The figures of a real browser, measured by a process that holds nothing else. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.ts';
import { isBuilt } from './site.ts';

/** Where distributions put it. */
const CHROMIUM = '/usr/bin/chromium';

/** Prints the figures, or returns them in JSON. Without an application or a browser there are none, and it says so. */
export function browserFigures(sizes: string, isJson: boolean): readonly Figure[] {
	const chromium = process.env['CHROMIUM'] ?? (existsSync(CHROMIUM) ? CHROMIUM : undefined);
	if (!isBuilt() || chromium === undefined) {
		console.error(`no figures of the browser: ${isBuilt() ? 'set CHROMIUM to a browser' : 'build the application first (npm start)'}`);
		return [];
	}
	const { stdout, status } = spawnSync(
		process.execPath,
		[join(import.meta.dirname, 'run.ts'), '--ops', sizes, ...(isJson ? ['--json'] : [])],
		{ env: { ...process.env, CHROMIUM: chromium }, stdio: ['ignore', isJson ? 'pipe' : 'inherit', 'inherit'], encoding: 'utf8' }
	);
	if (status !== 0) throw new Error('the figures of the browser could not be taken');
	return isJson ? (JSON.parse(stdout) as { readonly figures: readonly Figure[] }).figures : [];
}
