import { describe, expect, test } from 'vitest';
import {
	compareNames,
	formatDate,
	formatDecimal,
	formatInstant,
	formatMoney,
	formatNumber,
	formatPercent,
	formatQuantity,
	formatRelative
} from './format.ts';

describe('numbers', () => {
	test('decimal strings keep every digit', () => {
		expect(formatDecimal('123')).toBe('123');
		expect(formatDecimal('1234.50')).toBe('1,234.50');
		expect(formatDecimal('-9007199254740993.1000000000000001')).toBe('−9,007,199,254,740,993.1000000000000001');
	});

	test('what is no decimal is shown as recorded', () => {
		expect(formatDecimal('1e5')).toBe('1e5');
		expect(formatMoney('免费')).toBe('免费');
	});

	test('quantities carry their unit', () => {
		expect(formatQuantity('zh-CN', '1500', { zh: '千克', en: 'kg' })).toBe('1,500\u00a0千克');
		expect(formatQuantity('en', '0.5', 'kg')).toBe('0.5\u00a0kg');
	});

	test('money has at least two decimals and loses none', () => {
		expect(formatMoney('1234.5')).toBe('¥1,234.50');
		expect(formatMoney('-3')).toBe('−¥3.00');
		expect(formatMoney('0.125')).toBe('¥0.125');
	});

	test('counts and shares', () => {
		expect(formatNumber('zh-CN', 12345)).toBe('12,345');
		expect(formatPercent('en', 0.9875)).toBe('98.75%');
	});
});

describe('dates', () => {
	test('in lists and in documents', () => {
		expect(formatDate('zh-CN', '2026-11-03')).toBe('2026-11-03');
		expect(formatDate('zh-CN', '2026-11-03', 'document')).toBe('2026年11月3日');
		expect(formatDate('en', '2026-11-03', 'document')).toBe('3 November 2026');
		expect(formatDate('en', 'unknown', 'document')).toBe('unknown');
	});

	test('instants keep the offset they were recorded with', () => {
		expect(formatInstant('2026-11-23T16:12:29+08:00')).toBe('2026-11-23 16:12');
		expect(formatInstant('2026-11-23T16:12:29+08:00', 'second')).toBe('2026-11-23 16:12:29');
	});

	test('relative times', () => {
		const now = Date.parse('2026-11-23T08:00:00Z');
		expect(formatRelative('zh-CN', '2026-11-23T07:59:55Z', now)).toBe('刚刚');
		expect(formatRelative('zh-CN', '2026-11-23T07:57:00Z', now)).toBe('3分钟前');
		expect(formatRelative('en', '2026-11-25T08:00:00Z', now)).toBe('in 2 days');
		expect(formatRelative('en', 'later', now)).toBe('later');
	});
});

test('names sort by pinyin, numbers in them by value', () => {
	expect(['张', '李', '阿'].sort((a, b) => compareNames('zh-CN', a, b))).toEqual(['阿', '李', '张']);
	expect(['L10', 'L9'].sort((a, b) => compareNames('en', a, b))).toEqual(['L9', 'L10']);
});
