import { describe, expect, it } from 'vitest';
import { layeredLayout, type LayoutNode } from './layered-layout.ts';

const SPACING = { column: 50, row: 10 };
const node = (id: string, last = false): LayoutNode => ({ id, width: 100, height: 40, last });
const layout = (nodes: readonly LayoutNode[], ...arrows: readonly string[]) =>
	layeredLayout(
		nodes,
		arrows.map((arrow) => ({ from: arrow.charAt(0), to: arrow.charAt(1) })),
		SPACING
	);
const layers = (result: ReturnType<typeof layeredLayout>) => Object.fromEntries([...result].map(([id, { layer }]) => [id, layer]));

describe('layeredLayout', () => {
	it('puts each node one column right of its rightmost predecessor', () => {
		expect(layers(layout([node('a'), node('b'), node('c')], 'ab', 'bc', 'ac'))).toEqual({ a: 0, b: 1, c: 2 });
	});

	it('moves a source next to its first user', () => {
		expect(layers(layout([node('a'), node('b'), node('c'), node('s')], 'ab', 'bc', 'sc'))).toEqual({ a: 0, b: 1, c: 2, s: 1 });
	});

	it('keeps ends in the last column, whatever leads to them', () => {
		expect(layers(layout([node('a'), node('b'), node('c'), node('e', true)], 'ab', 'bc', 'ae'))).toEqual({ a: 0, b: 1, c: 2, e: 3 });
	});

	it('survives circles, loops and arrows to nowhere', () => {
		expect(layout([node('a'), node('b')], 'ab', 'ba', 'aa', 'ax').size).toBe(2);
		expect(layout([]).size).toBe(0);
	});

	it('orders columns so that parallel chains do not cross, and never overlaps nodes', () => {
		const result = layout([node('a'), node('b'), node('c'), node('y'), node('x'), node('z')], 'ax', 'by', 'cz');
		const order = ['x', 'y', 'z'].toSorted((p, q) => (result.get(p)?.y ?? 0) - (result.get(q)?.y ?? 0));
		const sources = ['a', 'b', 'c'].toSorted((p, q) => (result.get(p)?.y ?? 0) - (result.get(q)?.y ?? 0));
		expect(order.map((id) => 'xyz'.indexOf(id))).toEqual(sources.map((id) => 'abc'.indexOf(id)));
		const rows = sources.map((id) => result.get(id)?.y ?? 0);
		expect(rows.map((y, index) => y - (rows[index - 1] ?? y - 50))).toEqual([50, 50, 50]);
	});
});
