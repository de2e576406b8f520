import type { Difference } from './differences.ts';

/**
 * The relay knows more of this device's own chain than the device, or knows it twice: its profile was rolled back or cloned.
 * Nothing more may be recorded under it.
 */
export interface BehindOwnChain {
	readonly dev: string;
	/** Newest entry of the chain at the relay. */
	readonly relay: readonly [seq: number, id: string];
	/** Newest own entry here; 0 if none. */
	readonly here: number;
	/** The chain has two histories, whether or not this device knows both. */
	readonly isForked: boolean;
}

interface OwnChain {
	readonly dev: string;
	/** What differs of all chains. */
	readonly found: readonly Difference[];
	readonly relay: readonly [seq: number, id: string] | undefined;
	readonly here: number;
	/** The relay, or the log here, holds two histories of it. */
	readonly isForked: boolean;
}

/** Undefined as long as this device may go on. */
export function behindOwnChain({ dev, found, relay, here, isForked }: OwnChain): BehindOwnChain | undefined {
	const own = found.find((difference) => difference.dev === dev);
	const isBehind = isForked || own?.kind === 'behind' || (own?.kind === 'forked' && own.unknown);
	return isBehind && relay ? { dev, relay, here, isForked: isForked || own?.kind === 'forked' } : undefined;
}
