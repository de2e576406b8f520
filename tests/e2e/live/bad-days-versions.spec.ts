/** The day on which devices run different versions of the application (design.md §3, §10). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { exportFile, joinByFile } from './files.ts';
import { expectKept, newRecorder, oneAct, startRecording, stopRecording } from './recorder.ts';
import {
	ask,
	buildWithPatchedWorker,
	converged,
	invite,
	logIn,
	newPage,
	newProfile,
	openAttachedDemo,
	openSite,
	uploaded,
	usePatchedWorker
} from './world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');

test.setTimeout(150_000);

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'versions', '--out', DEMO]);
});

/** The application as it was before there was the operation that the tests record. */
const older = (source: string): string => source.replace('type:`exception.acknowledged`', 'type:`exception.unheardOf`');

/** Views cannot agree while one does not understand what the other does; the logs can. */
async function caughtUp(from: Page, to: Page): Promise<void> {
	const size = async (page: Page): Promise<number> => (await ask(page, 'log', { from: 0, count: 1 })).total;
	await expect.poll(async () => (await size(to)) - (await size(from)), { timeout: 30_000 }).toBe(0);
}

test('versions mixed: an older application keeps, relays and names what it does not understand, until it is updated', async ({
	browser
}) => {
	const site = await openSite(buildWithPatchedWorker(older));
	const a = await openAttachedDemo(browser, site, DEMO);
	const invitation = await invite(a, await logIn(a, 'IT'), 'G1', 'shared_terminal', 'CD');
	const context = await newProfile(browser, DEMO);
	await usePatchedWorker(context);
	const b = await newPage(context, site.origin);
	expect(await ask(b, 'join', { code: invitation, relayUrl: site.origin, bytes: undefined, passphrase: '' })).toMatchObject({ ok: true });

	const recorder = newRecorder();
	await startRecording(a, recorder, 10);
	await a.waitForTimeout(800);
	await stopRecording(a);
	await uploaded(a);
	await caughtUp(a, b);
	await expectKept(b, recorder);
	expect((await ask(b, 'exceptions')).map(({ code }) => code)).toContain('RECORD_UNINTERPRETED');
	expect(await ask(b, 'verify')).toMatchObject({ ok: true });

	// The older one records on, and what it cannot read it carries to a newer one by a file.
	const second = await invite(a, await logIn(a, 'IT'), 'G2', 'shared_terminal', 'CD');
	await uploaded(a);
	await caughtUp(a, b);
	const file = await exportFile(b, (await logIn(b, 'WH')).person, '');
	const c = await newPage(await newProfile(browser, DEMO), site.origin);
	expect(await joinByFile(c, second, file, '')).toMatchObject({ ok: true });
	await expectKept(c, recorder);
	expect((await ask(c, 'exceptions')).map(({ code }) => code)).not.toContain('RECORD_UNINTERPRETED');

	// Updated: the same browser, the current application, nothing done twice.
	await context.unroute('**/workers/company.worker-*.js');
	await b.reload();
	await b.waitForFunction(() => 'suyuan' in globalThis);
	expect(await ask(b, 'open', { org: (await ask(a, 'summary')).org })).toMatchObject({ ok: true });
	await converged(a, b);
	expect((await ask(b, 'exceptions')).map(({ code }) => code)).not.toContain('RECORD_UNINTERPRETED');
	await logIn(b, 'WH');
	expect(await oneAct(b)).toMatchObject({ ok: true });
	await converged(a, b);
	for (const page of [a, b]) await expectKept(page, { ...recorder, asked: [...recorder.asked, ''] });
	await site.relay.stop();
});
