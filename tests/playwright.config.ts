import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = process.env['SUYUAN_TEST_PORT'] ?? '8177';
const chromium = process.env['CHROMIUM'];
const LAUNCH_ARGUMENTS = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-gpu',
	'--disable-quic'
];

export default defineConfig({
	testDir: './e2e',
	outputDir: '../.cache/playwright',
	timeout: 60_000,
	// Other programs may keep the machine busy; how fast answers are is measured by benchmarks, not by tests.
	expect: { timeout: 25_000 },
	fullyParallel: true,
	workers: 2,
	forbidOnly: Boolean(process.env['CI']),
	// Real processes are killed at real moments on a machine that does other work besides; what needed a second attempt is named at the end.
	retries: process.env['CI'] ? 1 : 0,
	reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
	use: {
		baseURL: `http://localhost:${port}`,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		// Recording every test costs a third of the run: in CI a failed one is recorded at its second attempt.
		trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
		launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: LAUNCH_ARGUMENTS }
	},
	webServer: {
		command: 'node sync-server/main.ts',
		cwd: '..',
		env: { PORT: port, HOST: '127.0.0.1', SUYUAN_SUPERVISED: '1', SUYUAN_DATA: mkdtempSync(join(tmpdir(), 'suyuan-e2e-')) },
		url: `http://localhost:${port}/healthz`,
		reuseExistingServer: false,
		stdout: 'ignore'
	}
});
