/** The inbox of exceptions: by urgency, with what they touch, worked off with the keyboard; on a phone a list that opens. */
import { test } from '@playwright/test';
import { become, expect, openDemo, seriousViolations, values } from './demo-company.ts';

test('ordered by urgency with its impact; acted on and closed with a reason, without the mouse; on a phone too', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await openDemo(page);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '异常' }).click();
	await expect(page.getByText('没有异常')).toBeVisible();
	await expect(page.getByText('冻结期间被使用、同一单件重复发货')).toBeVisible();
	await page.getByRole('button', { name: '成都仓恢复联网' }).click();
	await expect(page.locator('[data-exception]')).toHaveCount(2);
	// Two hours to act stand before four.
	expect(await values(page, 'data-exception')).toEqual(['RECALL_SCOPE_GREW', 'USED_WHILE_HELD']);
	const detail = page.locator('[data-exception-detail]');
	await expect(detail).toHaveAttribute('data-exception-detail', 'RECALL_SCOPE_GREW');
	await expect(detail.locator('[data-impact-customers]')).toContainText('C05 成都民营医院');
	await become(page, '周敏');
	await page.locator('[data-exception]').first().focus();

	// The prepared operation: the scope as it is now, to be signed.
	await page.keyboard.press('a');
	const scope = page.locator('[data-act="recall.scopeChanged"]');
	await expect(scope.locator('[data-field=reason]')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(scope).toHaveCount(0);

	await page.keyboard.press('j');
	await expect(detail).toHaveAttribute('data-exception-detail', 'USED_WHILE_HELD');
	await expect(detail).toContainText('马超');
	await page.keyboard.press('r');
	const closing = page.locator('[role=dialog]:has([data-act="exception.resolved"])');
	await closing.locator('[data-field=explanation] textarea').fill('已电话通知 C05 停用并寄回');
	await closing.getByRole('button', { name: '关闭异常' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '签名' }).click();
	await expect(page.locator('[data-exception]')).toHaveCount(1);
	expect(await seriousViolations(page)).toEqual([]);

	await page.setViewportSize({ width: 390, height: 844 });
	await page.getByRole('button', { name: '显示已关闭的 1 项' }).click();
	await page.locator('[data-exception=USED_WHILE_HELD]').click();
	await expect(detail.locator('[data-handled=resolved]')).toContainText('已电话通知 C05 停用并寄回');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await page.getByRole('button', { name: '回到列表' }).click();
	await expect(page.locator('[data-exception]')).toHaveCount(2);
});
