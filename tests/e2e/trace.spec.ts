import { test } from '@playwright/test';
import { expect, openDemo, openLot, openTrace, RAW, values } from './demo-company.ts';

test.use({ viewport: { width: 1440, height: 900 } });

test('T1: who received it with the shipment that proves it, what is left and a balance that adds up', async ({ page }) => {
	await openDemo(page);
	await openTrace(page, RAW);
	await page.getByRole('radio', { name: '去向' }).click();
	await expect(page.locator('[data-consignee]')).toHaveCount(6);
	expect(await values(page, 'data-consignee')).toEqual([
		'C01 MK260909 12000',
		'C02 MK260909 20000',
		'C02 MK260910 18000',
		'C03 MK260911 8000',
		'C04 MK260909 4000',
		'C04 MK260911 3000'
	]);
	expect(await values(page, 'data-proof')).toEqual([
		'SH-261008-01',
		'SH-261008-02',
		'SH-261009-01',
		'SH-261010-01',
		'SH-261011-01',
		'SH-261011-02'
	]);
	expect(await values(page, 'data-stock')).toEqual([
		'CD MK260909 2800',
		'CZ MK260910 20800',
		'CD MK260911 7000',
		'CZ MK260911 20800',
		'CZ MK260912 38800',
		`CZ ${RAW} 34.5`
	]);
	expect(await values(page, 'data-node')).toEqual([
		RAW,
		'MB260907',
		'MB260908',
		'MB260909',
		'MK260909',
		'MK260910',
		'MK260911',
		'MK260912'
	]);
	const balance = page.locator('[data-balance]');
	await expect(balance.locator('[data-part=consumed]')).toContainText('85.5');
	await expect(balance.locator('[data-part=onHand]')).toContainText('34.5');
	await expect(balance.locator('[data-part=unexplained] dd')).toHaveText('0');
	await expect(page.locator('[data-total=FG-MK-01]')).toContainText('156,000');
	await expect(page.locator('[data-total=FG-MK-01]')).toContainText('65,000');
	// A customer's name is read in one line, not sign by sign; on a phone nothing sticks out.
	const row = await page.locator('[data-consignee]').nth(3).boundingBox();
	expect(row?.height).toBeLessThan(48);
	await page.setViewportSize({ width: 390, height: 844 });
	await page.getByRole('tab', { name: '表' }).click();
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
	await page.setViewportSize({ width: 1440, height: 900 });
	// The graph and the timeline stand beside it, and look at the same lot.
	await page.locator('[data-graph-node=MK260912]').click();
	await expect(page.locator('tr.selected')).toHaveAttribute('data-node', 'MK260912');
	await expect(page.locator('[data-closure-timeline]')).toContainText('生产放行');
	await expect(page.locator('[data-closure-timeline]')).not.toContainText('MK260909');
});

test('T3: both origins of a finished lot, as possible, and its steriliser load', async ({ page }) => {
	await openDemo(page);
	await openTrace(page, 'MK260912');
	await page.getByRole('radio', { name: '来源' }).click();
	for (const origin of [RAW, 'L-RMMB-260905-01']) await expect(page.locator(`[data-node="${origin}"]`)).toContainText('可能');
	await page.goto('/lots/MK260912');
	await page.getByRole('link', { name: 'EO-260916-A' }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'EO-260916-A' })).toBeVisible();
});

test('T4: a process cause reaches the lots of the load and no others', async ({ page }) => {
	await openDemo(page);
	await openTrace(page, 'EO-260914-A');
	await expect(page.locator('[data-cause]')).toHaveValue('process');
	await page.getByRole('radio', { name: '去向' }).click();
	await expect(page.locator('[data-node=MK260909]')).toBeVisible();
	await expect(page.locator('[data-node=MK260910]')).toBeVisible();
	await expect(page.locator('[data-node=MK260911]')).toHaveCount(0);
});

test('T6 as a graph: units in the same hands are one cluster that opens to its serial numbers', async ({ page }) => {
	await openDemo(page);
	await openTrace(page, 'L-SENS-260828-01');
	const cluster = page.getByRole('button', { name: /单件 ×119.*C02/ });
	await expect(cluster).toBeVisible();
	await cluster.click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByRole('button', { name: /CM2609/ })).toHaveCount(119);
	await dialog.getByRole('button', { name: 'CM26090001' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'CM26090001' })).toBeVisible();
});

test('as known: C05 is absent before Chengdu recorded it, and to whoever had not heard of it', async ({ page }) => {
	await openDemo(page);
	await page.getByRole('link', { name: '异常' }).click();
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	// A reload in the middle of the merge would leave it undone.
	await expect(page.locator('[data-exception]')).toHaveCount(2);
	await openTrace(page, RAW);
	const c05 = page.locator('[data-consignee^=C05]');
	await expect(c05).toHaveCount(1);
	await page.getByRole('radio', { name: '按日期所知' }).click();
	await page.locator('[data-as-of]').fill('2026-10-12T10:19');
	await page.locator('[data-as-of]').blur();
	await expect(c05).toHaveCount(0);
	await expect(page.locator('[data-consignee]')).toHaveCount(6);
	await page.locator('[data-as-of]').fill('2026-10-12T10:25');
	await page.locator('[data-as-of]').blur();
	await expect(c05).toHaveCount(1);
	await page.getByRole('radio', { name: '按终端所知' }).click();
	await page.locator('[data-known-by]').selectOption({ label: '终端 A1（CZ）' });
	await expect(c05).toHaveCount(0);
	await page.locator('[data-known-by]').selectOption({ label: '终端 D1（CD）' });
	await expect(c05).toHaveCount(1);
});

test('T2: Chengdu back on line adds C05 after the decision and opens two exceptions', async ({ page }) => {
	await openDemo(page);
	await openLot(page, RAW);
	await expect(page.locator('[data-added=yes]')).toHaveCount(0);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '异常' }).click();
	await expect(page.getByText('没有异常')).toBeVisible();
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	await expect(page.getByRole('status').filter({ hasText: '召回名单新增：C05 成都民营医院' })).toBeVisible();
	await expect(page.locator('[data-exception]')).toHaveCount(2);
	expect(new Set(await values(page, 'data-exception'))).toEqual(new Set(['RECALL_SCOPE_GREW', 'USED_WHILE_HELD']));
	await openLot(page, RAW);
	const added = page.locator('[data-added=yes]');
	await expect(added).toHaveCount(1);
	await expect(added).toContainText('C05');
	await expect(added).toContainText('1,500');
	await expect(added).toContainText('决定后新增');
	await expect(page.locator('[data-holders]')).toContainText('C05');
});

test('says what may not be done with a recalled lot, and why', async ({ page }) => {
	await openDemo(page);
	await openLot(page, 'MK260911');
	await expect(page.getByText('不能发货')).toBeVisible();
	await expect(page.getByText(`用到了被冻结的 ${RAW}`)).toBeVisible();
});
