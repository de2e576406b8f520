import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type Page } from '@playwright/test';
import { DEMO_LOTS, expect, openDemo } from './demo-company.ts';

const demo = readFileSync(join(import.meta.dirname, '../../static/demo/demo.suyuan'));
const text = gunzipSync(demo).toString('utf8');

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
	await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('opens a bundle from a file', async ({ page }) => {
	await page.goto('/lots');
	await choose(page, 'demo.suyuan', demo);
	await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
});

test('opens a bundle dropped on the page', async ({ page }) => {
	await page.goto('/lots');
	await expect(page.getByRole('button', { name: '打开演示' })).toBeVisible();
	const transfer = await page.evaluateHandle(
		(bytes) => {
			const data = new DataTransfer();
			data.items.add(new File([Uint8Array.from(bytes)], 'demo.suyuan'));
			return data;
		},
		[...demo]
	);
	await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
	await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
});

for (const [what, bytes, title] of [
	['a picture', Buffer.from('\x89PNG not a bundle'), '这不是溯源数据包'],
	['a bundle cut off', demo.subarray(0, demo.length - 4_000), '数据包已损坏或被改动'],
	['a bundle with one figure changed', gzipSync(text.replace('"12000"', '"12001"')), '数据包已损坏或被改动'],
	['a bundle of a newer version', gzipSync(text.replace('"v":1}\n', '"v":2}\n')), '数据包由更新的版本生成']
] as const)
	test(`refuses ${what}, says why and goes on`, async ({ page }) => {
		await page.goto('/lots');
		await choose(page, 'file.suyuan', bytes);
		await expect(page.getByRole('alert')).toContainText(title);
		await page.getByRole('button', { name: '知道了' }).click();
		await expect(page.getByRole('alert')).toHaveCount(0);
		await choose(page, 'demo.suyuan', demo);
		await expect(page.locator('[data-lot-row]')).toHaveCount(DEMO_LOTS);
	});

test('merges another bundle of the company from the log, and refuses a broken one without losing anything', async ({ page }) => {
	await openDemo(page);
	await page.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '记录' }).click();
	await expect(page.locator('[data-chain]')).toHaveCount(4);
	await choose(page, 'broken.suyuan', Buffer.from('nothing'));
	await expect(page.getByRole('alert')).toContainText('这不是溯源数据包');
	await choose(page, 'demo.suyuan.cd', readFileSync(join(import.meta.dirname, '../../static/demo/demo.suyuan.cd')));
	await expect(page.getByRole('status').filter({ hasText: 'C05' })).toBeVisible();
	await expect(page.locator('[data-check=ok]')).toBeVisible();
});
