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

/** Keys of a US layout: what a gun sends for each character of a label. */
const SHIFTED = ')!@#$%^&*(';
const NAMED: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
	'-': ['Minus', false],
	'/': ['Slash', false],
	'.': ['Period', false]
};
const SHIFT = 8;

/** The same for any text a label may hold: brackets of a GS1 element string, lower case, document codes. */
export async function scanText(page: Page, text: string): Promise<void> {
	const keyboard = await page.context().newCDPSession(page);
	const began = Date.now() / 1000;
	for (const [at, character] of [...text.split(''), '\r'].entries()) {
		const over = SHIFTED.indexOf(character);
		const upper = /[A-Z]/.test(character);
		const [code, shift] =
			character === '\r'
				? (['Enter', false] as const)
				: over >= 0
					? ([`Digit${String(over)}`, true] as const)
					: /[0-9]/.test(character)
						? ([`Digit${character}`, false] as const)
						: (NAMED[character] ?? ([`Key${character.toUpperCase()}`, upper] as const));
		const key = character === '\r' ? 'Enter' : character;
		const timestamp = began + at * GAP_S;
		const modifiers = shift ? SHIFT : 0;
		await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, text: character, timestamp, modifiers });
		await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, timestamp, modifiers });
	}
	await keyboard.detach();
}
