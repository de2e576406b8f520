import { expect, test } from 'vitest';
import {
	afterFailure,
	afterSuccess,
	afterSupervisor,
	delayAfter,
	FIRST_DELAY_MS,
	FREE_ATTEMPTS,
	MAX_ATTEMPTS,
	MAX_DELAY_MS,
	mayUnlock,
	UNTRIED,
	type GuardState
} from './unlock-guard.ts';

const NOW = 1_790_000_000_000;

function failing(times: number): GuardState {
	let state = UNTRIED;
	for (let count = 0; count < times; count++) state = afterFailure(state, NOW);
	return state;
}

test('pauses double and end at a minute', () => {
	expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 60].map(delayAfter)).toEqual([0, 0, 0, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
	expect(delayAfter(FREE_ATTEMPTS)).toBe(0);
	expect(delayAfter(FREE_ATTEMPTS + 1)).toBe(FIRST_DELAY_MS);
});

test('the pause holds up to its last millisecond', () => {
	const state = failing(FREE_ATTEMPTS + 1);
	expect(mayUnlock(state, NOW)).toEqual({ may: 'wait', ms: FIRST_DELAY_MS });
	expect(mayUnlock(state, NOW + FIRST_DELAY_MS - 1)).toEqual({ may: 'wait', ms: 1 });
	expect(mayUnlock(state, NOW + FIRST_DELAY_MS)).toEqual({ may: 'try', left: MAX_ATTEMPTS - FREE_ATTEMPTS - 1 });
});

test('the last attempt is allowed, one more asks for the supervisor however long one waits', () => {
	expect(mayUnlock(failing(MAX_ATTEMPTS - 1), NOW + MAX_DELAY_MS)).toEqual({ may: 'try', left: 1 });
	expect(mayUnlock(failing(MAX_ATTEMPTS), NOW + MAX_DELAY_MS)).toEqual({ may: 'ask-supervisor' });
	expect(mayUnlock(failing(MAX_ATTEMPTS + 1), NOW + 365 * 86_400_000)).toEqual({ may: 'ask-supervisor' });
});

test('a clock put back makes nobody wait longer than the pause', () => {
	expect(mayUnlock(failing(FREE_ATTEMPTS + 1), NOW - 86_400_000)).toEqual({ may: 'wait', ms: FIRST_DELAY_MS });
});

test('success forgets failures; a supervisor helps others, not themselves', () => {
	expect(afterSuccess()).toEqual(UNTRIED);
	expect(mayUnlock(afterSupervisor(failing(MAX_ATTEMPTS), 'li', 'wang'), NOW)).toEqual({ may: 'try', left: MAX_ATTEMPTS });
	expect(mayUnlock(afterSupervisor(failing(MAX_ATTEMPTS), 'wang', 'wang'), NOW)).toEqual({ may: 'ask-supervisor' });
});

test('the state is plain data that survives storage', () => {
	expect(JSON.parse(JSON.stringify(failing(3)))).toEqual(failing(3));
});
