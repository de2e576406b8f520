/** The recall desk: from any pack to its scope, off line. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test, type Download, type Page } from '@playwright/test';
import { actCount, becomeRole, expect, openDemo, RAW, seriousViolations, values } from './demo-company.ts';
import { scan } from './scanner.ts';

test.use({ viewport: { width: 1440, height: 900 } });

/** Opens the recall desk and cuts the network: all that follows must work without. */
async function openDesk(page: Page): Promise<void> {
	await openDemo(page);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '召回', exact: true }).click();
	await expect(page.locator('[data-recalls] [data-recall]')).toHaveCount(1);
	await becomeRole(page, 'QH');
	await page.context().setOffline(true);
}

test('any pack gives the scope, the customers and a balance that adds up, and names the silent site', async ({ page }) => {
	await openDesk(page);
	await scan(page, 'NO-SUCH-LOT');
	await expect(page.locator('[data-recall-refused]')).toContainText('认不得这个码');
	const began = Date.now();
	await scan(page, 'MK260912');
	await expect(page.locator('[data-recall-scope=MK260912]')).toBeVisible();
	await expect(page.locator('[data-customer]')).toHaveCount(4);
	console.log(`recall scope: 1 scan, 0 taps, ${((Date.now() - began) / 1000).toFixed(1)} s`);
	expect(await values(page, 'data-customer')).toEqual(['C01 12000', 'C02 38000', 'C03 8000', 'C04 7000']);
	// The material on hold is where the scope begins; the finished goods are found from there.
	await expect(page.locator(`[data-suspect="${RAW}"]`)).toBeChecked();
	await expect(page.locator('[data-figure=shipped]')).toContainText('65,000');
	await expect(page.locator('[data-figure=unexplained]')).toContainText('对得上');
	await expect(page.locator('[data-silent="成都区域仓"]')).toContainText('名单可能增加');
	await expect(page.locator('[data-scope-lot=MK260911]')).toContainText('可能');
	await expect(page.locator('[data-scope-lot=MK260909]')).toContainText('确定');
	expect(await seriousViolations(page), 'scope').toEqual([]);
	// Another cause, another scope: the load's own lots alone.
	await page.locator('[data-suspect="EO-260916-A"]').check();
	await page.locator(`[data-suspect="${RAW}"]`).uncheck();
	await expect(page.locator('[data-scope-lot=MK260912]')).toBeVisible();
	await expect(page.locator('[data-scope-lot=MK260909]')).toHaveCount(0);
	// On a phone nothing is cut off.
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('scan, scope, drill, signature, pack: within a minute and off line', async ({ page }) => {
	await openDesk(page);
	const holds = await actCount(page, 'hold.placed');
	const began = Date.now();
	await scan(page, 'MK260912');
	await expect(page.locator('[data-recall-scope=MK260912]')).toBeVisible();
	await page.locator('[data-decide=drill]').click();
	await expect(page.locator('[data-drill-form]')).toContainText('演练中：不冻结，不通知客户。');
	await page.locator('[data-class=I]').check();
	await page.locator('[data-to-sign]').click();
	await page.getByRole('dialog').getByRole('button', { name: '签名', exact: true }).click();
	const sheet = page.locator('[data-recall-sheet=closed][data-drill=yes]');
	await expect(sheet).toBeVisible();
	const files: Download[] = [];
	page.on('download', (file) => files.push(file));
	await page.locator('[data-pack]').click();
	await page.getByRole('checkbox').check();
	await page
		.getByRole('button', { name: /下一步|导出/ })
		.last()
		.click();
	await page.getByRole('dialog', { name: '签名资料包' }).last().getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-pack-files="3"]')).toBeVisible();
	console.log(`recall drill to signed pack: 1 scan, 8 taps, ${((Date.now() - began) / 1000).toFixed(1)} s`);
	await expect.poll(() => files.length).toBe(4);
	expect(files.map((file) => file.suggestedFilename().replace(/^.*\./, ''))).toEqual(['suyuan', 'xlsx', 'csv', 'txt']);
	// The list names the bundle by the hash it really has, and who signed.
	const [bundle, , csv, list] = await Promise.all(files.map(async (file) => readFile(await file.path())));
	const text = list?.toString('utf8') ?? '';
	expect(text).toContain(
		createHash('sha256')
			.update(bundle ?? '')
			.digest('hex')
	);
	expect(text).toContain('周敏');
	expect(csv?.toString('utf8')).toContain('C04,西南器械经销公司,MK260911,FG-MK-01,3000');
	// The printed scope carries the hash that stands in the list.
	await page.keyboard.press('Escape');
	await page.locator('[data-paper]').click();
	const paper = page.locator('[data-paper=recall]');
	await expect(paper).toContainText('召回演练范围表');
	expect(text).toContain((await paper.getAttribute('data-hash')) ?? 'no hash');
	// Nothing was held, nobody has to be told.
	expect(await actCount(page, 'hold.placed')).toBe(holds);
	expect(await actCount(page, 'recallDrill.completed')).toBe(1);
});

test('a recall: assessed, decided with the goods held, answers counted, closed', async ({ page }) => {
	await openDesk(page);
	// A load that nothing holds yet: its process is suspected, so its goods are concerned and nothing else.
	await scan(page, 'EO-260914-A');
	await expect(page.locator('[data-recall-scope="EO-260914-A"]')).toBeVisible();
	await page.locator('[data-suspect="EO-260914-A"]').check();
	await page.locator('[data-decide=real]').click();
	await page.locator('[data-to-sign]').click();
	await expect(page.getByText('这一项要填。')).toBeVisible();
	await page.getByLabel('缺陷和触发原因').fill('指示物阳性，灭菌可能失败');
	await page.locator('[data-to-sign]').click();
	await page.getByRole('dialog').getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-recall-sheet=assessed]')).toBeVisible();
	await page.getByLabel('处理办法（写进通知）').fill('停用，封存，退回');
	await page.locator('[data-sign-decision]').click();
	await page.getByRole('dialog').getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-recall-sheet=decided]')).toBeVisible();
	expect(await actCount(page, 'hold.placed')).toBe(2);
	await expect(page.locator('[data-notify-clock]')).toContainText('通知期限');
	await expect(page.locator('[data-sum=open]')).toContainText('54,000');
	await page.locator('[data-respond=C01]').click();
	await page.getByLabel('已停用并封存').fill('10000');
	await page.getByLabel('已使用').fill('1500');
	await page.getByRole('dialog').getByRole('button', { name: '召回反馈' }).click();
	await expect(page.locator('[data-party=C01] [data-answer]')).toContainText('封存 10000，已用 1500');
	await expect(page.locator('[data-sum=open]')).toContainText('42,500');
	await page.locator('[data-close-recall]').click();
	await page.getByLabel('效果评估').fill('全部答复，退货在途');
	await page.getByRole('dialog').getByRole('button', { name: '召回关闭' }).click();
	await page.getByRole('dialog').last().getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-recall-sheet=closed]')).toBeVisible();
	await expect(page.locator('[data-respond]')).toHaveCount(0);
});

test('what Chengdu shipped before it knew is marked with why, told about, and signed into the scope', async ({ page }) => {
	await openDemo(page);
	await page.getByRole('link', { name: '异常' }).click();
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	await expect(page.locator('[data-exception]')).toHaveCount(2);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '召回', exact: true }).click();
	await page.locator('[data-recalls] a').click();
	const late = page.locator('[data-party=C05]');
	await expect(late).toContainText('决定后新增');
	await expect(late.locator('[data-late-why]')).toContainText(
		'发货 SH-261012-01：马超 2026-10-12 10:20 在终端 D1 记录，2026-10-12 10:05 决定时还没有同步过来'
	);
	await expect(page.locator('[data-late=yes]')).toHaveCount(1);
	expect(await seriousViolations(page), 'follow-up').toEqual([]);
	await becomeRole(page, 'QH');
	await page.locator('[data-notify=C05]').click();
	await page.getByLabel('通知方式').selectOption({ label: '电话' });
	await page.locator('[data-act="recall.notified"]').getByRole('textbox').fill('王主任');
	await page.locator('[data-act="recall.notified"]').press('Control+Enter');
	await page.getByRole('dialog').getByRole('button', { name: '召回通知' }).click();
	await expect(late.locator('[data-notice]')).toContainText('电话（王主任）');
	// Whom to call is kept encrypted: regulatory affairs reads it, the storekeeper's device holds ciphertext.
	await late.locator('[data-add-contact]').click();
	await page.getByRole('dialog').getByLabel('联系人').fill('王主任');
	await page.getByRole('dialog').getByLabel('电话').fill('028-0000 1234');
	await page.getByRole('dialog').getByRole('button', { name: '加密保存' }).click();
	await expect(late.locator('[data-contact]')).toContainText('028-0000 1234');
	await becomeRole(page, 'OP');
	await expect(late.locator('[data-contact-sealed]')).toContainText('已加密');
	await expect(late).not.toContainText('1234');
	await becomeRole(page, 'RA');
	await expect(late.locator('[data-contact]')).toContainText('028-0000 1234');
	await becomeRole(page, 'QH');
	await page.locator('[data-new-scope]').click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /召回范围变更/ })
		.click();
	await page.getByRole('dialog').last().getByRole('button', { name: '签名', exact: true }).click();
	await expect(page.locator('[data-late-facts]')).toHaveCount(0);
	await expect(page.locator('[data-late=yes]')).toHaveCount(0);
});
