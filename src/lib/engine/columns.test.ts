import { expect, test } from 'vitest';
import { Float64Column, Int32Column, Int64Column, Interned, Uint8Column } from './columns.ts';

const COUNT = 1024 * 2 + 1;

test('columns keep every value past their first capacity and the next', () => {
	const [ints, bytes, doubles, longs] = [new Int32Column(), new Uint8Column(), new Float64Column(), new Int64Column()];
	for (let row = 0; row < COUNT; row++) {
		expect(ints.push(row - 7)).toBe(row);
		bytes.push(row % 251);
		doubles.push(row / 3);
		longs.push(BigInt(row) * 10n ** 15n);
	}
	for (let row = 0; row < COUNT; row++) {
		expect([ints.get(row), bytes.get(row), doubles.get(row)]).toEqual([row - 7, row % 251, row / 3]);
		expect(longs.get(row)).toBe(BigInt(row) * 10n ** 15n);
	}
	expect(ints.length).toBe(COUNT);
	ints.set(3, 99);
	expect([ints.get(2), ints.get(3), ints.get(4)]).toEqual([-5, 99, -3]);
	longs.push(2n ** 63n - 1n);
	expect(longs.get(COUNT)).toBe(2n ** 63n - 1n);
});

test('texts have one number each, given out on first sight', () => {
	const interned = new Interned();
	expect([interned.number('a'), interned.number('b'), interned.number('a')]).toEqual([0, 1, 0]);
	expect([interned.find('b'), interned.find('c'), interned.size, interned.text(1), interned.text(9)]).toEqual([1, undefined, 2, 'b', '']);
});
