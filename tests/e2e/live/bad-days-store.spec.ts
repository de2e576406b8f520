/** Days on which the browser's storage fails or is not what it was (design.md §10). */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { expectKept, newRecorder, oneAct, startRecording, stopRecording } from './recorder.ts';
import {
	ask,
	converged,
	invite,
	joinByRelay,
	logIn,
	newPage,
	newProfile,
	openAttachedDemo,
	openSite,
	reopenSite,
	sync,
	uploaded,
	useDemo
} from './world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');

test.setTimeout(240_000);
test.use({ trace: 'off' });

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'store', '--out', DEMO]);
});

/** A profile on disk, as an ordinary browser has it. */
function persistent(profile: string): Promise<BrowserContext> {
	const executablePath = process.env['CHROMIUM'];
	return chromium.launchPersistentContext(profile, {
		...(executablePath ? { executablePath } : {}),
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		serviceWorkers: 'block',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync']
	});
}

test('storage full: nothing is told to be saved that is not, and all goes on once there is room', async ({ browser }) => {
	const site = await openSite();
	const context = await newProfile(browser, DEMO);
	const page = await newPage(context, site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	const cdp = await context.newCDPSession(page);
	await cdp.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
	const recorder = newRecorder();
	await startRecording(page, recorder, 20);
	await expect.poll(() => recorder.failures.length, { timeout: 30_000 }).toBeGreaterThan(0);
	await stopRecording(page);
	expect(recorder.failures.join(' ')).toContain('quota');
	await cdp.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
	const before = recorder.saved.length;
	await expect.poll(async () => ((await oneAct(page)) as { readonly ok: boolean }).ok, { timeout: 20_000 }).toBe(true);
	await page.reload();
	await page.waitForFunction(() => 'suyuan' in globalThis);
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await expectKept(page, { ...recorder, asked: [...recorder.asked, ...Array.from({ length: 40 }, () => '')] });
	expect(recorder.saved.length).toBeGreaterThanOrEqual(before);
	expect(await ask(page, 'verify')).toMatchObject({ ok: true });
	await site.relay.stop();
});

test('site data cleared: the device is gone, what it had uploaded is not, and it joins anew', async ({ browser }) => {
	const site = await openSite();
	const a = await openAttachedDemo(browser, site, DEMO);
	const admin = await logIn(a, 'IT');
	const b = await joinByRelay(browser, site, await invite(a, admin, 'G1', 'shared_terminal', 'CD'), DEMO);
	const recorder = newRecorder();
	await startRecording(b, recorder, 10);
	await b.waitForTimeout(800);
	await stopRecording(b);
	await uploaded(b);
	const cdp = await b.context().newCDPSession(b);
	await cdp.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'all' });
	await logIn(b, 'WH').catch(() => undefined);
	const after = await oneAct(b).catch((error: unknown) => ({ ok: false, error: String(error) }));
	expect(after, 'nothing may be called saved in a database that is gone').toMatchObject({ ok: false });
	await b.reload();
	await b.waitForFunction(() => 'suyuan' in globalThis);
	expect(await ask(b, 'companies')).toEqual([]);
	const again = await ask(b, 'join', {
		code: await invite(a, await logIn(a, 'IT'), 'G2', 'shared_terminal', 'CD'),
		relayUrl: site.origin,
		bytes: undefined,
		passphrase: ''
	});
	expect(again).toMatchObject({ ok: true });
	await converged(a, b);
	await expectKept(b, recorder);
	await site.relay.stop();
});

test('a profile copied to a second machine: the fork is found, both branches are kept, neither records on', async ({ browser }) => {
	const site = await openSite();
	const a = await openAttachedDemo(browser, site, DEMO);
	const invitation = await invite(a, await logIn(a, 'IT'), 'G1', 'shared_terminal', 'CD');
	const [original, copy] = [mkdtempSync(join(tmpdir(), 'suyuan-original-')), mkdtempSync(join(tmpdir(), 'suyuan-copy-'))];
	let first = await persistent(original);
	await useDemo(first, DEMO);
	let b = await newPage(first, site.origin);
	expect(await ask(b, 'join', { code: invitation, relayUrl: site.origin, bytes: undefined, passphrase: '' })).toMatchObject({ ok: true });
	await converged(a, b);
	await first.close();
	cpSync(original, copy, { recursive: true });
	const org = (await ask(a, 'summary')).org;

	first = await persistent(original);
	const second = await persistent(copy);
	const recorders = [newRecorder(), newRecorder()];
	await site.relay.kill();
	const pages: Page[] = [];
	for (const [index, context] of [first, second].entries()) {
		await useDemo(context, DEMO);
		await reopenSite(site);
		const page = await newPage(context, site.origin);
		// The worker comes from the relay too: it has to be there before the relay is not.
		await ask(page, 'companies');
		await site.relay.kill();
		expect(await ask(page, 'open', { org })).toMatchObject({ ok: true });
		const recorder = recorders[index];
		if (!recorder) throw new Error('two recorders');
		await startRecording(page, recorder, 10);
		await page.waitForTimeout(500);
		await stopRecording(page);
		pages.push(page);
	}
	await reopenSite(site);
	await Promise.all([a, ...pages].map((page) => ask(page, 'syncNow')));
	for (const page of pages) await expect.poll(async () => (await sync(page))?.behindOwnChain, { timeout: 90_000 }).toBe(true);
	b = pages[0] ?? a;
	const refused = await oneAct(b);
	expect(refused).toMatchObject({ ok: false, error: { type: 'read-only', why: 'behind-own-chain' } });
	for (const [index, page] of pages.entries()) {
		const code = await invite(a, await logIn(a, 'IT'), `N${String(index)}`, 'shared_terminal', 'CD');
		const anew = await ask(page, 'join', { code, relayUrl: site.origin, bytes: undefined, passphrase: '' });
		expect(anew, JSON.stringify(anew)).toMatchObject({ ok: true });
	}
	await converged(a, ...pages);
	await expectKept(
		a,
		{ saved: recorders.flatMap(({ saved }) => saved), asked: recorders.flatMap(({ asked }) => asked), failures: [] },
		'forked'
	);
	expect((await ask(a, 'exceptions')).map(({ code }) => code)).toContain('DEVICE_FORK');
	await first.close();
	await second.close();
	await site.relay.stop();
});

test('a private window: work goes on while it is open, and goes with it', async ({ browser }) => {
	const site = await openSite();
	const context = await newProfile(browser, DEMO);
	const page = await newPage(context, site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await logIn(page, 'WH');
	expect(await oneAct(page)).toMatchObject({ ok: true });
	const { org, operations } = await ask(page, 'summary');
	await page.close();
	const again = await newPage(context, site.origin);
	expect(await ask(again, 'open', { org })).toMatchObject({ ok: true, value: { operations } });
	// What a browser refuses to promise is said in session.spec.ts; here is why.
	expect(await again.evaluate(() => navigator.storage.persisted())).toBe(false);
	await context.close();
	expect(await ask(await newPage(await newProfile(browser, DEMO), site.origin), 'companies')).toEqual([]);
	await site.relay.stop();
});
