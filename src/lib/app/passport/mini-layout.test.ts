import { expect, test } from 'vitest';
import { miniLayout, shortName } from './mini-layout.ts';
import type { ReachNode } from './reach.ts';

const node = (id: string, links: readonly string[], certain = true): ReachNode => ({
	id,
	label: id,
	itemName: { zh: '', en: '' },
	count: 1,
	certain,
	marks: [],
	links
});
const SIZE = { width: 100, height: 40, gap: 20, between: 10 };

test('what it is made of stands before the start, what it went into after it, the start in the middle', () => {
	const shape = miniLayout([[node('a', ['']), node('b', [''])], [node('c', ['a'])]], [[node('d', [''])]], 'across', SIZE);
	const at = Object.fromEntries(shape.boxes.map(({ id, x, y }) => [id, [x, y]]));
	expect(at).toEqual({ c: [0, 25], a: [120, 0], b: [120, 50], '': [240, 25], d: [360, 25] });
	expect([shape.width, shape.height]).toEqual([460, 90]);
	expect(shape.lines.map(({ key }) => key).sort()).toEqual([' d', 'a ', 'b ', 'c a']);
});

test('on a narrow screen it runs from top to bottom', () => {
	const shape = miniLayout([[node('a', [''])]], [[node('d', ['']), node('e', [''], false)]], 'down', SIZE);
	expect([shape.width, shape.height]).toEqual([210, 160]);
	expect(shape.boxes.map(({ id, y }) => [id, y])).toEqual([
		['a', 0],
		['', 60],
		['d', 120],
		['e', 120]
	]);
	expect(shape.lines.find(({ key }) => key === ' e')?.certain).toBe(false);
});

test('a start alone, and links to what is not drawn', () => {
	expect(miniLayout([], [], 'across', SIZE)).toMatchObject({ width: 100, height: 40, lines: [] });
	expect(miniLayout([[node('a', ['gone'])]], [], 'across', SIZE).lines).toEqual([]);
});

test('a name is cut where the box ends, Han characters counted twice', () => {
	expect(shortName('熔喷布 25 g', 11)).toBe('熔喷布 25 g');
	expect(shortName('熔喷布 25 g/m²', 11)).toBe('熔喷布 25…');
	expect(shortName('一次性使用医用外科口罩', 17)).toBe('一次性使用医用…');
	expect(shortName('Meltblown cloth', 8)).toBe('Meltblo…');
});
