import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cell, Source, Tracker } from './memo.ts';

test('a remembered value always equals the one computed afresh, whatever changed in between', () => {
	fc.assert(
		fc.property(
			fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 12 }),
			fc.array(fc.tuple(fc.boolean(), fc.nat(20), fc.integer({ min: -5, max: 5 })), { maxLength: 60 }),
			(reads, events) => {
				const tracker = new Tracker();
				const inputs = [1, 2, 3, 4];
				const sources = inputs.map(() => new Source());
				const read = (index: number) => {
					tracker.note(sources[index] as Source);
					return inputs[index] ?? 0;
				};
				/** Cell i reads some inputs and earlier cells – which ones depends on the first input it reads. */
				const compute = (i: number, cell: (j: number) => number): number => {
					const [first = 0, ...rest] = reads[i] ?? [];
					const base = read(first % 4);
					return rest.reduce(
						(sum, choice, at) => sum + (i > 0 && (choice + base) % 2 === 0 ? cell((choice + at) % i) : read(choice % 4)),
						base
					);
				};
				const cells: Cell<number>[] = reads.map(
					(_, i): Cell<number> => new Cell<number>(tracker, `${i}`, () => compute(i, (j) => (cells[j] as Cell<number>).value))
				);
				const fresh = (i: number): number => compute(i, fresh);
				for (const [change, index, value] of events) {
					if (change) {
						inputs[index % 4] = value;
						(sources[index % 4] as Source).changed();
					} else expect((cells[index % cells.length] as Cell<number>).value).toBe(fresh(index % cells.length));
				}
				for (const [i, cell] of cells.entries()) expect(cell.value).toBe(fresh(i));
			}
		),
		{ numRuns: 500 }
	);
});

test('a value is computed once until something it read changes', () => {
	const tracker = new Tracker();
	const [used, unused] = [new Source(), new Source()];
	let computed = 0;
	const cell = new Cell(tracker, 'counted', () => {
		tracker.note(used);
		return ++computed;
	});
	expect([cell.value, cell.value]).toEqual([1, 1]);
	unused.changed();
	expect(cell.value).toBe(1);
	used.changed();
	expect(cell.value).toBe(2);
});

test('a value that needs itself is an error, and one that failed can be asked again', () => {
	const tracker = new Tracker();
	const loop: Cell<number> = new Cell(tracker, 'loop', (): number => loop.value + 1);
	expect(() => loop.value).toThrow('loop depends on itself');
	let broken = true;
	const source = new Source();
	const cell = new Cell(tracker, 'cell', () => {
		tracker.note(source);
		if (broken) throw new Error('broken');
		return 1;
	});
	expect(() => cell.value).toThrow('broken');
	broken = false;
	source.changed();
	expect(cell.value).toBe(1);
});
