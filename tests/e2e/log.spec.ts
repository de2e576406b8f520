import { test } from '@playwright/test';
import { expect, openDemo, RAW, seriousViolations } from './demo-company.ts';

test('the log is narrowed by words, type and day; the address keeps it, a way back finds it again', async ({ page }) => {
	await openDemo(page);
	await page.goto('/log');
	await expect(page.locator('[data-log-type] option[value="recall.decided"]')).toBeAttached();
	await expect(page.locator('[data-log-found]')).toHaveCount(0);
	const search = page.getByRole('searchbox', { name: '单号、批号、姓名、内容' });
	await page.keyboard.press('/');
	await expect(search).toBeFocused();
	await page.setViewportSize({ width: 390, height: 844 });
	// Not by keys: so many so fast would be a scan, which leads to the lot.
	await search.fill(RAW);
	await expect(page.locator('[data-log-found]')).not.toHaveAttribute('data-log-found', '');
	await page.locator('[data-log-type]').selectOption('recall.decided');
	await expect(page.locator('[data-log-found]')).toHaveAttribute('data-log-found', '1');
	await expect(page.getByRole('listitem').filter({ hasText: '召回决定' })).toHaveCount(1);
	expect(await seriousViolations(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

	await page.reload();
	await expect(page.locator('[data-log-type]')).toHaveValue('recall.decided');
	await expect(page.locator('[data-log-found]')).toHaveAttribute('data-log-found', '1');
	await page.getByRole('link', { name: RAW }).click();
	await expect(page.getByRole('heading', { level: 1, name: RAW })).toBeVisible();
	await page.goBack();
	await expect(page.locator('[data-log-found]')).toHaveAttribute('data-log-found', '1');

	await page.locator('[data-log-until]').fill('2026-01-01');
	await expect(page.getByText('没有符合的记录')).toBeVisible();
	await page.getByRole('button', { name: '清除筛选' }).click();
	await expect(page.locator('[data-log-found]')).toHaveCount(0);
	expect(new URL(page.url()).search).toBe('');
});

test('a record is a page: what was said, who signed, which gates, what it knew, and the bytes that prove it', async ({ page }) => {
	await openDemo(page);
	await page.goto('/log?type=recall.decided');
	await expect(page.locator('[data-log-found]')).toHaveAttribute('data-log-found', '1');
	await page.locator('[data-record-link]').first().click();
	await expect(page.locator('[data-record="recall.decided"]')).toContainText('生效');
	await expect(page.locator('[data-signature]')).toHaveCount(3);
	await expect(page.locator('main')).toContainText('通知全部收货方停用并退回');
	expect(await seriousViolations(page)).toEqual([]);
	await page.locator('summary', { hasText: '原始条目' }).click();
	await expect(page.locator('[data-entry]')).toContainText('"type":"recall.decided"');
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	// Back along the chain, to the record before it on the same device.
	const before = page.url();
	await page
		.locator('main')
		.getByRole('link')
		.filter({ hasText: /^[A-Za-z0-9_-]{43}$/ })
		.click();
	await expect(page).not.toHaveURL(before);
	await expect(page.locator('[data-record]')).toBeVisible();
	await page.goto('/log/nothing');
	await expect(page.getByText('没有这条记录')).toBeVisible();
	await page.goto('/log?type=recall.decided');
	await expect(page.locator('[data-log-found]')).toHaveAttribute('data-log-found', '1');
	await page.getByRole('button', { name: '导出' }).click();
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
	expect(file.suggestedFilename()).toMatch(/\.csv$/);
});
