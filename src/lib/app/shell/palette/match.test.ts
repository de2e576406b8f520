import Boxes from '@lucide/svelte/icons/boxes';
import { describe, expect, it } from 'vitest';
import type { EntryGroup, PaletteEntry } from './entry.ts';
import { matchEntries } from './match.ts';
import { initialsAt, initialsOf } from './pinyin-initials.ts';
import { MAX_RECENT, readRecent, withNewest, type RecentRecord } from './recent.svelte.ts';

const entry = (label: string, group: EntryGroup = 'go', words: readonly string[] = []): PaletteEntry => ({
	id: `${group} ${label}`,
	group,
	label,
	icon: Boxes,
	words,
	run: () => undefined
});
const labels = (entries: readonly PaletteEntry[], text: string) => matchEntries(entries, text).map(({ entry: one }) => one.label);

describe('pinyin initials', () => {
	it('read a word from anywhere in it', () => {
		expect(initialsAt('批号', 'ph')).toBe(0);
		expect(initialsAt('生产批号', 'ph')).toBe(2);
		expect(initialsAt('批号', 'phh')).toBe(-1);
		expect(initialsAt('批号', '')).toBe(-1);
	});

	it('know both readings of a character', () => {
		expect(initialsAt('移库调拨', 'ykd')).toBe(0);
		expect(initialsAt('调整', 'tz')).toBe(0);
		expect(initialsAt('放行', 'fx')).toBe(0);
		expect(initialsAt('银行', 'h')).toBe(1);
		expect(initialsAt('重庆', 'cq')).toBe(0);
	});

	it('know characters that stand in no table of ours, and leave others as they are', () => {
		const letters = (text: string) =>
			text
				.split('')
				.map((character) => initialsOf(character)[0])
				.join('');
		expect(letters('熔喷布鼻梁条血氧仪龘')).toBe('rpbbltxyyd');
		expect(letters('MK-26')).toBe('mk-26');
	});
});

describe('records opened lately', () => {
	const record = (label: string): RecentRecord => ({ href: `/lots/${label}`, label, detail: { zh: '', en: '' }, kind: 'lot' });

	it('hold each once, the newest first, and no more than so many', () => {
		const twice = withNewest(withNewest([record('a'), record('b')], record('c')), record('a'));
		expect(twice.map(({ label }) => label)).toEqual(['a', 'c', 'b']);
		const full = Array.from({ length: MAX_RECENT }, (_, at) => record(String(at)));
		expect(withNewest(full, record('new'))).toHaveLength(MAX_RECENT);
	});

	it('take nothing from the browser that is not theirs', () => {
		const foreign = { ...record('x'), href: 'https://example.org' };
		expect(readRecent(JSON.stringify([record('a'), foreign, null, { label: 'a' }]))).toEqual([record('a')]);
		expect(readRecent('')).toEqual([]);
		expect(readRecent('{"a":1}')).toEqual([]);
	});
});

describe('what a typed text means', () => {
	const lots = entry('批次', 'go', ['批号', 'Lots']);
	const all = [lots, entry('盘点'), entry('领料退料'), entry('退货'), entry('锁定', 'do'), entry('MK260912', 'recent')];

	it('is found by Chinese, by initials, by another word and by a code', () => {
		expect(labels(all, '退')).toEqual(['退货', '领料退料']);
		expect(labels(all, 'pd')).toEqual(['盘点']);
		expect(labels(all, 'lot')).toEqual(['批次']);
		expect(labels(all, 'mk26')).toEqual(['MK260912']);
	});

	it('tells by which other word', () => {
		expect(matchEntries(all, 'ph')).toEqual([{ entry: lots, by: '批号' }]);
	});

	it('keeps the order of groups and what was found elsewhere', () => {
		const found = entry('熔喷布', 'found');
		expect(labels([found, ...all], '退')).toEqual(['退货', '领料退料', '熔喷布']);
		expect(labels([found, entry('MK1', 'code')], 'x')).toEqual(['MK1', '熔喷布']);
	});

	it('offers everything before anybody types, but only the newest records', () => {
		const many = [...all, ...'abcdef'.split('').map((name) => entry(name, 'recent'))];
		expect(matchEntries(many, ' ').filter(({ entry: one }) => one.group === 'recent')).toHaveLength(5);
		expect(labels(many, '')).toContain('锁定');
	});
});
