/** A stock count as a storekeeper does it: blind, by scans and keys, offline; scans, taps and seconds are printed. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, locationLabel, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const LOT = 'L-RMMB-261011-01';
const OTHER = 'L-SENS-260828-01';
const PLACE = 'CZ-IQC';

const band = (page: Page) => page.locator('[data-band]');
const pad = (page: Page) => page.locator('[data-count-pad]');

async function openCount(page: Page): Promise<void> {
	await openDemo(page);
	await page.goto('/count');
	await expect(page.locator('[data-flow]')).toBeVisible();
	await becomeRole(page, 'WH');
}

/** As fast as a person; what is faster is a scan. */
async function typeQuantity(page: Page, quantity: string): Promise<void> {
	await expect(pad(page)).toBeVisible();
	await page.keyboard.type(quantity, { delay: 60 });
	await page.keyboard.press('Enter', { delay: 60 });
	await expect(pad(page)).toBeHidden();
}

test('wrong scans and a reload lose nothing; then a location is counted blind and offline and posted with two signatures', async ({
	page,
	context
}) => {
	await openCount(page);
	const before = await actCount(page, 'stock.adjusted');
	const label = await locationLabel(page, PLACE);
	await scan(page, LOT);
	await expect(band(page)).toContainText('先扫要盘的库位');
	await scan(page, label);
	await expect(page.locator('[data-count]')).toContainText(PLACE);
	await scan(page, LOT);
	await typeQuantity(page, '40');
	await page.reload();
	await expect(page.locator(`[data-counted="${LOT}"]`)).toContainText('40 kg');
	await becomeRole(page, 'WH');
	await scan(page, LOT);
	await page.getByRole('button', { name: '累加' }).click();
	await typeQuantity(page, '20');
	await expect(page.locator(`[data-counted="${LOT}"]`)).toContainText('60 kg');
	await scan(page, await locationLabel(page, 'CZ-RM'));
	await expect(band(page)).toContainText('再盘别的库位');
	await scan(page, 'NOTHING-OF-OURS');
	await expect(band(page)).toContainText('认不得这个码');
	expect(await actCount(page, 'count.lineRecorded')).toBe(2);
	await page.getByRole('button', { name: '看差异' }).click();
	await expect(page.locator('[data-count-same="1"]')).toBeVisible();
	await page.getByRole('button', { name: '取消盘点' }).click();
	await expect(band(page)).toContainText('账没有动');
	expect(await actCount(page, 'stock.adjusted')).toBe(before);

	await context.setOffline(true);
	const began = Date.now();
	let taps = 0;
	await scan(page, label);
	await expect(page.locator('[data-count]')).toContainText(PLACE);
	await scan(page, LOT);
	await expect(pad(page)).toBeVisible();
	// Blind: nothing on the screen tells what the books say.
	await expect(page.locator('[data-flow]')).not.toContainText('60 kg');
	await typeQuantity(page, '58.50');
	await expect(page.locator(`[data-counted="${LOT}"]`)).toContainText('58.5 kg');
	await scan(page, OTHER);
	await typeQuantity(page, '2');
	const perLine = (Date.now() - began) / 2000;
	await page.getByRole('button', { name: '看差异' }).click();
	taps++;
	await expect(page.locator(`[data-count-row="${LOT}"] [data-difference="-1.5"]`)).toBeVisible();
	await expect(page.locator(`[data-count-group="not-in-books"] [data-count-row="${OTHER}"]`)).toBeVisible();
	await expect(page.locator(`[data-count-row="${LOT}"] [data-cause]`)).not.toBeEmpty();
	// The books have it elsewhere: it is moved, not added a second time.
	await expect(page.locator(`[data-count-row="${OTHER}"] [data-cause="elsewhere"]`)).toContainText('补移库');
	expect(await seriousViolations(page), 'count summary').toEqual([]);
	await page.locator('[data-post-count]').click();
	taps++;
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await dialog.getByRole('button', { name: '签名', exact: true }).click();
	taps++;
	await expect(band(page)).toContainText('盘点已过账');
	console.log(`counted 2 lines with 3 scans, ${String(taps)} taps, ${perLine.toFixed(1)} s a line (limit: 10 s a line, 3 taps)`);
	expect(taps).toBeLessThanOrEqual(3);
	expect(await actCount(page, 'stock.adjusted')).toBe(before + 1);
	expect(await actCount(page, 'count.posted')).toBe(1);
});
