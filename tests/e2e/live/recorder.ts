/** Pages that record one small act after another, and what was told to be saved. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { ask, logIn, uid } from './world.ts';

export interface Recorder {
	/** Ids of entries the page was told are saved, in that order. */
	readonly saved: string[];
	/** Ids of the actions asked for, whether or not an answer came. */
	readonly asked: string[];
	/** What went wrong, as the page was told. */
	readonly failures: string[];
}

/** Logs in and records without pause until the page is gone or `stop` is called in it. */
export async function startRecording(page: Page, recorder: Recorder, pause = 0): Promise<void> {
	await logIn(page, 'WH');
	await page.exposeFunction('told', (kind: 'saved' | 'asked' | 'failed', what: string) => {
		({ saved: recorder.saved, asked: recorder.asked, failed: recorder.failures })[kind].push(what);
	});
	await page.evaluate(startLoop, pause);
}

/** Runs in the page. */
function startLoop(pause: number): void {
	const world = globalThis as unknown as {
		suyuan: { ask(topic: string, ask: unknown): Promise<{ ok: boolean; value: { ops: string[] }; error: unknown }> };
		told(kind: string, what: string): Promise<void>;
		stopRecording?: boolean;
	};
	const loop = async (): Promise<void> => {
		for (let number = 0; !world.stopRecording; number++) {
			const bytes = crypto.getRandomValues(new Uint8Array(16));
			const cmd = btoa(String.fromCharCode(...bytes))
				.replaceAll('+', '-')
				.replaceAll('/', '_')
				.replaceAll('=', '');
			await world.told('asked', cmd);
			const request = { cmd, operations: [{ type: 'exception.acknowledged', data: { key: `drill ${cmd}` } }], signatures: [] };
			const done = await world.suyuan.ask('act', request);
			if (done.ok) for (const id of done.value.ops) await world.told('saved', id);
			else await world.told('failed', JSON.stringify(done.error));
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
		}
	};
	void loop().catch((error: unknown) => world.told('failed', String(error)));
}

export async function stopRecording(page: Page): Promise<void> {
	await page.evaluate(() => Object.assign(globalThis, { stopRecording: true }));
	await page.waitForTimeout(300);
}

export function newRecorder(): Recorder {
	return { saved: [], asked: [], failures: [] };
}

/** Every entry told to be saved is there, once; and nothing is there that nobody asked for. */
export async function expectKept(page: Page, recorder: Recorder, chains: 'straight' | 'forked' = 'straight'): Promise<void> {
	const { total, lines } = await ask(page, 'log', { from: 0, count: 100_000 });
	expect(lines).toHaveLength(total);
	const ids = lines.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const here = new Set(ids);
	expect(recorder.saved.filter((id) => !here.has(id))).toEqual([]);
	const drills = lines.filter(({ type }) => type === 'exception.acknowledged');
	expect(drills.length).toBeLessThanOrEqual(recorder.asked.length);
	if (chains === 'straight') expect(new Set(drills.map(({ device, seq }) => `${device} ${String(seq)}`)).size).toBe(drills.length);
}

/** One act by a given id, as a double click or a retry would ask for it. */
export function oneAct(page: Page, cmd = uid()): Promise<unknown> {
	return ask(page, 'act', {
		cmd,
		operations: [{ type: 'exception.acknowledged', data: { key: `single ${cmd}` } }],
		signatures: []
	});
}
