/** Master data: created one by one, and from the messy table a firm really has – mapped, corrected, signed, never twice. */
import { test, type Page } from '@playwright/test';
import { become, becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';

const TABLE = [
	'常州某厂物料清单',
	'',
	'料号,品名,物料类别,计量单位,批号管理,质量类别',
	'N-CLOTH,新熔喷布,原材枓,kg,批,关键',
	'N-BAND,新耳带,原材枓,m,批,',
	'N-BOX,新彩盒,包装材料,个,不追踪,一般',
	'RM-MB,熔喷布,原材料,kg,批,A'
].join('\r\n');

const STOCK = [
	'料号,品名,批号,现存量,单位,货位,供应商批号,有效期至,检验状态',
	'N-CLOTH,新熔喷布,OP-1,60,kg,CZ-RM,HX-9,2028-01-01,合格',
	'N-CLOTH,新熔喷布,OP-2,1500,g,CZ-RN,,2028-01-01,',
	'N-CLOTH,新熔喷布,OP-3,0,kg,CZ-RM,HX-7,2028-01-01,合格',
	'FG-MK-01,口罩,MK-OLD,2000,只,CZ-FG,,2028-01-01,'
].join('\r\n');

async function sign(page: Page): Promise<void> {
	const dialog = page.locator('[role=dialog]:has([data-sign-dialog])');
	await dialog.getByRole('button', { name: /^签名/ }).click();
	await expect(dialog).toBeHidden();
}

test('a messy table becomes master data: header found, columns understood, equal mistakes put right at once, nothing doubled', async ({
	page
}) => {
	await openDemo(page);
	await page.goto('/master');
	await expect(page.locator('[data-master-rows]')).toHaveAttribute('data-master-rows', '25');
	await becomeRole(page, 'IT');
	await page.locator('[data-import]').click();
	const began = Date.now();
	const file = { name: '物料.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) };
	await page.locator('[data-files]').setInputFiles(file);
	await expect(page.locator('[data-problems]')).toHaveAttribute('data-problems', '2');
	await expect(page.locator('[data-header-row]')).toHaveValue('2');
	await expect(page.locator('[data-problem]').first()).toContainText('第 4 行 · 类别');
	expect(await seriousViolations(page), 'problems').toEqual([]);
	await page.locator('[data-correction]').first().fill('原材料');
	await page.locator('[data-all]').first().check();
	await page.getByRole('button', { name: '改成' }).first().click();
	await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', '3');
	await expect(page.locator('[data-existing]')).toHaveAttribute('data-existing', '1');
	await page.locator('[data-undo]').click();
	await expect(page.locator('[data-problems]')).toHaveAttribute('data-problems', '2');
	await page.locator('[data-correction]').first().fill('原材料');
	await page.locator('[data-all]').first().check();
	await page.getByRole('button', { name: '改成' }).first().click();
	await page.locator('[data-do-import]').click();
	await expect(page.locator('[data-sign-about]')).toContainText('共 3 条');
	await sign(page);
	await expect(page.locator('[data-to-master]')).toBeVisible();
	console.log(`five rows, two mistakes, imported in ${String(Date.now() - began)} ms`);
	await page.locator('[data-files]').setInputFiles({ ...file, buffer: Buffer.from(TABLE.replaceAll('原材枓', '原材料')) });
	await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', '0');
	await page.getByRole('link', { name: '回到基础资料' }).click();
	await expect(page.locator('[data-master-row="N-CLOTH"]')).toContainText('新熔喷布');
	await expect(page.locator('[data-master-rows]')).toHaveAttribute('data-master-rows', '28');

	// What lies where of the new items: goods signed by two, what quality says of them by quality.
	await page.locator('[data-import]').click();
	await page.locator('[data-files]').setInputFiles({ name: '期初库存.csv', mimeType: 'text/csv', buffer: Buffer.from(STOCK) });
	await expect(page.locator('[data-template]')).toHaveValue('stock');
	await expect(page.locator('[data-problems] [data-problem]')).toContainText('第 3 行 · 库位');
	await page.locator('[data-problems] [data-correction]').fill('CZ-RM');
	await page.locator('[data-problems]').getByRole('button', { name: '改成' }).click();
	await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', '3');
	await expect(page.locator('[data-notes]')).toContainText('没有供方批号');
	await page.locator('[data-do-import]').click();
	await sign(page);
	await becomeRole(page, 'QA');
	await page.locator('[data-do-import]').click();
	await expect(page.locator('[data-sign-about]')).toBeVisible();
	await sign(page);
	await page.getByRole('link', { name: '去看库存' }).click();
	// On hand, usable, in quarantine.
	await expect(page.getByRole('row', { name: 'N-CLOTH 新熔喷布 61.5 kg 60 1.5' })).toBeVisible();

	// Finished goods that were released on paper: two people answer for it, and they may be shipped.
	await become(page, '周敏');
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '放行' }).click();
	await page.locator('[data-release="MK-OLD"]').click();
	await page.locator('[data-paper-release]').click();
	const paper = page.locator('[data-act="release.paperReleased"]');
	await paper.locator('[data-field=paper] input').fill('FX-2025-112');
	await paper.locator('[data-field=steriliserLoad] input').fill('EO-250301-A');
	await page.locator('[role=dialog]').getByRole('button', { name: '凭纸质放行单放行' }).click();
	await sign(page);
	await expect(page.locator('[data-dossier="MK-OLD"]')).toContainText('已上市放行');
});

test('an item, a location and a work master are made on a phone, the last by two persons', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openDemo(page);
	await page.goto('/master?kind=places');
	await expect(page.locator('[data-master-row=CZ]')).toBeVisible();
	await becomeRole(page, 'IT');
	await page.locator('[data-master-row=CZ] summary').click();
	await page.locator('[data-master-row=CZ] [data-new-location]').click();
	const form = page.locator('[data-act="location.defined"]');
	await form.locator('[data-field=code] input').fill('CZ-X9');
	await page.locator('[role=dialog]').getByRole('button', { name: '定义库位' }).click();
	await sign(page);
	await expect(page.locator('[data-master-row=CZ]')).toContainText('CZ-X9');
	await page.locator('[data-kind=items]').click();
	await page.locator('[data-create]').click();
	const item = page.locator('[data-act="item.created"]');
	await item.locator('[data-field=code] input').fill('FG-NEW');
	await item.locator('[data-field=nameZh] input').fill('新产品');
	await item.locator('[data-field=unit] input').fill('只');
	await page.locator('[role=dialog]').getByRole('button', { name: '新建物料' }).click();
	await sign(page);
	await expect(page.locator('[data-master-row="FG-NEW"]')).toBeVisible();
	expect(await seriousViolations(page), 'items').toEqual([]);
	await become(page, '周敏');
	await page.locator('[data-kind=masters]').click();
	await page.locator('[data-create]').click();
	const master = page.locator('[data-work-master]');
	await page.getByRole('button', { name: '发布', exact: true }).click();
	await expect(master.locator('[data-lack]')).toContainText('先选产品');
	await master.locator('select').first().selectOption({ label: 'FG-NEW 新产品' });
	await master.locator('[data-material="0"] select').selectOption({ label: 'RM-MB 熔喷布 25 g/m² 175 mm' });
	await master.locator('[data-material="0"] input').first().fill('0.9');
	await page.getByRole('button', { name: '发布', exact: true }).click();
	await sign(page);
	await expect(page.locator('[data-master-row="FG-NEW"]')).toContainText('A/0');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
