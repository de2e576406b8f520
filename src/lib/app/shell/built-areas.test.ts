import { describe, expect, it } from 'vitest';
import { AREA_GROUPS, AREAS, type Area } from './areas.ts';
import { areasWithPages, BAR_SIZE, barAreas } from './built-areas.ts';

const all: readonly Area[] = AREAS;
const ids = (areas: readonly Area[]) => areas.map(({ id }) => id);

describe('the list of areas', () => {
	it.each(['id', 'href', 'key'] as const)('has every %s once', (field) => {
		const values = all.map((area) => area[field]);
		expect(new Set(values).size).toBe(values.length);
	});

	it('stands group by group, in the order of the headings', () => {
		const order = Object.keys(AREA_GROUPS);
		const positions = all.map(({ group }) => order.indexOf(group));
		expect(positions).toEqual([...positions].sort((a, b) => a - b));
	});
});

describe('areas with pages', () => {
	it('are those whose route exists', () => {
		expect(
			ids(areasWithPages(['/src/routes/+page.svelte', '/src/routes/lots/+page.svelte', '/src/routes/lots/[id]/+page.svelte']))
		).toEqual(['today', 'lots']);
	});
});

describe('the bottom bar', () => {
	it('begins with today and has no more than fits', () => {
		for (const roles of [[], ['WH'], ['QH', 'AR'], ['OWN']]) {
			const bar = ids(barAreas(all, roles));
			expect(bar[0]).toBe('today');
			expect(bar).toHaveLength(BAR_SIZE);
		}
	});

	it('shows a storekeeper the warehouse and a quality head release and trace', () => {
		expect(ids(barAreas(all, ['WH']))).toEqual(['today', 'receive', 'ship', 'stock']);
		expect(ids(barAreas(all, ['QH']))).toEqual(['today', 'lots', 'release', 'trace']);
	});
});
