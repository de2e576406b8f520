/** Oximeters by serial number: the tray is scanned once, then one scan makes a unit and another packs it, offline. */
import { test, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

const ORDER = 'WO-OX-261012-01';
const TRAY = 'L-SENS-260903-01';
const band = (page: Page) => page.locator('[data-band]');

/** The storekeeper brought so many sensors to the line. */
async function drawSensors(page: Page, pieces: number): Promise<void> {
	await becomeRole(page, 'WH');
	const done = await page.evaluate(
		async ([order, tray, qty]) => {
			const { suyuan } = globalThis as unknown as { readonly suyuan: { ask(topic: string, ask?: unknown): Promise<never> } };
			const uid = async (kind: string, text: string): Promise<string> => {
				const found: readonly { uid: string; code: string }[] = await suyuan.ask('choices', { kind, text });
				return found.find(({ code }) => code === text)?.uid ?? '';
			};
			const [wo, lot, from, to] = [
				await uid('wo', order),
				await uid('lot', tray),
				await uid('location', 'CZ-RM'),
				await uid('location', 'CZ-EA')
			];
			const lines = [{ lot, qty: { value: qty, unit: '个' }, from, to }];
			const cmd = `${'drawn-for-the-line'}${qty.padStart(4, '0')}`;
			const { ok }: { ok: boolean } = await suyuan.ask('act', {
				cmd,
				operations: [{ type: 'stock.issued', data: { wo, lines } }],
				signatures: []
			});
			return ok;
		},
		[ORDER, TRAY, String(pieces)] as const
	);
	expect(done).toBe(true);
	await becomeRole(page, 'OP');
}

async function openOrder(page: Page): Promise<void> {
	await openDemo(page);
	await page.goto('/serial');
	await page.locator(`[data-choose-order="${ORDER}"]`).click();
	await expect(page.locator(`[data-serial-order="${ORDER}"]`)).toBeVisible();
}

test('a tray once, then a scan a unit and a scan to pack it, offline; the same unit twice is told with who and when', async ({
	page,
	context
}) => {
	await page.setViewportSize({ width: 820, height: 1180 });
	await openOrder(page);
	await drawSensors(page, 3);
	await context.setOffline(true);
	const began = Date.now();
	await scan(page, TRAY);
	await expect(page.locator('[data-slot=CM-SENS]')).toHaveAttribute('data-tray', TRAY);
	await expect(page.locator('[data-slot=CM-SENS]')).toContainText('余 3 个');
	await scan(page, 'CM26110001');
	await scan(page, 'CM26110002');
	await expect(page.locator('[data-unit=CM26110002]')).toContainText(TRAY);
	await expect(page.locator('[data-made]')).toContainText('2');
	await expect(page.locator('[data-slot=CM-SENS]')).toContainText('余 1 个');
	expect(await actCount(page, 'op.componentInstalled')).toBeGreaterThanOrEqual(2);
	const units = await actCount(page, 'unit.commissioned');
	await scan(page, 'CM26110001');
	await expect(band(page)).toContainText(/这台刚扫过（\d\d:\d\d .+），没有重复记账/);
	expect(await actCount(page, 'unit.commissioned')).toBe(units);

	// The tray stays in use over a reload; a unit without a label takes the next number.
	await page.reload();
	await expect(page.locator('[data-slot=CM-SENS]')).toHaveAttribute('data-tray', TRAY);
	await becomeRole(page, 'OP');
	const next = await page.locator('[data-next-serial]').getAttribute('data-next-serial');
	await page.locator('[data-next-serial]').click();
	await expect(page.locator(`[data-unit="${next ?? ''}"]`)).toBeVisible();
	// The tray is empty: no unit is made without its sensor.
	await scan(page, 'CM26110004');
	await expect(band(page)).toContainText('用完了，扫下一盘');
	expect(await actCount(page, 'unit.commissioned')).toBe(units + 1);
	expect(await seriousViolations(page), 'assemble').toEqual([]);

	await page.getByRole('radio', { name: '装箱' }).click();
	await scan(page, 'CM26110001');
	await expect(page.locator('[data-unit=CM26110001]')).toContainText('CZ-FGQ');
	await scan(page, 'CM26110001');
	await expect(band(page)).toContainText('没有重复记账');
	console.log(`3 units: 1 tray scan, 1 scan a unit, 1 scan to pack; ${((Date.now() - began) / 1000).toFixed(1)} s`);

	// Taken back with its sensor; both records stay.
	await page.locator('[data-unit=CM26110002]').getByRole('button').click();
	await page.locator('[data-take-back] textarea').fill('贴错标签');
	await page.getByRole('button', { name: '更正', exact: true }).click();
	await page.getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-unit=CM26110002]')).toHaveCount(0);
	await page.getByRole('radio', { name: '装配' }).click();
	await expect(page.locator('[data-slot=CM-SENS]')).toContainText('余 1 个');
});

test('wrong codes make nothing: no tray, a foreign component, a tray in the store, a unit of another order, no serial number', async ({
	page
}) => {
	await openOrder(page);
	await becomeRole(page, 'OP');
	const units = await actCount(page, 'unit.commissioned');
	await scan(page, TRAY);
	await expect(band(page)).toContainText('不在线边');
	await drawSensors(page, 2);
	await scan(page, 'CM26110001');
	await expect(band(page)).toContainText('先扫 CM-SENS 的料盘');
	await scan(page, 'L-RMMB-260902-01');
	await expect(band(page)).toContainText('扫错了');
	await scan(page, 'CM26090352');
	await expect(band(page)).toContainText('属于别的指令');
	await scan(page, TRAY);
	await expect(page.locator('[data-slot=CM-SENS]')).toHaveAttribute('data-tray', TRAY);
	await scan(page, 'NO-NUMBER');
	await expect(band(page)).toContainText('认不得这个码');
	await page.getByRole('radio', { name: '装箱' }).click();
	await scan(page, TRAY);
	await expect(band(page)).toContainText('装箱只认机身和库位');
	expect(await actCount(page, 'unit.commissioned')).toBe(units);
	expect(await seriousViolations(page), 'serial').toEqual([]);
});
