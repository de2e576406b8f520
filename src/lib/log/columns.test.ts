import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Float64Column, Int32Column, Int64Column, Uint8Column } from './columns.ts';
import { ImageReader } from './image.ts';
import { Texts } from './texts.ts';

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
	expect([ints.get(COUNT), ints.get(10 * COUNT), ints.get(-1), bytes.get(COUNT), doubles.get(COUNT), longs.get(COUNT)]).toEqual([
		-1,
		-1,
		-1,
		0,
		0,
		0n
	]);
	ints.set(3, 99);
	expect([ints.get(2), ints.get(3), ints.get(4)]).toEqual([-5, 99, -3]);
	longs.push(2n ** 63n - 1n);
	expect(longs.get(COUNT)).toBe(2n ** 63n - 1n);
});

test('texts have one number each, given out on first sight, and come back exactly', () => {
	const texts = new Texts();
	expect([texts.number('a'), texts.number('b'), texts.number('a')]).toEqual([0, 1, 0]);
	expect([texts.find('b'), texts.find('c'), texts.size, texts.text(1), texts.text(9), texts.text(-1)]).toEqual([1, -1, 2, 'b', '', '']);
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 3 }), fc.constantFrom('溯源', '\ud800', ''))),
			(drawn) => {
				const some = new Texts();
				const numbers = drawn.map((text) => some.number(text));
				expect(numbers.map((number) => some.text(number))).toEqual(drawn);
				expect(some.size).toBe(new Set(drawn).size);
				const copy = new Texts();
				copy.load('t', new ImageReader(some.image('t')));
				expect(drawn.map((text) => copy.find(text))).toEqual(numbers);
				expect(copy.number('something new')).toBe(drawn.includes('something new') ? copy.find('something new') : some.size);
			}
		)
	);
	const long = '批'.repeat(10_000);
	expect(texts.text(texts.number(long))).toBe(long);
});
