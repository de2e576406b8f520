/** People and devices of a company, through the screens, with two browsers and a real relay. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ask, converged, logIn, newPage, newProfile, openAttachedDemo, openSite, sync } from './live/world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');

test.setTimeout(60_000);

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'team', '--out', DEMO]);
});

/** The demo's people sign by being chosen. */
async function sign(page: Page): Promise<void> {
	await page.locator('[data-sign-dialog]').waitFor();
	await page.getByRole('dialog').last().getByRole('button', { name: '签名', exact: true }).click();
}

async function openTeam(page: Page, part: '人员' | '终端'): Promise<void> {
	await page.getByRole('link', { name: '团队' }).first().click();
	await page.getByRole('tab', { name: part }).click();
}

test('a device is invited by its sheet, joins by the pasted text, and is revoked: it may only deliver from then on', async ({
	browser
}) => {
	const site = await openSite();
	const a = await openAttachedDemo(browser, site, DEMO);
	await logIn(a, 'IT');
	await openTeam(a, '终端');
	await a.getByRole('button', { name: '邀请终端' }).click();
	await a.getByRole('button', { name: '下一步：签名' }).click();
	await sign(a);
	const sheet = a.locator('[data-invitation]');
	const code = (await sheet.getAttribute('data-invitation')) ?? '';
	const text = await sheet.locator('[data-invitation-text]').inputValue();
	expect(text).toContain(site.origin);
	await expect(sheet.locator('svg').first()).toBeVisible();
	await sheet.getByRole('button', { name: '完成' }).click();

	const b = await newPage(await newProfile(browser, DEMO), site.origin, '/join');
	await b.locator('textarea, input[type=text]').first().fill(text);
	await b.getByRole('button', { name: '加入', exact: true }).click();
	await b.getByRole('button', { name: '进入公司' }).click();
	await converged(a, b);
	const row = a.locator(`[data-device=${code}]`);
	await expect(row).toHaveAttribute('data-state', 'enrolled');
	await expect(row.locator('[data-heard]')).toHaveText('在线');

	await row.getByRole('button', { name: /^吊销/ }).click();
	await a.getByRole('dialog').last().getByLabel('原因').fill('平板在快递途中丢失');
	await a.getByRole('dialog').last().getByRole('button', { name: '吊销', exact: true }).click();
	await sign(a);
	await expect(row).toHaveAttribute('data-state', 'revoked');
	await expect
		.poll(async () => ((await sync(b))?.connection as { readonly scope?: string } | undefined)?.scope ?? (await sync(b))?.connection.kind, {
			timeout: 20_000
		})
		.not.toBe('full');
	await site.relay.stop();
});

test('somebody new gets a role, a badge and a PIN, and a lost badge is replaced', async ({ browser }) => {
	const site = await openSite();
	const page = await newPage(await newProfile(browser, DEMO), site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await logIn(page, 'OWN');
	await openTeam(page, '人员');
	await page.getByRole('button', { name: '添加人员' }).click();
	const form = page.locator('[data-add-person]');
	await form.getByLabel('姓名').fill('新员工');
	await form.getByLabel('一人兼的岗位').selectOption({ label: '操作工' });
	await form.getByLabel('6 位 PIN').fill('274916');
	await form.getByLabel('再输一次').fill('274916');
	await page.getByRole('dialog').last().getByRole('button', { name: '下一步：签名' }).click();
	await sign(page);
	// Registered; granting the role and the key is the second signature.
	await expect(form.getByRole('status')).toBeVisible();
	await sign(page);
	await page.locator('[data-handover]').waitFor();
	await page.getByLabel('已打印并当面交给新员工').check();
	await page.getByRole('button', { name: '完成' }).click();
	const row = page.locator('[data-people] li').filter({ hasText: '新员工' });
	await expect(row).toBeVisible();
	expect((await ask(page, 'people')).find(({ name }) => name === '新员工')).toMatchObject({ key: 'here' });

	await row.getByRole('button', { name: '重发工牌' }).click();
	await page.getByRole('dialog').last().getByLabel('6 位 PIN').fill('381527');
	await page.getByRole('dialog').last().getByLabel('再输一次').fill('381527');
	await page.getByRole('dialog').last().getByRole('button', { name: '下一步：签名' }).click();
	await sign(page);
	await page.locator('[data-handover]').waitFor();
	await site.relay.stop();
});
