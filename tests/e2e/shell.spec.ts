/** The shell: one palette for everything, keys that lead anywhere, help beside every screen. */
import { test, type Page } from '@playwright/test';
import { expect, locationLabel, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

/** Slower than a scanner, which would be taken for one. */
const BY_HAND_MS = 90;

const palette = (page: Page) => page.locator('[data-palette]');
const field = (page: Page) => page.getByRole('combobox', { name: '搜索与命令' });
const entries = (page: Page) => page.locator('[data-palette-entry]');

async function openPalette(page: Page): Promise<void> {
	await page.keyboard.press('Control+k');
	await expect(field(page)).toBeFocused();
}

test('the palette finds lots, items, people, papers and areas by number, name, initials and supplier lot, with keys alone', async ({
	page
}) => {
	await openDemo(page);
	await openPalette(page);
	await page.keyboard.type('rpb', { delay: BY_HAND_MS });
	await expect(entries(page).filter({ hasText: 'RM-MB' })).toBeVisible();
	await expect(entries(page).filter({ hasText: 'S02' })).toBeVisible();

	await field(page).fill('周敏');
	await expect(entries(page).first()).toContainText('人员');
	await field(page).fill('SH-261011');
	await expect(entries(page).filter({ hasText: '随货同行单' }).first()).toBeVisible();

	await field(page).fill('HX2608-117');
	await expect(entries(page).filter({ hasText: '供方批 HX2608-117' })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'L-RMMB-260902-01' })).toBeVisible();
	await expect(palette(page)).toHaveCount(0);

	// What can be done with it stands first, then what was opened lately.
	await openPalette(page);
	await expect(entries(page).first()).toContainText('L-RMMB-260902-01');
	await expect(page.locator('[data-palette-entry="lot hold"]')).toBeVisible();
	await expect(page.locator('[data-palette-entry^="recent"]').first()).toContainText('L-RMMB-260902-01');
	expect(await seriousViolations(page)).toEqual([]);

	// Confirmed before anything can be found.
	await page.keyboard.type('mk260910', { delay: BY_HAND_MS });
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'MK260910' })).toBeVisible();

	await openPalette(page);
	await page.keyboard.type('fx', { delay: BY_HAND_MS });
	await expect(entries(page).first()).toContainText('放行');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/release$/);
});

test('the palette changes language, theme and density, and asks who is there', async ({ page }) => {
	await openDemo(page);
	const run = async (text: string) => {
		await page.keyboard.press('Control+k');
		await page.getByRole('combobox').fill(text);
		await page.keyboard.press('Enter');
	};
	await run('深色');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await run('触屏');
	await expect(page.locator('html')).toHaveAttribute('data-density', 'touch');
	await run('english');
	await expect(page.getByRole('heading', { level: 1, name: 'Lots' })).toBeVisible();
	await run('中文');
	await run('登录');
	await expect(page.locator('[data-demo-person="周敏"]')).toBeVisible();
	// In a dialog its own keys count.
	await page.keyboard.press('Control+k');
	await expect(palette(page)).toHaveCount(0);
});

test('a scan while the palette is open goes where it would go without it', async ({ page }) => {
	await openDemo(page);
	const label = await locationLabel(page, 'CZ-FG');
	await page.goto('/move');
	await expect(page.locator('[data-flow]').first()).toBeVisible();
	await openPalette(page);
	await page.keyboard.type('mk', { delay: BY_HAND_MS });
	await scan(page, label);
	await expect(palette(page)).toHaveCount(0);
	await expect(page.getByText('CZ-FG').first()).toBeVisible();
});

test('letters lead to areas, / to the search of the page, ? to its help – and to nothing while somebody types', async ({ page }) => {
	await openDemo(page);
	await page.keyboard.press('g');
	await page.keyboard.press('s');
	await expect(page).toHaveURL(/\/stock$/);
	await page.keyboard.press('/');
	await expect(page.locator('[data-list-filter]')).toBeFocused();
	await page.keyboard.type('g?/', { delay: BY_HAND_MS });
	await expect(page.locator('[data-list-filter]')).toHaveValue('g?/');
	await expect(page.locator('[data-help]')).toHaveCount(0);
	await page.locator('[data-list-filter]').fill('');
	await page.locator('[data-list-filter]').blur();

	await page.keyboard.press('?');
	await expect(page.locator('[data-help="stock"]')).toBeVisible();
	await expect(page.getByRole('dialog')).toContainText('先到期的在前');
	await expect(page.getByRole('dialog')).toContainText('账和实物对不上');
	await expect(page.getByRole('link', { name: '货位卡' })).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(page.locator('[data-help]')).toHaveCount(0);
	await page.keyboard.press('g');
	await page.keyboard.press('t');
	await expect(page).toHaveURL(/\/$/);

	// A gun that happens to begin with the letter means a code.
	await scan(page, 'g-261');
	await expect(page).toHaveURL(/\/$/);
});
