import { describe, expect, test } from 'vitest';
import { createMessages, isLocale, pick, type Locale, type Messages } from './messages.ts';

const zh = { save: '保存', received: (p: { lot: string }) => `已收货 ${p.lot}` } as const;
const en = { save: 'Save', received: (p) => `Received ${p.lot}` } satisfies Messages<typeof zh>;

describe('messages', () => {
	test('follow the locale at every call', () => {
		let current: Locale = 'zh-CN';
		const m = createMessages({ 'zh-CN': zh, en }, () => current);
		expect(m.save()).toBe('保存');
		expect(m.received({ lot: 'L42' })).toBe('已收货 L42');
		current = 'en';
		expect(m.save()).toBe('Save');
		expect(m.received({ lot: 'L42' })).toBe('Received L42');
	});

	test('a missing or different translation is a type error', () => {
		// @ts-expect-error -- `received` is missing
		const missing = { save: 'Save' } satisfies Messages<typeof zh>;
		expect(missing.save).toBe('Save');
	});

	test('pick takes the text of the locale', () => {
		expect(pick('zh-CN', { zh: '批次', en: 'Lot' })).toBe('批次');
		expect(pick('en', { zh: '批次', en: 'Lot' })).toBe('Lot');
	});

	test('only the two languages are locales', () => {
		expect(isLocale('en')).toBe(true);
		expect(isLocale('zh')).toBe(false);
		expect(isLocale(null)).toBe(false);
	});
});
