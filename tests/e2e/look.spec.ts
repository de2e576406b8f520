import { test } from '@playwright/test';
import { expect, openDemo, openLot, openTrace, RAW, seriousViolations, showTable, speakEnglish } from './demo-company.ts';

/** What a page shows only after something was done; the pages themselves are every-route.spec.ts's, in the light theme too. */
test('what opens on a screen is accessible in the dark theme', async ({ page }) => {
	test.setTimeout(120_000);
	await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	expect(await seriousViolations(page), 'start').toEqual([]);
	await openDemo(page);
	await openLot(page, RAW);
	await page.locator('[data-history-line] summary').first().click();
	expect(await seriousViolations(page), 'passport').toEqual([]);
	await openTrace(page, RAW);
	await expect(page.locator('[data-graph-node]').first()).toBeVisible();
	expect(await seriousViolations(page), 'graph').toEqual([]);
	// On this width the views of the trace stand behind tabs.
	await page.setViewportSize({ width: 1024, height: 800 });
	await showTable(page);
	expect(await seriousViolations(page), 'table').toEqual([]);
	await page.getByRole('tab', { name: '时间线' }).click();
	await expect(page.locator('[data-closure-timeline]')).toBeVisible();
	expect(await seriousViolations(page), 'timeline').toEqual([]);
	await page.goto('/exceptions');
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	await expect(page.locator('[data-exception]')).toHaveCount(2);
	expect(await seriousViolations(page), 'exceptions').toEqual([]);
});

/** Phones and wide screens are every-route.spec.ts's. */
test('nothing is wider than a tablet', async ({ page }) => {
	await page.setViewportSize({ width: 820, height: 844 });
	await openDemo(page);
	const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(await overflow(), 'lots').toBeLessThanOrEqual(0);
	await openLot(page, RAW);
	expect(await overflow(), 'passport').toBeLessThanOrEqual(0);
	await openTrace(page, RAW);
	await showTable(page);
	expect(await overflow(), 'table').toBeLessThanOrEqual(0);
	await page.goto('/log');
	await expect(page.locator('[data-chain]')).toHaveCount(4);
	expect(await overflow(), 'log').toBeLessThanOrEqual(0);
});

test('a phone shows the table first, a desktop the graph', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openDemo(page);
	await openTrace(page, RAW);
	await expect(page.getByRole('tab', { name: '表' })).toHaveAttribute('aria-selected', 'true');
	await page.setViewportSize({ width: 1024, height: 900 });
	await openTrace(page, RAW);
	await expect(page.getByRole('tab', { name: '图' })).toHaveAttribute('aria-selected', 'true');
});

test('speaks English throughout', async ({ page }) => {
	await openDemo(page);
	await speakEnglish(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Lots' })).toBeVisible();
	await page.goto(`/lots/${RAW}`);
	await expect(page.getByText('May not be used in production')).toBeVisible();
	await page.goto(`/trace/${RAW}`);
	await expect(page.getByRole('heading', { name: 'Downstream totals' })).toBeVisible();
});

test('the printed trace is the table alone, with what and when', async ({ page }) => {
	await page.setViewportSize({ width: 1024, height: 800 });
	await openDemo(page);
	await openTrace(page, RAW);
	await showTable(page);
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByText(/^追溯表 .*打印件不受控/)).toBeVisible();
	await expect(page.getByRole('searchbox')).toBeHidden();
	await expect(page.getByRole('tab', { name: '表' })).toBeHidden();
	await expect(page.locator('[data-consignee]').first()).toBeVisible();
});
