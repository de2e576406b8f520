/** Stock is moved with two scans, offline; what was scanned wrongly is refused or taken back before it is recorded. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, locationLabel, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const band = (page: Page) => page.locator('[data-band]');

test('two scans move a lot, offline', async ({ page, context }) => {
	await openDemo(page);
	await page.goto('/move');
	await expect(page.locator('[data-flow]')).toBeVisible();
	await becomeRole(page, 'WH');
	const shelf = await locationLabel(page, 'CZ-RM');
	await context.setOffline(true);
	const before = await actCount(page, 'stock.moved');
	const began = Date.now();
	await scan(page, 'L-RMMB-261011-01');
	await expect(page.locator('[data-move-line="L-RMMB-261011-01"]')).toContainText('60 kg');
	await scan(page, shelf);
	await expect(band(page)).toContainText('已移到 CZ-RM');
	console.log(`moved with 2 scans in ${String(Date.now() - began)} ms`);
	expect(await actCount(page, 'stock.moved')).toBe(before + 1);
	await expect(page.locator('[data-move-line]')).toHaveCount(0);
	expect(await seriousViolations(page), 'move').toEqual([]);
});

test('the same code twice, a location first, an unknown code and a person’s second thoughts move nothing', async ({ page }) => {
	await openDemo(page);
	await page.goto('/move');
	await expect(page.locator('[data-flow]')).toBeVisible();
	await becomeRole(page, 'WH');
	const shelf = await locationLabel(page, 'CZ-RM');
	const before = await actCount(page, 'stock.moved');
	await scan(page, shelf);
	await expect(band(page)).toContainText('先扫要移动的货');
	await scan(page, 'NOTHING-OF-OURS');
	await expect(band(page)).toContainText('认不得这个码');
	await scan(page, 'L-SENS-260828-01');
	await scan(page, 'L-SENS-260828-01');
	await expect(band(page)).toContainText('没有重复计入');
	await expect(page.locator('[data-move-line]')).toHaveCount(1);
	await scan(page, 'SYA-UNDO');
	await expect(page.locator('[data-move-line]')).toHaveCount(0);
	await scan(page, 'L-SENS-260828-01');
	await page.getByRole('button', { name: '改数量' }).click();
	await page.keyboard.press('Backspace');
	// As fast as a person; what is faster is a scan.
	await page.keyboard.type('99', { delay: 60 });
	await page.getByRole('button', { name: '好', exact: true }).click();
	await scan(page, await locationLabel(page, 'CZ-EA'));
	await expect(band(page)).toContainText('那里只有 9 个');
	expect(await actCount(page, 'stock.moved')).toBe(before);
});

test('a scan opens what it names wherever nobody waits for one', async ({ page }) => {
	await openDemo(page);
	await scan(page, ']d210MK260912');
	await expect(page.getByRole('heading', { level: 1, name: 'MK260912' })).toBeVisible();
});
