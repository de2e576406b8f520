/** Every page there is: none is out of reach of assistive technology, none is wider than its screen. */
import { test } from '@playwright/test';
import { expect, seriousViolations } from './demo-company.ts';
import { addressOf, openDemoIn, routes, settle, visit } from './every-page.ts';

for (const { theme, language, width } of [
	{ theme: 'light', language: 'zh-CN', width: 390 },
	{ theme: 'dark', language: 'en', width: 1440 }
] as const)
	test(`every page in ${language}, ${theme}, at ${String(width)} px: nothing serious, nothing wider than the screen`, async ({ page }) => {
		test.setTimeout(300_000);
		await page.setViewportSize({ width, height: 900 });
		await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
		await openDemoIn(page, language);
		const wrong: string[] = [];
		for (const route of routes()) {
			const address = await addressOf(page, route);
			if (address === undefined) {
				wrong.push(`${route}: no page leads there`);
				continue;
			}
			await visit(page, address);
			await settle(page);
			const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			if (tooWide > 0) wrong.push(`${route}: ${String(tooWide)} px too wide`);
			for (const violation of await seriousViolations(page)) wrong.push(`${route}: ${violation}`);
		}
		expect(wrong).toEqual([]);
	});
