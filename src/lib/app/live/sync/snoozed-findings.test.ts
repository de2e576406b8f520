import { expect, test } from 'vitest';
import type { StorageFinding } from '#lib/store/storage-health.ts';
import { snooze, SNOOZE_MS, snoozed } from './snoozed-findings.ts';

const NOW = 1_790_000_000_000;
const refused: StorageFinding = { code: 'persist-refused', severity: 'warn', detail: '' };
const wechat: StorageFinding = { code: 'wechat', severity: 'block', detail: '' };

test('a warning that was read rests for a week, to the millisecond', () => {
	const snoozes = snooze({}, refused, NOW);
	expect(snoozed(snoozes, refused, NOW + SNOOZE_MS - 1)).toBe(true);
	expect(snoozed(snoozes, refused, NOW + SNOOZE_MS)).toBe(false);
	expect(snoozed(snoozes, { ...refused, code: 'quota-low' }, NOW)).toBe(false);
});

test('what blocks is said always, and so is everything after the clock was set back', () => {
	expect(snoozed(snooze({}, wechat, NOW), wechat, NOW)).toBe(false);
	expect(snoozed(snooze({}, refused, NOW), refused, NOW - 1)).toBe(false);
});
