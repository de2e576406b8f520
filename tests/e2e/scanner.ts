/** A scanner gun that types like a keyboard, at its own speed however busy the machine is. */
import type { Page } from '@playwright/test';

/** Between two keys; scanners send one every 2 … 20 ms. */
const GAP_S = 0.01;
/** Bits of the browser's protocol. */
const SHIFT = 8;
const CTRL = 2;
const OVER_DIGITS = ')!@#$%^&*('.split('');
const PLAIN: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
	'-': ['Minus', false],
	_: ['Minus', true],
	'.': ['Period', false],
	'/': ['Slash', false],
	']': ['BracketRight', false],
	' ': ['Space', false]
};

/** The key of a US layout by which a gun sends a character. */
function keyOf(character: string): { readonly code: string; readonly modifiers: number } {
	// FNC1, as scanners type it.
	if (character === '\u001d') return { code: 'BracketRight', modifiers: CTRL };
	if (/[A-Za-z]/.test(character)) return { code: `Key${character.toUpperCase()}`, modifiers: /[A-Z]/.test(character) ? SHIFT : 0 };
	if (/[0-9]/.test(character)) return { code: `Digit${character}`, modifiers: 0 };
	if (OVER_DIGITS.includes(character)) return { code: `Digit${String(OVER_DIGITS.indexOf(character))}`, modifiers: SHIFT };
	const [code, shift] = PLAIN[character] ?? ['', false];
	if (code === '') throw new Error(`the scanner has no key for ${character}`);
	return { code, modifiers: shift ? SHIFT : 0 };
}

/** Scans a badge, an element string or any other code. */
export async function scan(page: Page, text: string): Promise<void> {
	const keyboard = await page.context().newCDPSession(page);
	const began = Date.now() / 1000;
	for (const [at, character] of [...text.split(''), '\r'].entries()) {
		const { code, modifiers } = character === '\r' ? { code: 'Enter', modifiers: 0 } : keyOf(character);
		const key = character === '\r' ? 'Enter' : character;
		// The key's own time, as the system reports it for a real one; Playwright's keyboard would tell when it got its turn.
		const timestamp = began + at * GAP_S;
		const typed = modifiers === CTRL ? '' : character;
		await keyboard.send('Input.dispatchKeyEvent', {
			type: typed === '' ? 'rawKeyDown' : 'keyDown',
			code,
			key,
			text: typed,
			modifiers,
			timestamp
		});
		await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, modifiers, timestamp });
	}
	await keyboard.detach();
}
