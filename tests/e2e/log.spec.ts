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
