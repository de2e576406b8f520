import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CausalIndex, type Position } from './causality.ts';

interface ModelOp extends Position {
	readonly past: ReadonlySet<ModelOp>;
}

/** Each step: which chain writes, whether a branch is opened at an earlier entry of it, and which entries it knows. */
const step = fc.record({ chain: fc.nat(7), fork: fc.nat(9), at: fc.nat(50), knows: fc.array(fc.nat(200), { maxLength: 3 }) });

test('who knew what, against plain sets of pasts – with forks and forks of forks', () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
			const index = new CausalIndex();
			const chains: ModelOp[][] = [];
			const all: ModelOp[] = [];
			for (const { chain, fork, at, knows } of steps) {
				let number = chain < chains.length ? chain : -1;
				let prev: ModelOp | undefined = number < 0 ? undefined : chains[number]?.at(-1);
				if (number >= 0 && fork === 0) {
					prev = chains[number]?.[at % (chains[number]?.length ?? 1)];
					number = -1;
				}
				if (number < 0) {
					number = index.addChain(prev);
					chains.push([]);
				}
				const predecessors = [...(prev ? [prev] : []), ...(all.length > 0 ? knows.map((known) => all[known % all.length] as ModelOp) : [])];
				const seq = (prev?.seq ?? 0) + 1;
				index.append(number, seq, predecessors);
				const op: ModelOp = { chain: number, seq, past: new Set(predecessors.flatMap((one) => [one, ...one.past])) };
				chains[number]?.push(op);
				all.push(op);
			}
			for (const a of all) {
				for (const b of all) {
					expect(index.isBefore(a, b)).toBe(b.past.has(a));
					expect(index.isConcurrent(a, b)).toBe(a !== b && !a.past.has(b) && !b.past.has(a));
				}
				for (const [number] of chains.entries()) {
					const known = [a, ...a.past].filter((one) => one.chain === number).map((one) => one.seq);
					expect(index.knows(a, number)).toBe(known.reduce((max, seq) => (seq > max ? seq : max), 0));
				}
			}
		}),
		{ numRuns: 400 }
	);
});
