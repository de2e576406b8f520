/**
 * How often a terminal lets a person try badge and PIN. Pure: the state is plain data, to be stored per person, and the time
 * comes from outside.
 *
 * The guard protects against a colleague at the terminal, not against somebody who took the stored key away: that one pays
 * argon2id for each guess and needs the badge besides.
 */
import type { JsonObject } from '#lib/log/operation.ts';

/** Failures in a row after which only a supervisor lets a person try again. */
export const MAX_ATTEMPTS = 8;
/** Slips of the finger that cost nothing. */
export const FREE_ATTEMPTS = 2;
export const FIRST_DELAY_MS = 2000;
export const MAX_DELAY_MS = 60_000;

export interface GuardState extends JsonObject {
	/** Failures since the last success. */
	readonly failures: number;
	/** Epoch milliseconds of the last failure; 0 before any. */
	readonly failedAt: number;
}

/** `wait` says for how many milliseconds. */
export type Permission =
	{ readonly may: 'try'; readonly left: number } | { readonly may: 'wait'; readonly ms: number } | { readonly may: 'ask-supervisor' };

export const UNTRIED: GuardState = { failures: 0, failedAt: 0 };

/** Pause after so many failures: 0, 0, 2 s, 4 s, 8 s … up to a minute. */
export function delayAfter(failures: number): number {
	if (failures <= FREE_ATTEMPTS) return 0;
	return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_ATTEMPTS - 1));
}

/** Whether another attempt is allowed. A clock that was put back makes nobody wait longer than the pause itself. */
export function mayUnlock({ failures, failedAt }: GuardState, now: number): Permission {
	if (failures >= MAX_ATTEMPTS) return { may: 'ask-supervisor' };
	const pause = delayAfter(failures);
	const ms = Math.min(pause, failedAt + pause - now);
	return ms > 0 ? { may: 'wait', ms } : { may: 'try', left: MAX_ATTEMPTS - failures };
}

/** State after a failed attempt. Store it before the answer is shown, or reloading the page buys free attempts. */
export function afterFailure({ failures }: GuardState, now: number): GuardState {
	return { failures: Math.min(failures + 1, MAX_ATTEMPTS), failedAt: now };
}

/** State after a success. */
export function afterSuccess(): GuardState {
	return UNTRIED;
}

/** State after a supervisor, unlocked at this terminal, vouched for the person. Nobody vouches for themselves. */
export function afterSupervisor(state: GuardState, person: string, supervisor: string): GuardState {
	return person === supervisor ? state : UNTRIED;
}
