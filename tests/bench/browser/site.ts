/** A relay process that serves the built application with a company of a given size as its demo. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startRelayProcess, type RelayProcess } from '../../relay/relay-process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BUILD = join(ROOT, 'build');
/** Operations the generator writes for one movement of goods, besides the demo's story. */
const OPS_PER_MOVE = 1.5;

export interface BenchSite {
	readonly folder: string;
	readonly origin: string;
	readonly relay: RelayProcess;
	/** Lines of the company's bundle. */
	readonly ops: number;
	/** Bytes of the bundle as it is fetched, and as lines. */
	readonly gzipBytes: number;
	readonly lineBytes: number;
	close(): Promise<void>;
}

export function isBuilt(): boolean {
	return existsSync(join(BUILD, 'index.html'));
}

/** `ops` 0: the demo as it is shipped. */
export async function openBenchSite(ops: number): Promise<BenchSite> {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-bench-'));
	const app = join(folder, 'app');
	cpSync(BUILD, app, { recursive: true });
	const bundle = join(app, 'demo/demo.suyuan');
	const moves = Math.ceil(ops / OPS_PER_MOVE);
	execFileSync(process.execPath, [join(ROOT, 'src/cli/suyuan.mjs'), 'demo', '--seed', 'bench', '--moves', String(moves), '--out', bundle], {
		stdio: 'ignore'
	});
	const bytes = readFileSync(bundle);
	const lines = gunzipSync(bytes);
	let count = -1;
	for (let at = lines.indexOf(NEWLINE); at >= 0; at = lines.indexOf(NEWLINE, at + 1)) count++;
	const relay = await startRelayProcess(folder, { env: { SUYUAN_APP: app } });
	return {
		folder,
		origin: `http://localhost:${String(relay.port)}`,
		relay,
		ops: count,
		gzipBytes: bytes.length,
		lineBytes: lines.length,
		close: async () => {
			await relay.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

const NEWLINE = 10;
