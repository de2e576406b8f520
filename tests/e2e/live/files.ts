/** Companies as files between real browsers, without any relay. */
import type { Page } from '@playwright/test';
import { act } from './world.ts';

/** Bytes travel as a list of numbers between test and page. */
export async function exportFile(page: Page, person: string, passphrase: string): Promise<readonly number[]> {
	await act(page, [{ type: 'export.packaged', data: { purpose: '交换' } }], [person]);
	return page.evaluate(async (secret) => {
		const { suyuan } = globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<{ value: { bytes: Uint8Array } }> } };
		return [...(await suyuan.ask('exportBundle', { passphrase: secret })).value.bytes];
	}, passphrase);
}

export function importFile(page: Page, bytes: readonly number[], passphrase: string): Promise<unknown> {
	return page.evaluate(
		([content, secret]) => {
			const { suyuan } = globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<unknown> } };
			return suyuan.ask('importBundle', { bytes: Uint8Array.from(content), passphrase: secret });
		},
		[bytes, passphrase] as const
	);
}

export function joinByFile(page: Page, code: string, bytes: readonly number[], passphrase: string): Promise<unknown> {
	return page.evaluate(
		([invitation, content, secret]) => {
			const { suyuan } = globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<unknown> } };
			return suyuan.ask('join', { code: invitation, relayUrl: '', bytes: Uint8Array.from(content), passphrase: secret });
		},
		[code, bytes, passphrase] as const
	);
}
