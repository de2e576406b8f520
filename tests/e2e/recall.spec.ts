/** The recall desk: from any pack to its scope, off line. */
import { test, type Page } from '@playwright/test';
import { becomeRole, expect, openDemo, RAW, seriousViolations, values } from './demo-company.ts';
import { scan } from './scanner.ts';

test.use({ viewport: { width: 1440, height: 900 } });

/** Opens the recall desk and cuts the network: all that follows must work without. */
async function openDesk(page: Page): Promise<void> {
	await openDemo(page);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '召回', exact: true }).click();
	await expect(page.locator('[data-recalls] [data-recall]')).toHaveCount(1);
	await becomeRole(page, 'QH');
	await page.context().setOffline(true);
}

test('any pack gives the scope, the customers and a balance that adds up, and names the silent site', async ({ page }) => {
	await openDesk(page);
	await scan(page, 'NO-SUCH-LOT');
	await expect(page.locator('[data-recall-refused]')).toContainText('认不得这个码');
	const began = Date.now();
	await scan(page, 'MK260912');
	await expect(page.locator('[data-recall-scope=MK260912]')).toBeVisible();
	await expect(page.locator('[data-customer]')).toHaveCount(4);
	console.log(`recall scope: 1 scan, 0 taps, ${((Date.now() - began) / 1000).toFixed(1)} s`);
	expect(await values(page, 'data-customer')).toEqual(['C01 12000', 'C02 38000', 'C03 8000', 'C04 7000']);
	// The material on hold is where the scope begins; the finished goods are found from there.
	await expect(page.locator(`[data-suspect="${RAW}"]`)).toBeChecked();
	await expect(page.locator('[data-figure=shipped]')).toContainText('65,000');
	await expect(page.locator('[data-figure=unexplained]')).toContainText('对得上');
	await expect(page.locator('[data-silent="成都区域仓"]')).toContainText('名单可能增加');
	await expect(page.locator('[data-scope-lot=MK260911]')).toContainText('可能');
	await expect(page.locator('[data-scope-lot=MK260909]')).toContainText('确定');
	expect(await seriousViolations(page), 'scope').toEqual([]);
	// Another cause, another scope: the load's own lots alone.
	await page.locator('[data-suspect="EO-260916-A"]').check();
	await page.locator(`[data-suspect="${RAW}"]`).uncheck();
	await expect(page.locator('[data-scope-lot=MK260912]')).toBeVisible();
	await expect(page.locator('[data-scope-lot=MK260909]')).toHaveCount(0);
	// On a phone nothing is cut off.
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
