/** The morning's order on a shared tablet: started, reported, stopped, cleared and completed offline; planned and released by its manager. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const ORDER = 'WO-MKB-261012-01';
const band = (page: Page) => page.locator('[data-band]');
const does = (page: Page, what: string) => page.locator(`[data-do=${what}]`);

async function openOrder(page: Page, role: string): Promise<void> {
	await openDemo(page);
	await page.goto('/production');
	await page.locator(`[data-order="${ORDER}"]`).click();
	await expect(page.locator(`[data-cockpit="${ORDER}"]`)).toBeVisible();
	await becomeRole(page, role);
}

async function sign(page: Page): Promise<void> {
	const dialog = page.locator('[data-sign-dialog]');
	await expect(dialog).toBeVisible();
	await page.getByRole('button', { name: '签名', exact: true }).click();
	await expect(dialog).toBeHidden();
}

test('an order is started and reported in four taps, offline; stopped, taken back, cleared and completed', async ({ page, context }) => {
	await page.setViewportSize({ width: 820, height: 1180 });
	await openOrder(page, 'LL');
	await context.setOffline(true);
	let taps = 0;
	const began = Date.now();
	const tap = async (selector: string) => {
		taps++;
		await page.locator(selector).click();
	};
	await tap('[data-do=start]');
	await expect(page.locator('[data-cockpit]')).toHaveAttribute('data-state', 'running');
	await tap('[data-do=report]');
	// What was drawn is enough for so many; the bill says what goes in.
	await tap('[data-likely="12195"]');
	await expect(page.locator('[data-use="L-RMMB-260925-01"]')).toContainText('10 kg');
	await tap('[data-record-report]');
	await expect(band(page)).toContainText('报工 12,195 只');
	console.log(`start and output: ${String(taps)} taps, ${((Date.now() - began) / 1000).toFixed(1)} s (limit: 4 taps, 15 s)`);
	expect(taps).toBe(4);
	expect(await actCount(page, 'op.materialConsumed')).toBeGreaterThan(0);
	await expect(page.locator('[data-made]')).toContainText('12,195');
	await expect(page.locator('[data-material=RM-MB]')).toContainText('线边没有');

	// One zero too many is taken back with its material; the record stays, struck through.
	await page.locator('[data-history=reported]').getByRole('button').click();
	await page.locator('[data-take-back] textarea').fill('多报了一箱');
	await page.getByRole('button', { name: '更正', exact: true }).click();
	await sign(page);
	await expect(page.locator('[data-history=reported]')).toHaveAttribute('data-void', 'true');
	await expect(page.locator('[data-made]')).toContainText('0');
	await expect(page.locator('[data-material=RM-MB]')).toContainText('10 kg');

	// Scrap has its reason; a lot beyond what is there is refused with what is there.
	await does(page, 'report').click();
	// What cannot have been made of so little material has to be confirmed.
	await page.locator('[data-likely="40000"]').click();
	await expect(page.locator('[data-short-ok]')).not.toBeChecked();
	await page.locator('[data-record-report]').click();
	await expect(band(page)).toContainText('投料比用料单少很多');
	await page.locator('[data-field=good]').click();
	await page.keyboard.type('12000', { delay: 60 });
	await page.locator('[data-scrap="焊接不良"]').click();
	await page.keyboard.type('120', { delay: 60 });
	await expect(page.locator('[data-scrap-line="焊接不良"]')).toContainText('120 只');
	await expect(page.locator('[data-use="L-RMMB-260925-01"]')).toContainText('9.94 kg');
	await page.locator('[data-use="L-RMMB-260925-01"]').click();
	// The first digit replaces what was proposed.
	await page.keyboard.type('12', { delay: 60 });
	const before = await actCount(page, 'op.outputReported');
	await page.locator('[data-record-report]').click();
	await expect(page.locator('[data-finding=more-than-there]')).toContainText('CZ-CR1 账上只有 10 kg，要记 12 kg');
	await expect(page.getByRole('button', { name: '已经发生，照实记录' })).toBeVisible();
	expect(await actCount(page, 'op.outputReported')).toBe(before);
	await page.getByRole('button', { name: '不记录' }).click();
	await page.locator('[data-use="L-RMMB-260925-01"]').click();
	await page.keyboard.type('9.9', { delay: 60 });
	expect(await seriousViolations(page), 'report').toEqual([]);
	await page.locator('[data-record-report]').click();
	await expect(page.locator('[data-history=reported][data-void=false]')).toContainText('报废 120（焊接不良）');

	await does(page, 'pause').click();
	await page.locator('[data-reason=material]').click();
	await expect(page.locator('[data-cockpit]')).toHaveAttribute('data-state', 'paused');
	await expect(page.locator('[data-cockpit]')).toContainText('缺料');
	await does(page, 'resume').click();
	await expect(page.locator('[data-cockpit]')).toHaveAttribute('data-state', 'running');

	// Not completed before the line is cleared.
	await does(page, 'complete').click();
	await expect(page.locator('[data-finding=not-cleared]')).toBeVisible();
	await page.getByRole('button', { name: '不记录' }).click();
	await does(page, 'clear').click();
	await expect(page.locator('[data-clear-done]')).toBeDisabled();
	await page.locator('[data-clear-all]').click();
	await page.locator('[data-clear-done]').click();
	await sign(page);
	await expect(page.locator('[data-history=cleared]')).toBeVisible();
	await does(page, 'complete').click();
	await expect(page.locator('[data-cockpit]')).toHaveAttribute('data-state', 'done');
	expect(await seriousViolations(page), 'order').toEqual([]);
	await page.locator('[data-clearance-paper]').click();
	await expect(page.getByText('合格，准许开工').first()).toBeVisible();
	await expect(page.getByText('设备、台面、地面已清洁').first()).toBeVisible();
});

test('a production manager draws up an order with the proposed lot number and releases it; a scan opens it', async ({ page }) => {
	await openDemo(page);
	await page.goto('/production');
	await expect(page.locator('[data-orders]')).toBeVisible();
	await becomeRole(page, 'PM');
	await page.getByRole('button', { name: '新指令' }).click();
	await page.locator('label', { has: page.locator('[data-product=FG-MK-01]') }).click();
	await expect(page.locator('[data-plan-lot]')).toHaveValue(/^FGMK01\d{6}/);
	await expect(page.locator('[data-plan-qty]')).toHaveValue('39000');
	await page.locator('[data-plan-qty]').fill('0');
	await page.getByRole('button', { name: '编制', exact: true }).click();
	await expect(page.locator('[data-new-order]')).toContainText('填大于 0 的数量');
	await page.locator('[data-plan-qty]').fill('2000');
	await page.locator('[data-plan-lot]').fill('MK260909');
	await page.getByRole('button', { name: '编制', exact: true }).click();
	await expect(page.locator('[data-new-order]')).toContainText('这个批号已经用过');
	await page.locator('[data-plan-lot]').fill('MK261112');
	expect(await seriousViolations(page), 'plan').toEqual([]);
	await page.getByRole('button', { name: '编制', exact: true }).click();
	await expect(page.locator('[data-cockpit][data-state=planned]')).toContainText('MK261112');
	await expect(does(page, 'start')).toHaveCount(0);
	await does(page, 'release').click();
	await sign(page);
	await expect(page.locator('[data-cockpit]')).toHaveAttribute('data-state', 'released');
	await expect(page.locator('[data-material=SF-MK-BODY]')).toContainText('还需 2,010 只');

	// Whose work it is is told before anything is written.
	const started = await actCount(page, 'op.started');
	await does(page, 'start').click();
	await expect(band(page)).toContainText('须由操作工、班组长来做');
	expect(await actCount(page, 'op.started')).toBe(started);

	// Meltblown is no material of this order.
	await scan(page, 'L-RMMB-260902-01');
	await expect(band(page)).toContainText('扫错了');
	await page.goto('/production');
	await expect(page.locator('[data-orders]')).toBeVisible();
	expect(await seriousViolations(page), 'list').toEqual([]);
	await scan(page, ORDER);
	await expect(page.locator(`[data-cockpit="${ORDER}"]`)).toBeVisible();
});
