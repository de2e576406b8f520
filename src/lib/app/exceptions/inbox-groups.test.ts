import { expect, test } from 'vitest';
import { grouped, narrowed, type Groupable } from './inbox-groups.ts';

const entry = (key: string, more: Partial<Groupable>): Groupable => ({
	key,
	rule: 'C7',
	risk: 'critical',
	status: 'open',
	deadline: '2026-10-12T12:00:00Z',
	title: { zh: '冻结期间被使用', en: 'Used while on hold' },
	owners: [{ zh: '质量保证', en: 'Quality assurance' }],
	ownerCodes: ['QA'],
	...more
});
const A = entry('a', {});
const B = entry('b', {
	rule: 'C1',
	risk: 'normal',
	ownerCodes: ['WH'],
	owners: [{ zh: '仓管', en: 'Storekeeper' }],
	deadline: '2026-10-14T12:00:00Z'
});
const C = entry('c', { rule: 'C7', risk: 'high', status: 'closed' });
const keys = (list: readonly Groupable[]) => list.map(({ key }) => key);
const NOW = Date.parse('2026-10-13T12:00:00Z');
const ALL = { risks: [], overdueOnly: false, ownedBy: undefined };

test('narrowed by risk, by what is overdue, and to what one owns', () => {
	expect(keys(narrowed([A, B, C], ALL, NOW))).toEqual(['a', 'b', 'c']);
	expect(keys(narrowed([A, B, C], { ...ALL, risks: ['normal', 'high'] }, NOW))).toEqual(['b', 'c']);
	expect(keys(narrowed([A, B, C], { ...ALL, overdueOnly: true }, NOW))).toEqual(['a']);
	expect(keys(narrowed([A, B, C], { ...ALL, ownedBy: ['WH', 'SA'] }, NOW))).toEqual(['b']);
});

test('grouped by risk, by rule, by the role that owns it; order stays', () => {
	expect(grouped([A, B, C], 'risk').map(({ id, entries }) => [id, keys(entries)])).toEqual([
		['critical', ['a']],
		['high', ['c']],
		['normal', ['b']]
	]);
	expect(grouped([A, B, C], 'rule').map(({ id, entries }) => [id, keys(entries)])).toEqual([
		['C7', ['a', 'c']],
		['C1', ['b']]
	]);
	expect(grouped([A, B], 'owner').map(({ id }) => id)).toEqual(['QA', 'WH']);
	expect(grouped([A, B], 'none')).toHaveLength(1);
	expect(grouped([], 'none')).toEqual([]);
});
