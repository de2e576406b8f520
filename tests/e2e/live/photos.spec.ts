/** A photo taken off line in one place is seen in another, through a relay that was killed while it came. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { seriousViolations } from '../demo-company.ts';
import { act, ask, converged, invite, joinByRelay, logIn, openAttachedDemo, openSite, reopenSite, uid, uidOf, type Site } from './world.ts';

const MORNING = join(mkdtempSync(join(tmpdir(), 'suyuan-photos-')), 'demo.suyuan');
/** Enough that the relay can be killed between the first and the last. */
const PHOTOS = 12;

test.setTimeout(150_000);

let site: Site;

test.beforeAll(async () => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'e2e', '--scene', 'morning', '--out', MORNING]);
	site = await openSite();
});

test.afterAll(async () => {
	await site.relay.stop();
});

/** How many files the relay has. */
const there = () => {
	const folder = join(site.data, 'relay', 'blobs');
	const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
	return names.filter((path) => /[0-9a-f]{64}$/.test(path)).length;
};

/** A delivery with pictures drawn by the page and kept as the camera's are. Answers the id of its record. */
async function receive(page: Page, no: string, count: number): Promise<string> {
	const photos = await page.evaluate(
		async ([name, pictures]) => {
			const { suyuan } = globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<{ value: string }> } };
			const made: { hash: string; mime: string; size: number }[] = [];
			for (let at = 0; at < pictures; at++) {
				const canvas = new OffscreenCanvas(320, 320);
				const paper = canvas.getContext('2d');
				if (!paper) throw new Error('no canvas');
				paper.fillStyle = `hsl(${String(at * 30)} 60% 70%)`;
				paper.fillRect(0, 0, 320, 320);
				paper.fillStyle = 'black';
				paper.font = '48px sans-serif';
				paper.fillText(`${name} ${String(at)}`, 20, 160);
				const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
				made.push({ hash: (await suyuan.ask('putBlob', { bytes })).value, mime: 'image/jpeg', size: bytes.length });
			}
			return made;
		},
		[no, count] as const
	);
	const supplier = await uidOf(page, 'partner', 'S02');
	const [op = ''] = await act(page, [{ type: 'receipt.arrived', data: { receipt: uid(), no, supplier, photos } }]);
	return op;
}

test('a photo taken off line is seen elsewhere, through a relay that was killed while it came', async ({ browser }) => {
	const a = await openAttachedDemo(browser, site, MORNING);
	const b = await joinByRelay(browser, site, await invite(a, await logIn(a, 'IT'), 'B9', 'personal', 'CZ'), MORNING);
	await converged(a, b);
	// Joined by its worker alone: the page is to open the company by itself from here on.
	const { org } = await ask(b, 'summary');
	await b.evaluate((name) => sessionStorage.setItem('suyuan.company', name), org);
	await a.goto(`${site.origin}/sync`);
	await expect(a.locator('[data-sync-screen]')).toBeVisible();

	await site.relay.stop();
	await logIn(a, 'WH');
	const first = await receive(a, 'DN-1', PHOTOS);
	await expect(a.locator(`[data-photos-waiting="${String(PHOTOS)}"]`)).toContainText('连上后自动上传');
	expect(await seriousViolations(a)).toEqual([]);

	let puts = 0;
	await a.context().route('**/api/v1/blobs/*', async (route) => {
		if (route.request().method() === 'PUT' && ++puts === 4) await site.relay.kill();
		await route.continue();
	});
	await reopenSite(site);
	await ask(a, 'syncNow');
	await expect.poll(() => puts).toBeGreaterThanOrEqual(4);
	await expect(a.locator('[data-photos-waiting]')).toContainText('连上后自动上传');
	expect(there()).toBeLessThan(PHOTOS);
	await reopenSite(site);
	await Promise.all([ask(a, 'syncNow'), ask(b, 'syncNow')]);
	await expect.poll(there).toBe(PHOTOS);
	await expect(a.locator('[data-photos-waiting]')).toBeHidden();
	await converged(a, b);

	await b.goto(`${site.origin}/log/${first}`);
	const pictures = b.locator(`[data-photos="${String(PHOTOS)}"] img`);
	await expect(pictures).toHaveCount(PHOTOS);

	// The record comes before its photo: that is said, and the way out works.
	await a.context().route('**/api/v1/blobs/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
	const second = await receive(a, 'DN-2', 1);
	await converged(a, b);
	await b.goto(`${site.origin}/log/${second}`);
	await expect(b.locator('[data-photo-why=not-there]')).toContainText('尚未上传');
	expect(await seriousViolations(b)).toEqual([]);
	await a.context().unrouteAll({ behavior: 'wait' });
	await ask(a, 'syncNow');
	await expect.poll(there).toBe(PHOTOS + 1);
	await b.getByRole('button', { name: '再试' }).click();
	await expect(b.locator('[data-photos="1"] img')).toBeVisible();
});
