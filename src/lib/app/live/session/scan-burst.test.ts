import { describe, expect, test } from 'vitest';
import { formatBadge } from '#lib/identity/badge.ts';
import { BADGE_PREFIX, BadgeBurst, MAX_BADGE_GAP_MS, MAX_BURST, MAX_GAP_MS, type BurstStep } from './scan-burst.ts';

const BADGE = formatBadge(Uint8Array.from({ length: 16 }, (_, at) => at * 7));

function codeOf(character: string): string {
	return character === '-' ? 'Minus' : /[0-9]/.test(character) ? `Digit${character}` : `Key${character}`;
}

/** Types a text with a constant gap and gives what became of each key. */
function type(text: string, gap: number, end = 'Enter', burst = new BadgeBurst()): readonly BurstStep[] {
	let at = 1000;
	return [...Array.from(text, codeOf), end].map((code) => burst.key(code, (at += gap)));
}

describe('a badge from the scanner', () => {
	test('is recognised and taken from the page after its prefix', () => {
		const steps = type(BADGE, 5);
		expect(steps.at(-1)).toEqual({ kind: 'badge', text: BADGE });
		expect(steps.slice(0, 2).every(({ kind }) => kind === 'pass')).toBe(true);
		expect(steps.slice(2, -1).every(({ kind }) => kind === 'taken')).toBe(true);
	});

	test('also with Tab, and after other fast keys', () => {
		expect(type(BADGE, 5, 'Tab').at(-1)?.kind).toBe('badge');
		const burst = new BadgeBurst();
		expect(type(`XS${BADGE}`, 5, 'Enter', burst).at(-1)).toEqual({ kind: 'badge', text: BADGE });
	});

	test('at the longest gap, and not past it', () => {
		expect(type(BADGE, MAX_GAP_MS).at(-1)?.kind).toBe('badge');
		expect(type(BADGE, MAX_GAP_MS + 1).every(({ kind }) => kind === 'pass')).toBe(true);
	});

	test('after the prefix through a pause of the machine, at the limit and not past it', () => {
		const paused = (pause: number) => {
			const burst = new BadgeBurst();
			let at = 0;
			return [...Array.from(BADGE, codeOf), 'Enter'].map((code, index) =>
				burst.key(code, (at += index === BADGE_PREFIX.length + 2 ? pause : 5))
			);
		};
		expect(paused(MAX_BADGE_GAP_MS).at(-1)).toEqual({ kind: 'badge', text: BADGE });
		expect(paused(MAX_BADGE_GAP_MS + 1).at(-1)).toEqual({ kind: 'pass' });
	});

	test('with Shift held for capitals', () => {
		const burst = new BadgeBurst();
		let at = 0;
		const codes = Array.from(BADGE).flatMap((character) =>
			/[A-Z]/.test(character) ? ['ShiftLeft', codeOf(character)] : [codeOf(character)]
		);
		const steps = [...codes, 'Enter'].map((code) => burst.key(code, (at += 5)));
		expect(steps.at(-1)).toEqual({ kind: 'badge', text: BADGE });
	});
});

describe('what is no badge', () => {
	test('another code passes, its Enter too', () => {
		expect(type('RMMB-260902-01', 5).every(({ kind }) => kind === 'pass')).toBe(true);
	});

	test('the prefix alone is nothing', () => {
		expect(type('SYB', 5).at(-1)).toEqual({ kind: 'pass' });
	});

	test('a burst at the limit, and one past it', () => {
		expect(type(`SYB${'1'.repeat(MAX_BURST - 3)}`, 5).at(-1)?.kind).toBe('badge');
		expect(type(`SYB${'1'.repeat(MAX_BURST - 2)}`, 5).at(-1)?.kind).toBe('pass');
	});
});
