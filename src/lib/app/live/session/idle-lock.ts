/** When a terminal nobody touches locks itself: whoever comes next must not act in another person's name. */
export const LOCK_AFTER_MS = 5 * 60_000;
/** The warning comes so long before. */
export const WARN_BEFORE_MS = 20_000;
const SECOND_MS = 1000;

export type IdleState = { readonly kind: 'active' } | { readonly kind: 'warned'; readonly seconds: number } | { readonly kind: 'locked' };

/** `idleMs` since the last key, touch or movement. A machine that slept locks at once when it wakes. */
export function idleState(idleMs: number): IdleState {
	if (idleMs >= LOCK_AFTER_MS) return { kind: 'locked' };
	const left = LOCK_AFTER_MS - idleMs;
	return left <= WARN_BEFORE_MS ? { kind: 'warned', seconds: Math.ceil(left / SECOND_MS) } : { kind: 'active' };
}
