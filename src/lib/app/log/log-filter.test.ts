import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_RECORDS, LOG_MARKS, logFilterSearch, narrowedBy, readLogFilter } from './log-filter.ts';

const day = fc.constantFrom('', '2026-10-12', '2026-09-02');
const filters = fc.record({
	text: fc.string(),
	person: fc.string(),
	type: fc.string(),
	device: fc.string(),
	since: day,
	until: day,
	mark: fc.constantFrom(...LOG_MARKS)
});

test('an address says a filter and nothing else', () => {
	fc.assert(
		fc.property(filters, (filter) => {
			expect(readLogFilter(new URLSearchParams(logFilterSearch(filter)))).toEqual(filter);
		})
	);
	expect(logFilterSearch(ALL_RECORDS)).toBe('');
});

test('what an address cannot mean does not narrow', () => {
	const read = readLogFilter(new URLSearchParams('since=yesterday&until=2026-02-30&mark=odd&x=1'));
	expect(read).toEqual(ALL_RECORDS);
	expect(narrowedBy(read)).toBe(0);
	expect(narrowedBy({ ...ALL_RECORDS, text: ' ', type: 'lot.released', mark: 'late' })).toBe(2);
});
