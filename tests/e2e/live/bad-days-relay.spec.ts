/** Days on which the relay or the network fails (design.md §10), with real browsers and a real relay process. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { openLine } from './proxy.ts';
import { expectKept, newRecorder, oneAct, startRecording, stopRecording } from './recorder.ts';
import {
	ask,
	buildWithPatchedWorker,
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
	usePatchedWorker,
	type Site
} from './world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');
const KILLS = 5;
/** Five whole browsers at once on a machine that does other work besides; a reconnection may be told to come again later. */
const CROWD_WAIT_MS = 90_000;

test.setTimeout(180_000);

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'relay', '--out', DEMO]);
});

/** Two devices of one company at a fresh relay. */
async function twoDevices(browser: Browser): Promise<{ readonly site: Site; readonly a: Page; readonly b: Page }> {
	const site = await openSite();
	const a = await openAttachedDemo(browser, site, DEMO);
	const b = await joinByRelay(browser, site, await invite(a, await logIn(a, 'IT'), 'G1', 'shared_terminal', 'CD'), DEMO);
	await converged(a, b);
	return { site, a, b };
}

test('the relay killed -9 in the middle of synchronising, many rounds', async ({ browser }) => {
	const { site, a, b } = await twoDevices(browser);
	const [ofA, ofB] = [newRecorder(), newRecorder()];
	await startRecording(a, ofA, 5);
	await startRecording(b, ofB, 5);
	for (let round = 0; round < KILLS; round++) {
		await a.waitForTimeout(400 + ((round * 173) % 500));
		await site.relay.kill();
		await a.waitForTimeout(200);
		await reopenSite(site);
		await Promise.all([ask(a, 'syncNow'), ask(b, 'syncNow')]);
	}
	await stopRecording(a);
	await stopRecording(b);
	await uploaded(a);
	await uploaded(b);
	await converged(a, b);
	for (const page of [a, b])
		await expectKept(page, { saved: [...ofA.saved, ...ofB.saved], asked: [...ofA.asked, ...ofB.asked], failures: [] });
	expect(ofA.failures.concat(ofB.failures)).toEqual([]);
	await site.relay.stop();
});

test('the relay gone for a week: work goes on, and the status says so', async ({ browser }) => {
	const { site, a, b } = await twoDevices(browser);
	await site.relay.stop();
	const recorder = newRecorder();
	await startRecording(a, recorder);
	await expect.poll(() => recorder.saved.length, { timeout: 30_000 }).toBeGreaterThan(300);
	await stopRecording(a);
	await expect.poll(async () => (await sync(a))?.connection.kind, { timeout: 40_000 }).toMatch(/waiting|connecting/);
	const away = await sync(a);
	expect(away?.recorded).toBeGreaterThan(300);
	expect(away?.uploaded ?? 0).toBeLessThan((away?.recorded ?? 0) - 290);
	await reopenSite(site);
	await Promise.all([ask(a, 'syncNow'), ask(b, 'syncNow')]);
	await uploaded(a);
	await converged(a, b);
	await expectKept(b, recorder);
	await expect.poll(async () => (await sync(a))?.receivedBy, { timeout: 20_000 }).toBeGreaterThan(0);
	await site.relay.stop();
});

test('the relay restored from yesterday is refilled by the devices', async ({ browser }) => {
	const { site, a, b } = await twoDevices(browser);
	await site.relay.stop();
	const backup = `${site.data}-yesterday`;
	cpSync(join(site.data, 'relay'), backup, { recursive: true });
	await reopenSite(site);
	const recorder = newRecorder();
	await startRecording(a, recorder, 5);
	await a.waitForTimeout(1_500);
	await stopRecording(a);
	await uploaded(a);
	await converged(a, b);
	await site.relay.stop();
	rmSync(join(site.data, 'relay'), { recursive: true });
	cpSync(backup, join(site.data, 'relay'), { recursive: true });
	await reopenSite(site);
	await Promise.all([ask(a, 'syncNow'), ask(b, 'syncNow')]);
	await uploaded(a);
	// Somebody who joins now learns everything from the relay alone.
	const c = await joinByRelay(browser, site, await invite(a, await logIn(a, 'IT'), 'H1', 'shared_terminal', 'CZ'), DEMO);
	await converged(a, b, c);
	await expectKept(c, recorder);
	await site.relay.stop();
});

test('a half-open line is noticed, and everything arrives by the next one', async ({ browser }) => {
	const site = await openSite();
	const line = await openLine(site.relay.port);
	const near = { ...site, origin: `http://localhost:${String(line.port)}` };
	const a = await openAttachedDemo(browser, near, DEMO);
	await logIn(a, 'WH');
	line.freeze();
	for (let number = 0; number < 5; number++) await oneAct(a);
	const status = await sync(a);
	expect(status?.uploaded ?? 0).toBeLessThan(status?.recorded ?? 0);
	line.thaw();
	// Nobody tells the browser that the old connection is dead: its own questions must find out.
	await expect.poll(async () => (await sync(a))?.uploaded === (await sync(a))?.recorded, { timeout: 120_000 }).toBe(true);
	await a.close();
	await line.close();
	await site.relay.stop();
});

test('twenty devices reconnecting at once', async ({ browser }) => {
	test.setTimeout(4 * CROWD_WAIT_MS);
	const { site, a, b } = await twoDevices(browser);
	const admin = await logIn(a, 'IT');
	const pages = [b];
	// Twenty whole browsers do not fit this machine: five here, twenty in tests/simulation/real-relay.test.ts.
	for (let number = 0; number < 3; number++)
		pages.push(await joinByRelay(browser, site, await invite(a, admin, `K${String(number)}`, 'shared_terminal', 'CZ'), DEMO));
	await site.relay.kill();
	for (const page of pages) {
		await logIn(page, 'WH');
		for (let number = 0; number < 10; number++) await oneAct(page);
	}
	await reopenSite(site);
	await Promise.all([a, ...pages].map((page) => ask(page, 'syncNow')));
	for (const page of pages) await uploaded(page, CROWD_WAIT_MS);
	await converged(a, ...pages);
	await site.relay.stop();
});

test('a device whose clock stands in 2062', async ({ browser }) => {
	const shift = 36 * 365.25 * 86_400_000;
	const site = await openSite(
		buildWithPatchedWorker((source) => `{ const now = Date.now; Date.now = () => now() + ${String(shift)}; }\n${source}`)
	);
	const a = await openAttachedDemo(browser, site, DEMO);
	const invitation = await invite(a, await logIn(a, 'IT'), 'G1', 'shared_terminal', 'CD');
	const context = await newProfile(browser, DEMO);
	await usePatchedWorker(context);
	const b = await newPage(context, site.origin);
	// The invitation is good for hours; by that clock it expired long ago, and it says so instead of half joining.
	const late = await ask(b, 'join', { code: invitation, relayUrl: site.origin, bytes: undefined, passphrase: '' });
	expect(late, JSON.stringify(late)).toMatchObject({ ok: false, error: { type: 'expired' } });
	const far = await ask(a, 'invite', {
		cmd: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url'),
		code: 'G2',
		kind: 'shared_terminal',
		site: (await ask(a, 'choices', { kind: 'site', text: 'CD' }))[0]?.uid ?? '',
		hours: 24 * 365 * 50,
		signatures: [{ person: (await logIn(a, 'IT')).person, pin: '', badge: '' }]
	});
	if (!far.ok) throw new Error(JSON.stringify(far.error));
	const joined = await ask(b, 'join', { code: far.value.text, relayUrl: site.origin, bytes: undefined, passphrase: '' });
	expect(joined).toMatchObject({ ok: true });
	await logIn(b, 'WH');
	await oneAct(b);
	await logIn(a, 'WH');
	await expect.poll(async () => (await ask(a, 'log', { from: 0, count: 1 })).lines[0]?.rec.slice(0, 4), { timeout: 20_000 }).toBe('2062');
	await oneAct(a);
	await converged(a, b);
	// Nothing is refused; the contradiction is told.
	expect((await ask(a, 'exceptions')).map(({ code }) => code)).toContain('CLOCK_ANOMALY');
	await site.relay.stop();
});
