/** A browser profile on disk, opened by a browser process of its own as often as a person begins the day. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { Questions, Topic } from '#lib/app/live/protocol.ts';

const ARGUMENTS = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-gpu',
	'--disable-quic',
	'--enable-precise-memory-info'
];
const KILOBYTE = 1024;
/** Nothing here is expected to take as long. */
export const LONGEST_MS = 1_200_000;

export interface ProcessMemory {
	readonly residentMb: number;
	/** Without what it shares with other processes of the browser. */
	readonly privateMb: number;
}

export class Profile {
	readonly folder = mkdtempSync(join(tmpdir(), 'suyuan-bench-profile-'));
	#context: BrowserContext | undefined;

	/** A new browser process with what the profile has on disk. */
	async launch(): Promise<BrowserContext> {
		await this.quit();
		const executablePath = process.env['CHROMIUM'];
		this.#context = await chromium.launchPersistentContext(this.folder, {
			...(executablePath ? { executablePath } : {}),
			args: ARGUMENTS,
			locale: 'zh-CN',
			timezoneId: 'Asia/Shanghai',
			serviceWorkers: 'block'
		});
		this.#context.setDefaultTimeout(LONGEST_MS);
		await this.#context.addInitScript(watchForRows);
		return this.#context;
	}

	async open(url: string): Promise<Page> {
		const context = this.#context ?? (await this.launch());
		const page = await context.newPage();
		await page.goto(`${url}/lots`);
		await page.waitForFunction(() => 'suyuan' in globalThis);
		return page;
	}

	/** Memory of the page's process: of all renderers the one that has most. */
	async memory(): Promise<ProcessMemory> {
		const session = await this.#browser().newBrowserCDPSession();
		const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
			readonly processInfo: readonly { readonly type: string; readonly id: number }[];
		};
		await session.detach();
		const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf(id));
		return renderers.reduce((most, one) => (one.privateMb > most.privateMb ? one : most));
	}

	async quit(): Promise<void> {
		await this.#context?.close();
		this.#context = undefined;
	}

	async remove(): Promise<void> {
		await this.quit();
		rmSync(this.folder, { recursive: true, force: true });
	}

	#browser(): Browser {
		const browser = this.#context?.browser();
		if (!browser) throw new Error('no browser is running');
		return browser;
	}
}

/** Milliseconds from the start of navigation to the first lot on the screen. */
export async function untilRows(page: Page): Promise<number> {
	const handle = await page.waitForFunction(() => (globalThis as unknown as { firstRowAt?: number }).firstRowAt, undefined, {
		polling: 20
	});
	return (await handle.jsonValue()) ?? Number.NaN;
}

/** One question to the page's worker. */
export async function ask<T extends Topic>(page: Page, topic: T, question?: Questions[T]['ask']): Promise<Questions[T]['answer']> {
	const asked: readonly [string, unknown] = [topic, question];
	const answer: unknown = await page.evaluate(
		([name, content]) =>
			(globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<object> } }).suyuan.ask(name, content),
		asked as [string, never]
	);
	return answer as Questions[T]['answer'];
}

/** The value of a result that has to be one. */
export function must<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

/** Runs in the page before anything else. */
function watchForRows(): void {
	const world = globalThis as unknown as { firstRowAt?: number };
	const look = (): void => {
		if (document.querySelector('[data-lot-row]')) {
			// What is in the tree is on the screen after the next frame.
			requestAnimationFrame(() => (world.firstRowAt ??= performance.now()));
			observer.disconnect();
		}
	};
	const observer = new MutationObserver(look);
	observer.observe(document, { childList: true, subtree: true });
}

/** What Linux says of a process: all pages it has in memory, and those that are its alone. */
function memoryOf(pid: number): ProcessMemory {
	const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
	const sum = (name: RegExp) => [...rollup.matchAll(name)].reduce((total, [, kilobytes]) => total + Number(kilobytes), 0);
	return { residentMb: (sum(/^Rss:\s+(\d+)/gm) * KILOBYTE) / 1e6, privateMb: (sum(/^Private_\w+:\s+(\d+)/gm) * KILOBYTE) / 1e6 };
}
