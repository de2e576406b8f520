import { expect, test } from 'vitest';
import { photosIn } from './photo-ref.ts';

test('photos of a record: the list, and the one of a signed paper', () => {
	const full = { hash: 'a', mime: 'image/png', size: 7 };
	expect(photosIn({ photos: [full, { hash: 'b' }], photo: 'c' })).toEqual([
		full,
		{ hash: 'b', mime: 'image/jpeg', size: 0 },
		{ hash: 'c', mime: 'image/jpeg', size: 0 }
	]);
});

test('what is none is left out: records of other programs may hold anything', () => {
	expect(photosIn({})).toEqual([]);
	expect(photosIn({ photos: 'x', photo: 7 })).toEqual([]);
	expect(photosIn({ photos: [null, 'x', 3, { hash: '' }, { hash: 5 }], photo: '' })).toEqual([]);
});
