import { test } from '@playwright/test';
import { DEMO_LOTS, expect, openDemo, openLot, RAW } from './demo-company.ts';

test('the demo shows its lots, grouped, with stock and states, soon after the click', async ({ page }) => {
	await page.goto('/lots');
	await expect(page.getByRole('heading', { level: 1, name: '追到源头' })).toBeVisible();
	await page.getByRole('button', { name: '打开演示' }).click();
	const row = page.locator('[data-lot-row]', { hasText: 'MK260911' });
	await expect(row).toContainText('27,800');
	await expect(row).toContainText('召回中');
	await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
	await expect(page.locator('[data-verification=ok]')).toContainText('全部完好');
});

test('search by supplier lot, by words, by keyboard, and back to where one was', async ({ page }) => {
	await openDemo(page);
	await page.keyboard.press('/');
	// Slower than a scanner, which would be taken for one.
	await page.keyboard.type('HX2608', { delay: 90 });
	await expect(page.locator('[data-lot-row]')).toHaveCount(2);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: RAW })).toBeVisible();
	await page.goBack();
	await expect(page.locator('[data-lot-row]')).toHaveCount(2);
});

test('a typed serial number and a scanned UDI open their passports', async ({ page }) => {
	await openDemo(page);
	const search = page.getByRole('searchbox');
	await search.fill('CM26090352');
	await search.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'CM26090352' })).toBeVisible();
	await search.fill('(01)06901234567892(10)MK260912');
	await search.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'MK260912' })).toBeVisible();
});

test('filters narrow the list and can be cleared', async ({ page }) => {
	await openDemo(page);
	await page.getByRole('button', { name: '待检' }).click();
	await expect(page.locator('[data-lot-row]')).toHaveCount(3);
	await page.getByRole('searchbox').fill('没有这个');
	await page.getByRole('button', { name: '清除筛选' }).click();
	await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
});

test('a reload and a deep link open the demo by themselves; without it the start page asks', async ({ page }) => {
	await page.goto(`/lots/${RAW}`);
	await expect(page.getByRole('button', { name: '打开演示' })).toBeVisible();
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.getByRole('heading', { level: 1, name: RAW })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('heading', { level: 1, name: RAW })).toBeVisible();
	await page.goto('/lots/MK999999');
	await expect(page.getByText('没有这个批次')).toBeVisible();
});

test('offline: after the first visit a lot never opened before opens without a network', async ({ page, context }) => {
	await page.goto('/');
	await expect(page.locator('[data-offline=ready]')).toBeVisible({ timeout: 30_000 });
	await openDemo(page);
	await context.setOffline(true);
	await page.reload();
	await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
	await openLot(page, 'MK260910');
	await expect(page.locator('[data-mini]').first()).toBeVisible();
	await expect(page.locator('[data-offline=offline]')).toBeVisible();
});

test('the log names the company by its fingerprint and shows every chain as checked', async ({ page }) => {
	await openDemo(page);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '记录' }).click();
	await expect(page.locator('[data-check=ok]')).toContainText('全部完好');
	await expect(page.locator('[data-fingerprint]')).toHaveText(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
	await expect(page.locator('[data-chain]')).toHaveCount(4);
});
