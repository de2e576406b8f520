import { describe, expect, test } from 'vitest';
import { MAX_NAME, MAX_VIEWS, NOTHING_KEPT, readViews, sameLook, type ListLook } from './list-look.ts';

const LOOK: ListLook = {
	text: 'a',
	filters: { state: ['hold', 'quarantine'] },
	sort: { key: 'qty', down: true },
	group: 'item',
	hidden: ['x']
};

describe('how a list looks', () => {
	test('is the same whatever the order of choosing, and with empty choices', () => {
		expect(sameLook(LOOK, { ...LOOK, filters: { other: [], state: ['quarantine', 'hold'] } })).toBe(true);
		expect(sameLook(LOOK, { ...LOOK, sort: { key: 'qty', down: false } })).toBe(false);
	});

	test('survives being kept', () => {
		const kept = { views: [{ name: '待检', look: LOOK }], current: '待检', default: '', look: LOOK };
		expect(readViews(JSON.stringify(kept))).toEqual(kept);
	});

	test('what was kept by something else is left alone', () => {
		for (const text of [null, '', 'null', '[]', '{"views":7}', '{"views":[{"name":1}]}']) expect(readViews(text)).toEqual(NOTHING_KEPT);
		expect(readViews(JSON.stringify({ views: [{ name: 'a', look: { text: 1 } }], current: 'a' }))).toEqual(NOTHING_KEPT);
	});

	test('the newest views are kept up to the limit, and a name up to its length', () => {
		const views = Array.from({ length: MAX_VIEWS + 1 }, (_, at) => ({ name: `v${String(at)}`, look: LOOK }));
		expect(readViews(JSON.stringify({ views })).views.map(({ name }) => name)).toEqual(views.slice(1).map(({ name }) => name));
		expect(readViews(JSON.stringify({ views: [{ name: 'n'.repeat(MAX_NAME + 1), look: LOOK }] })).views[0]?.name).toHaveLength(MAX_NAME);
	});
});
