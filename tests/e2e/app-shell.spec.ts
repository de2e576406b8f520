import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Opens the start page and waits until the service worker has stored the application and answers for it. */
async function openInstalled(page: Page): Promise<void> {
	await page.goto('/');
	await expect(page.locator('[data-offline=ready]')).toBeVisible({ timeout: 30_000 });
}

async function seriousViolations(page: Page): Promise<readonly string[]> {
	const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

async function chooseDarkTheme(page: Page): Promise<void> {
	await page.getByRole('radio', { name: /深色|Dark/ }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
}

test('opens with its name and no script refused by the policy', async ({ page }) => {
	const problems: string[] = [];
	page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
	page.on('pageerror', (error) => problems.push(error.message));
	await page.goto('/');
	await expect(page).toHaveTitle(/溯源 Suyuan/);
	await expect(page.getByRole('main')).toBeVisible();
	expect(problems).toEqual([]);
});

test('speaks both languages and remembers the choice', async ({ page }) => {
	await page.goto('/kit');
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await expect(page.locator('[data-place]')).toHaveText('界面组件');
	await page.getByRole('radio', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page).toHaveTitle('Interface components · 溯源 Suyuan');
	await page.reload();
	await expect(page.locator('[data-place]')).toHaveText('Interface components');
	await page.getByRole('radio', { name: '中文' }).click();
	await expect(page.locator('[data-place]')).toHaveText('界面组件');
});

test('has a dark theme, remembers it, and follows the system otherwise', async ({ page }) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await page.goto('/');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
	await page.emulateMedia({ colorScheme: 'dark' });
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.getByRole('radio', { name: '浅色' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('chooses theme by arrow keys', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('radio', { name: '跟随系统' }).focus();
	await page.keyboard.press('ArrowLeft');
	await expect(page.getByRole('radio', { name: '深色' })).toBeFocused();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('works offline: reload, and a deep link never visited before', async ({ page, context }) => {
	await openInstalled(page);
	await context.setOffline(true);
	await page.reload();
	await expect(page.locator('[data-offline=offline]')).toBeVisible();
	await expect(page.getByRole('main')).toBeVisible();
	await page.goto('/kit?from=link');
	await expect(page.locator('[data-place]')).toHaveText('界面组件');
	await context.setOffline(false);
	await expect(page.locator('[data-offline=ready]')).toBeVisible();
});

test('offers a new version instead of taking it, and takes it when told', async ({ page, context }) => {
	let version = 1;
	await context.route('**/service-worker.js', async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, body: `${await answer.text()}\n// version ${String(version)}` });
	});
	await openInstalled(page);
	await page.evaluate(() => {
		document.documentElement.dataset['before'] = 'yes';
	});
	version = 2;
	await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
	await expect(page.getByText('新版本已就绪')).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('data-before', 'yes');
	await page.getByRole('button', { name: '立即更新' }).click();
	await expect(page.locator('html')).not.toHaveAttribute('data-before', 'yes');
	await expect(page.getByRole('main')).toBeVisible();
});

for (const path of ['/', '/kit']) {
	test(`${path} is accessible in both themes`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: 'light' });
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(await seriousViolations(page)).toEqual([]);
		await chooseDarkTheme(page);
		expect(await seriousViolations(page)).toEqual([]);
	});
}

test.describe('the data table', () => {
	test('renders only what is seen and moves by keys', async ({ page }) => {
		await page.goto('/kit');
		const grid = page.getByRole('grid');
		await expect(grid).toHaveAttribute('aria-rowcount', '5001');
		expect(await grid.getByRole('row').count()).toBeLessThan(60);
		await grid.getByText('LOT-00001').click();
		await page.keyboard.press('ArrowDown');
		await expect(grid.locator('tr:focus')).toContainText('LOT-00002');
		await page.keyboard.press('End');
		await expect(grid.locator('tr:focus')).toContainText('LOT-05000');
		await page.keyboard.press('Home');
		await expect(grid.locator('tr:focus')).toContainText('LOT-00001');
	});

	test('sorts by its headers', async ({ page }) => {
		await page.goto('/kit');
		const grid = page.getByRole('grid');
		const header = grid.getByRole('columnheader', { name: '批号' });
		await header.getByRole('button').click();
		await expect(header).toHaveAttribute('aria-sort', 'ascending');
		await header.getByRole('button').click();
		await expect(header).toHaveAttribute('aria-sort', 'descending');
		await expect(grid.locator('tbody tr[data-index="0"]')).toContainText('LOT-05000');
	});

	test('prints all its rows, black on white also from the dark theme', async ({ page }) => {
		await page.goto('/kit');
		await chooseDarkTheme(page);
		await page.emulateMedia({ media: 'print' });
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		await expect(page.locator('tr[data-index]')).toHaveCount(5_000);
		await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
		await expect(page.locator('html')).toHaveCSS('color', 'rgb(0, 0, 0)');
		await page.emulateMedia({ media: 'screen' });
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await expect.poll(() => page.locator('tr[data-index]').count()).toBeLessThan(60);
	});

	test('copies a row as tab-separated values', async ({ page, context }) => {
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await page.goto('/kit');
		await page.getByRole('grid').locator('tr[data-index="1"]').focus();
		await page.keyboard.press('Control+c');
		await expect(page.getByText('已复制 1 行')).toBeVisible();
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
			'批号\t物料\t数量\t状态\nLOT-00002\t医用环氧管\t7919.10\treleased'
		);
	});
});

test('a dialog keeps the focus inside, closes by Escape and gives it back', async ({ page }) => {
	await page.goto('/kit');
	const opener = page.getByRole('button', { name: '收货' }).first();
	await opener.click();
	const dialog = page.getByRole('dialog', { name: '收货' });
	await expect(dialog).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(opener).toBeFocused();
});

test('targets are 44 px in touch density', async ({ page }) => {
	await page.addInitScript(() => localStorage.setItem('suyuan.density', 'touch'));
	await page.goto('/kit');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	for (const control of await page.getByRole('button').or(page.getByRole('radio')).all()) {
		const box = await control.boundingBox();
		if (!box) continue;
		const name = await control.evaluate((element) => element.outerHTML.slice(0, 120));
		expect.soft(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(44);
	}
});
