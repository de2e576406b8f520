import { describe, expect, it } from 'vitest';
import type { ConsigneeRow, TraceEdge } from '../index.ts';
import { CLUSTER_FROM, graphModel, type GraphInput } from './graph-model.ts';

const lot = (id: string): GraphInput => ({
	id,
	kind: 'lot',
	lot: id,
	item: 'RM',
	label: id,
	certain: true,
	direction: 'start',
	qty: '10',
	unit: 'kg',
	holder: ''
});
const unit = (number: number, holder = 'C02'): GraphInput => ({
	...lot(`unit:u-${String(number)}`),
	kind: 'unit',
	item: 'OX',
	direction: 'down',
	qty: '1',
	unit: '台',
	holder
});
const edge = (from: string, to: string, qty = '1', certain = true): TraceEdge => ({
	from,
	to,
	kind: 'installed',
	qty,
	unit: '个',
	op: `${from}${to}${qty}`,
	certain
});
const units = (count: number) => Array.from({ length: count }, (_, index) => unit(index + 1));

describe('graphModel', () => {
	it(`makes a cluster of ${String(CLUSTER_FROM)} alike units, not of one fewer`, () => {
		for (const [count, nodes] of [
			[CLUSTER_FROM, 2],
			[CLUSTER_FROM - 1, CLUSTER_FROM]
		] as const) {
			const model = graphModel(
				[lot('a'), ...units(count)],
				units(count).map(({ id }) => edge('a', id)),
				[]
			);
			expect(model.nodes).toHaveLength(nodes);
		}
	});

	it('sums the entries of a cluster and of a repeated relation exactly', () => {
		const model = graphModel(
			[lot('a'), lot('b'), ...units(3)],
			[...units(3).map(({ id }) => edge('a', id)), edge('a', 'b', '0.1'), edge('a', 'b', '0.2', false)],
			[]
		);
		expect(model.edges.map(({ qty }) => qty).sort()).toEqual(['0.3', '3']);
		expect(model.edges.every(({ certain }) => certain)).toBe(true);
	});

	it('keeps units apart that are elsewhere or have another history', () => {
		const nodes = [lot('a'), lot('b'), ...units(3), unit(4, 'C06'), unit(5)];
		const edges = [1, 2, 3, 4].map((number) => edge('a', `unit:u-${String(number)}`)).concat(edge('b', 'unit:u-5'));
		const model = graphModel(nodes, edges, []);
		expect(model.nodes.filter(({ kind }) => kind === 'cluster').map(({ members }) => members.length)).toEqual([3]);
		expect(model.nodes.filter(({ kind }) => kind === 'goods')).toHaveLength(4);
	});

	it('lets consignees stand once, with what each lot brought them', () => {
		const row = (party: string, number: string, qty: string): ConsigneeRow => ({
			party,
			name: party,
			lot: number,
			item: 'RM',
			qty,
			unit: 'kg',
			ops: []
		});
		const model = graphModel([lot('a'), lot('b')], [], [row('C1', 'a', '2'), row('C1', 'b', '3'), row('C2', 'elsewhere', '9')]);
		expect(model.nodes.filter(({ kind }) => kind === 'party').map(({ party }) => party?.code)).toEqual(['C1']);
		expect(model.edges.map(({ from, qty }) => [from, qty])).toEqual([
			['a', '2'],
			['b', '3']
		]);
	});
});
