/** JavaScript heaps of a page and its company worker, after a collection, as the browser's debugger tells. */
import type { CDPSession, Page } from '@playwright/test';

/** Megabytes. */
export interface Heap {
	readonly page: number;
	readonly worker: number;
	/** Contents of the worker's array buffers, which are no part of its heap. */
	readonly workerBuffers: number;
}

interface Usage {
	readonly usedSize: number;
	readonly backingStorageSize?: number;
}

export async function heapMb(page: Page): Promise<Heap> {
	const session = await page.context().newCDPSession(page);
	try {
		await session.send('HeapProfiler.collectGarbage');
		const own = await session.send('Runtime.getHeapUsage');
		const worker = await companyWorker(session);
		await inWorker(session, worker, 1, 'HeapProfiler.collectGarbage');
		const usage = (await inWorker(session, worker, 2, 'Runtime.getHeapUsage')) as Usage;
		return { page: own.usedSize / 1e6, worker: usage.usedSize / 1e6, workerBuffers: (usage.backingStorageSize ?? 0) / 1e6 };
	} finally {
		await session.detach();
	}
}

/** The debugger's session with the worker. */
async function companyWorker(session: CDPSession): Promise<string> {
	const attached = new Promise<string>((resolve) => {
		session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
			if (targetInfo.url.includes('company.worker')) resolve(sessionId);
		});
	});
	await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
	return attached;
}

/** One command to it. Playwright's own sessions reach pages only. */
async function inWorker(session: CDPSession, sessionId: string, id: number, method: string): Promise<unknown> {
	const answered = new Promise<unknown>((resolve) => {
		session.on('Target.receivedMessageFromTarget', (event) => {
			const message = JSON.parse(event.message) as { readonly id?: number; readonly result?: unknown };
			if (event.sessionId === sessionId && message.id === id) resolve(message.result);
		});
	});
	await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params: {} }) });
	return answered;
}
