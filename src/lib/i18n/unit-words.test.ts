import { expect, it } from 'vitest';
import { isCounted, UNITS } from '#lib/kernel/unit.ts';
import { unitWord } from './unit-words.ts';

it('calls every counted unit by an English word, one and many, and leaves Chinese alone', () => {
	for (const { code } of UNITS.filter(isCounted)) {
		expect(unitWord('en', code, '2'), code).toMatch(/^[a-z]+$/);
		expect(unitWord('en', code, '1'), code).toMatch(/^[a-z]+$/);
		expect(unitWord('zh-CN', code, '2')).toBe(code);
	}
	expect([unitWord('en', '箱', '1'), unitWord('en', '箱', '2'), unitWord('en', '箱')]).toEqual(['carton', 'cartons', 'cartons']);
});

it('leaves physical units and what it does not know as they are', () => {
	for (const unit of [...UNITS.filter((one) => !isCounted(one)).map(({ code }) => code), '托盘车']) expect(unitWord('en', unit)).toBe(unit);
});
