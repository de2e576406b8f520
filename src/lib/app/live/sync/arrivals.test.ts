import { expect, test } from 'vitest';
import type { CompanySummary, MergeSummary } from '../../views.ts';
import { mattersToPeople, withArrival } from './arrivals.ts';

const COMPANY: CompanySummary = {
	name: '',
	demo: false,
	org: '',
	fingerprint: '',
	operations: 0,
	devices: 0,
	lots: 0,
	openExceptions: 0,
	day: '',
	exportedAt: '',
	ms: 0
};
const exception = (text: string) => ({ code: 'c', title: { zh: 't', en: 't' }, explanation: { zh: text, en: text } });
const arrival = (more: Partial<MergeSummary>): MergeSummary => ({ added: 1, company: COMPANY, raised: [], consignees: [], ...more });

test('only exceptions and consignees interrupt', () => {
	expect(mattersToPeople(arrival({ added: 500 }))).toBe(false);
	expect(mattersToPeople(arrival({ raised: [exception('a')] }))).toBe(true);
	expect(mattersToPeople(arrival({ consignees: ['C05'] }))).toBe(true);
	expect(withArrival(undefined, arrival({ added: 500 }))).toBeUndefined();
});

test('a quiet delivery wipes out nothing that was not read', () => {
	const loud = arrival({ added: 3, consignees: ['C05'] });
	expect(withArrival(loud, arrival({}))).toBe(loud);
});

test('two loud ones are one, everything once', () => {
	const first = arrival({ added: 3, raised: [exception('a')], consignees: ['C05'] });
	const both = withArrival(first, arrival({ added: 4, raised: [exception('a'), exception('b')], consignees: ['C05', 'C06'] }));
	expect(both).toMatchObject({ added: 7, consignees: ['C05', 'C06'] });
	expect(both?.raised.map(({ explanation }) => explanation.en)).toEqual(['a', 'b']);
});
