/** Goods leave for another site and arrive there: by scans, offline, with what really came. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const band = (page: Page) => page.locator('[data-band]');

async function openAs(page: Page, path: string): Promise<void> {
	await openDemo(page);
	await page.goto(path);
	await expect(page.locator('[data-flow]')).toBeVisible();
	await becomeRole(page, 'WH');
}

test('goods are sent by scans, offline, after a reload; nothing twice, nothing beyond stock', async ({ page, context }) => {
	await openAs(page, '/move/send');
	await scan(page, 'L-SENS-260828-01');
	await expect(page.locator('[data-move-line]')).toContainText('9 个');
	await page.reload();
	await expect(page.locator('[data-move-line="L-SENS-260828-01"]')).toBeVisible();
	await becomeRole(page, 'WH');
	await context.setOffline(true);
	const before = await actCount(page, 'transfer.dispatched');
	await scan(page, 'L-SENS-260828-01');
	await expect(band(page)).toContainText('没有重复计入');
	await expect(page.locator('[data-move-line]')).toHaveCount(1);
	await expect(page.locator('[data-site=CZ]')).toHaveCount(0);
	await page.locator('[data-site=CD]').click();
	await page.getByRole('button', { name: '改数量' }).click();
	await page.keyboard.press('Backspace');
	await page.keyboard.type('99', { delay: 60 });
	await page.locator('[data-dispatch]').click();
	await expect(band(page)).toContainText('那里只有 9 个');
	expect(await actCount(page, 'transfer.dispatched')).toBe(before);
	await page.locator('[data-number]').focus();
	await page.keyboard.press('Backspace');
	await page.keyboard.press('Backspace');
	await page.keyboard.type('4', { delay: 60 });
	await page.locator('[data-dispatch]').click();
	await expect(band(page)).toContainText('已发出，在途');
	expect(await actCount(page, 'transfer.dispatched')).toBe(before + 1);
	await expect(page.locator('[data-move-line]')).toHaveCount(0);
	await page.locator('[data-mode=arrivals]').click();
	await expect(page.locator('[data-transfer]', { hasText: 'L-SENS-260828-01' })).toContainText('4 个');
});

test('what came short is recorded as it is, and the rest stays on the road', async ({ page }) => {
	await openAs(page, '/move/arrivals');
	await expect(page.locator('[data-nothing-here]')).toBeVisible();
	await expect(page.locator('[data-transfer="TR-261011-01"]')).toContainText('CZ → CD');
	const before = await actCount(page, 'transfer.received');
	const began = Date.now();
	await scan(page, 'MK260926');
	await expect(page.locator('[data-arrival-line=MK260926]')).toContainText('4,000 只');
	await expect(page.getByText('这是 CD 的到货')).toBeVisible();
	await expect(page.locator('[data-to=CD-RCV]')).toBeVisible();
	await expect(page.locator('[data-confirm]')).toBeDisabled();
	await scan(page, 'MK260926');
	await expect(page.locator('[data-arrival-line=MK260926]')).toHaveAttribute('data-agrees', 'true');
	await page.getByRole('button', { name: '改数量' }).click();
	for (let digit = 0; digit < 3; digit++) await page.keyboard.press('Backspace');
	await expect(page.locator('[data-number]')).toHaveValue('4');
	await page.keyboard.press('Backspace');
	await page.keyboard.type('3800', { delay: 60 });
	await expect(page.locator('[data-differences]')).toContainText('少 200 只');
	expect(await seriousViolations(page), 'arrival').toEqual([]);
	await page.locator('[data-confirm]').click();
	await expect(band(page)).toContainText('差额进入异常');
	console.log(`received with 2 scans and 2 taps in ${String(Date.now() - began)} ms`);
	expect(await actCount(page, 'transfer.received')).toBe(before + 1);
	await page.locator('[data-back]').click();
	await expect(page.locator('[data-transfer="TR-261011-01"]')).toContainText('200 只');
	await expect(page.locator('[data-transfer="TR-261011-01"]')).toContainText('到过一部分');
});
