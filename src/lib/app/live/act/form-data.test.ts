import { describe, expect, test } from 'vitest';
import type { FormField } from '../live-views.ts';
import { problemsIn, withoutEmpty, withRequired } from './form-data.ts';

const field = (name: string, kind: string, more: Partial<FormField> = {}): FormField => ({
	name,
	kind,
	label: { zh: name, en: name },
	optional: false,
	sealed: false,
	to: '',
	choices: [],
	parts: [],
	...more
});
const FIELDS = [
	field('no', 'text'),
	field('note', 'text', { optional: true }),
	field('qty', 'quantity'),
	field('first', 'count', { optional: true }),
	field('lines', 'list', { parts: [field('lot', 'ref', { to: 'lot' }), field('qty', 'quantity', { optional: true })] })
];

describe('data of a form', () => {
	test('empty values are not recorded, spaces around texts neither', () => {
		const data = { no: ' A1 ', note: '  ', qty: { value: '', unit: 'kg' }, lines: [{ lot: 'x', qty: { value: '', unit: 'kg' } }] };
		expect(withoutEmpty(FIELDS, data)).toEqual({ no: 'A1', lines: [{ lot: 'x' }] });
	});

	test('what the form does not know is kept: it was prefilled on purpose', () => {
		expect(withoutEmpty([], { hold: 'u' })).toEqual({ hold: 'u' });
	});

	test('complete data have no problems', () => {
		expect(problemsIn(FIELDS, { no: 'A', qty: { value: '0.000001', unit: 'kg' }, first: 0, lines: [{ lot: 'x' }] })).toEqual([]);
	});

	test('what is missing or wrong is named by its path', () => {
		const data = { qty: { value: '0', unit: 'kg' }, first: 1.5, lines: [{ lot: 'x' }, { qty: { value: '-1', unit: 'kg' } }] };
		expect(problemsIn(FIELDS, data)).toEqual([
			{ path: 'no', code: 'required' },
			{ path: 'qty', code: 'quantity' },
			{ path: 'first', code: 'count' },
			{ path: 'lines.1.lot', code: 'required' },
			{ path: 'lines.1.qty', code: 'quantity' }
		]);
		expect(problemsIn(FIELDS, { no: 'A', qty: { value: '1', unit: '' }, lines: [] })).toEqual([
			{ path: 'qty', code: 'quantity' },
			{ path: 'lines', code: 'required' }
		]);
	});

	test('a sheet may require what the definition leaves open', () => {
		const strict = withRequired(FIELDS, ['note', 'lines.qty']);
		const data = { no: 'A', qty: { value: '1', unit: 'kg' }, lines: [{ lot: 'x' }] };
		expect(problemsIn(FIELDS, data)).toEqual([]);
		expect(problemsIn(strict, data).map(({ path }) => path)).toEqual(['note', 'lines.0.qty']);
	});
});
