import { expect, test } from 'vitest';
import { compareUrgency, CRITICAL_HOURS, HIGH_HOURS, isOverdue, riskOf } from './risk.ts';

test('the hours a rule gives are its risk, at and past the limits', () => {
	expect(riskOf(CRITICAL_HOURS, 0)).toBe('critical');
	expect(riskOf(CRITICAL_HOURS + 1, 0)).toBe('high');
	expect(riskOf(HIGH_HOURS, 0)).toBe('high');
	expect(riskOf(HIGH_HOURS + 1, 0)).toBe('normal');
});

test('what reached a customer is never ordinary', () => {
	expect(riskOf(48, 1)).toBe('high');
});

const one = (key: string, risk: 'critical' | 'high' | 'normal', deadline: string, status = 'open') => ({ key, risk, deadline, status });

test('open before done, then by risk, then by deadline, then always the same', () => {
	const list = [
		one('f', 'critical', '2026-01-01', 'closed'),
		one('e', 'critical', '2026-01-01', 'condition-gone'),
		one('d', 'normal', '2026-01-01'),
		one('c', 'high', '2026-01-03', 'acknowledged'),
		one('b', 'critical', '2026-01-02'),
		one('a', 'critical', '2026-01-02')
	];
	expect(list.toSorted(compareUrgency).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('overdue is what is open beyond its deadline', () => {
	const now = Date.parse('2026-10-12T12:00:00Z');
	expect(isOverdue(one('a', 'high', '2026-10-12T11:59:59Z'), now)).toBe(true);
	expect(isOverdue(one('a', 'high', '2026-10-12T12:00:00Z'), now)).toBe(false);
	expect(isOverdue(one('a', 'high', '2026-10-12T11:00:00Z', 'closed'), now)).toBe(false);
	expect(isOverdue(one('a', 'high', '2026-10-12T11:00:00Z', 'condition-gone'), now)).toBe(false);
});
