/** A device that found its own chain continued elsewhere writes no more (design.md §3, forks). */

export interface Retirement {
	/** `behind`: the relay knows newer own entries, the profile was rolled back. `forked`: another copy wrote too. */
	readonly reason: 'behind' | 'forked' | 'revoked' | 'replaced';
	/** UTC instant by this device's clock. */
	readonly at: string;
}

export const RETIRED_KEY = 'retired';
const REASONS: readonly string[] = ['behind', 'forked', 'revoked', 'replaced'] satisfies readonly Retirement['reason'][];

/** The retirement in a row of `meta`; anything there that is not understood still means that the device has retired. */
export function readRetirement(value: unknown): Retirement | undefined {
	if (value === undefined) return undefined;
	const { reason, at } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
	return { reason: isReason(reason) ? reason : 'replaced', at: typeof at === 'string' ? at : '' };
}

function isReason(value: unknown): value is Retirement['reason'] {
	return typeof value === 'string' && REASONS.includes(value);
}
