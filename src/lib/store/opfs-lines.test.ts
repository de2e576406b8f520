/** Lines in a file behave like lines in memory, whatever their size and wherever they lie. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryLines } from '#lib/log/line-store.ts';
import { MemoryFile } from '../../../tests/support/store-profile.ts';
import { joinLines } from './blocks.ts';
import { BUFFER_BYTES, CACHED_PAGES, OpfsLines, PAGE_BYTES } from './opfs-lines.ts';

function files() {
	const made = { lines: new MemoryFile(), lengths: new MemoryFile() };
	made.lines.open();
	made.lengths.open();
	return made;
}

const text = fc.oneof(
	fc.string({ maxLength: 60 }).map((s) => s.replaceAll('\n', ' ').toWellFormed()),
	fc.constantFrom('', '批记录'.repeat(30), 'x'.repeat(PAGE_BYTES - 1), '无菌'.repeat(PAGE_BYTES / 3), 'y'.repeat(BUFFER_BYTES), '﻿bom')
);
const step = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), lines: fc.array(text, { minLength: 1, maxLength: 5 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('joined' as const), lines: fc.array(text, { minLength: 1, maxLength: 5 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), share: fc.integer({ min: 0, max: 100 }) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), torn: fc.integer({ min: 0, max: 400 }) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('full' as const), space: fc.integer({ min: 0, max: 100_000 }) }) }
);

test('a file holds what memory holds: any sizes, cuts, restarts, torn ends and full disks', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 14 }), fc.boolean(), (steps, isReading) => {
			const disk = files();
			let store = new OpfsLines(disk);
			let model = new MemoryLines();
			for (const one of steps) {
				if (one.do === 'append')
					for (const line of one.lines) {
						store.append(line);
						model.append(line);
					}
				else if (one.do === 'joined') {
					store.appendJoined(joinLines(one.lines));
					for (const line of one.lines) model.append(line);
				} else if (one.do === 'cut') {
					const length = Math.floor((model.length * one.share) / 100);
					store.truncate(length);
					model = copyOf(model, length);
				} else if (one.do === 'full') disk.lines.space = one.space;
				else {
					store.flush();
					disk.lines.space = Number.MAX_SAFE_INTEGER;
					// The end of a file can be missing after a power cut: only whole lines count.
					disk.lines.truncate(Math.max(0, disk.lines.getSize() - one.torn));
					store = new OpfsLines(disk);
					expect(store.length).toBeLessThanOrEqual(model.length);
					model = copyOf(model, store.length);
				}
				expect(store.length).toBe(model.length);
				// Now and then in between: what was read stays in the cache.
				if (isReading) expectSame(store, model);
			}
			expectSame(store, model);
			const all = joinLines(Array.from({ length: model.length }, (_, index) => model.read(index)));
			expect(Buffer.compare(store.joined(0, store.length), all)).toBe(0);
		}),
		{ numRuns: 80 }
	);
});

test('what a full disk took of lines that were forgotten afterwards does not come back', () => {
	const disk = files();
	const store = new OpfsLines(disk);
	disk.lines.space = 1;
	for (const line of ['', '', 'x'.repeat(BUFFER_BYTES)]) store.append(line);
	expect(store.isFailing).toBe(true);
	store.truncate(0);
	store.flush();
	expect(new OpfsLines(disk).length).toBe(0);
});

test('more pages than are kept are read again when needed', () => {
	const store = new OpfsLines(files());
	const line = (index: number): string => `${String(index)} ${'z'.repeat(PAGE_BYTES / 2)}`;
	const count = CACHED_PAGES * 2 + 10;
	for (let index = 0; index < count; index++) store.append(line(index));
	for (const index of [0, count - 1, 5, 0, Math.floor(count / 2), 5]) expect(store.read(index) === line(index)).toBe(true);
	for (let index = 0; index < count; index++) expect(store.read(index) === line(index)).toBe(true);
});

test('a file that lost bytes gives no line rather than a wrong one', () => {
	const disk = files();
	const store = new OpfsLines(disk);
	for (let index = 0; index < 100; index++) store.append(`line ${String(index)} ${'q'.repeat(5000)}`);
	store.flush();
	disk.lines.truncate(1000);
	expect(() => store.read(90)).toThrow('invariant');
	expect(() => store.joined(0, 100)).toThrow('invariant');
});

function expectSame(store: OpfsLines, model: MemoryLines): void {
	for (let index = 0; index < model.length; index++) expect(store.read(index) === model.read(index)).toBe(true);
}

function copyOf(lines: MemoryLines, length: number): MemoryLines {
	const copy = new MemoryLines();
	for (let index = 0; index < length; index++) copy.append(lines.read(index));
	return copy;
}
