/** The five minutes of the guided tour, step by step as the card leads. */
import { test } from '@playwright/test';
import { becomeRole, expect, openDemo, seriousViolations } from './demo-company.ts';

test('the tour leads from a pouch to the owner’s page, and each step sees that it is done', async ({ page }) => {
	await openDemo(page);
	await page.goto('/');
	await page.locator('[data-start-tour]').click();
	const card = (step: string) => page.locator(`[data-tour="${step}"]`);
	const done = (step: string) => expect(card(step)).toHaveAttribute('data-tour-done', 'true');
	const next = async () => page.locator('[data-tour-next]').click();

	await becomeRole(page, 'WH');
	await page.locator('[data-tour-scan]').click();
	await done('scan');
	await next();

	await page.locator('[data-tour-scan]').click();
	await done('scope');
	await next();

	await expect(card('chengdu')).toBeVisible();
	await page.getByRole('button', { name: /成都/ }).first().click();
	await done('chengdu');
	await next();

	// It goes on after a reload.
	await page.reload();
	await expect(card('yellow')).toBeVisible();
	await becomeRole(page, 'WH');
	await page.locator('[data-tour-scan]').click();
	await done('yellow');
	await expect(page.locator('[data-band]')).toContainText('还在待检');
	await next();

	await expect(card('missing')).toBeVisible();
	await becomeRole(page, 'QA');
	await page.locator('[data-tour-scan]').click();
	await done('missing');
	await next();
	await done('owner');
	expect(await seriousViolations(page)).toEqual([]);
	await next();
	await expect(page.locator('[data-tour]')).toHaveCount(0);
});
