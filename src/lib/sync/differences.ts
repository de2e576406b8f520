/** What two sides of a company's log have to tell each other, worked out from their heads. Pure. */
import type { Heads } from '#lib/wire/messages.ts';
import type { Head, RelayView } from './relay-view.ts';

export type Difference =
	/** The relay has entries `from … to` that this device lacks. */
	| { readonly kind: 'behind'; readonly dev: string; readonly from: number; readonly to: number }
	/** This device has entries `from … to` that the relay lacks. */
	| { readonly kind: 'ahead'; readonly dev: string; readonly from: number; readonly to: number }
	/**
	 * The relay follows another branch of this chain. `unknown`: its newest entry is not here; `untold`: ours may not be
	 * there. Both may hold.
	 */
	| { readonly kind: 'forked'; readonly dev: string; readonly theirs: Head; readonly unknown: boolean; readonly untold: boolean };

/** The part of a replica that is asked. */
export interface Known {
	heads(): Heads;
	/** Id at a place of our first branch. */
	idAt(dev: string, seq: number): string | undefined;
	/** Whether an entry is here, on whatever branch. */
	has(id: string): boolean;
}

/** All differences, in ascending order of device. */
export function differences(ours: Known, relay: Pick<RelayView, 'devs' | 'head' | 'taken'>): readonly Difference[] {
	const heads = ours.heads();
	const devs = new Set([...Object.keys(heads), ...relay.devs]);
	const found: Difference[] = [];
	for (const dev of [...devs].sort()) {
		const difference = differenceOf(dev, heads[dev], relay.head(dev), relay.taken(dev), ours);
		if (difference) found.push(difference);
	}
	return found;
}

function differenceOf(
	dev: string,
	ours: Head | undefined,
	theirs: Head | undefined,
	taken: Head | undefined,
	known: Known
): Difference | undefined {
	const own = ours?.[0] ?? 0;
	if (!theirs) return own > 0 ? { kind: 'ahead', dev, from: 1, to: own } : undefined;
	const [seq, id] = theirs;
	const isKnown = known.has(id);
	if (seq > own && !isKnown) return { kind: 'behind', dev, from: own + 1, to: seq };
	if (seq <= own && known.idAt(dev, seq) === id) return seq < own ? { kind: 'ahead', dev, from: seq + 1, to: own } : undefined;
	const untold = taken?.[0] !== own || taken[1] !== ours?.[1];
	return isKnown && !untold ? undefined : { kind: 'forked', dev, theirs, unknown: !isKnown, untold };
}

/** A text that is the same as long as nothing moved: whoever tried in vain waits until it changes. */
export function keyOf(difference: Difference): string {
	return difference.kind === 'forked'
		? `forked ${difference.dev} ${difference.theirs[1]} ${difference.unknown} ${difference.untold}`
		: `${difference.kind} ${difference.dev} ${difference.from} ${difference.to}`;
}

/** How many entries there are to fetch. */
export function missingCount(found: readonly Difference[]): number {
	return found.reduce((sum, difference) => sum + (difference.kind === 'behind' ? difference.to - difference.from + 1 : 0), 0);
}
