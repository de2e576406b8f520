/** The passport: what every scan opens – states, what may be done and why not, where it is, what it was made of, what happened. */
import { test } from '@playwright/test';
import { expect, openDemo, openLot, RAW, seriousViolations, values } from './demo-company.ts';
import { scan } from './scanner.ts';

test('a scan opens it; gates say what may be done, why not, and lead on', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openDemo(page);
	await scan(page, '(01)06901234567892(10)MK260912'.replaceAll(/[()]/g, ''));
	await expect(page.locator('[data-lot=MK260912]')).toBeVisible();
	// States are chips of their own: quality, hold, sterilisation, release, recall.
	const marks = page.locator('[data-marks]');
	for (const state of ['待检', '随上游冻结', '已灭菌', '待上市放行', '召回中']) await expect(marks).toContainText(state);
	const ship = page.locator('[data-ability=ship]');
	await expect(ship).toHaveAttribute('data-verdict', 'not');
	await expect(ship.locator('[data-finding=inherited-hold]')).toContainText(RAW);
	await expect(ship.locator('[data-finding=not-market-released]')).toBeVisible();
	await expect(page.locator('[data-ability=move]')).toHaveAttribute('data-verdict', 'may');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	// The way out: where the hold was placed.
	await ship.getByRole('link', { name: new RegExp(RAW) }).click();
	await expect(page.locator(`[data-lot="${RAW}"]`)).toBeVisible();
	await expect(page.locator('[data-ability=issue]')).toContainText('可换');
});

test('where it is since when, what it is made of, what happened to it; of a unit, what it is assembled of', async ({ page }) => {
	await openDemo(page);
	await openLot(page, 'MK260911');
	await expect(page.locator('[data-place=CZ-FG]')).toContainText('20,800');
	await expect(page.locator('[data-place=CD-FG]')).toContainText('2026-10-10 09:00 起');
	await expect(page.locator('[data-balance] [data-part=unexplained] dd')).toHaveText('0');
	await expect(page.locator('[data-holders]')).toContainText('C04');
	expect(new Set(await values(page, 'data-mini'))).toEqual(new Set([RAW, 'L-RMMB-260905-01', 'MB260907', 'MB260908', 'MB260909']));
	await expect(page.locator('[data-inspections]')).toContainText('J-MK260911');
	await page.locator('[data-mini=MB260908]').click();
	await expect(page.locator('[data-lot=MB260908]')).toBeVisible();

	await openLot(page, RAW);
	const lines = page.locator('[data-history-line]');
	await expect(page.locator('[data-history-total="14"]')).toBeVisible();
	await page.getByRole('button', { name: /^决定/ }).click();
	await expect(lines).toHaveCount(3);
	const hold = page.locator('[data-history-line="hold.placed"]');
	await hold.locator('summary').click();
	await expect(hold).toContainText('本机得知于');
	await expect(hold).toContainText('吴倩（质量保证');
	expect(await seriousViolations(page)).toEqual([]);

	await page.goto('/lots/CM26090352');
	const parts = page.locator('[data-components]');
	await expect(parts).toContainText('L-SENS-260828-01');
	await expect(parts).toContainText('校准不合格');
	await expect(page.locator('[data-place=CD-FG]')).toBeVisible();
	await expect(page.locator('[data-ability=ship]')).toHaveAttribute('data-verdict', 'may');
});
