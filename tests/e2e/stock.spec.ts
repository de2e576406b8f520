/** Stock: the figures of the story, a past day, a bin card, and a real workbook. */
import { test } from '@playwright/test';
import { expect, locationLabel, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

test('stock by item says how much there is in which state, on any width', async ({ page }) => {
	await openDemo(page);
	await page.goto('/stock');
	const main = page.getByRole('main');
	await expect(main.getByText('RM-MB').first()).toBeVisible();
	await expect(main.getByText('FG-OX-100').first()).toBeVisible();
	expect(await seriousViolations(page), 'stock').toEqual([]);
	const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(await overflow()).toBeLessThanOrEqual(0);
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await overflow()).toBeLessThanOrEqual(0);
});

test('a scanned location opens its bin card; stock of a past day is what it was', async ({ page }) => {
	await openDemo(page);
	await page.goto('/stock');
	const main = page.getByRole('main');
	await expect(main.getByText('183 kg')).toBeVisible();
	await page.locator('[data-as-of]').fill('2026-09-02');
	await expect(page.locator('[data-past]')).toBeVisible();
	await expect(main.getByText('120 kg')).toBeVisible();
	await scan(page, await locationLabel(page, 'CZ-IQC'));
	await expect(main.getByText('L-RMMB-261011-01').first()).toBeVisible();
	expect(await seriousViolations(page), 'bin card').toEqual([]);
});
