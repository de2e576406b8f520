import { describe, expect, it } from 'vitest';
import { readingState } from '#lib/kernel/limits.ts';
import { judgeInspection } from './judge.ts';
import type { Characteristic } from './plans.ts';
import { codeLetter, resolveSampling, samplingOf } from './sampling.ts';
import { AQLS, CODE_LETTERS, NORMAL, TIGHTENED } from './sampling-tables.ts';

const one: Characteristic = {
	key: 'c',
	name: '克重',
	nature: 'variable',
	unit: 'g/m²',
	lower: '23.5',
	upper: '26.5',
	severity: 'major',
	sampling: 'fixed',
	n: 3
};
const looks: Characteristic = {
	key: 'l',
	name: '外观',
	nature: 'attribute',
	severity: 'minor',
	sampling: 'gb2828',
	level: 'II',
	aql: '2.5'
};

describe('GB/T 2828.1', () => {
	it.each([
		// Lot, level, AQL, normal n/Ac; known cells of tables 1 and 2-A.
		[39_000, 'II', '2.5', 500, 21],
		[39_000, 'II', '1.0', 500, 10],
		[500, 'II', '2.5', 50, 3],
		[500, 'II', '0.65', 80, 1],
		[1200, 'II', '1.5', 80, 3],
		[280, 'S-2', '4.0', 3, 0],
		[150, 'I', '4.0', 13, 1]
	] as const)('lot %i, level %s, AQL %s: n %i, Ac %i', (lot, level, aql, n, ac) =>
		expect(samplingOf(lot, level, aql)).toMatchObject({ n, ac })
	);

	it('changes n where the arrow leads to another letter, and looks at all of a small lot', () => {
		expect(codeLetter(500, 'II')).toBe('H');
		expect(samplingOf(500, 'II', '0.65')).toMatchObject({ letter: 'H', n: 80 });
		expect(samplingOf(8, 'II', '0.65')).toEqual({ n: 8, ac: 0, letter: 'A', isAll: true });
	});

	it('holds at the ends of a row', () => {
		expect([8, 9, 500, 501, 500_000, 500_001].map((lot) => codeLetter(lot, 'II'))).toEqual(['A', 'B', 'H', 'J', 'P', 'Q']);
		expect(codeLetter(500, 'IV')).toBeUndefined();
		expect(samplingOf(500, 'II', '3.0')).toBeUndefined();
	});

	it('is whole: 512 cells; never laxer when tightened', () => {
		const cells = (table: Readonly<Record<string, string>>) => Object.values(table).flatMap((row) => row.split(' '));
		expect(cells(NORMAL)).toHaveLength(256);
		expect(cells(TIGHTENED)).toHaveLength(256);
		for (const [maxLot] of CODE_LETTERS)
			for (const aql of AQLS) {
				const [normal, tight] = (['normal', 'tightened'] as const).map((severity) => samplingOf(maxLot || 1_000_000, 'II', aql, severity));
				expect((tight?.ac ?? 0) / (tight?.n ?? 1)).toBeLessThanOrEqual((normal?.ac ?? 0) / (normal?.n ?? 1));
			}
	});

	it('accepts a critical characteristic with none nonconforming only', () => {
		expect(resolveSampling({ ...looks, severity: 'critical' }, 39_000)).toMatchObject({ n: 500, ac: 0 });
		expect(resolveSampling({ ...looks, sampling: 'c0' }, 39_000)).toMatchObject({ n: 500, ac: 0 });
		expect(resolveSampling(looks, 39_000)).toMatchObject({ n: 500, ac: 21 });
		expect(resolveSampling({ ...one, n: 5 }, 3).n).toBe(3);
		expect(resolveSampling(looks, undefined)).toMatchObject({ n: 1, ac: 0 });
	});
});

describe('the verdict', () => {
	const verdict = (readings: readonly string[], defects: number | undefined) =>
		judgeInspection([
			{ one, sampling: resolveSampling(one, undefined), finding: { readings, defects: undefined } },
			{ one: looks, sampling: resolveSampling(looks, 500), finding: { readings: [], defects } }
		]).decision;

	it('takes a reading on the limit as conforming', () => {
		expect(['23.5', '26.5', '23.4999', '26.500001', 'x', ' '].map((text) => readingState(one, text))).toEqual([
			'conforms',
			'conforms',
			'below',
			'above',
			'not-a-number',
			'empty'
		]);
	});

	it('is open until everything due is there, accepted at Ac, rejected above', () => {
		expect(verdict(['25', '25'], 3)).toBe('open');
		expect(verdict(['25', '25', '25'], undefined)).toBe('open');
		expect(verdict(['25', '25', '25'], 3)).toBe('accepted');
		expect(verdict(['25', '25', '25'], 4)).toBe('rejected');
		expect(verdict(['27'], undefined)).toBe('rejected');
		expect(judgeInspection([]).decision).toBe('open');
	});
});
