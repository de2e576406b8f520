import { expect, test } from 'vitest';
import { occurredAt } from './occurred-at.ts';

const NOW = new Date('2026-10-12T08:00').getTime();

test('a late entry keeps the local time with its offset', () => {
	const at = occurredAt('2026-10-12T02:10', NOW);
	expect(at).toMatch(/^2026-10-12T02:10:00/);
	expect(Date.parse(at ?? '')).toBe(new Date('2026-10-12T02:10').getTime());
});

test('now is the limit; what lies ahead is no time of something that happened', () => {
	expect(occurredAt('2026-10-12T08:00', NOW)).toBeDefined();
	expect(occurredAt('2026-10-12T08:01', NOW)).toBeUndefined();
});

test('what is no time is none', () => {
	for (const text of ['', '02:10', '2026-13-01T00:00']) expect(occurredAt(text, NOW)).toBeUndefined();
});
