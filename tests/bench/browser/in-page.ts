/** What runs in the page: acts as people do them, and the bare operations of the browser they are compared with. */
import type { Page } from '@playwright/test';

interface Suyuan {
	ask(topic: string, ask: unknown): Promise<{ readonly ok: boolean; readonly error: unknown }>;
}

/** Milliseconds from asking to "saved", of so many acts with a pause between them. */
export function recordActs(page: Page, count: number, pauseMs: number): Promise<number[]> {
	return page.evaluate(
		async ([count, pauseMs]) => {
			const { suyuan } = globalThis as unknown as { suyuan: Suyuan };
			const times: number[] = [];
			for (let number = 0; number < count; number++) {
				const bytes = crypto.getRandomValues(new Uint8Array(16));
				const cmd = btoa(String.fromCharCode(...bytes))
					.replaceAll('+', '-')
					.replaceAll('/', '_')
					.replaceAll('=', '');
				const request = { cmd, operations: [{ type: 'exception.acknowledged', data: { key: `bench ${cmd}` } }], signatures: [] };
				const start = performance.now();
				const done = await suyuan.ask('act', request);
				times.push(performance.now() - start);
				if (!done.ok) throw new Error(JSON.stringify(done.error));
				if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
			}
			return times;
		},
		[count, pauseMs] as const
	);
}

/** Milliseconds of strict transactions that put one line and a head, as little as durable recording can be. */
export function putLines(page: Page, count: number): Promise<number[]> {
	return page.evaluate(async (count) => {
		const name = 'bench-reference';
		const database = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open(name, 1);
			opening.addEventListener('upgradeneeded', () => {
				opening.result.createObjectStore('entries');
				opening.result.createObjectStore('meta');
			});
			opening.addEventListener('success', () => resolve(opening.result));
			opening.addEventListener('error', () => reject(new Error(String(opening.error))));
		});
		const times: number[] = [];
		for (let number = 0; number < count; number++) {
			const start = performance.now();
			await new Promise<void>((resolve, reject) => {
				const transaction = database.transaction(['entries', 'meta'], 'readwrite', { durability: 'strict' });
				transaction.objectStore('entries').put({ lines: ['x'.repeat(700)] }, number);
				transaction.objectStore('meta').put({ count: number }, 'head');
				transaction.addEventListener('complete', () => resolve());
				transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))));
			});
			times.push(performance.now() - start);
		}
		database.close();
		indexedDB.deleteDatabase(name);
		return times;
	}, count);
}

export interface BareDownload {
	readonly fetchMs: number;
	readonly parseMs: number;
	readonly gunzipMs: number;
}

/** Fetching the company's bundle, expanding it and parsing its lines, without doing anything with them. */
export function bareDownload(page: Page): Promise<BareDownload> {
	return page.evaluate(async () => {
		const start = performance.now();
		const answer = await fetch('/demo/demo.suyuan', { cache: 'no-store' });
		const bytes = await answer.arrayBuffer();
		const fetched = performance.now();
		const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
		const expanded = performance.now();
		for (const line of text.split('\n')) if (line !== '') JSON.parse(line.slice(line.indexOf(' ') + 1));
		return { fetchMs: fetched - start, gunzipMs: expanded - fetched, parseMs: performance.now() - expanded };
	});
}

export interface Disk {
	readonly indexedDbMb: number;
	readonly filesMb: number;
}

export function diskOf(page: Page): Promise<Disk> {
	return page.evaluate(async () => {
		const estimate = (await navigator.storage.estimate()) as StorageEstimate & {
			readonly usageDetails?: { readonly indexedDB?: number; readonly fileSystem?: number };
		};
		const { indexedDB = 0, fileSystem = 0 } = estimate.usageDetails ?? {};
		return { indexedDbMb: indexedDB / 1e6, filesMb: fileSystem / 1e6 };
	});
}
