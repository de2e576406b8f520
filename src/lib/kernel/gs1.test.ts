import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AI_RULES, aiRuleAt, isInCharset, type AiRule } from './gs1-ai.ts';
import { gs1CheckDigit, hasGs1CheckDigit, toGtin14 } from './gs1-check-digit.ts';
import { formatGs1Date, readGs1Date } from './gs1-date.ts';
import { formatDigitalLink, parseDigitalLink } from './gs1-digital-link.ts';
import { measureOf } from './gs1-measure.ts';
import {
	elementProblem,
	elementValue,
	formatElementString,
	MAX_ELEMENT_STRING_LENGTH,
	parseElementString,
	type Gs1Element
} from './gs1.ts';

const vector = (name: string) => readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), 'utf8');
const GTIN = '06901234567892';
const SSCC = `06901234000000001${gs1CheckDigit('06901234000000001')}`;
const GS = '\u001d';

const elementsOf = (text: string, isScanned = false) => {
	const parsed = parseElementString(text, { isScanned });
	return parsed.ok ? Object.fromEntries(parsed.value.elements.map(({ ai, value }) => [ai, value])) : parsed.error;
};

describe('AI table', () => {
	const rows = Array.from(
		vector('gs1-syntax-dictionary/gs1-syntax-dictionary.txt').matchAll(/^(\d{2,4})(?:-(\d{2,4}))? +([*?]*) +(.*?)(?: +#.*)?$/gm)
	);
	const official = new Map(
		rows.flatMap(([, first = '', last = first, flags = '', rest = '']) => {
			const specification = rest.split(/\s+/).filter((word) => /^\[?[NXYZ](?:\.\.)?\d/.test(word));
			const ais = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
				String(Number(first) + index).padStart(first.length, '0')
			);
			return ais.map((ai) => [ai, { isPredefined: flags.includes('*'), specification }] as const);
		})
	);

	/** Our rule in the dictionary's notation, with only the linters we apply. */
	const specificationOf = ({ components }: AiRule) =>
		components.map(({ charset, minLength, maxLength, check, isOptional }) => {
			const type = `${charset}${minLength === maxLength ? '' : '..'}${maxLength}`;
			const linter = { 'check-digit': ',csum', date: ',yymmd0', 'strict-date': ',yymmdd', none: '' }[check ?? 'none'];
			return `${isOptional ? `[${type}]` : type}${linter}`;
		});
	const appliedOnly = (word: string) => word.replace(/,(?!csum\b|yymmd0\b|yymmdd\b)[a-z0-9]+/g, '');

	it.each([...AI_RULES.values()])('$ai $title is as in the dictionary', (rule) => {
		expect(official.get(rule.ai)?.isPredefined).toBe(rule.isPredefined);
		expect(specificationOf(rule)).toEqual(official.get(rule.ai)?.specification.map(appliedOnly));
	});

	it('has every AI a label of ours or of a supplier is expected to carry', () => {
		for (const ai of [
			'00',
			'01',
			'02',
			'10',
			'11',
			'13',
			'15',
			'17',
			'20',
			'21',
			'22',
			'30',
			'37',
			'240',
			'241',
			'250',
			'3103',
			'400',
			'410',
			'411',
			'412',
			'413',
			'414',
			'420',
			'8005'
		])
			expect(AI_RULES.has(ai)).toBe(true);
	});

	it('has no AI that begins another, among ours or with the unknown ones', () => {
		for (const ai of AI_RULES.keys()) expect([...official.keys()].filter((other) => other !== ai && other.startsWith(ai))).toEqual([]);
		expect(aiRuleAt('3103001250', 0)?.ai).toBe('3103');
	});
});

describe('check digits', () => {
	it('completes a key', () => {
		expect(gs1CheckDigit('0690123456789')).toBe('2');
		expect(['09506000134352', '106141412345678908', '4006381333931', '036000291452'].filter(hasGs1CheckDigit)).toHaveLength(4);
		expect(hasGs1CheckDigit('06901234567893')).toBe(false);
		expect(hasGs1CheckDigit('')).toBe(false);
		expect(() => gs1CheckDigit('12a')).toThrow();
	});

	it('widens shorter GTINs', () => {
		expect(toGtin14('6901234567892')).toBe(GTIN);
		expect(toGtin14('69012345678')).toBeUndefined();
		expect(toGtin14('6901234567891')).toBeUndefined();
	});

	it('notices every single wrong digit', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{13}$/), fc.nat(13), fc.integer({ min: 1, max: 9 }), (payload, at, shift) => {
				const key = payload + gs1CheckDigit(payload);
				const wrong = key.slice(0, at) + String((Number(key[at]) + shift) % 10) + key.slice(at + 1);
				expect(hasGs1CheckDigit(key) && !hasGs1CheckDigit(wrong)).toBe(true);
			})
		);
	});
});

describe('dates', () => {
	interface Case {
		yymmdd: string;
		currentYear: number;
		result: null | { date?: string; lastDay?: string; precision: 'day' | 'month' };
	}
	const { cases } = JSON.parse(vector('gs1-dates/yymmdd-vectors.json')) as { cases: Case[] };

	it.each(cases)('$yymmdd read in $currentYear', ({ yymmdd, currentYear, result }) => {
		const read = readGs1Date(yymmdd, currentYear);
		if (result === null) return expect(read).toEqual({ ok: false, error: { code: 'impossible' } });
		expect(read).toEqual({ ok: true, value: { date: result.date ?? result.lastDay, precision: result.precision } });
		if (read.ok) expect(formatGs1Date(read.value.date, read.value.precision)).toBe(yymmdd);
	});

	it('refuses what are not six digits', () => expect(readGs1Date('2602', 2026)).toEqual({ ok: false, error: { code: 'not-a-date' } }));
});

describe('element strings', () => {
	it('reads brackets, with brackets inside a lot number and full width', () => {
		expect(elementsOf(`(01)${GTIN}(17)281231(10)MK260909`)).toEqual({ '01': GTIN, '17': '281231', '10': 'MK260909' });
		expect(elementsOf(`（01）${GTIN} (10)A(B)1`)).toEqual({ '01': GTIN, '10': 'A(B)1' });
		expect(elementsOf('(10)A\\(21)B')).toEqual({ '10': 'A(21)B' });
	});

	it.each([']C1', ']d2', ']Q3', ']e0', ']J1', GS])('reads raw data marked %j', (mark) => {
		expect(elementsOf(`${mark}10ABC${GS}21S-1`)).toEqual({ '10': 'ABC', '21': 'S-1' });
	});

	it.each([GS, '␝', '{GS}', '<GS>', '\\x1d', '\\u001D', '^'])('takes %j for the separator', (separator) => {
		expect(elementsOf(`01${GTIN}10A1${separator}21S1`)).toEqual({ '01': GTIN, '10': 'A1', '21': 'S1' });
	});

	it('allows a separator after a predefined length and at the end', () => {
		expect(elementsOf(`]d201${GTIN}${GS}17281231${GS}10A1${GS}`)).toEqual({ '01': GTIN, '17': '281231', '10': 'A1' });
	});

	it('does not take a typed lot number for a label', () => {
		for (const text of ['MK260909', '10ABC', '2105A', '00123', `01${GTIN.slice(0, 13)}3`, ']d1ABC'])
			expect(elementsOf(text)).toEqual({ code: 'not-an-element-string' });
		expect(elementsOf('10ABC', true)).toEqual({ '10': 'ABC' });
		expect(elementsOf(`10ABC${GS}21S1`)).toEqual({ '10': 'ABC', '21': 'S1' });
		expect(elementsOf(`00${SSCC}`)).toEqual({ '00': SSCC });
	});

	it.each([
		['', { code: 'empty' }],
		['(99x)1', { code: 'unknown-ai' }],
		['(9)1', { code: 'unknown-ai' }],
		[`]d2${GS}88`, { code: 'unknown-ai' }],
		['(01)06901234567893', { code: 'wrong-check-digit', ai: '01' }],
		['(01)0690123456789', { code: 'wrong-length', ai: '01' }],
		[`(01)${GTIN}1`, { code: 'wrong-length', ai: '01' }],
		['(10)', { code: 'wrong-length', ai: '10' }],
		[`(10)${'A'.repeat(21)}`, { code: 'wrong-length', ai: '10' }],
		['(10)批号', { code: 'wrong-character', ai: '10' }],
		['(30)12a', { code: 'wrong-character', ai: '30' }],
		['(17)261300', { code: 'impossible-date', ai: '17' }],
		['(17)250229', { code: 'impossible-date', ai: '17' }],
		['(7006)260200', { code: 'impossible-date', ai: '7006' }],
		['(10)A(10)B', { code: 'contradicting-ai', ai: '10' }],
		[`]d217281${GS}10A`, { code: 'wrong-length', ai: '17' }]
	])('%j is refused', (text, error) => expect(elementsOf(text)).toEqual(error));

	it('accepts values at their limits, repetition and optional components', () => {
		expect(elementsOf(`(10)${'A'.repeat(20)}`)).toEqual({ '10': 'A'.repeat(20) });
		expect(elementsOf('(10)A(10)A')).toEqual({ '10': 'A' });
		expect(elementProblem({ ai: '253', value: '6901234567892' })).toBeUndefined();
		expect(elementProblem({ ai: '253', value: '6901234567892DOC-1' })).toBeUndefined();
		expect(elementProblem({ ai: '421', value: '156' })).toEqual({ code: 'wrong-length', ai: '421' });
	});

	it('is limited in length', () => {
		expect(elementsOf(' '.repeat(MAX_ELEMENT_STRING_LENGTH))).toEqual({ code: 'empty' });
		expect(elementsOf(' '.repeat(MAX_ELEMENT_STRING_LENGTH + 1))).toEqual({ code: 'too-long' });
	});

	it('reads measures with their decimals', () => {
		expect(measureOf({ ai: '3102', value: '001250' })).toEqual({ value: '12.5', unit: 'kg' });
		expect(measureOf({ ai: '3150', value: '000003' })).toEqual({ value: '3', unit: 'L' });
		expect(measureOf({ ai: '3105', value: '000001' })).toEqual({ value: '0.00001', unit: 'kg' });
		expect(measureOf({ ai: '10', value: '001250' })).toBeUndefined();
	});
});

const set82 = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).filter((character) =>
	isInCharset(character, 'X')
);
const text82 = (maxLength: number) =>
	fc.array(fc.constantFrom(...set82), { minLength: 1, maxLength }).map((characters) => characters.join(''));
const label = fc
	.record({ lot: text82(20), serial: text82(20), count: fc.nat(99_999_999).map(String), payload: fc.stringMatching(/^\d{13}$/) })
	.map(({ lot, serial, count, payload }): Gs1Element[] => [
		{ ai: '01', value: payload + gs1CheckDigit(payload) },
		{ ai: '10', value: lot },
		{ ai: '21', value: serial },
		{ ai: '17', value: '281200' },
		{ ai: '30', value: count }
	])
	// '<GS>' as data is the one text a scanner's substitute hides.
	.filter((elements) => !elements.some(({ value }) => value.includes('<GS>')));

describe('round trips', () => {
	it('has the 82 characters of set 82', () => expect(set82).toHaveLength(82));

	it('reads what it wrote, bracketed and raw', () => {
		fc.assert(
			fc.property(label, fc.constantFrom('bracketed' as const, 'raw' as const), (elements, form) => {
				expect(parseElementString(formatElementString({ elements }, form))).toEqual({ ok: true, value: { elements } });
			}),
			{ numRuns: 300 }
		);
	});

	it('reads a Digital Link it wrote', () => {
		fc.assert(
			fc.property(label, (elements) => {
				const uri = formatDigitalLink({ elements }, 'https://example.com/p');
				expect(uri.ok && parseDigitalLink(uri.value)).toEqual({ ok: true, value: { elements } });
			}),
			{ numRuns: 300 }
		);
	});
});

describe('Digital Link', () => {
	const read = (uri: string) => {
		const parsed = parseDigitalLink(uri);
		return parsed.ok ? Object.fromEntries(parsed.value.elements.map(({ ai, value }) => [ai, value])) : parsed.error.code;
	};

	it("reads key, qualifiers and attributes; ignores host, prefix and the site's own parameters", () => {
		expect(read(`https://example.com/01/${GTIN}/10/MK%2F9/21/S1?17=281231&lang=zh#top`)).toEqual({
			'01': GTIN,
			'10': 'MK/9',
			'21': 'S1',
			'17': '281231'
		});
		expect(read(`http://example.com/a/01/6901234567892/`)).toEqual({ '01': GTIN });
		expect(read(`https://example.com/00/${SSCC}`)).toEqual({ '00': SSCC });
	});

	it.each([
		['ftp://example.com/01/1', 'not-an-element-string'],
		['https://example.com/', 'not-an-element-string'],
		['https://example.com/10/A', 'not-an-element-string'],
		[`https://example.com/01/${GTIN}/21/S/10/L`, 'qualifier-order'],
		[`https://example.com/00/${SSCC}/10/L`, 'qualifier-order'],
		[`https://example.com/01/${GTIN}?88=1`, 'unknown-ai'],
		[`https://example.com/01/${GTIN}/10/%zz`, 'wrong-character'],
		['https://example.com/01/06901234567893', 'wrong-check-digit'],
		[`https://example.com/01/${GTIN}/10/L/235/T`, 'qualifier-order'],
		[`https://example.com/${'a'.repeat(MAX_ELEMENT_STRING_LENGTH)}`, 'too-long']
	])('%s is refused', (uri, code) => expect(read(uri)).toBe(code));

	it('needs a key', () => expect(formatDigitalLink({ elements: [{ ai: '10', value: 'A' }] }, 'https://example.com').ok).toBe(false));
});

it('finds the value of an AI', () => {
	const parsed = parseElementString(`(01)${GTIN}(10)A1`);
	expect(parsed.ok && [elementValue(parsed.value, '10'), elementValue(parsed.value, '21')]).toEqual(['A1', undefined]);
});
