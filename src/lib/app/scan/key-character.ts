/**
 * The character a scanner means by a physical key: US layout by `event.code` and Shift, so that neither keyboard layout nor
 * an input method changes what was scanned (style.md §6.6).
 */

const PLAIN: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
	Minus: ['-', '_'],
	Equal: ['=', '+'],
	BracketLeft: ['[', '{'],
	BracketRight: [']', '}'],
	Backslash: ['\\', '|'],
	Semicolon: [';', ':'],
	Quote: ["'", '"'],
	Backquote: ['`', '~'],
	Comma: [',', '<'],
	Period: ['.', '>'],
	Slash: ['/', '?'],
	Space: [' ', ' '],
	NumpadSubtract: ['-', '-'],
	NumpadAdd: ['+', '+'],
	NumpadDecimal: ['.', '.'],
	NumpadDivide: ['/', '/'],
	NumpadMultiply: ['*', '*']
};
const OVER_DIGITS = ')!@#$%^&*(';
/** Ctrl+] is how scanners type FNC1, the separator of GS1 elements. */
const GROUP_SEPARATOR = '\u001d';

export interface Key {
	/** `KeyboardEvent.code`. */
	readonly code: string;
	readonly shift: boolean;
	readonly ctrl: boolean;
}

/** "" for keys no code contains. */
export function characterOf({ code, shift, ctrl }: Key): string {
	if (ctrl) return code === 'BracketRight' ? GROUP_SEPARATOR : '';
	const letter = /^Key([A-Z])$/.exec(code)?.[1];
	if (letter !== undefined) return shift ? letter : letter.toLowerCase();
	const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
	if (digit !== undefined) return shift && code.startsWith('Digit') ? OVER_DIGITS.charAt(Number(digit)) : digit;
	const pair = PLAIN[code];
	return pair ? pair[shift ? 1 : 0] : '';
}

export function isModifier(code: string): boolean {
	return /^(?:Shift|Control|CapsLock|Alt|Meta)/.test(code);
}

export function endsScan(code: string): boolean {
	return code === 'Enter' || code === 'NumpadEnter' || code === 'Tab';
}
