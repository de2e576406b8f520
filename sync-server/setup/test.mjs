// `npm test`: the only gate. Runs every check in order, stops at the first failure, ends with one summary.
// `npm test -- --quick` leaves out the build and the browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build, environment, findChromium, findNode, generateDemo, installDependencies, root, run } from './setup.mjs';

const quick = process.argv.includes('--quick');
const reports = join(root, '.cache/test-reports');

installDependencies();
const node = findNode();
const env = environment(node);
const sources = ['src', 'sync-server', 'tests'];
/** Code only: test vectors are bytes that must stay as they were published. */
const formatted = ['{src,sync-server,tests}/**/*.{ts,mjs,svelte,css,html}', 'svelte.config.js', 'tsconfig.json'];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Checks that only read: several at a time, for most of them use one core. */
const checks = [
	['types', 'svelte-check', ['--tsgo', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']],
	['prettier', 'prettier', [...prettierOptions(), '--check', ...formatted]],
	['eslint', 'eslint', ['-c', 'tests/tools/eslint.config.mjs', '--max-warnings', '0', 'src/**/*.svelte']],
	['oxlint', 'oxlint', ['-c', 'tests/tools/oxlint.json', '--type-aware', '--deny-warnings', ...sources]],
	['dependency directions', 'depcruise', ['--config', 'tests/tools/dependency-cruiser.mjs', 'src', 'sync-server']],
	['unused code', 'knip', ['--config', 'tests/tools/knip.json', '--no-progress']],
	['determinism', node, ['tests/tools/determinism-lint.mjs']]
];
const CHECKS_AT_ONCE = 3;

const steps = [
	['svelte-kit sync', () => run('svelte-kit', ['sync'], { env })],
	['checks', runChecks],
	['vitest', vitest],
	...(quick
		? []
		: [
				['demo company', () => generateDemo(node, env)],
				['build', () => build(env)],
				['first load', () => run(node, ['tests/tools/first-load-budget.mjs'], { env })],
				['playwright', playwright]
			])
];

const done = [];
let failedStep;
for (const [name, work] of steps) {
	const started = Date.now();
	console.log(`\n── ${name}`);
	try {
		await work();
		done.push(`  ✓ ${name} (${seconds(started)} s)`);
	} catch (error) {
		if (error?.status === undefined) console.error(error);
		done.push(`  ✗ ${name} (${seconds(started)} s)`);
		failedStep = name;
		break;
	}
}

const { passed, failed, flaky } = count();
console.log(`\n── summary\n${done.join('\n')}`);
if (failedStep) console.log(`Stopped at: ${failedStep}`);
if (flaky > 0) console.log(`${flaky} passed only at the second attempt: look for “retry #1” above`);
// A failed check that is no test still makes the run count as failed.
console.log(`${passed} passed, ${failedStep && failed === 0 ? 1 : failed} failed`);
process.exit(failedStep ? 1 : 0);

/** All of them, whatever fails: one run names everything that is to be put right. */
async function runChecks() {
	const waiting = [...checks];
	const failed = [];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [name, command, args] = next;
			const started = Date.now();
			const { status, output } = await said(command, args);
			console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds(started)} s)${output === '' ? '' : `\n${output}`}`);
			if (status !== 0) failed.push(name);
		}
	};
	await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, work));
	if (failed.length > 0) throw Object.assign(new Error(`failed: ${failed.join(', ')}`), { status: 1 });
}

/** What a command says, in the order it says it, and how it ends. */
function said(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
		child.once('error', (error) => resolve({ status: 1, output: String(error) }));
		child.once('close', (status) => resolve({ status, output: output.trimEnd() }));
	});
}

function prettierOptions() {
	return ['--config', 'tests/tools/prettier.json', '--ignore-path', 'tests/tools/prettierignore', '--log-level', 'warn'];
}

function vitest() {
	const json = join(reports, 'vitest.json');
	run('vitest', ['run', '-c', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${json}`], { env });
}

async function playwright() {
	const chromium = findChromium(env);
	const extra = { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json'), SUYUAN_TEST_PORT: String(await freePort()) };
	run('playwright', ['test', '-c', 'tests/playwright.config.ts'], {
		env: { ...env, ...extra, ...(chromium ? { CHROMIUM: chromium } : {}) }
	});
}

function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}

/** Tests of both runners together, from their JSON reports; a report that is not there counts nothing. */
function count() {
	const unit = report('vitest.json');
	const browser = report('playwright.json');
	return {
		flaky: browser?.stats.flaky ?? 0,
		passed: (unit?.numPassedTests ?? 0) + (browser?.stats.expected ?? 0) + (browser?.stats.flaky ?? 0),
		failed: (unit?.numFailedTests ?? 0) + (unit?.testResults ?? []).filter(brokenFile).length + (browser?.stats.unexpected ?? 0)
	};
}

/** A test file that could not even be loaded has no tests to count. */
function brokenFile(file) {
	return file.status === 'failed' && file.assertionResults.length === 0;
}

function report(name) {
	const path = join(reports, name);
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function seconds(started) {
	return ((Date.now() - started) / 1000).toFixed(1);
}
