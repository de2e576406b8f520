/** Receiving as a storekeeper does it: labels by a gun, weights by keys, one act at the end. Taps and seconds are printed. */
import { test, type Page } from '@playwright/test';
import { become, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

/** A roll of the supplier's delivery: item, lot, expiry in month form (day 00). */
const LABEL = '(240)RM-MB(10)HX2611-020(17)281100';
const ROLLS = 12;

interface Counter {
	taps: number;
	readonly began: number;
}

async function openReceiving(page: Page, width = 1440): Promise<void> {
	await page.setViewportSize({ width, height: 900 });
	await openDemo(page);
	await page.goto('/receive');
	await expect(page.locator('[data-expect]')).toBeVisible();
	await become(page, '郑洁');
	await expect(page.getByRole('heading', { name: '最近收货' })).toBeVisible();
}

/** Keys as fast as a practised person: slower than any gun. */
async function typeWeight(page: Page, weight: string): Promise<void> {
	await page.keyboard.type(weight, { delay: 60 });
	await page.keyboard.press('Enter', { delay: 60 });
}

test('twelve rolls come in offline: label scanned, weights typed, recorded once, yellow, inspection requested', async ({
	page,
	context
}) => {
	await openReceiving(page);
	await context.setOffline(true);
	const count: Counter = { taps: 0, began: Date.now() };
	const tap = async (name: string) => {
		count.taps++;
		await page.getByRole('button', { name }).click();
	};

	await scan(page, LABEL);
	await expect(page.locator('[data-supplier=S02]')).toBeVisible();
	await expect(page.locator('[data-supplier-lot]')).toHaveValue('HX2611-020');
	await expect(page.locator('[data-expiry]')).toHaveValue('2028-11-30');
	await expect(page.getByText('标签只写到月，按当月最后一天')).toBeVisible();
	// The tare of the last delivery is proposed; the keypad has the focus.
	await expect(page.getByText(/皮重沿用/)).toBeVisible();
	for (let roll = 1; roll <= ROLLS; roll++) {
		await typeWeight(page, roll === ROLLS ? '10.55' : '10.4');
		await expect(page.locator('[data-rolls]')).toHaveAttribute('data-rolls', String(roll));
	}
	await expect(page.locator('[data-rolls-total]')).toHaveAttribute('data-rolls-total', '120.15');
	await tap('加入明细');
	await tap('记录收货（1 行）');
	const done = page.locator('[data-receipt-done]');
	await expect(done).toContainText('12 卷');
	const seconds = (Date.now() - count.began) / 1000;
	console.log(`receiving 12 rolls offline: ${String(count.taps)} taps, ${seconds.toFixed(1)} s (limit: 6 taps a line, 180 s)`);
	expect(count.taps).toBeLessThanOrEqual(6);

	// One act: the lot is yellow, has its supplier lot, and waits for inspection.
	await done.getByRole('link').first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('RMMB');
	await expect(page.getByText('待检').first()).toBeVisible();
	await context.setOffline(false);
});

test('what is wrong is said at the field, and nothing is recorded', async ({ page }) => {
	await openReceiving(page);
	// A supplier lot that came before may come again, but is named.
	await scan(page, '(240)RM-MB(10)HX2608-117(17)280820');
	await expect(page.locator('[data-band=warn]')).toContainText('HX2608-117');
	await expect(page.locator('[data-line-form]')).toContainText('L-RMMB-260902-01');
	await page.locator('[data-supplier-lot]').fill('');
	await page.locator('[data-expiry]').fill('2026-01-31');
	await expect(page.locator('[data-line-form]')).toContainText('已于 2026-01-31 过期');
	await page.locator('[data-mfg]').fill('2026-05-01');
	await expect(page.locator('[data-line-form]')).toContainText('不晚于生产日期 2026-05-01');
	await page.getByRole('radio', { name: '总数量' }).click();
	await page.locator('[data-qty]').fill('0');
	await expect(page.locator('[data-line-form]')).toContainText('数量要大于 0');
	await page.getByRole('button', { name: '加入明细' }).click();
	await expect(page.locator('[data-line-form]')).toContainText('供方批号为空');
	// From a supplier's term: the expiry is computed and says so.
	await page.locator('[data-expiry]').fill('');
	await expect(page.locator('[data-line-form]')).toContainText('按保质期 730 天算出：2028-05-01');
	// Tonnes of the delivery note in kilograms of the store.
	await page.locator('[data-supplier-lot]').fill('HX2611-021');
	await page.locator('[data-qty]').fill('0.12');
	await page.getByLabel('单位').selectOption('t');
	await expect(page.locator('[data-line-form]')).toContainText('折合 120 kg');
	await page.getByRole('button', { name: '加入明细' }).click();
	await expect(page.locator('[data-lines="1"]')).toContainText('120');
	// A lot of ours is no delivery; a released store takes no yellow goods.
	await scan(page, 'L-RMMB-260905-01');
	await expect(page.locator('[data-band=refused]')).toContainText('不是来货标签');
	expect(await seriousViolations(page)).toEqual([]);
});

test('a half-entered delivery with its photo survives a reload, on a phone', async ({ page }) => {
	await openReceiving(page, 390);
	await page.locator('[data-pick=S02]').click();
	await page.locator('[data-delivery-note]').fill('SH-0081');
	const picture = await page.screenshot({ type: 'png' });
	await page.locator('[data-photo-input]').setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer: picture });
	await expect(page.locator('[data-photos="1"] img')).toBeVisible();
	await expect(page.getByText('照片只在本机')).toBeVisible();
	await page.locator('[data-pick=RM-MB]').click();
	await page.locator('[data-supplier-lot]').fill('HX2611-022');
	await page.locator('[data-mfg]').fill('2026-11-01');
	await page.locator('[data-number]').focus();
	await typeWeight(page, '10.4');
	await page.reload();
	await expect(page.locator('[data-rolls="1"]')).toBeVisible();
	await expect(page.locator('[data-delivery-note]')).toHaveValue('SH-0081');
	await expect(page.locator('[data-photos="1"] img')).toBeVisible();
	await expect(page.getByText('未记录').first()).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await become(page, '郑洁');
	await page.getByRole('button', { name: '加入明细' }).click();
	await page.getByRole('button', { name: '记录收货（1 行）' }).click();
	await page.getByRole('button', { name: '收下一单' }).click();
	await expect(page.locator('[data-receipt]').first()).toContainText('SH-0081');
	// Below the fold of a phone a picture is asked for when it comes near.
	await page.locator('[data-receipt] [data-photos]').first().scrollIntoViewIfNeeded();
	await expect(page.locator('[data-receipt]').first().locator('img')).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
});
