/** Main tasks without a pointer: Tab, Enter, letters, and the scanner gun, which is a keyboard too. */
import { test, type Page } from '@playwright/test';
import { actCount, expect, openDemo } from './demo-company.ts';
import { scan } from './scanner.ts';

/** More stops than this lie on no page: somebody who has not arrived by then is lost. */
const MAX_STOPS = 140;
/** A practised hand; anything faster would be taken for a gun. */
const DELAY = { delay: 60 };

test.use({ viewport: { width: 1280, height: 900 } });

/** Presses Tab until the focus is on what the selector names; answers after how many stops. */
async function tabTo(page: Page, selector: string): Promise<number> {
	await expect(page.locator(selector).first()).toBeVisible();
	for (let stop = 1; stop <= MAX_STOPS; stop++) {
		await page.keyboard.press('Tab');
		const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
		if (isThere) return stop;
	}
	throw new Error(`Tab does not reach ${selector}`);
}

async function press(page: Page, selector: string): Promise<void> {
	await tabTo(page, selector);
	await page.keyboard.press('Enter');
}

/** The area's own keys: g, then its letter. */
async function go(page: Page, letter: string, heading: string): Promise<void> {
	await page.keyboard.press('Escape');
	await page.keyboard.press('g', DELAY);
	await page.keyboard.press(letter, DELAY);
	await expect(page.getByRole('heading', { level: 1, name: heading }).first()).toBeVisible();
}

async function logInAs(page: Page, name: string): Promise<void> {
	await press(page, '[data-person]');
	const change = page.getByRole('button', { name: '换人' });
	const choice = page.locator(`[data-demo-person="${name}"]`);
	await expect(change.or(choice).first()).toBeVisible();
	if (await change.isVisible()) {
		for (let stop = 0; stop < 10 && !(await change.evaluate((button) => button === document.activeElement)); stop++)
			await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
	}
	await press(page, `[data-demo-person="${name}"]`);
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

/** The dialog that signs has the focus; its button is some stops on. */
async function sign(page: Page): Promise<void> {
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await expect(dialog).toBeVisible();
	const button = dialog.getByRole('button', { name: '签名', exact: true });
	for (let stop = 0; stop < MAX_STOPS && !(await button.evaluate((one) => one === document.activeElement)); stop++)
		await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(dialog).toBeHidden();
}

test('ten tasks of a day, by keys alone', async ({ page }) => {
	test.setTimeout(180_000);
	await openDemo(page);
	const done: string[] = [];

	await logInAs(page, '郑洁');
	done.push('logged in');

	await go(page, 'm', '移库');
	const moved = await actCount(page, 'stock.moved');
	await scan(page, 'L-SENS-260828-01');
	await expect(page.locator('[data-move-line]')).toContainText('9 个');
	await scan(page, 'CZ-PKG');
	await expect(page.locator('[data-band=ok]')).toContainText('已移到 CZ-PKG');
	expect(await actCount(page, 'stock.moved')).toBe(moved + 1);
	done.push('moved stock');

	await go(page, 'l', '批次');
	await page.keyboard.press('/');
	await page.keyboard.type('MB260910', DELAY);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'MB260910' })).toBeVisible();
	await expect(page.locator('[data-abilities=ready]')).toBeAttached();
	done.push('found a lot');

	await press(page, 'button:has-text("冻结"), button[aria-label="冻结"]');
	const hold = page.locator('[data-act="hold.placed"]');
	await expect(hold).toBeVisible();
	await tabTo(page, '[data-act="hold.placed"] [data-field=reason] textarea');
	await page.keyboard.type('包装破损', DELAY);
	await press(page, '[role=dialog] button.submit, [role=dialog] button[type=submit]');
	await sign(page);
	await expect(page.locator('[data-marks]')).toContainText('冻结');
	done.push('put on hold');

	await go(page, 's', '库存');
	await page.keyboard.press('/');
	await page.keyboard.type('RM-MB', DELAY);
	await expect(page.locator('main')).toContainText('熔喷布');
	done.push('looked up stock');

	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+k');
	await page.keyboard.type('MK260911', DELAY);
	await expect(page.locator('[role=option]').first()).toContainText('MK260911');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'MK260911' })).toBeVisible();
	done.push('opened by the palette');

	await logInAs(page, '吴倩');
	await go(page, 'j', '灭菌');
	await press(page, '[data-load="EO-260927-B"]');
	await press(page, '[data-release]');
	await expect(page.locator('[data-act="steril.loadReleased"]')).toBeVisible();
	await press(page, '[role=dialog] button[type=submit]');
	await sign(page);
	await expect(page.locator('[data-verdict]')).toContainText('已灭菌放行');
	done.push('released a steriliser load');

	await go(page, 'g', '记录');
	await page.keyboard.press('/');
	await page.keyboard.type('EO-260927-B', DELAY);
	await expect(page.locator('[data-log-found]')).not.toHaveAttribute('data-log-found', '');
	done.push('searched the log');

	await go(page, 'e', '异常');
	await page.keyboard.press('j');
	done.push('read the exceptions');

	await logInAs(page, '高翔');
	await go(page, 'd', '基础资料');
	await press(page, '[data-create]');
	const item = '[data-act="item.created"]';
	await tabTo(page, `${item} [data-field=code] input`);
	await page.keyboard.type('RM-KEY', DELAY);
	await tabTo(page, `${item} [data-field=nameZh] input`);
	await page.keyboard.type('键盘布', DELAY);
	await tabTo(page, `${item} [data-field=unit] input`);
	await page.keyboard.type('kg', DELAY);
	await press(page, '[role=dialog] button[type=submit]');
	await sign(page);
	await expect(page.locator('[data-master-row="RM-KEY"]')).toBeVisible();
	done.push('created an item');

	console.log(`by keys alone: ${done.join(' · ')}`);
	expect(done).toHaveLength(10);
});
