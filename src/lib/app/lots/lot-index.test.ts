/** The list's records, brought up to date piece by piece, always equal those made anew: over the demo's story and years of movements. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { decodeEntry, type Entry } from '#lib/log/entry.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { Company } from '#lib/modules/company.ts';
import { generateMovements } from '#lib/modules/demo/generate-movements.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { LotIndex, type LotRecord } from './lot-index.ts';
import { packSnapshot, unpackSnapshot } from './lot-snapshot.ts';
import { compareLots, LotWindows, type LotAsk } from './lot-window.ts';

const crypto = createPureCrypto();
const ALL: LotAsk = { text: '', exact: [], classes: [], states: [], stock: [], sort: null, group: 'none', first: 0, count: 10_000 };
let entries: readonly Entry[];
let ownDev: string;

beforeAll(async () => {
	const demo = await tellDemoStory({ crypto, random: seededRandom('lot index', crypto), createSigner: createPureSigner, app: 'test' });
	await generateMovements(demo, { moves: 600, seed: 7 });
	ownDev = demo.office.dev;
	const all = [...demo.office.company.log.ops, ...demo.chengdu.company.log.ops, ...demo.floor.company.log.ops];
	entries = [...new Map(all.map((op) => [op.id, op.line])).values()].flatMap((line) => {
		const entry = decodeEntry(line, crypto);
		return entry.ok ? [entry.value] : [];
	});
});

function run(steps: Generator<void, void>): void {
	while (!steps.next().done);
}

function fresh(company: Company): readonly LotRecord[] {
	const index = new LotIndex(company.engine, ownDev, compareLots(company.engine));
	run(index.rebuild());
	return index.ordered();
}

function upToDate(index: LotIndex): 'updated' | 'rebuilt' {
	const update = index.update();
	run(update ?? index.rebuild());
	return update ? 'updated' : 'rebuilt';
}

describe('the index of lots', () => {
	test.each([1, 7, 40])('equals one made anew after every %i operations', (piece) => {
		const company = new Company(crypto);
		const index = new LotIndex(company.engine, ownDev, compareLots(company.engine));
		run(index.rebuild());
		const ways = { updated: 0, rebuilt: 0 };
		for (const [at, entry] of entries.entries()) {
			company.ingest(entry, { signatureVerified: true });
			if (at % piece !== 0 && at !== entries.length - 1) continue;
			ways[upToDate(index)]++;
			if (at % 25 === 0 || at === entries.length - 1 || piece > 1) expect(index.ordered()).toEqual(fresh(company));
		}
		expect(index.size).toBeGreaterThan(50);
		// Most of what is recorded changes a handful of lots.
		expect(ways.updated).toBeGreaterThan(ways.rebuilt);
	});

	test('kept and taken over later, it goes on from there', () => {
		const company = new Company(crypto);
		const half = Math.floor(entries.length / 2);
		for (const entry of entries.slice(0, half)) company.ingest(entry, { signatureVerified: true });
		const before = new LotIndex(company.engine, ownDev, compareLots(company.engine));
		run(before.rebuild());
		const kept: unknown = structuredClone(packSnapshot(before.snapshot()));
		for (const entry of entries.slice(half)) company.ingest(entry, { signatureVerified: true });
		const after = new LotIndex(company.engine, ownDev, compareLots(company.engine));
		const snapshot = unpackSnapshot(kept);
		expect(snapshot && after.restore(snapshot)).toBe(true);
		upToDate(after);
		expect(after.ordered()).toEqual(fresh(company));
	});

	test('what is not a continuation, or of another layout, is not taken over', () => {
		const company = new Company(crypto);
		const index = new LotIndex(company.engine, ownDev, compareLots(company.engine));
		expect(index.restore({ records: [], seen: 5, moves: 0, edges: 0 })).toBe(false);
		expect(unpackSnapshot({ ...packSnapshot(index.snapshot()), layout: 0 })).toBeUndefined();
		expect(unpackSnapshot(undefined)).toBeUndefined();
	});
});

describe('the window of lots', () => {
	let windows: LotWindows;
	const scopes = new Map([['lot:none', { drill: false }]]);
	const ask = (more: Partial<LotAsk>) => windows.answer({ ...ALL, ...more }, '2026-10-12', scopes);
	const numbers = (more: Partial<LotAsk>) => ask(more).entries.flatMap((entry) => (entry.kind === 'row' ? [entry.row.number] : []));

	beforeAll(() => {
		const company = new Company(crypto);
		for (const entry of entries) company.ingest(entry, { signatureVerified: true });
		const index = new LotIndex(company.engine, ownDev, compareLots(company.engine));
		run(index.rebuild());
		windows = new LotWindows(company.engine, index);
	});

	test('is a part of the whole list, wherever it begins', () => {
		const all = numbers({});
		expect(numbers({ first: 20, count: 15 })).toEqual(all.slice(20, 35));
		expect(ask({ first: all.length + 9, count: 5 }).first).toBe(all.length - 1);
	});

	test('narrows by words, by serial numbers and by what the search found', () => {
		expect(numbers({ text: 'rmmb 260902' })).toEqual(['L-RMMB-260902-01']);
		expect(numbers({ text: 'hx2608' })).toHaveLength(2);
		expect(numbers({ text: 'cm26090352' })).toEqual(['OX260910']);
		expect(numbers({ text: 'nothing', exact: [] })).toEqual([]);
	});

	test('counts what each filter would leave', () => {
		const { states, classes, stock, all } = ask({});
		expect(numbers({ states: ['quarantine'] })).toHaveLength(states.quarantine);
		expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(all);
		expect(numbers({ stock: ['some'] })).toHaveLength(stock.some);
		expect(stock.some + stock.none).toBe(all);
		for (const { value, count } of classes) expect(numbers({ classes: [value] })).toHaveLength(count);
	});

	test('heads every item with how many lots are under it, finished goods first', () => {
		const { entries: placed, total, matching } = ask({ group: 'item' });
		const headings = placed.flatMap((entry) => (entry.kind === 'group' ? [entry] : []));
		expect(headings.reduce((sum, { count }) => sum + count, 0)).toBe(matching);
		expect(total).toBe(matching + headings.length);
		expect(headings[0]?.code).toMatch(/^FG-/);
	});

	test('sorts by quantity exactly, and puts lots without an expiry last in both directions', () => {
		const totals = ask({ sort: { key: 'total', down: true } }).entries.map((entry) => (entry.kind === 'row' ? Number(entry.row.total) : 0));
		expect(totals).toEqual([...totals].sort((a, b) => b - a));
		for (const down of [false, true]) {
			const days = ask({ sort: { key: 'expiry', down } }).entries.map((entry) => (entry.kind === 'row' ? entry.row.expiry : ''));
			expect(days.slice(days.indexOf('')).every((day) => day === '')).toBe(true);
		}
	});
});
