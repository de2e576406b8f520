import { join } from 'node:path';
import { test } from '@playwright/test';
import { openDemoIn, settle, visit } from '../e2e/every-page.ts';

const FOLDER = join(import.meta.dirname, '../../.cache/screens');
const A4 = { width: 1240, height: 1500 } as const;

/** The newest paper of every kind the demo has records for, as a page. */
for (const language of ['zh-CN', 'en'] as const)
	test(`papers in ${language}`, async ({ page }) => {
		test.setTimeout(600_000);
		await page.setViewportSize(A4);
		await openDemoIn(page, language);
		await visit(page, '/papers');
		await settle(page);
		const kinds = new Map<string, string>();
		for (const href of await page
			.locator('a[href*="/papers/"]')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
			const kind = /\/papers\/([a-z-]+)\/[^/]+$/.exec(href)?.[1];
			if (kind !== undefined && !kinds.has(kind)) kinds.set(kind, href);
		}
		for (const [kind, href] of kinds) {
			await visit(page, href);
			await settle(page);
			await page.screenshot({ path: join(FOLDER, `papers-${language}`, `${kind}.png`) });
		}
	});
