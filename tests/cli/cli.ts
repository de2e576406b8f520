/** Runs the command line in this process, as `main.ts` would, with everything it says caught. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { createNodeCrypto } from '../../src/cli/node-crypto.ts';
import { runCommandLine } from '../../src/cli/run.ts';

export const crypto = createNodeCrypto();
/** The day on which the tests take place. */
export const NOW = Date.parse('2026-11-24T10:00:00+08:00');

// What the program prints is compared as it is; a type would only repeat the program's own opinion of it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

export interface Said {
	readonly code: number;
	readonly out: string;
	readonly err: string;
	/** The answer, where `--json` was asked for. */
	readonly json: Answer;
}

export async function cli(...words: string[]): Promise<Said> {
	let out = '';
	let err = '';
	const code = await runCommandLine(words, {
		streams: { out: (text) => void (out += text), err: (text) => void (err += text) },
		env: { SUYUAN_DEBUG: '1' },
		crypto,
		now: () => NOW,
		random: seededRandom(`cli ${words.join(' ')}`, crypto)
	});
	return { code, out, err, json: words.includes('--json') ? JSON.parse(out) : undefined };
}

export function temporaryDir(): string {
	return mkdtempSync(join(tmpdir(), 'suyuan-cli-'));
}

/** A directory with these files. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
	const dir = temporaryDir();
	for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
	return dir;
}
