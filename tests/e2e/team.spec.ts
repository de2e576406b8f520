/** People and devices of a company, through the screens, with two browsers and a real relay. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { seriousViolations } from './demo-company.ts';
import { act, ask, converged, logIn, newPage, newProfile, openAttachedDemo, openSite, personWith, uid, uploaded } from './live/world.ts';

const DEMO = join(mkdtempSync(join(tmpdir(), 'suyuan-demo-')), 'demo.suyuan');

test.setTimeout(120_000);

test.beforeAll(() => {
	execFileSync(process.execPath, ['src/cli/suyuan.mjs', 'demo', '--seed', 'team', '--out', DEMO]);
});

/** The demo's people sign by being chosen. */
async function sign(page: Page): Promise<void> {
	await page.locator('[data-sign-dialog]').waitFor();
	await page.getByRole('dialog').last().getByRole('button', { name: '签名', exact: true }).click();
}

/** The badge that is being handed over, as printed. */
async function badgeOf(page: Page): Promise<string> {
	const printed = await page.locator('[data-handover] [data-badge-text]').innerText();
	return printed.replaceAll(/\s/g, '');
}

async function openTeam(page: Page, part: '人员' | '终端'): Promise<void> {
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '团队' }).first().click();
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
	await expect(row.locator('[data-heard]')).toHaveText('在线', { timeout: 20_000 });

	await row.getByRole('button', { name: /^吊销/ }).click();
	await a.getByRole('dialog').last().getByLabel('原因').fill('平板在快递途中丢失');
	await a.getByRole('dialog').last().getByRole('button', { name: '吊销', exact: true }).click();
	await sign(a);
	await expect(row).toHaveAttribute('data-state', 'revoked');

	// What it still brings is taken, held, and decided by a person.
	const late = await logIn(b, 'WH');
	await act(b, [{ type: 'export.packaged', data: { purpose: '吊销后才写' } }], [late.person]);
	const held = row.locator('[data-held]');
	await expect(held).toHaveAttribute('data-held', '1', { timeout: 20_000 });
	expect(await seriousViolations(a), 'devices').toEqual([]);
	await held.locator('summary').click();
	await held.getByRole('button', { name: '认可' }).click();
	await a.getByRole('dialog').last().locator('[data-field=reason] textarea').fill('已找回，本人核对属实');
	await a.getByRole('dialog').last().getByRole('button', { name: '认可', exact: true }).click();
	await sign(a);
	await expect(held).toHaveCount(0);
	// It may deliver but learns nothing any more: not even of its own revocation.
	await uploaded(a);
	expect((await ask(b, 'devices')).find(({ own }) => own)?.state).toBe('enrolled');
	await expect(a.getByText('现在没连上中继')).toHaveCount(0);
	await site.relay.stop();
	await expect(a.getByText('现在没连上中继')).toBeVisible();
});

test('this device retires: its last record is written, and from then on it is told that it may only look', async ({ browser }) => {
	const site = await openSite();
	const page = await newPage(await newProfile(browser, DEMO), site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await logIn(page, 'IT');
	await openTeam(page, '终端');
	await page.getByRole('button', { name: /^本机退役/ }).click();
	const retiring = page.getByRole('dialog').last();
	await retiring.locator('[data-field=reason] textarea').fill('换新平板');
	// Attributed to whoever is logged in: no second signature is asked.
	await retiring.getByRole('button', { name: '本机退役', exact: true }).click();
	await expect(page.locator('[data-devices] > li').first()).toHaveAttribute('data-state', 'retired');
	await page.getByRole('button', { name: '邀请终端' }).click();
	await page.getByRole('button', { name: '下一步：签名' }).click();
	await expect(page.locator('[data-problem=read-only]')).toContainText('退役');
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
	const lost = await badgeOf(page);
	expect(await seriousViolations(page), 'badge').toEqual([]);
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
	const fresh = await badgeOf(page);
	expect(await ask(page, 'badgeOwner', { badge: lost })).toEqual({ ok: false, error: { type: 'unknown-badge' } });
	expect(await ask(page, 'unlock', { badge: fresh, pin: '274916', demoPerson: '' })).toMatchObject({ ok: false });
	expect(await ask(page, 'unlock', { badge: fresh, pin: '381527', demoPerson: '' })).toMatchObject({ ok: true, value: { name: '新员工' } });

	// A repeated request makes no badge: its key would not be the registered one.
	const { person } = (await ask(page, 'people')).find(({ name }) => name === '新员工') ?? { person: '' };
	const signers = await Promise.all(['OWN', 'IT'].map((role) => personWith(page, role)));
	await logIn(page, 'OWN');
	const request = {
		cmd: uid(),
		person,
		pin: '604183',
		before: [],
		signatures: signers.map((one) => ({ person: one.person, pin: '', badge: '' }))
	};
	expect(await ask(page, 'issueKey', request)).toMatchObject({ ok: true });
	expect(await ask(page, 'issueKey', request)).toMatchObject({ ok: false, error: { type: 'store' } });
	await site.relay.stop();
});

test('whoever may not invite is told which role it takes, before any signature', async ({ browser }) => {
	const site = await openSite();
	const page = await newPage(await newProfile(browser, DEMO), site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	await logIn(page, 'OP');
	await openTeam(page, '终端');
	await page.getByRole('button', { name: '邀请终端' }).click();
	expect(await seriousViolations(page), 'invite').toEqual([]);
	await page.getByRole('button', { name: '下一步：签名' }).click();
	await expect(page.locator('[data-problem=refused-no-role]')).toContainText('系统管理员');
	await expect(page.locator('[data-sign-dialog]')).toHaveCount(0);
	await site.relay.stop();
});
