/** How long to wait before the next attempt: full jitter, so that fifty terminals do not come back in step after a power cut. */

/** Upper bound of the first wait, in milliseconds. */
export const RETRY_BASE_MS = 500;
/** Upper bound of every later wait. */
export const RETRY_CAP_MS = 60_000;
/** Doublings after which the cap holds anyway; keeps the power of two finite. */
const MAX_DOUBLINGS = 20;

/**
 * Milliseconds before attempt `failures` + 1; `random` is in [0, 1).
 *
 * @example retryDelay(0, () => 0.5) // 250
 */
export function retryDelay(failures: number, random: () => number): number {
	const bound = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** Math.min(failures, MAX_DOUBLINGS));
	return Math.floor(random() * bound);
}
