import { join } from 'node:path';
import { test } from '@playwright/test';
import { expect, seriousViolations } from '../e2e/demo-company.ts';
import { addressOf, openDemoIn, routes, settle, visit } from '../e2e/every-page.ts';

const WIDTHS = [390, 820, 1440] as const;
const HEIGHT = 900;
/** A list of ten thousand lines is judged by its first ones. */
const MAX_HEIGHT = 2600;
const FOLDER = join(import.meta.dirname, '../../.cache/screens');

for (const language of ['zh-CN', 'en'] as const)
	for (const theme of ['light', 'dark'] as const)
		for (const width of WIDTHS)
			test(`${language} ${theme} ${String(width)}`, async ({ page }) => {
				test.setTimeout(600_000);
				await page.setViewportSize({ width, height: HEIGHT });
				await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
				await openDemoIn(page, language);
				const wrong: string[] = [];
				for (const route of routes()) {
					const address = await addressOf(page, route);
					if (address === undefined) continue;
					await visit(page, address);
					await settle(page);
					const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
					if (tooWide > 0) wrong.push(`${route}: ${String(tooWide)} px too wide`);
					for (const violation of await seriousViolations(page)) wrong.push(`${route}: ${violation}`);
					const height = await page.evaluate(() => document.documentElement.scrollHeight);
					await page.setViewportSize({ width, height: Math.min(Math.max(height, HEIGHT), MAX_HEIGHT) });
					const name =
						route === '/'
							? 'today'
							: route
									.slice(1)
									.replaceAll(/[/[\]]+/g, '-')
									.replace(/-$/, '');
					await page.screenshot({ path: join(FOLDER, `${language}-${theme}-${String(width)}`, `${name}.png`) });
					await page.setViewportSize({ width, height: HEIGHT });
				}
				expect(wrong).toEqual([]);
			});
