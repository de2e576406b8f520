/** A scanner gun that types like a keyboard, at its own speed however busy the machine is. */
import type { Page } from '@playwright/test';

/** Between two keys; scanners send one every 2 … 20 ms. */
const GAP_S = 0.01;

export async function scan(page: Page, badge: string): Promise<void> {
	const keyboard = await page.context().newCDPSession(page);
	const began = Date.now() / 1000;
	const press = async (code: string, key: string, text: string, at: number) => {
		// The key's own time, as the system reports it for a real one; Playwright's keyboard would tell when it got its turn.
		const timestamp = began + at * GAP_S;
		await keyboard.send('Input.dispatchKeyEvent', { type: text === '' ? 'rawKeyDown' : 'keyDown', code, key, text, timestamp });
		await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, timestamp });
	};
	for (const [at, character] of badge.split('').entries()) {
		const code = character === '-' ? 'Minus' : /[0-9]/.test(character) ? `Digit${character}` : `Key${character}`;
		await press(code, character, character, at);
	}
	await press('Enter', 'Enter', '\r', badge.length);
	await keyboard.detach();
}
