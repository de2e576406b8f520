/** A new company's way to its first traced lot: the steps on Today, worked through by two people with badges and PINs. */
import { test, type Page } from '@playwright/test';
import { expect, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

interface Seen {
	readonly suyuan: { ask(topic: string, question?: unknown): Promise<unknown> };
}
interface Founded {
	readonly value: { readonly summary: { readonly org: string }; readonly badges: readonly { readonly badge: string }[] };
}

const PINS = { 甲: '284917', 乙: '903852' } as const;
/** As copied from two spreadsheets. */
const ITEMS = '料号\t品名\t物料类别\t单位\t批号管理\nRM-A\t熔喷布\t原材料\tkg\t批\nFG-A\t口罩\t成品\t只\t批';
const PARTNERS = '供应商编码\t供应商名称\t类别\nS01\t浙江某布厂\t供应商';

async function openCompany(page: Page): Promise<Readonly<Record<keyof typeof PINS, string>>> {
	await page.goto('/');
	await page.waitForFunction(() => 'suyuan' in globalThis);
	const asked = {
		name: '试验公司',
		uscc: '',
		preset: 'micro',
		site: { code: 'CZ', name: '常州', kind: 'factory' },
		deviceCode: 'A1',
		founders: [
			{ name: '甲', roles: ['OWN', 'IT', 'WH', 'PU', 'QC'], pin: PINS.甲 },
			{ name: '乙', roles: ['QH', 'QA', 'AR', 'EN'], pin: PINS.乙 }
		]
	};
	const founded = (await page.evaluate(
		(question) => (globalThis as unknown as Seen).suyuan.ask('createCompany', question),
		asked as never
	)) as Founded;
	await page.evaluate((org) => localStorage.setItem('suyuan.company', org), founded.value.summary.org);
	await page.reload();
	await expect(page.locator('[data-person=""]')).toBeVisible();
	const [first, second] = founded.value.badges;
	return { 甲: first?.badge ?? '', 乙: second?.badge ?? '' };
}

async function enterPin(page: Page, pin: string): Promise<void> {
	await expect(page.locator('[data-pin]')).toBeFocused();
	await page.keyboard.type(pin);
	await page.keyboard.press('Enter');
}

async function logIn(page: Page, name: keyof typeof PINS, badge: string): Promise<void> {
	await scan(page, badge);
	await enterPin(page, PINS[name]);
	await expect(page.locator(`[data-person="${name}"]`)).toBeVisible();
}

async function goThere(page: Page, area: string): Promise<void> {
	await page
		.getByRole('navigation', { name: '工作区' })
		.getByRole('link', { name: new RegExp(`^${area}`) })
		.first()
		.click();
}

/** Cells copied in a spreadsheet. */
async function paste(page: Page, text: string): Promise<void> {
	await page.locator('[data-paste]').evaluate((field, copied) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/plain', copied);
		field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
	}, text);
}

test('from nothing to a traced lot', async ({ page }) => {
	test.setTimeout(120_000);
	await page.setViewportSize({ width: 1280, height: 900 });
	const badges = await openCompany(page);
	const began = Date.now();
	await expect(page.locator('[data-first-steps="0"]')).toBeVisible();
	expect(await seriousViolations(page), 'first steps').toEqual([]);
	await logIn(page, '甲', badges.甲);

	await page.locator('[data-usual]').click();
	await enterPin(page, PINS.甲);
	await expect(page.locator('[data-first-steps="1"]')).toBeVisible();
	await goThere(page, '基础资料');
	await page.locator('[data-import]').click();
	await paste(page, ITEMS);
	await paste(page, PARTNERS);
	await expect(page.locator('[data-preview="3"]')).toBeVisible();
	await page.locator('[data-do-import]').click();
	await enterPin(page, PINS.甲);
	await expect(page.locator('[data-to-master]')).toBeVisible();

	await goThere(page, '收货');
	await page.locator('[data-pick=S01]').click();
	await page.locator('[data-pick=RM-A]').click();
	await page.locator('[data-supplier-lot]').fill('HX-1');
	await page.getByRole('radio', { name: '总数量' }).click();
	await page.locator('[data-qty]').fill('12.5');
	await page.locator('[data-take-line]').click();
	await page.locator('[data-record-receipt]').click();
	await expect(page.locator('[data-receipt-done]')).toBeVisible();
	const lot = /RMA\w+/.exec(await page.locator('[data-receipt-done]').innerText())?.[0] ?? '';

	await goThere(page, '检验');
	await page.locator('[data-waiting]').first().click();
	const free = page.locator('[data-free="0"]');
	await free.locator('input').nth(0).fill('外观');
	await free.locator('input').nth(1).fill('无破洞');
	await free.getByText('合格', { exact: true }).click();
	await page.locator('[data-judge]').click();
	await enterPin(page, PINS.甲);
	await expect(page.locator('[data-band=ok]')).toContainText('检验判定合格');
	await logIn(page, '乙', badges.乙);
	await page.locator('[data-disposing] input').check();
	await page.locator('[data-dispose]').click();
	await enterPin(page, PINS.乙);
	await expect(page.locator('[data-disposing]')).toHaveCount(0);

	await logIn(page, '甲', badges.甲);
	await goThere(page, '今日');
	await expect(page.locator('[data-first-steps="5"]')).toBeVisible();
	await page.getByRole('button', { name: '去做 移到合格库，或领到线边' }).click();
	await expect(page.locator('[data-expect]')).toContainText('批');
	await scan(page, lot);
	await expect(page.locator('[data-move-line]')).toContainText('12.5');
	await scan(page, 'CZ-RM');
	await expect(page.locator('[data-band=ok]')).toContainText('已移到 CZ-RM');
	await goThere(page, '今日');
	await expect(page.locator('[data-first-steps="6"]')).toBeVisible();
	await page.locator('[data-first-lot]').click();
	await expect(page.locator('[data-passport=ready]')).toBeAttached();
	await expect(page.locator('main')).toContainText('CZ-RM');
	console.log(`a newcomer's first traced lot, from an empty company: ${((Date.now() - began) / 1000).toFixed(1)} s (limit 600 s)`);
});
