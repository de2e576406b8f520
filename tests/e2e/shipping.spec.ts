/** An order is shipped offline with one scan a carton; what may not leave is refused with what to take instead; papers; returns. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, locationLabel, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const band = (page: Page) => page.locator('[data-band]');
/** The label of a carton: lot, and the carton's own number. */
const carton = (lot: string, number: number) => `]d210${lot}\u001d21${String(number).padStart(4, '0')}`;

async function openShipping(page: Page): Promise<void> {
	await openDemo(page);
	await page.goto('/ship');
	await expect(page.locator('[data-order]')).toHaveCount(2);
	await becomeRole(page, 'WH');
}

test('an order of six cartons leaves offline: a scan each, the waybill, done; its papers are one job', async ({ page, context }) => {
	await openShipping(page);
	const first = page.locator('[data-order="SO-261011-01"]');
	await expect(first).toHaveAttribute('data-readiness', 'ready');
	await expect(page.locator('[data-order="SO-261011-02"]')).toContainText('MK260927');
	await context.setOffline(true);
	const shipped = await actCount(page, 'shipment.shipped');
	const began = Date.now();
	await first.locator('[data-pick-order]').click();
	await expect(page.locator('[data-sheet-line="FG-MK-01"]')).toContainText('还差 6 箱');
	for (let number = 1; number <= 6; number++) {
		await scan(page, carton('MK260926', number));
		await expect(page.locator('[data-progress]')).toContainText(`${String(number * 2)},000`);
	}
	await scan(page, 'SYA-DONE');
	await scan(page, 'SF1234567890123');
	await expect(page.locator('[data-waybill]')).toHaveValue('SF1234567890123');
	await expect(page.locator('[data-packages]')).toHaveValue('6');
	await scan(page, 'SYA-DONE');
	await expect(page.locator('[data-ship-done]')).toBeVisible();
	const seconds = (Date.now() - began) / 1000;
	console.log(
		`an order of 6 cartons: 1 tap, 9 scans (6 cartons, waybill, 2 × DONE), ${seconds.toFixed(1)} s (limit: 1 scan a carton, 60 s)`
	);
	expect(await actCount(page, 'shipment.shipped')).toBe(shipped + 1);
	expect(await seriousViolations(page), 'shipped').toEqual([]);

	await page.locator('[data-print-all]').click();
	await expect(page.locator('[data-paper="delivery"]')).toContainText('SF1234567890123');
	await expect(page.locator('[data-paper="delivery"]')).toContainText('SO-261011-01');
	await expect(page.locator('[data-paper="report"]')).toContainText('MK260926');
	await expect(page.locator('[data-certificates]')).toContainText('产品合格证');
	await page.evaluate(() => (window.print = () => dispatchEvent(new Event('afterprint'))));
	await page.locator('[data-print]').click();
	await page.locator('[data-printed]').click();
	await expect.poll(() => actCount(page, 'document.printed')).toBe(2);
	await page.goto('/ship');
	await expect(page.locator('[data-order]')).toHaveCount(1);
});

test('wrong, held, unreleased and doubled goods are refused with what to take instead; a reload loses nothing', async ({ page }) => {
	await openShipping(page);
	await page.locator('[data-pick-order="SO-261011-01"]').click();
	await expect(page.locator('[data-sheet-line]')).toBeVisible();
	const refused = async (code: string, words: RegExp) => {
		await scan(page, code);
		await expect(band(page)).toHaveAttribute('data-band', 'refused');
		await expect(band(page)).toContainText(words);
	};
	await refused('CM26090363', /扫错了：这是指夹式.*本单要一次性使用医用外科口罩/);
	await refused('MK260927', /灭菌批 EO-260927-B 还没放行.*可换 MK260926，余 34,800/);
	await refused('MK260911', /不能发：.*L-RMMB-260902-01.*可换 MK260926/);
	await scan(page, carton('MK260926', 1));
	await expect(page.locator('[data-progress]')).toContainText('2,000');
	await refused(carton('MK260926', 1), /这箱刚扫过（\d\d:\d\d .+），没有重复记账/);
	await scan(page, await locationLabel(page, 'CZ-RM'));
	await refused(carton('MK260926', 2), /不在刚扫的库位，在 CZ-FG/);
	await scan(page, await locationLabel(page, 'CZ-FG'));
	for (let number = 2; number <= 6; number++) await scan(page, carton('MK260926', number));
	await expect(band(page)).toContainText('全部齐了');
	await refused(carton('MK260926', 7), /已经够了/);
	await scan(page, 'SYA-UNDO');
	await expect(page.locator('[data-progress]')).toContainText('10,000');

	await page.reload();
	await expect(page.locator('[data-progress]')).toContainText('10,000');
	expect(await actCount(page, 'shipment.picked')).toBe(await actCount(page, 'shipment.shipped'));
	await page.goto('/ship');
	await expect(page.locator('[data-order="SO-261011-01"]')).toContainText('拣到一半');
	expect(await seriousViolations(page), 'orders').toEqual([]);

	// Picked now, loaded later: the same goods, scanned once more.
	await page.locator('[data-pick-order="SO-261011-01"]').click();
	await becomeRole(page, 'WH');
	await page.locator('[data-record-pick]').click();
	await expect(band(page)).toContainText('等复核发出');
	await page.getByRole('link', { name: '订单列表' }).click();
	await page.locator('[data-load-shipment]').click();
	await scan(page, 'MK260909');
	await expect(band(page)).toContainText('不在这一单里');
	await scan(page, carton('MK260926', 3));
	await expect(page.locator('[data-load-line="MK260926"]')).toHaveAttribute('data-checked', 'true');
	await scan(page, 'SYA-DONE');
	await expect(page.locator('[data-ship-done]')).toBeVisible();
});

test('a return: the scan tells whose it is; more than went out is told; recalled goods are flagged; it goes to the returns area', async ({
	page
}) => {
	await openDemo(page);
	await page.goto('/return');
	await expect(page.locator('[data-flow]')).toBeVisible();
	await becomeRole(page, 'WH');
	const before = await actCount(page, 'return.received');
	const began = Date.now();
	await scan(page, 'MK260910');
	await expect(page.locator('[data-return-customer="C02"]')).toBeVisible();
	await expect(page.locator('[data-return-line="MK260910"]')).toContainText('在召回范围内');
	await page.locator('[data-record-return]').click();
	await expect(band(page)).toContainText('先选货物情况');
	await page.locator('[data-condition="damaged"]').click();
	await page.getByRole('button', { name: '改数量' }).click();
	for (let digit = 0; digit < 4; digit++) await page.keyboard.press('Backspace');
	await page.keyboard.type('18001', { delay: 60 });
	await expect(page.locator('[data-return-line="MK260910"]')).toContainText('比发出去的多 1 只');
	await page.keyboard.press('Backspace');
	await page.keyboard.press('Enter');
	await page.locator('[data-record-return]').click();
	await expect(page.locator('[data-return-done]')).toContainText('不能再发');
	console.log(`a return: 1 scan, 4 taps and a quantity, ${((Date.now() - began) / 1000).toFixed(1)} s`);
	expect(await actCount(page, 'return.received')).toBe(before + 1);
	expect(await seriousViolations(page), 'return').toEqual([]);
	await scan(page, 'MK260909');
	await expect(page.locator('[data-holder]')).toHaveCount(3);
});

test('sales enters an order in cartons; the store sees at once what it can ship; cancelled it waits no more', async ({ page }) => {
	await openDemo(page);
	await page.goto('/ship/orders/new');
	await expect(page.locator('[data-order-entry]')).toBeVisible();
	await becomeRole(page, 'SA');
	await expect(page.locator('[data-order-lacks]')).toContainText('选客户');
	await page.locator('[data-order-customer]').selectOption({ label: 'C01 某三甲医院(终端)' });
	await page.locator('[data-order-item-select]').selectOption({ index: 1 });
	await page.locator('[data-order-qty]').fill('3');
	await expect(page.locator('[data-order-line]')).toContainText('合 6,000 只');
	await page.locator('[data-order-due]').fill('2026-10-20');
	await page.locator('[data-save-order]').click();
	await expect(page.locator('[data-order-page^="SO"]')).toContainText('6,000 只');
	const no = (await page.locator('[data-order-page]').getAttribute('data-order-page')) ?? '';
	expect(await seriousViolations(page), 'order').toEqual([]);
	await page.goto('/ship');
	await expect(page.locator(`[data-order="${no}"]`)).toContainText('8 天后交货');
	await page.locator(`[data-order="${no}"]`).getByRole('link', { name: no, exact: true }).click();
	await becomeRole(page, 'SA');
	await page.locator('[data-cancel-order]').click();
	await page.locator('[data-cancel-why]').fill('客户改期');
	await page.locator('[data-cancel-why]').press('Enter');
	await expect(page.locator('[data-order-event="so.cancelled"]')).toContainText('客户改期');
	await page.goto('/ship');
	await expect(page.locator('[data-order]')).toHaveCount(2);
});
