import { describe, expect, it } from 'vitest';
import { AREAS, type Area } from '../shell/areas.ts';
import { MAX_ACTIONS, quickActions } from './quick-actions.ts';

const all: readonly Area[] = AREAS;
const ids = (areas: readonly Area[], ...roles: string[]) => quickActions(areas, roles).map(({ id }) => id);

describe('quick actions', () => {
	it('are what the role does all day, a second role in turn, no more than fit', () => {
		expect(ids(all, 'QC').slice(0, 1)).toEqual(['inspect']);
		expect(ids(all, 'WH')).toHaveLength(MAX_ACTIONS);
		expect(ids(all, 'PU', 'SA')).toEqual(['receive', 'ship', 'stock', 'return']);
	});

	it('are the common flows for somebody unknown', () => {
		expect(ids(all)).toEqual(['receive', 'issue', 'production', 'inspect', 'release', 'ship']);
	});

	it('are only those with a page', () => {
		expect(
			ids(
				all.filter(({ id }) => id === 'lots'),
				'QC'
			)
		).toEqual(['lots']);
		expect(ids([], 'WH')).toEqual([]);
	});
});
