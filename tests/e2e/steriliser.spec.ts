/** To the contract steriliser and back: scanned out, counted in, the report's figures judged, the verdict signed – offline. */
import { test, type Page } from '@playwright/test';
import { actCount, become, becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

interface Asker {
	readonly suyuan: { ask(topic: string, question?: unknown): Promise<never> };
}

const LOT = 'MK261012';
const band = (page: Page) => page.locator('[data-band]');

/** A lot of masks that was packed a minute ago. */
async function packLot(page: Page, lotNo: string): Promise<void> {
	await becomeRole(page, 'LL');
	const done = await page.evaluate(async (number) => {
		const { suyuan } = globalThis as unknown as Asker;
		const uid = () =>
			btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
				.replaceAll(/[+/=]/g, 'A')
				.slice(0, 22);
		const find = async (kind: string, text: string) => {
			const found: readonly { uid: string; code: string }[] = await suyuan.ask('choices', { kind, text });
			return found.find(({ code }) => code === text)?.uid ?? '';
		};
		const [item, to, wo] = [await find('item', 'FG-MK-01'), await find('location', 'CZ-FGQ'), await find('wo', 'WO-MKP-260927-01')];
		const lot = uid();
		const operations = [
			{ type: 'lot.created', data: { lot, item, lotNo: number, origin: 'made', mfgDate: '2026-10-12', expiry: '2028-10-11', wo } },
			{ type: 'op.outputReported', data: { wo, step: 10, lot, qty: { value: '1800', unit: '只' }, to } }
		];
		return JSON.stringify(await suyuan.ask('act', { cmd: uid(), operations, signatures: [], alreadyHappened: '试验' }));
	}, lotNo);
	expect(done).toContain('"ok":true');
}

/** Signs as whoever is logged in. */
async function sign(page: Page): Promise<void> {
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await dialog.getByRole('button', { name: '签名', exact: true }).click();
	await expect(dialog).toBeHidden();
}

test('a lot is sent by scan, counted back, its report judged figure by figure, and released by signature', async ({ page, context }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openDemo(page);
	await packLot(page, LOT);
	await page.goto('/steriliser');
	await expect(page.locator('[data-waiting]')).toContainText(LOT);
	await context.setOffline(true);
	await becomeRole(page, 'WH');
	await page.locator('[data-mode=send]').click();
	const began = Date.now();
	await scan(page, 'MK260926');
	await expect(band(page)).toContainText('已经在灭菌批 EO-260926-B 里');
	await scan(page, 'L-RMMB-260902-01');
	await expect(band(page)).toContainText('不是无菌产品');
	await scan(page, LOT);
	await expect(page.locator(`[data-send-line="${LOT}"]`)).toContainText('1,800 只');
	await scan(page, LOT);
	await expect(band(page)).toContainText('已经在单子上');
	await page.locator('[data-cartons]').fill('9');
	await expect(page.locator('[data-choose=contractor]')).toHaveValue(/.+/);
	await expect(page.locator('[data-indicators]')).toHaveValue('20');
	expect(await seriousViolations(page), 'send').toEqual([]);
	await page.locator('[data-send]').click();
	await expect(page.locator('[data-load-stage=away]')).toBeVisible();
	console.log(`sent with 1 scan and 2 taps in ${String(Date.now() - began)} ms, three refusals included`);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

	// Back a week later: something else in the van, then the lot, eight cartons of nine.
	await scan(page, 'MK260927');
	await expect(band(page)).toContainText('不在灭菌批');
	await scan(page, LOT);
	await expect(band(page)).toContainText('1,800 只，已点');
	await page.locator('[data-confirm]').click();
	await expect(band(page)).toContainText('放在 CZ-FGQ，待放行');
	await expect(page.locator('[data-step=back]')).toHaveAttribute('data-state', 'ok');
	await expect(page.locator('[data-release]')).toBeDisabled();

	await become(page, '吴倩');
	await page.locator('[data-enter-cycle]').click();
	await page.locator('[data-cycle=start]').fill('2026-10-12T01:00');
	await page.locator('[data-cycle=end]').fill('2026-10-12T07:00');
	const figures = {
		precondition: '12',
		temperature: '58',
		humidity: '60',
		eo: '600',
		minutes: '360',
		'aeration-temperature': '40',
		'aeration-hours': '96',
		residue: '4'
	};
	for (const [key, value] of Object.entries(figures)) await page.locator(`[data-reading-input="${key}"]`).fill(value);
	await expect(page.locator('[data-cycle-form]')).toContainText('高于限度 45–55 °C');
	await page.locator('[data-reading-input=temperature]').fill('50');
	await expect(page.locator('[data-cycle-form]')).not.toContainText('高于限度');
	expect(await seriousViolations(page), 'cycle').toEqual([]);
	await page.locator('[data-record-cycle]').click();
	await expect(page.locator('[data-step=cycle]')).toHaveAttribute('data-state', 'ok');
	await expect(page.locator('[data-against]')).toContainText('还没有 BI 结果');

	await become(page, '何静');
	await page.locator('[data-enter-indicators]').click();
	const form = page.locator('[data-act="steril.biRecorded"]');
	await form.locator('[data-field=biLot] input').fill('BI-261001');
	await form.getByText('生长', { exact: true }).click();
	await form.locator('[data-field=read] input').fill('2026-10-12');
	await page
		.locator('[role=dialog]')
		.getByRole('button', { name: /BI 结果/ })
		.click();
	await sign(page);
	await expect(page.locator('[data-step=indicators]')).toHaveAttribute('data-state', 'ok');

	await become(page, '吴倩');
	const before = await actCount(page, 'steril.loadReleased');
	await page.locator('[data-release]').click();
	await page.locator('[role=dialog]').getByRole('button', { name: '灭菌放行' }).click();
	await sign(page);
	await expect(page.locator('[data-verdict]')).toContainText('已灭菌放行');
	expect(await actCount(page, 'steril.loadReleased')).toBe(before + 1);
	await page.setViewportSize({ width: 1440, height: 900 });
	expect(await seriousViolations(page), 'released').toEqual([]);
	await page.goto('/steriliser');
	await expect(page.locator('[data-waiting]')).toHaveCount(0);
});

test('half a lot goes as a lot of its own; an indicator that grew rejects the load', async ({ page }) => {
	await openDemo(page);
	await packLot(page, LOT);
	await page.goto('/steriliser/send');
	await expect(page.locator('[data-waiting]')).toBeVisible();
	await becomeRole(page, 'WH');
	await page.locator(`[data-add="${LOT}"]`).click();
	await page.locator('[data-split]').click();
	await expect(page.locator('[data-split-number]')).toHaveValue(`${LOT}-1`);
	await page.locator('[data-split-qty]').fill('1800');
	await page.getByRole('button', { name: '分批', exact: true }).click();
	await expect(page.locator('[data-split-form]')).toContainText('少于这个库位上的全部');
	await page.locator('[data-split-qty]').fill('800');
	await page.getByRole('button', { name: '分批', exact: true }).click();
	await expect(page.locator(`[data-send-line="${LOT}-1"]`)).toContainText('800 只');
	await expect(page.locator(`[data-add="${LOT}"]`)).toBeVisible();
	await page.locator('[data-send]').click();
	await expect(page.locator('[data-load-stage=away]')).toBeVisible();
	await become(page, '吴倩');
	await page.locator('[data-reject]').click();
	await page.locator('[data-act="steril.loadRejected"] [data-field=reason] textarea').fill('BI 阳性');
	await page.locator('[role=dialog]').getByRole('button', { name: '判不合格' }).click();
	await sign(page);
	await expect(page.locator('[data-load-stage=rejected]')).toBeVisible();
	await page.goto('/exceptions');
	await expect(page.locator('main')).toContainText(`${LOT}-1`);
	await page.goto(`/lots/${LOT}-1`);
	await expect(page.locator('main')).toContainText('灭菌不合格');
});
