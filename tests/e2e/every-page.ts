/** The pages there are, found in the tree of routes, each with an address in the demo, and how a test goes from one to the next. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openDemo, RAW } from './demo-company.ts';

interface Asker {
	readonly suyuan: { ask(topic: string): Promise<unknown> };
}

/** A clock on a page never rests. */
const MAX_ROUNDS = 12;
/** Pages that open no company. */
const WITHOUT_COMPANY: readonly string[] = ['/join', '/kit'];
/** A page whose text is the same for two such whiles has come to rest. */
const STILL_MS = 150;
const ROUTES = join(import.meta.dirname, '../../src/routes');

/** Pages of one thing: an address of the demo, or the page that links to one and how such a link begins. */
const EXAMPLES: Readonly<Record<string, { readonly on: string; readonly link: string } | { readonly at: string }>> = {
	'/lots/[id]': { at: `/lots/${RAW}` },
	'/trace/[id]': { at: `/trace/${RAW}` },
	'/log/[id]': { on: '/log', link: 'a[data-record-link]' },
	'/papers/[kind]': { at: '/papers/delivery' },
	'/papers/[kind]/[id]': { on: '/papers', link: 'a[href*="/papers/delivery/"]' },
	'/production/[id]': { on: '/production', link: 'a[href*="/production/"]' },
	'/recall/[id]': { on: '/recall', link: 'a[href*="/recall/"]:not([href*="/scope"])' },
	'/ship/orders/[id]': { on: '/ship', link: 'a[href*="/ship/orders/"]:not([href$="/new"])' },
	'/ship/pick/[order]': { on: '/ship', link: 'a[href*="/ship/pick/"]' },
	'/ship/papers/[shipment]': { on: '/ship', link: 'a[href*="/ship/papers/"]' },
	'/steriliser/[load]': { on: '/steriliser', link: 'a[data-load]' },
	'/stock/locations/[id]': { on: `/lots/${RAW}`, link: 'a[href*="/stock/locations/"]' }
};
/** Pages the demo has nothing for until somebody has worked; the flow that leads there looks at them itself. */
const AFTER_WORK: readonly string[] = ['/move/arrivals/[transfer]', '/ship/load/[shipment]'];

/** Every route but those `AFTER_WORK`, sorted. */
export function routes(): readonly string[] {
	return readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('+page.svelte'))
		.map((file) => `/${relative('.', dirname(file))}`.replace(/\/$/, ''))
		.map((route) => (route === '' ? '/' : route))
		.filter((route) => !AFTER_WORK.includes(route))
		.sort();
}

/** Waits until the company is open, the page has its answers, and its text stays as it is. */
export async function settle(page: Page): Promise<void> {
	await expect(page.locator('main').first()).toBeVisible();
	const answers = (): Promise<boolean> =>
		page.evaluate(() => {
			const { suyuan } = globalThis as unknown as Partial<Asker>;
			return (
				suyuan?.ask('people').then(
					() => true,
					() => false
				) ?? false
			);
		});
	if (!WITHOUT_COMPANY.includes(new URL(page.url()).pathname)) await expect.poll(answers).toBe(true);
	await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
	let before = '';
	for (let same = 0, round = 0; same < 2 && round < MAX_ROUNDS; round += 1) {
		await page.waitForTimeout(STILL_MS);
		const now = await page.locator('body').innerText();
		same = now === before ? same + 1 : 0;
		before = now;
	}
}

/** Goes there as a link of the application does: the company stays open, so that no page waits for it to be read anew. */
export async function visit(page: Page, address: string): Promise<void> {
	const isOutside = (path: string) => WITHOUT_COMPANY.includes(path);
	if (isOutside(address) || isOutside(new URL(page.url()).pathname)) {
		await page.goto(address);
		return;
	}
	await page.evaluate((href) => {
		const link = document.createElement('a');
		link.href = href;
		document.body.append(link);
		link.click();
		link.remove();
	}, address);
	await page.waitForURL((url) => `${url.pathname}${url.search}` === new URL(address, url).pathname + new URL(address, url).search);
}

/** The address of a route in the demo; undefined if the page that should lead there does not. */
export async function addressOf(page: Page, route: string): Promise<string | undefined> {
	if (!route.includes('[')) return route;
	const example = EXAMPLES[route];
	if (example === undefined) throw new Error(`tests/e2e/every-page.ts knows no example of ${route}`);
	if ('at' in example) return example.at;
	await visit(page, example.on);
	await settle(page);
	const link = page.locator(example.link).first();
	return (await link.count()) > 0 ? ((await link.getAttribute('href')) ?? undefined) : undefined;
}

/** Opens the demo company in a language of the interface. */
export async function openDemoIn(page: Page, language: 'zh-CN' | 'en'): Promise<void> {
	await openDemo(page);
	await page.evaluate((value) => localStorage.setItem('suyuan.locale', value), language);
	await page.reload();
	await settle(page);
}
