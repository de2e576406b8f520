// Holds the JavaScript a first visit must load against the budget of 200 kB gzip. Runs after the build.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export const BUDGET_BYTES = 200_000;
const output = join(import.meta.dirname, '../../.svelte-kit/output/client');

/**
 * Files a visit of the start page loads: the entries of SvelteKit, the layout and the start page, with everything they import
 * statically. `manifest` is Vite's.
 *
 * @param {Record<string, { file: string, isEntry?: boolean, name?: string, imports?: string[] }>} manifest
 * @param {(key: string) => boolean} isFirst which chunks the first visit starts from
 * @returns {string[]}
 */
export function firstLoadFiles(manifest, isFirst) {
	const seen = new Set();
	const visit = (/** @type {string} */ key) => {
		if (seen.has(key)) return;
		seen.add(key);
		for (const imported of manifest[key]?.imports ?? []) visit(imported);
	};
	for (const key of Object.keys(manifest)) if (isFirst(key)) visit(key);
	return [...seen].map((key) => manifest[key]?.file).filter((file) => file !== undefined && file.endsWith('.js'));
}

/** SvelteKit numbers its nodes: 0 the layout, 1 the error page; the generated application lists which node is the start page. */
function isFirstVisit(/** @type {string} */ key, /** @type {number} */ startNode) {
	const ends = ['runtime/client/entry.js', 'client-optimized/app.js', 'nodes/0.js', `nodes/${startNode}.js`];
	return ends.some((end) => key.endsWith(end));
}

function main() {
	const manifestPath = join(output, '.vite/manifest.json');
	if (!existsSync(manifestPath)) throw new Error('No build found; run the build first.');
	const app = readFileSync(join(import.meta.dirname, '../../.svelte-kit/generated/client-optimized/app.js'), 'utf8');
	const startNode = Number(/"\/": \[(\d+)/.exec(app)?.[1] ?? 2);
	const files = firstLoadFiles(JSON.parse(readFileSync(manifestPath, 'utf8')), (key) => isFirstVisit(key, startNode));
	if (files.length < 3) throw new Error(`Only ${files.length} files found in the manifest: its layout has changed, adapt this check.`);
	const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(output, file))).length }));
	const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
	console.log(`first load: ${(total / 1000).toFixed(1)} kB gzip of JavaScript in ${files.length} files (budget ${BUDGET_BYTES / 1000} kB)`);
	if (total <= BUDGET_BYTES) return;
	for (const { file, bytes } of sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 10))
		console.error(`  ${(bytes / 1000).toFixed(1)} kB  ${file}`);
	console.error('Too much is loaded at the first visit: import the largest parts lazily, where they are used.');
	process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
