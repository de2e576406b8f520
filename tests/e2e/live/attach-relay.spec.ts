/** A relay is attached by the person who runs it, in the page, as an administrator would (issue: a company first, a relay later). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { logIn, newPage, newProfile, openSite, sync, uploaded } from './world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'attach', '--out', DEMO]);
});

test('a company that began without one attaches a relay: wrong code, right code, detached and connected again', async ({ browser }) => {
	const site = await openSite();
	const page = await newPage(await newProfile(browser, DEMO), site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await logIn(page, 'IT');
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '同步' }).first().click();
	await page.getByRole('button', { name: '接入中继' }).click();

	const form = page.locator('[data-attach-relay]');
	await form.getByLabel('中继地址').fill('http://127.0.0.1:1');
	await expect(form.getByText('浏览器只许连这个地址')).toBeVisible();
	await form.getByLabel('中继地址').fill(site.origin);
	await page.getByRole('button', { name: '查看这台中继' }).click();
	await expect(form.getByLabel('中继的终端编号')).toHaveValue('R1');
	await form.getByLabel('认领码').fill('WRONG-CODE-0000');
	await page.getByRole('button', { name: '签名并认领' }).click();
	await page.locator('[data-sign-dialog]').waitFor();
	await page.getByRole('dialog').last().getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-relay-failed="bad-code"]')).toBeVisible();

	await form.getByLabel('认领码').fill(site.relay.claimCode ?? '');
	await page.getByRole('button', { name: '签名并认领' }).click();
	await expect(page.locator('[data-attach-relay]')).toBeHidden();
	await uploaded(page);

	await page.getByRole('button', { name: '断开中继' }).click();
	await page.getByRole('button', { name: '断开', exact: true }).click();
	await expect.poll(async () => (await sync(page))?.connection.kind).toBe('none');
	await page.getByRole('button', { name: '接入中继' }).click();
	await page.getByRole('button', { name: '查看这台中继' }).click();
	await expect(page.locator('[data-attach-relay]').getByText('已是本公司的')).toBeVisible();
	await page.getByRole('button', { name: '连上', exact: true }).click();
	await uploaded(page);
	await site.relay.stop();
});
