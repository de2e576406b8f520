/** How entries may arrive: everything that was written, in any order that keeps causes before effects. */
import type { Entry } from '#lib/log/entry.ts';
import type { Operation } from '#lib/log/operation.ts';
import type { Terminal } from '#lib/modules/authoring.ts';
import { entryOf } from './world.ts';

/** All entries of all devices, each once, in some causal order. */
export function mergedEntries(terminals: readonly Terminal[]): readonly Entry[] {
	const byId = new Map<string, Entry>();
	for (const terminal of terminals) for (const op of terminal.company.log.ops) if (!byId.has(op.id)) byId.set(op.id, entryOf(op.line));
	return [...byId.values()].sort((a, b) => a.op.n - b.op.n);
}

export function parentsOf(op: Operation): readonly string[] {
	return [op.prev, ...Object.values(op.heads).map(([, id]) => id)].filter((id) => id !== '');
}

/** A random order in which every entry comes after its predecessors. */
export function shuffledCausally(entries: readonly Entry[], random: () => number): Entry[] {
	const waiting = new Map<string, number>();
	const followers = new Map<string, Entry[]>();
	const ids = new Set(entries.map((entry) => entry.id as string));
	const ready: Entry[] = [];
	for (const entry of entries) {
		const parents = new Set(parentsOf(entry.op).filter((id) => ids.has(id)));
		waiting.set(entry.id, parents.size);
		for (const parent of parents) followers.set(parent, [...(followers.get(parent) ?? []), entry]);
		if (parents.size === 0) ready.push(entry);
	}
	const order: Entry[] = [];
	while (ready.length > 0) {
		const [next] = ready.splice(Math.floor(random() * ready.length), 1);
		if (!next) break;
		order.push(next);
		for (const follower of followers.get(next.id) ?? []) {
			const left = (waiting.get(follower.id) ?? 0) - 1;
			waiting.set(follower.id, left);
			if (left === 0) ready.push(follower);
		}
	}
	return order;
}

/** Reproducible numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
