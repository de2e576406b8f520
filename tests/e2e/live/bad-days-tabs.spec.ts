/** Tabs and processes that die while people record (design.md §10). */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { expectKept, newRecorder, oneAct, startRecording, stopRecording } from './recorder.ts';
import { ask, logIn, newPage, newProfile, openSite, uid, type Site } from './world.ts';

const ROUNDS = 6;

test.describe.configure({ mode: 'serial' });
// A trace cannot be fetched from a browser that was killed.
test.use({ trace: 'off' });
test.setTimeout(150_000);

let site: Site;

test.beforeAll(async () => {
	site = await openSite();
});

test.afterAll(async () => {
	await site.relay.stop();
});

async function openDemo(context: BrowserContext): Promise<Page> {
	const page = await newPage(context, site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	return page;
}

/** A further tab: it opens by itself what the browser had open. */
async function anotherTab(context: BrowserContext): Promise<Page> {
	const page = await newPage(context, site.origin);
	await expect(page.locator('[data-lot-row]').first()).toBeVisible({ timeout: 30_000 });
	return page;
}

test('a tab killed in the middle of saving, many rounds', async ({ browser }) => {
	const context = await newProfile(browser);
	const recorder = newRecorder();
	let page = await openDemo(context);
	for (let round = 0; round < ROUNDS; round++) {
		await startRecording(page, recorder);
		await page.waitForTimeout(200 + ((round * 97) % 300));
		const gone = page.waitForEvent('close').catch(() => undefined);
		await page.close({ runBeforeUnload: false });
		await gone;
		page = await anotherTab(context);
		await expectKept(page, recorder);
	}
	expect(recorder.saved.length).toBeGreaterThan(ROUNDS);
	expect(recorder.failures).toEqual([]);
	expect(await ask(page, 'verify')).toMatchObject({ ok: true });
});

test('a renderer that crashes', async ({ browser }) => {
	const context = await newProfile(browser);
	const recorder = newRecorder();
	const page = await openDemo(context);
	await startRecording(page, recorder);
	await page.waitForTimeout(400);
	const crashed = page.waitForEvent('crash');
	void page.goto('chrome://crash').catch(() => undefined);
	await crashed;
	const next = await anotherTab(context);
	await expectKept(next, recorder);
	expect(recorder.saved.length).toBeGreaterThan(0);
});

for (const tabs of [2, 5])
	test(`${String(tabs)} tabs, and the one that keeps the company is killed while all record`, async ({ browser }) => {
		const context = await newProfile(browser);
		const recorder = newRecorder();
		const pages = [await openDemo(context)];
		while (pages.length < tabs) pages.push(await anotherTab(context));
		for (const page of pages) await startRecording(page, recorder, 20);
		for (let alive = tabs; alive > 1; alive--) {
			await pages[1]?.waitForTimeout(500);
			// The first tab is the host; after its end another one is, whichever the lock falls to.
			await pages.shift()?.close();
		}
		const [last] = pages;
		if (!last) throw new Error('one tab is left');
		const before = recorder.saved.length;
		await expect.poll(() => recorder.saved.length, { timeout: 20_000 }).toBeGreaterThan(before);
		await stopRecording(last);
		await expectKept(last, recorder);
		expect(recorder.failures).toEqual([]);
	});

test('a double click, and a retry after the host has died, record once', async ({ browser }) => {
	const context = await newProfile(browser);
	const host = await openDemo(context);
	const follower = await anotherTab(context);
	for (const page of [host, follower]) await logIn(page, 'WH');
	const [double, retried] = [uid(), uid()];
	await Promise.all([oneAct(host, double), oneAct(host, double), oneAct(follower, double)]);
	const asked = oneAct(follower, retried);
	await host.close();
	await asked;
	await oneAct(follower, retried);
	const { lines } = await ask(follower, 'log', { from: 0, count: 100_000 });
	expect(lines.filter(({ type }) => type === 'exception.acknowledged')).toHaveLength(2);
});

test('the whole browser killed by the system', async () => {
	const profile = mkdtempSync(join(tmpdir(), 'suyuan-profile-'));
	const recorder = newRecorder();
	for (let round = 0; round < 3; round++) {
		const { process: chrome, context } = await launch(profile);
		const page = round === 0 ? await openDemo(context) : await openAgain(context);
		await expectKept(page, recorder);
		await startRecording(page, recorder);
		await page.waitForTimeout(600);
		const ended = new Promise((resolve) => chrome.once('exit', resolve));
		// The whole process group: no part of it may tidy up.
		process.kill(-(chrome.pid ?? 0), 'SIGKILL');
		await ended;
	}
	const { process: chrome, context } = await launch(profile);
	const page = await openAgain(context);
	await expectKept(page, recorder);
	expect(recorder.saved.length).toBeGreaterThan(3);
	process.kill(-(chrome.pid ?? 0), 'SIGKILL');
});

/** What the browser had open last is remembered loosely and may be lost with the process; the companies kept here are not. */
async function openAgain(context: BrowserContext): Promise<Page> {
	const page = await newPage(context, site.origin);
	const [known] = await ask(page, 'companies');
	if (!known) throw new Error('the company is not known any more');
	expect(await ask(page, 'open', { org: known.org })).toMatchObject({ ok: true });
	return page;
}

/** A Chromium of our own, in a process group of its own, so that it can be killed for real. */
async function launch(profile: string): Promise<{ readonly process: ChildProcess; readonly context: BrowserContext }> {
	const executable = process.env['CHROMIUM'] ?? chromium.executablePath();
	const child = spawn(
		executable,
		[
			`--user-data-dir=${profile}`,
			'--remote-debugging-port=0',
			'--headless',
			'--no-sandbox',
			'--no-first-run',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'about:blank'
		],
		{ detached: true, stdio: ['ignore', 'ignore', 'pipe'] }
	);
	const address = await new Promise<string>((resolve, reject) => {
		let said = '';
		child.stderr?.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (found) resolve(found);
		});
		child.once('exit', () => reject(new Error(said)));
	});
	const browser = await chromium.connectOverCDP(address);
	const [context] = browser.contexts();
	if (!context) throw new Error('a browser has a context');
	return { process: child, context };
}
