/** From a key press or click to the next paint, as the browser's own event timing tells, while a person works through the screens. */
import type { Page } from '@playwright/test';
import { timesOf } from './figures.ts';

/** Event timing rounds to 8 ms and leaves out what is faster than its least threshold. */
const LEAST_MS = 16;
/** Between two keys of a person who types fast. */
const KEY_MS = 90;
const SETTLE_MS = 400;
const SEARCHED = ['RMMB', 'MK2609', '熔喷'];
const STEPS_DOWN = 25;

interface Watched extends Window {
	inputTimes: number[];
}

/** Milliseconds of every key and click; what the browser did not list was faster than `LEAST_MS` and counts as that. */
export async function inputToPaint(page: Page): Promise<{ readonly p50: number; readonly p95: number; readonly inputs: number }> {
	await page.evaluate((least) => {
		const world = globalThis as unknown as Watched;
		world.inputTimes = [];
		const seen = new Set<number>();
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { readonly interactionId?: number })[]) {
				if (!['keydown', 'pointerdown', 'click'].includes(entry.name) || seen.has(entry.startTime)) continue;
				seen.add(entry.startTime);
				world.inputTimes.push(entry.duration);
			}
		}).observe({ type: 'event', durationThreshold: least, buffered: false } as PerformanceObserverInit);
	}, LEAST_MS);
	let inputs = 0;
	const press = async (key: string) => {
		await page.keyboard.press(key);
		inputs++;
		await page.waitForTimeout(KEY_MS);
	};
	for (const text of SEARCHED) {
		await press('/');
		for (const character of text.split('')) {
			if (/[\u4e00-\u9fff]/.test(character)) await page.keyboard.insertText(character);
			else await press(character);
		}
		await page.waitForTimeout(SETTLE_MS);
		await press('ArrowDown');
		for (let step = 0; step < STEPS_DOWN; step++) await press('j');
		await press('Escape');
	}
	for (const link of await page.locator('nav a[href]').all()) {
		if (!(await link.isVisible())) continue;
		await link.click();
		inputs++;
		await page.waitForTimeout(SETTLE_MS);
	}
	const slow = await page.evaluate(() => (globalThis as unknown as Watched).inputTimes);
	const all = [...slow, ...Array.from({ length: Math.max(0, inputs - slow.length) }, () => LEAST_MS)].sort((a, b) => a - b);
	return { p50: timesOf(all).p50, p95: all[Math.floor(all.length * 0.95)] ?? Number.NaN, inputs };
}
