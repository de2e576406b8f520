import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeNames, alikePercent, areAlike, COMMON_PAIR, MIN_TYPO_LENGTH, nameCore } from './company-name.ts';

describe('names of firms', () => {
	it('are compared without legal form, province and punctuation', () => {
		expect(nameCore('浙江省恒兴熔喷材料有限公司')).toBe('恒兴熔喷材料');
		expect(nameCore('恒兴熔喷材料（浙江）股份有限公司')).toBe('恒兴熔喷材料');
		expect(nameCore('ACME Medical Co., Ltd.')).toBe('acmemedical');
		expect(nameCore('上海公司')).toBe('上海公司');
		expect(nameCore('（）')).toBe('');
	});

	it('are alike where an office wrote one shorter, and not because both make masks', () => {
		expect(areAlike('浙江恒兴熔喷', '浙江恒兴熔喷材料有限公司')).toBe(true);
		expect(areAlike('浙江恒兴熔喷材料有限公司', '浙江恒星熔喷材料有限公司')).toBe(true);
		expect(areAlike('常州康达医疗器械有限公司', '常州明澄医疗器械有限公司')).toBe(false);
		expect(areAlike('苏州佳和包装有限公司', '苏州永兴注塑有限公司')).toBe(false);
		expect(areAlike('西南器械经销公司', '华东器械经销公司')).toBe(false);
		expect(areAlike('', '苏州永兴注塑有限公司')).toBe(false);
		expect([alikePercent('甲乙', '丙丁'), alikePercent('甲乙丙', '甲乙丁'), alikePercent('甲乙', '甲乙')]).toEqual([0, 50, 100]);
		const long = '一二三四五六七八九'.slice(0, MIN_TYPO_LENGTH);
		expect(areAlike(long, `甲${long.slice(1)}`)).toBe(true);
		expect(areAlike('甲乙丙丁', '甲戊丙己')).toBe(false);
	});

	it('are found pair by pair as by comparing each with each, as long as nothing is common to very many', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({ unit: fc.constantFrom(...Array.from('恒兴熔喷材料明澄')), minLength: 1, maxLength: 6 }), { maxLength: 12 }),
				(names) => {
					const each = names.flatMap((a, first) =>
						names.flatMap((b, second) => (second > first && areAlike(a, b) ? [[first, second]] : []))
					);
					expect(alikeNames(names)).toEqual(each);
				}
			),
			{ numRuns: 200 }
		);
	});

	it('do not grow into millions of comparisons: what more than the limit share is no reason to compare', () => {
		const cities = Array.from({ length: COMMON_PAIR + 1 }, (_, at) => String.fromCharCode(0x4e00 + 2 * at, 0x4e01 + 2 * at));
		expect(alikeNames(cities.slice(0, COMMON_PAIR).map((city) => `${city}器械`)).length).toBe(0);
		expect(alikeNames(cities.map((city) => `${city}器械`))).toEqual([]);
		expect(alikeNames(['甲乙丙丁', '甲乙丙丁戊'])).toEqual([[0, 1]]);
	});
});
