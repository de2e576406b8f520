/** T2 live: Changzhou holds, Chengdu ships unaware, both meet, the recall list grows by C05 and says why. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
	act,
	ask,
	converged,
	invite,
	joinByRelay,
	logIn,
	newPage,
	newProfile,
	openAttachedDemo,
	openSite,
	personWith,
	reopenSite,
	sync,
	uid,
	uidOf,
	uploaded,
	type Site
} from './world.ts';
import { exportFile, importFile, joinByFile } from './files.ts';

const MORNING = join(mkdtempSync(join(tmpdir(), 'suyuan-morning-')), 'demo.suyuan');
const RAW = 'L-RMMB-260902-01';

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

let site: Site;

test.beforeAll(async () => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'e2e', '--scene', 'morning', '--out', MORNING]);
	site = await openSite();
});

test.afterAll(async () => {
	await site.relay.stop();
});

/** Changzhou: the lot of meltblown cloth and everything made of it is held; then three persons decide a recall. */
async function holdAndRecall(page: Page): Promise<void> {
	const quality = await logIn(page, 'QA');
	const lot = await uidOf(page, 'lot', RAW);
	const start = [`lot:${lot}`];
	const data = { hold: uid(), targets: start, scope: 'descendants', cause: 'material', reason: '供方通报' };
	await act(page, [{ type: 'hold.placed', data }], [quality.person]);
	const recall = uid();
	await act(page, [{ type: 'recall.signalRaised', data: { recall, trigger: '供方通报', source: 'HX2608-117' } }], [quality.person]);
	const scope = await ask(page, 'trace', { name: RAW, direction: 'down' });
	const lots = scope?.nodes.filter(({ kind }) => kind === 'lot').map(({ label }) => label) ?? [];
	const consignees = scope?.consignees.map(({ party, lot: number, qty }) => ({ party, lot: number, qty })) ?? [];
	await act(
		page,
		[{ type: 'recall.assessed', data: { recall, defect: '过滤效率', start, cause: 'material', lots, consignees } }],
		[quality.person]
	);
	await logIn(page, 'QH');
	const signers = await Promise.all(['OWN', 'QH', 'EN'].map((role) => personWith(page, role)));
	await act(
		page,
		[{ type: 'recall.decided', data: { recall, drill: false, class: 'II', plan: '通知停用并退回' } }],
		signers.map(({ person }) => person)
	);
}

/** Chengdu ships 1 500 of MK260911 to C05, knowing nothing of the hold. */
async function shipToC05(page: Page): Promise<void> {
	await logIn(page, 'WH');
	const [lot, customer] = [await uidOf(page, 'lot', 'MK260911'), await uidOf(page, 'partner', 'C05')];
	const passport = await ask(page, 'trace', { name: 'MK260911', direction: 'both' });
	const place = passport?.onHand.find((row) => row.site === 'CD' && row.lot === 'MK260911')?.location ?? '';
	const from = await uidOf(page, 'location', place);
	await act(page, [
		{
			type: 'shipment.shipped',
			data: { shipment: uid(), no: 'SH-261012-09', customer, lines: [{ lot, qty: { value: '1500', unit: '只' }, from }] }
		}
	]);
}

/** A delivery with a photograph of its note; what is photographed is a dot. */
async function arriveWithPhoto(page: Page): Promise<void> {
	await logIn(page, 'WH');
	const photo = await page.evaluate(async () => {
		const canvas = new OffscreenCanvas(8, 8);
		canvas.getContext('2d')?.fillRect(2, 2, 4, 4);
		const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
		const { suyuan } = globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<{ value: string }> } };
		return { hash: (await suyuan.ask('putBlob', { bytes })).value, mime: 'image/png', size: bytes.length };
	});
	const supplier = await uidOf(page, 'partner', 'S02');
	const data = { receipt: uid(), no: 'RCZ2610B900', supplier, deliveryNote: 'HX2610-090', photos: [photo] };
	await act(page, [{ type: 'receipt.arrived', data }]);
}

async function consigneesOf(page: Page): Promise<readonly string[]> {
	const trace = await ask(page, 'trace', { name: RAW, direction: 'down' });
	return [...new Set(trace?.consignees.map(({ party }) => party))].sort();
}

test('by the relay, which was away meanwhile', async ({ browser }) => {
	const changzhou = await openAttachedDemo(browser, site, MORNING);
	const admin = await logIn(changzhou, 'IT');
	const chengdu = await joinByRelay(browser, site, await invite(changzhou, admin, 'G1', 'shared_terminal', 'CD'), MORNING);
	await converged(changzhou, chengdu);
	await site.relay.stop();

	await holdAndRecall(changzhou);
	await shipToC05(chengdu);
	await arriveWithPhoto(changzhou);
	await expect.poll(async () => (await sync(changzhou))?.photos.waiting).toBe(1);
	expect(await consigneesOf(changzhou)).not.toContain('C05');
	await changzhou.getByRole('link', { name: /批次/ }).first().click();

	await reopenSite(site);
	await Promise.all([ask(changzhou, 'syncNow'), ask(chengdu, 'syncNow')]);
	await uploaded(changzhou);
	await uploaded(chengdu);
	await converged(changzhou, chengdu);
	for (const page of [changzhou, chengdu]) {
		expect(await consigneesOf(page)).toContain('C05');
		const codes = (await ask(page, 'exceptions')).map(({ code }) => code).sort();
		expect(codes).toContain('USED_WHILE_HELD');
		expect(codes).toContain('RECALL_SCOPE_GREW');
	}
	const late = (await ask(changzhou, 'passport', { name: RAW }))?.recalls[0]?.consignees.filter(({ added }) => added);
	expect(late?.map(({ party, added }) => [party, added?.qty, added?.device])).toEqual([['C05', '1500', 'G1']]);
	await expect(changzhou.getByText('C05').first()).toBeVisible();
	// The photograph has travelled as well: it is seen where it was not taken.
	await expect.poll(async () => (await sync(changzhou))?.photos.waiting).toBe(0);
	await chengdu.goto(`${site.origin}/receive`);
	await chengdu.getByRole('button', { name: /^打开常州/ }).click();
	await expect(chengdu.locator('[data-photo=here]')).toBeVisible();
});

test('by a file on a stick, without any relay', async ({ browser }) => {
	const changzhou = await newPage(await newProfile(browser, MORNING), site.origin);
	await changzhou.getByRole('button', { name: '打开演示' }).click();
	await expect(changzhou.locator('[data-lot-row]').first()).toBeVisible();
	const admin = await logIn(changzhou, 'IT');
	const invitation = await invite(changzhou, admin, 'G2', 'shared_terminal', 'CD');
	const stick = await exportFile(changzhou, admin.person, 'gelb-ente-kran-42');

	const chengdu = await newPage(await newProfile(browser, MORNING), site.origin);
	const wrong = await joinByFile(chengdu, invitation, stick, 'wrong passphrase');
	expect(wrong).toMatchObject({ ok: false, error: { type: 'bundle', failure: { code: 'wrong-passphrase' } } });
	expect(await joinByFile(chengdu, invitation, stick, 'gelb-ente-kran-42')).toMatchObject({ ok: true });

	await holdAndRecall(changzhou);
	await shipToC05(chengdu);
	const back = await exportFile(chengdu, (await logIn(chengdu, 'WH')).person, '');
	const merged = await importFile(changzhou, back, '');
	expect(merged).toMatchObject({ ok: true, value: { consignees: ['C05 成都民营医院'] } });
	expect(await consigneesOf(changzhou)).toContain('C05');
	const again = await importFile(changzhou, back, '');
	expect(again).toMatchObject({ ok: true, value: { added: 0 } });
	await logIn(changzhou, 'QA');
	await importFile(chengdu, await exportFile(changzhou, (await personWith(changzhou, 'QA')).person, ''), '');
	await converged(changzhou, chengdu);
});
