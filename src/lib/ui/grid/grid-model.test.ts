import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	askedSpan,
	covers,
	fittingColumns,
	gridTemplate,
	movedEntry,
	neededRem,
	nextGridSort,
	PAGE,
	visibleSpan,
	WHOLE_UP_TO,
	windowOfRows
} from './grid-model.ts';

describe('what is drawn', () => {
	test('is everything up to the limit and a part one past it', () => {
		expect(visibleSpan(WHOLE_UP_TO, 0, 400, 36)).toEqual({ first: 0, count: WHOLE_UP_TO });
		expect(visibleSpan(WHOLE_UP_TO + 1, 0, 400, 36).count).toBeLessThan(40);
	});

	test('always contains what can be seen, and asking for it always brings it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 100_000 }), fc.nat(4_000_000), fc.integer({ min: 0, max: 2000 }), (total, scrolled, height) => {
				const span = visibleSpan(total, scrolled, height, 36);
				const seen = Math.floor(scrolled / 36);
				if (seen < total) {
					expect(span.first).toBeLessThanOrEqual(seen);
					expect(span.first + span.count).toBeGreaterThanOrEqual(Math.min(total, Math.ceil((scrolled + height) / 36)));
				}
				const asked = askedSpan(span);
				expect(asked.first % PAGE).toBe(0);
				const entries = Array.from({ length: Math.min(asked.count, Math.max(0, total - asked.first)) });
				expect(covers({ first: asked.first, entries }, span)).toBe(true);
			})
		);
	});

	test('a window that ends before does not cover', () => {
		expect(covers({ first: 0, entries: [1, 2] }, { first: 0, count: 3 })).toBe(false);
		expect(covers({ first: 1, entries: [1, 2] }, { first: 0, count: 2 })).toBe(false);
	});
});

test('keys stay inside the list', () => {
	expect(movedEntry('j', 9, 10, 5)).toBe(9);
	expect(movedEntry('k', 0, 10, 5)).toBe(0);
	expect(movedEntry('PageUp', 3, 10, 5)).toBe(0);
	expect(movedEntry('End', 0, 10, 5)).toBe(9);
	expect(movedEntry('a', 0, 10, 5)).toBeUndefined();
	expect(movedEntry('Home', 0, 0, 5)).toBeUndefined();
});

test('a header goes through ascending, descending and the usual order', () => {
	const up = nextGridSort(null, 'a');
	const down = nextGridSort(up, 'a');
	expect([up, down, nextGridSort(down, 'a')]).toEqual([{ key: 'a', down: false }, { key: 'a', down: true }, null]);
	expect(nextGridSort(down, 'b')).toEqual({ key: 'b', down: false });
});

test('columns without a width share what is left', () => {
	const columns = [
		{ key: 'a', label: '', text: () => '', rem: 9 },
		{ key: 'b', label: '', text: () => '' }
	];
	expect(gridTemplate(columns, true)).toBe('2.25rem 9rem minmax(14rem, 1fr)');
});

test('rows that are all here are a window', () => {
	expect(windowOfRows(['x'], (row) => row)).toEqual({ total: 1, first: 0, entries: [{ kind: 'row', key: 'x', row: 'x' }] });
});

test('columns that may be left out are, the last first, until the others fit', () => {
	const column = (key: string, rem: number, optional = false) => ({ key, label: '', text: () => '', rem, optional });
	const columns = [column('a', 10), column('b', 10, true), column('c', 10, true), column('d', 10)];
	const keys = (room: number) => fittingColumns(columns, false, room).map(({ key }) => key);
	expect(neededRem(columns, false)).toBe(40);
	expect([keys(40), keys(39.9), keys(25), keys(5)]).toEqual([
		['a', 'b', 'c', 'd'],
		['a', 'b', 'd'],
		['a', 'd'],
		['a', 'd']
	]);
});
