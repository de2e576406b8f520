import { expect, test } from 'vitest';
import { idleState, LOCK_AFTER_MS, WARN_BEFORE_MS } from './idle-lock.ts';

test('a terminal warns and locks at its limits, and not before', () => {
	expect(idleState(0)).toEqual({ kind: 'active' });
	expect(idleState(LOCK_AFTER_MS - WARN_BEFORE_MS - 1)).toEqual({ kind: 'active' });
	expect(idleState(LOCK_AFTER_MS - WARN_BEFORE_MS)).toEqual({ kind: 'warned', seconds: 20 });
	expect(idleState(LOCK_AFTER_MS - 1)).toEqual({ kind: 'warned', seconds: 1 });
	expect(idleState(LOCK_AFTER_MS)).toEqual({ kind: 'locked' });
	expect(idleState(LOCK_AFTER_MS + 1)).toEqual({ kind: 'locked' });
});
