import { describe, expect, test } from 'vitest';
import { formatBadge } from '#lib/identity/badge.ts';
import { BADGE_PREFIX, MAX_BURST, MAX_GAP_MS, MAX_SCAN_GAP_MS, ScanBurst, SURE_AFTER, type BurstStep } from './scan-burst.ts';
import type { Key } from './key-character.ts';

const BADGE = formatBadge(Uint8Array.from({ length: 16 }, (_, at) => at * 7));
const OVER_DIGITS = ')!@#$%^&*('.split('');

function keyOf(character: string): Key {
	const key = (code: string, shift = false, ctrl = false): Key => ({ code, shift, ctrl });
	if (character === '\u001d') return key('BracketRight', false, true);
	if (/[A-Z]/.test(character)) return key(`Key${character}`, true);
	if (/[a-z]/.test(character)) return key(`Key${character.toUpperCase()}`);
	if (/[0-9]/.test(character)) return key(`Digit${character}`);
	if (OVER_DIGITS.includes(character)) return key(`Digit${String(OVER_DIGITS.indexOf(character))}`, true);
	return key({ '-': 'Minus', _: 'Minus', ']': 'BracketRight', '/': 'Slash', '.': 'Period' }[character] ?? '', character === '_');
}

/** Types a text with a constant gap and gives what became of each key. */
function type(text: string, gap: number, end = 'Enter', burst = new ScanBurst()): readonly BurstStep[] {
	let at = 1000;
	return [...text.split('').map(keyOf), { code: end, shift: false, ctrl: false }].map((key) => burst.key(key, (at += gap)));
}

describe('a badge from the scanner', () => {
	test('is recognised and taken from the page after its prefix', () => {
		const steps = type(BADGE, 5);
		expect(steps.at(-1)).toEqual({ kind: 'badge', text: BADGE });
		expect(steps.slice(0, 2).every(({ kind }) => kind === 'pass')).toBe(true);
		expect(steps.slice(2, -1).every(({ kind }) => kind === 'taken')).toBe(true);
	});

	test('also without Shift, and with Tab at its end', () => {
		expect(type(BADGE.toLowerCase(), 5, 'Tab').at(-1)).toEqual({ kind: 'badge', text: BADGE });
	});

	test('the prefix alone is nothing', () => {
		expect(type('SYB', 5).at(-1)).toEqual({ kind: 'pass' });
	});
});

describe('a code from the scanner', () => {
	test('is read whole, with brackets, separators and capitals', () => {
		for (const code of ['(01)06901234567892(10)MK260912', ']d201069012345678921712311\u001d10aB_1', 'SYL-abcDEF_-12', 'RM.1/2'])
			expect(type(code, 5).at(-1)).toEqual({ kind: 'code', text: code });
	});

	test('is taken from the page once it is surely one', () => {
		const steps = type('MK260912', 5);
		expect(steps.slice(0, SURE_AFTER - 1).every(({ kind }) => kind === 'pass')).toBe(true);
		expect(steps.slice(SURE_AFTER - 1, -1).every(({ kind }) => kind === 'taken')).toBe(true);
	});

	test('at the longest gap, and not past it', () => {
		expect(type('MK260912', MAX_GAP_MS).at(-1)?.kind).toBe('code');
		expect(type('MK260912', MAX_GAP_MS + 1).every(({ kind }) => kind === 'pass')).toBe(true);
	});

	test('of the least length, and one character less', () => {
		expect(type('1'.repeat(SURE_AFTER), 5).at(-1)?.kind).toBe('code');
		expect(type('1'.repeat(SURE_AFTER - 1), 5).at(-1)?.kind).toBe('pass');
	});

	test('through a pause of the machine, at the limit and not past it', () => {
		const paused = (pause: number) => {
			const burst = new ScanBurst();
			let at = 0;
			return [...BADGE.split('').map(keyOf), { code: 'Enter', shift: false, ctrl: false }].map((key, index) =>
				burst.key(key, (at += index === BADGE_PREFIX.length + 2 ? pause : 5))
			);
		};
		expect(paused(MAX_SCAN_GAP_MS).at(-1)).toEqual({ kind: 'badge', text: BADGE });
		expect(paused(MAX_SCAN_GAP_MS + 1).at(-1)).not.toMatchObject({ text: BADGE });
	});

	test('without a last key, when the scanner falls silent', () => {
		const burst = new ScanBurst();
		let at = 0;
		for (const character of 'MK260912'.split('')) burst.key(keyOf(character), (at += 5));
		expect(burst.finish()).toEqual({ kind: 'code', text: 'MK260912' });
		expect(burst.finish()).toEqual({ kind: 'pass' });
	});

	test('a burst at the limit, and one past it', () => {
		expect(type('1'.repeat(MAX_BURST), 5).at(-1)?.kind).toBe('code');
		expect(type('1'.repeat(MAX_BURST + 1), 5).at(-1)?.kind).toBe('pass');
	});
});

test('what a person types passes, and what was scanned after it is read alone', () => {
	const burst = new ScanBurst();
	const typed = type('abc', 120, 'Space', burst);
	expect(typed.every(({ kind }) => kind === 'pass')).toBe(true);
	let at = 10_000;
	burst.key(keyOf('M'), at);
	expect(burst.justBegun).toBe(true);
	const steps = 'K260912'.split('').map((character) => burst.key(keyOf(character), (at += 5)));
	expect(steps.at(-1)).toEqual({ kind: 'taken' });
	expect(burst.finish()).toEqual({ kind: 'code', text: 'MK260912' });
});

test('a PIN typed fast passes, and a badge scanned while it is asked is still a badge', () => {
	const burst = new ScanBurst();
	let at = 0;
	const enter = (text: string) => text.split('').map((character) => burst.key(keyOf(character), (at += 5), true));
	expect(enter('284917').every(({ kind }) => kind === 'pass')).toBe(true);
	at += 500;
	enter(BADGE);
	expect(burst.key({ code: 'Enter', shift: false, ctrl: false }, (at += 5), true)).toEqual({ kind: 'badge', text: BADGE });
});
