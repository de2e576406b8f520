/** Main tasks without a pointer: Tab, Enter, letters, and the scanner gun, which is a keyboard too. */
import { test, type Locator, type Page } from '@playwright/test';
import { actCount, expect, openDemo } from './demo-company.ts';
import { scan } from './scanner.ts';

/** More stops than this lie on no page: somebody who has not arrived by then is lost. */
const MAX_STOPS = 140;
/** A practised hand; anything faster would be taken for a gun. */
const DELAY = { delay: 60 };

test.use({ viewport: { width: 1280, height: 900 } });

/** Presses Tab until one of what the locator names has the focus; answers after how many stops. */
async function tabTo(page: Page, wanted: Locator): Promise<number> {
	await expect(wanted.first()).toBeVisible();
	for (let stop = 1; stop <= MAX_STOPS; stop++) {
		await page.keyboard.press('Tab');
		if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement))) return stop;
	}
	throw new Error(`Tab does not reach ${String(wanted)}`);
}

async function press(page: Page, wanted: Locator): Promise<void> {
	await tabTo(page, wanted);
	await page.keyboard.press('Enter');
}

/** The area's own keys: g, then its letter. */
async function go(page: Page, letter: string, heading: string): Promise<void> {
	// Once empties a search field, twice leaves it.
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await page.keyboard.press('g', DELAY);
	await page.keyboard.press(letter, DELAY);
	await expect(page.getByRole('heading', { level: 1, name: heading }).first()).toBeVisible();
}

async function logInAs(page: Page, name: string): Promise<void> {
	await press(page, page.locator('[data-person]'));
	const change = page.getByRole('button', { name: '换人' });
	const choice = page.locator(`[data-demo-person="${name}"]`);
	await expect(change.or(choice).first()).toBeVisible();
	if (await change.isVisible()) await press(page, change);
	await press(page, choice);
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

/** The button that sends the dialog's form. */
const submit = (page: Page) => page.locator('[role=dialog] button[type=submit]');

async function sign(page: Page): Promise<void> {
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await press(page, dialog.getByRole('button', { name: '签名', exact: true }));
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

	await press(page, page.getByRole('button', { name: '冻结', exact: true }));
	await tabTo(page, page.locator('[data-act="hold.placed"] [data-field=reason] textarea'));
	await page.keyboard.type('包装破损', DELAY);
	await press(page, submit(page));
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
	await press(page, page.locator('[data-load="EO-260927-B"]'));
	await press(page, page.locator('[data-release]'));
	await expect(page.locator('[data-act="steril.loadReleased"]')).toBeVisible();
	await press(page, submit(page));
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
	await press(page, page.locator('[data-create]'));
	const item = '[data-act="item.created"]';
	await tabTo(page, page.locator(`${item} [data-field=code] input`));
	await page.keyboard.type('RM-KEY', DELAY);
	await tabTo(page, page.locator(`${item} [data-field=nameZh] input`));
	await page.keyboard.type('键盘布', DELAY);
	await tabTo(page, page.locator(`${item} [data-field=unit] input`));
	await page.keyboard.type('kg', DELAY);
	await press(page, submit(page));
	await sign(page);
	await expect(page.locator('[data-master-row="RM-KEY"]')).toBeVisible();
	done.push('created an item');

	console.log(`by keys alone: ${done.join(' · ')}`);
	expect(done).toHaveLength(10);
});
