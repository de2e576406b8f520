/** Release on a phone: what is missing is red while the work is done; complete, it is signed twice and the lot may leave. */
import { test, type Page } from '@playwright/test';
import { become, expect, openDemo, seriousViolations } from './demo-company.ts';
import { scan } from './scanner.ts';

interface Asker {
	ask(topic: string, question?: unknown): Promise<unknown>;
}

const LOT = 'MK260927';
const HELD = 'MK260912';

const ask = <T>(page: Page, topic: string, question?: unknown): Promise<T> =>
	page.evaluate(([name, content]) => (globalThis as unknown as { suyuan: Asker }).suyuan.ask(name, content), [topic, question] as [
		string,
		never
	]) as Promise<T>;

/** Something done elsewhere in the company, by one person who signs it. */
async function actAs(page: Page, name: string, operations: readonly { readonly type: string; readonly data: object }[]): Promise<void> {
	const people = await ask<readonly { person: string; name: string }[]>(page, 'people');
	const person = people.find((one) => one.name === name)?.person ?? '';
	await ask(page, 'unlock', { badge: '', pin: '', demoPerson: person });
	const cmd = await page.evaluate(() =>
		btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
			.replaceAll(/[+/=]/g, 'A')
			.slice(0, 22)
	);
	const done = await ask<{ ok: boolean }>(page, 'act', { cmd, operations, signatures: [{ person, pin: '', badge: '' }] });
	expect(done.ok, JSON.stringify(done)).toBe(true);
}

async function sign(page: Page, words: string): Promise<void> {
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await expect(dialog.locator('[data-meaning]')).toContainText(words);
	await dialog.getByRole('button', { name: '签名', exact: true }).click();
	await expect(dialog).toBeHidden();
}

test('a lot is released once its record is complete: load, final inspection, two signatures', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openDemo(page);
	await page.goto('/release');
	const row = page.locator(`[data-release="${LOT}"]`);
	await expect(row).toContainText('灭菌放行');
	const [{ lot, against }] = (await ask<readonly { number: string; lot: string; against: readonly { subjects: readonly string[] }[] }[]>(
		page,
		'query',
		{
			name: 'release.list',
			ask: null
		}
	).then((rows) => rows.filter(({ number }) => number === LOT))) as [{ lot: string; against: readonly { subjects: readonly string[] }[] }];
	await become(page, '周敏');
	await scan(page, LOT);
	await expect(page.locator('[data-headline=missing]')).toContainText('批记录缺 1 项：灭菌放行。');
	await expect(page.locator('[data-sign-release]')).toBeDisabled();
	expect(await seriousViolations(page)).toEqual([]);

	const load = (against[0]?.subjects[0] ?? '').replace('load:', '');
	await actAs(page, '吴倩', [{ type: 'steril.loadReleased', data: { load, basis: '参数合格；BI 阴性；EO 残留 4 µg/g' } }]);
	await expect(page.locator('[data-headline=ready]')).toBeVisible();
	await become(page, '周敏');
	await page.locator('[data-sign-release]').click();
	await sign(page, '你将以“生产放行”签名，与手写签名同等效力');
	// The next release asks for more.
	await expect(page.locator('[data-headline=missing]')).toContainText('成品检验');
	await expect(page.locator('[data-sign-release]')).toBeDisabled();

	const inspection = 'F'.repeat(22);
	const results = [{ characteristic: '无菌', value: '无菌生长', verdict: 'pass' }];
	await actAs(page, '何静', [
		{ type: 'insp.created', data: { inspection, no: 'J-FQC-1', kind: 'FQC', lot } },
		{ type: 'insp.resultRecorded', data: { inspection, lot, results } }
	]);
	await expect(page.locator('[data-headline=missing]')).toContainText('成品检验有结果，还没有判定');
	await actAs(page, '孙浩', [{ type: 'insp.judged', data: { inspection, lot, decision: 'accepted' } }]);
	await expect(page.locator('[data-headline=ready]')).toBeVisible();
	await become(page, '周敏');
	await page.locator('[data-sign-release]').click();
	await sign(page, '你将以“上市放行”签名，与手写签名同等效力');
	await expect(page.locator('[data-band=ok]')).toContainText('已上市放行');
	await page.getByRole('button', { name: '返回列表' }).click();
	await expect(page.locator(`[data-release="${HELD}"]`)).toBeVisible();
	await expect(row).toBeHidden();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a lot on hold says why it stays; the full record is one tap away', async ({ page }) => {
	await openDemo(page);
	await page.goto('/release');
	await page.locator(`[data-release="${HELD}"]`).click();
	await expect(page.locator('[data-headline=missing]')).toContainText('冻结中：供方通报 HX2608-117 过滤效率不稳定。');
	await expect(page.locator('[data-sign-release]')).toBeDisabled();
	await page.getByRole('button', { name: /全部项目/ }).click();
	await expect(page.locator('[data-check=yield]')).toHaveAttribute('data-state', 'ok');
	await expect(page.locator('[data-check=labels]')).toHaveAttribute('data-state', 'paper');
	expect(await seriousViolations(page)).toEqual([]);
	await scan(page, 'MK260909');
	await expect(page.locator('[data-band=refused]')).toContainText('不在等放行的成品里');
	await page.getByRole('link', { name: '全部记录（批护照）' }).click();
	await expect(page.getByRole('heading', { level: 1, name: HELD })).toBeVisible();
});
