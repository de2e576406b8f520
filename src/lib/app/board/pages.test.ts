import { expect, it } from 'vitest';
import { pageAt } from './pages.ts';

it('a panel shows one page after another and begins again', () => {
	const rows = [1, 2, 3, 4, 5];
	expect(pageAt(rows, 2, 0)).toEqual({ rows: [1, 2], page: 1, pages: 3 });
	expect(pageAt(rows, 2, 2)).toEqual({ rows: [5], page: 3, pages: 3 });
	expect(pageAt(rows, 2, 3)).toEqual({ rows: [1, 2], page: 1, pages: 3 });
	expect(pageAt(rows, 5.9, 7)).toEqual({ rows, page: 1, pages: 1 });
	expect(pageAt(rows, 0, 1).rows).toEqual([2]);
	expect(pageAt([], 3, 4)).toEqual({ rows: [], page: 1, pages: 1 });
});
