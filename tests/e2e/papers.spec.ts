import { test, type Page } from '@playwright/test';
import { expect, openDemo, seriousViolations } from './demo-company.ts';

/** The browser's print dialog cannot be worked by a test: it closes at once. */
async function replacePrintDialog(page: Page): Promise<void> {
	await page.addInitScript(() => {
		window.print = () => void setTimeout(() => dispatchEvent(new Event('afterprint')));
	});
}

/** From the list of a kind into its paper by number. */
async function openPaper(page: Page, kind: string, number: string): Promise<void> {
	await page.goto(`/papers/${kind}`);
	await page.locator(`[data-paper-link="${number}"]`).click();
	await expect(page.locator('[data-paper],[data-refused],[data-label]').first()).toBeVisible();
}

const hashOf = (page: Page) => page.locator('[data-paper]').getAttribute('data-hash');

test('every kind of paper the demo has records for is a page, with one hash across a reload', async ({ page }) => {
	// Eighteen pages, each opened and read twice.
	test.setTimeout(150_000);
	await openDemo(page);
	await page.goto('/papers');
	await expect(page.locator('[data-kind="delivery"] [data-paper-link]').first()).toBeVisible();
	expect(await seriousViolations(page)).toEqual([]);
	const kinds = await page
		.locator('[data-kind]:has([data-paper-link])')
		.evaluateAll((lists) => lists.map((list) => list.getAttribute('data-kind') ?? ''));
	const shown: string[] = [];
	// Within the program: opening the company anew for each would measure that.
	for (const kind of kinds) {
		await page.locator(`[data-kind="${kind}"] [data-paper-link]`).first().click();
		await expect(page.locator('[data-paper],[data-refused],[data-label]').first()).toBeVisible();
		shown.push(kind);
		await page.getByRole('button', { name: '全部单据' }).click();
	}
	console.log(`papers and labels rendered: ${String(shown.length)} kinds`);
	expect(shown.length).toBeGreaterThanOrEqual(24);
	await openPaper(page, 'delivery', 'SH-261011-01');
	const before = await hashOf(page);
	await page.reload();
	await expect(page.locator('[data-paper]')).toBeVisible();
	expect(await hashOf(page)).toBe(before);
	expect(await seriousViolations(page)).toEqual([]);
});

test('随货同行单 says what travels and invents nothing; as a PDF it is one A4 page', async ({ page }) => {
	await openDemo(page);
	await openPaper(page, 'delivery', 'SH-261011-01');
	const paper = page.locator('[data-paper]');
	await expect(paper.locator('[data-title]')).toHaveText('随货同行单');
	for (const text of ['西南器械经销公司', 'MK260909', 'EO-260914-A', '2028年9月9日', '4,000', '2026年10月11日', 'BG-J-MK260909'])
		await expect(paper).toContainText(text);
	await expect(paper.locator('[data-fact="licence"]')).toHaveText('未记录');
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('[data-print]')).toBeHidden();
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
	expect(pdf).toMatch(/MediaBox\s*\[0 0 59[45][.\d]* 84[12]/);
});

test('采购入库单 is refused while the lot waits, and there is nothing to print', async ({ page }) => {
	await openDemo(page);
	await openPaper(page, 'inbound', 'RK-L-RMMB-261011-01');
	await expect(page.locator('[data-refused="quarantine"]')).toContainText('还在待检，采购入库单在判为合格后才能出');
	await expect(page.locator('[data-print]')).toHaveCount(0);
});

test('a print is recorded once however often it is confirmed; the next asks why; a scanned hash is compared', async ({ page }) => {
	await replacePrintDialog(page);
	await openDemo(page);
	await openPaper(page, 'inspection', 'J-L-RMMB-260902-01');
	await page.locator('[data-print]').click();
	// Nobody is logged in yet: first say who prints.
	await page.locator('[data-demo-person="郑洁"]').click();
	await expect(page.getByRole('dialog')).toBeHidden();
	await page.locator('[data-print]').click();
	await page.locator('[data-printed]').dblclick();
	await expect(page.locator('[data-trail="1"]')).toContainText('郑洁 · 1 份');
	await page.locator('[data-print]').click();
	await expect(page.getByText('请写重打原因')).toBeVisible();

	const hash = (await hashOf(page)) ?? '';
	const id = page.url().split('/').at(-1) ?? '';
	await page.locator('[data-verify-input]').fill(`SYP-inspection-${id}-${hash}`);
	await expect(page.locator('[data-verify]')).toHaveAttribute('data-verify', 'matching');
	await page.locator('[data-verify-input]').fill(`SYP-inspection-${id}-${hash.split('').toReversed().join('')}`);
	await expect(page.locator('[data-verify]')).toHaveAttribute('data-verify', 'changed');
	await page.locator('[data-verify-input]').fill('SYA-OK');
	await expect(page.getByText('这不是单据的核对码')).toBeVisible();
});

test('a status label names its state by word and shape and keeps its size as a page', async ({ page }) => {
	await openDemo(page);
	await openPaper(page, 'statuslabel', 'L-RMMB-261011-01');
	await expect(page.locator('[data-label-state]')).toHaveText('待检');
	await expect(page.locator('[data-label] [data-shape="quarantine"]')).toBeVisible();
	await expect(page.locator('[data-label]')).toHaveAttribute('data-code', /\(10\)L-RMMB-261011-01/);
	await expect(page.locator('[data-label] [data-barcode="drawn"]')).toBeVisible();
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
	expect(pdf).toMatch(/MediaBox\s*\[0 0 (169|170)[.\d]* 11[34]/);
});
