import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Amount } from '#lib/kernel/decimal.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Genealogy } from './genealogy.ts';
import { Texts } from '#lib/log/texts.ts';
import { Ledger } from './ledger.ts';
import { EDGE_KINDS, type EdgeKind } from './movement.ts';
import type { Standing } from './reader.ts';

const ONE = 1n as Amount;
const NODES = ['lot:a', 'lot:b', 'lot:c', 'job:1', 'job:2', 'load:x', 'load:y', 'unit:u-1'];
interface Edge {
	readonly from: string;
	readonly to: string;
	readonly kind: EdgeKind;
	readonly standing: Standing;
	readonly op: RecordedOp;
}

const edges = fc.array(
	fc.record({
		from: fc.constantFrom(...NODES),
		to: fc.constantFrom(...NODES),
		kind: fc.constantFrom(...EDGE_KINDS),
		standing: fc.constantFrom<Standing>('standing', 'standing', 'void', 'held')
	}),
	{ maxLength: 24 }
);

function build(list: readonly Omit<Edge, 'op'>[], order: readonly number[] = []) {
	const all: Edge[] = list.map((edge, index) => ({ ...edge, op: { index, n: index, id: `op${index}` } as unknown as RecordedOp }));
	const opAt = (index: number) => (all[index] as Edge).op;
	const ledger = new Ledger({ texts: new Texts(), opAt, compare: (a, b) => a - b });
	const arrival = [...all.entries()].sort(([a], [b]) => (order[a] ?? a) - (order[b] ?? b)).map(([, edge]) => edge);
	const genealogy = new Genealogy(ledger, (node) => (node === 'lot:c' ? 'other item' : 'item'));
	for (const edge of arrival) {
		ledger.append(edge.op.index, [], [{ from: edge.from, to: edge.to, kind: edge.kind, qty: ONE }]);
		// Asking in between must not change a later answer.
		genealogy.closure([edge.from], 'down');
	}
	ledger.mark(new Map(all.flatMap(({ op, standing }) => (standing === 'standing' ? [] : [[op.index, standing] as const]))));
	if (all.some((edge) => edge.standing !== 'standing')) genealogy.standingChanged();
	return { ledger, genealogy, all };
}

/** Least set, by repeated passes over all edges. */
function reach(all: readonly Edge[], start: string, direction: 'down' | 'up', throughProcesses: boolean, includeEnded: boolean): string[] {
	const counts = (edge: Edge) => {
		if (edge.kind === 'removed' || (edge.kind === 'processed' && !throughProcesses)) return false;
		if (includeEnded) return true;
		if (edge.standing === 'void') return false;
		if (edge.kind !== 'installed') return true;
		const same = (kind: EdgeKind) => all.filter((other) => other.kind === kind && other.from === edge.from && other.to === edge.to);
		return (
			same('installed').filter((other) => other.standing !== 'void').length >
			same('removed').filter((other) => other.standing === 'standing').length
		);
	};
	const reached = new Set([start]);
	for (let before = -1; before !== reached.size;) {
		before = reached.size;
		for (const edge of all) {
			const [near, far] = direction === 'down' ? [edge.from, edge.to] : [edge.to, edge.from];
			if (counts(edge) && reached.has(near)) reached.add(far);
			const isNeighbour = edge.kind === 'processed' && throughProcesses && direction === 'down' && edge.to.startsWith('load:');
			if (isNeighbour && reached.has(edge.to) && (includeEnded || edge.standing !== 'void')) reached.add(edge.from);
		}
	}
	return [...reached].sort();
}

test('closures equal the least set found by brute force, in any order of arrival', () => {
	fc.assert(
		fc.property(
			edges,
			fc.array(fc.nat(1000)),
			fc.constantFrom(...NODES),
			fc.constantFrom('down' as const, 'up' as const),
			fc.boolean(),
			fc.boolean(),
			(list, order, start, direction, throughProcesses, includeEnded) => {
				const { ledger, genealogy, all } = build(list, order);
				if (ledger.nodes.find(start) === undefined) return;
				const closure = genealogy.closure([start], direction, { throughProcesses, includeEnded });
				const found = closure.nodes.map((node) => ledger.nodes.text(node));
				expect([...found].sort()).toEqual(reach(all, start, direction, throughProcesses, includeEnded));
				expect(new Set(closure.edges).size).toBe(closure.edges.length);
				const certain = genealogy.certainNodes(closure);
				expect(closure.nodes.filter((node) => certain.has(node)).length).toBe(certain.size);
			}
		),
		{ numRuns: 1500 }
	);
});

const standing = (from: string, to: string, kind: EdgeKind) => ({ from, to, kind, standing: 'standing' as const });

test('certain means the sole lot of its item in the window', () => {
	const certainty = (list: readonly Omit<Edge, 'op'>[]) => {
		const { ledger, genealogy } = build(list);
		const closure = genealogy.closure(['lot:a'], 'down');
		const certain = genealogy.certainNodes(closure);
		return Object.fromEntries(closure.nodes.map((node) => [ledger.nodes.text(node), certain.has(node)]));
	};
	const made = standing('job:1', 'unit:u-1', 'produced');
	expect(certainty([standing('lot:a', 'job:1', 'consumed'), made])).toEqual({ 'lot:a': true, 'job:1': true, 'unit:u-1': true });
	expect(certainty([standing('lot:a', 'job:1', 'consumed'), standing('lot:c', 'job:1', 'consumed'), made])['unit:u-1']).toBe(true);
	expect(certainty([standing('lot:a', 'job:1', 'consumed'), standing('lot:b', 'job:1', 'consumed'), made])['unit:u-1']).toBe(false);
	expect(
		certainty([standing('lot:a', 'job:1', 'consumed'), { ...standing('lot:b', 'job:1', 'consumed'), standing: 'void' }, made])['unit:u-1']
	).toBe(true);
});

test('a removal that arrives before its installation ends it all the same', () => {
	const list = [standing('lot:a', 'unit:u-1', 'installed'), standing('lot:a', 'unit:u-1', 'removed')];
	expect(build(list, [1, 0]).genealogy.closure(['lot:a'], 'down').nodes).toHaveLength(1);
});

test('a removed component no longer reaches forward, but a hold still covers it', () => {
	const list = [standing('lot:a', 'unit:u-1', 'installed'), standing('lot:a', 'unit:u-1', 'removed')];
	const { genealogy } = build(list);
	expect(genealogy.closure(['lot:a'], 'down').nodes).toHaveLength(1);
	expect(genealogy.closure(['lot:a'], 'down', { includeEnded: true }).nodes).toHaveLength(2);
	expect(build([...list, standing('lot:a', 'unit:u-1', 'installed')]).genealogy.closure(['lot:a'], 'down').nodes).toHaveLength(2);
});
