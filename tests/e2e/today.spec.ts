import { test, type Page } from '@playwright/test';
import { expect, RAW, seriousViolations } from './demo-company.ts';

/** Opens the demo company at its start page. */
async function openToday(page: Page): Promise<void> {
	await page.goto('/');
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-today][data-tasks]')).toBeVisible();
}

/** Logs in as one of the demo's people. */
async function be(page: Page, name: string): Promise<void> {
	await page.locator('[data-person]:visible').click();
	const change = page.getByRole('button', { name: '换人' });
	const dialog = page.getByRole('dialog');
	await expect(change.or(dialog.getByRole('button', { name: new RegExp(name) })).first()).toBeVisible();
	if (await change.isVisible()) await change.click();
	await dialog.getByRole('button', { name: new RegExp(name) }).click();
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

const section = (page: Page, name: string) => page.locator(`[data-task-section="${name}"]`);
const kindsIn = (page: Page, name: string) =>
	section(page, name)
		.locator('[data-task-kind]')
		.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-task-kind')));

test('everybody has a today of their own: quality releases, the storekeeper moves, the owner sees what came up', async ({ page }) => {
	await openToday(page);
	await expect(page.getByText('还没有人登录')).toBeVisible();
	await expect(section(page, 'QA')).toContainText('复核冻结');

	await be(page, '吴倩');
	await expect(section(page, 'overdue')).toContainText('灭菌放行');
	expect(await kindsIn(page, 'mine')).toContain('hold-review');
	expect(await kindsIn(page, 'others')).toContain('market-release');

	await be(page, '郑洁');
	await expect(section(page, 'overdue')).toContainText('过期隔离');
	expect(await kindsIn(page, 'mine')).not.toContain('hold-review');
	await expect(section(page, 'others').locator('[data-task-kind="transfer-receive"]')).toContainText('在 CD');

	await be(page, '陈立');
	const raised = section(page, 'overdue').locator('[data-task-kind="market-release"]');
	await expect(raised).toContainText('已升级');
	await expect(raised).toContainText('授权放行人、质量负责人逾期');

	const badge = page.getByRole('navigation', { name: '工作区' }).locator('[data-area="today"]').first();
	const mine = await page.locator('[data-ownership="mine"], [data-ownership="escalated"]').count();
	await expect(badge).toContainText(String(mine));
	await expect(page).toHaveTitle(new RegExp(`^\\(${String(mine)}\\) 今日`));
	expect(await seriousViolations(page)).toEqual([]);
});

test('tasks are worked through by keyboard, and a new one is told while the page is open', async ({ page }) => {
	await openToday(page);
	await be(page, '周敏');
	await page.keyboard.press('j');
	const first = page.locator('a[data-task]').first();
	await expect(first).toBeFocused();
	await page.keyboard.press('j');
	await expect(page.locator('a[data-task]').nth(1)).toBeFocused();
	await page.keyboard.press('k');
	await expect(first).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/lots\//);

	// What Chengdu recorded off line is two exceptions for quality.
	const areas = page.getByRole('navigation', { name: '工作区' });
	await areas.locator('[data-area="exceptions"]').first().click();
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	await expect(page.getByText(/新待办：/).first()).toBeVisible();
	await areas.locator('[data-area="today"]').first().click();
	await expect(page.locator('[data-task-kind="exception"]').first()).toBeVisible();
});

test('the owner reads three lights that say why, with the recall and the held lots', async ({ page }) => {
	await openToday(page);
	await page.goto('/overview');
	const ship = page.locator('[data-light="ship"]');
	await expect(ship).toHaveAttribute('data-light-state', 'stop');
	await expect(ship.locator('[data-light-item="recall"]')).toContainText(RAW);
	await expect(ship.locator('[data-light-item="blocked"]').first()).toContainText('MK260911');
	await expect(page.locator('[data-light="compliance"]')).toHaveAttribute('data-light-state', 'stop');
	await expect(page.locator('[data-light="data"]')).toContainText('成都区域仓');
	await expect(page.locator('[data-product="FG-OX-100"][data-list="free"] [data-total]')).toContainText('258');
	await expect(page.locator('[data-prices]')).toContainText('没有录入价格');
	expect(await seriousViolations(page)).toEqual([]);

	const download = page.waitForEvent('download');
	await page.locator('[data-export]').first().click();
	await page.getByRole('menuitem', { name: /Excel/ }).click();
	expect((await download).suggestedFilename()).toMatch(/成品可发货清单.*\.xlsx$/);

	await ship.getByRole('link', { name: 'MK260911' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'MK260911' })).toBeVisible();
});

test('the board fills a television without navigation, names or prices, and says what it does not know', async ({ page }) => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	await openToday(page);
	await page.goto('/board');
	await expect(page.locator('[data-board="ready"]')).toBeVisible();
	await expect(page.locator('[data-rail]')).toHaveCount(0);
	await expect(page.locator('[data-board-panel="orders"]')).toContainText('WO-MKB-261012-01');
	await expect(page.locator('[data-board-panel="overdue"]')).toContainText('灭菌放行');
	await expect(page.locator('[data-board-panel="waiting"]')).toContainText('待检');
	await expect(page.locator('[data-silent]')).toContainText('23 小时未同步');
	for (const name of ['周敏', '吴倩', '郑洁', '¥']) await expect(page.locator('[data-board]')).not.toContainText(name);
	const letter = await page
		.locator('[data-board-panel="overdue"] li')
		.first()
		.evaluate((row) => Number.parseFloat(getComputedStyle(row).fontSize));
	console.log(`board: letters of ${String(letter)} px on a screen of 1920 px`);
	expect(letter).toBeGreaterThanOrEqual(36);
	// Everything fits: nothing has to be scrolled on a television.
	expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
	expect(await seriousViolations(page)).toEqual([]);
});
