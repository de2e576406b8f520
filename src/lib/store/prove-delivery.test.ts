/** How many signatures a delivery costs, what they prove, and how growth is told. */
import { beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { cmdOf, crypto, foundedDisk, replicaOf, someAct, world } from '../../../tests/support/test-company.ts';
import { growthOf } from './growth.ts';
import { proveDelivery } from './prove-delivery.ts';

const AT = '2026-09-01T16:00:00+08:00';
let chain: readonly string[] = [];
let whole: readonly string[] = [];
const nothing = { deviceKey: () => undefined, get: () => undefined };
beforeAll(async () => {
	const company = await world();
	const replica = replicaOf(company, 1, foundedDisk(company));
	for (let index = 0; index < 8; index++) unwrap(await replica.record(cmdOf(String(index)), someAct(company, 1, AT)));
	chain = replica.linesOf(replica.dev, 1, 100);
	whole = replica.company.log.ops.map(({ line }) => line);
});

function counting(): { readonly counted: Crypto; readonly verified: () => number } {
	let count = 0;
	return {
		counted: { ...crypto, sha256: (bytes) => crypto.sha256(bytes), verify: (...given) => (count++, crypto.verify(...given)) },
		verified: () => count
	};
}

const broken = (line: string): string => line.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));

describe('a delivery', () => {
	test('costs one verification a chain, in whatever order it comes', () => {
		const { counted, verified } = counting();
		const proven = proveDelivery([...chain].reverse(), nothing, counted);
		expect(proven.entries.every(({ isProven }) => isProven)).toBe(true);
		expect(proven.entries.map(({ entry }) => entry.line)).toEqual(chain);
		expect(verified()).toBe(1);
		const all = counting();
		expect(proveDelivery(whole, nothing, all.counted).entries.every(({ isProven }) => isProven)).toBe(true);
		expect(all.verified()).toBe(4);
	});

	test('with a wrong newest signature is proven up to the one before, and no further', () => {
		const [last = ''] = chain.slice(-1);
		const { counted, verified } = counting();
		const proven = proveDelivery([...chain.slice(0, -1), broken(last)], nothing, counted);
		expect(proven.entries.map(({ isProven }) => isProven)).toEqual([...chain.slice(1).map(() => true), false]);
		expect(verified()).toBe(2);
	});

	test('with a hole is proven on both sides of it; an entry altered before others is not', () => {
		const { counted, verified } = counting();
		expect(proveDelivery(chain.toSpliced(3, 1), nothing, counted).entries.every(({ isProven }) => isProven)).toBe(true);
		expect(verified()).toBe(2);
		const altered = proveDelivery(chain.with(3, broken(chain[3] ?? '')), nothing, crypto);
		expect(altered.entries.map(({ isProven }) => isProven)).toEqual(chain.map((_, index) => index !== 3));
	});

	test('without the key proves nothing, and counts what is twice or known', () => {
		const later = chain.slice(1);
		expect(proveDelivery(later, nothing, crypto).entries.some(({ isProven }) => isProven)).toBe(false);
		expect(proveDelivery([...later, ...later], nothing, crypto)).toMatchObject({ duplicates: later.length });
		expect(proveDelivery(later, { ...nothing, get: () => true }, crypto)).toMatchObject({ duplicates: later.length, entries: [] });
	});
});

test('growth is told in runs of each chain', () => {
	const op = (dev: string, seq: number) => ({ dev, seq });
	expect(growthOf([], 'a')).toEqual([]);
	expect(growthOf([op('a', 1), op('b', 7), op('a', 2), op('a', 3), op('b', 8), op('a', 2)], 'a')).toEqual([
		{ dev: 'a', from: 1, to: 3, own: true },
		{ dev: 'b', from: 7, to: 8, own: false },
		{ dev: 'a', from: 2, to: 2, own: true }
	]);
});
