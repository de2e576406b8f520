/** What a list of newly accepted operations says to those who follow the log's growth. */
import type { Growth } from './replica-port.ts';

interface Place {
	readonly dev: string;
	readonly seq: number;
}

/** Runs of each chain, in order of their first appearance. A place on another branch makes a run of its own. */
export function growthOf(ops: readonly Place[], ownDev: string): readonly Growth[] {
	const changes: Growth[] = [];
	const latest = new Map<string, number>();
	for (const { dev, seq } of ops) {
		const index = latest.get(dev);
		const run = index === undefined ? undefined : changes[index];
		if (index !== undefined && run?.to === seq - 1) changes[index] = { ...run, to: seq };
		else {
			latest.set(dev, changes.length);
			changes.push({ dev, from: seq, to: seq, own: dev === ownDev });
		}
	}
	return changes;
}
