import { describe, expect, test } from 'vitest';
import {
	companyProblems,
	deviceCodeProblem,
	emptyDraft,
	founderProblems,
	MAX_NAME,
	newCompanyOf,
	placeProblems,
	SEATS,
	type CompanyDraft
} from './company-draft.ts';

function complete(change: (draft: CompanyDraft) => void = () => undefined): CompanyDraft {
	const draft = emptyDraft();
	Object.assign(draft, { name: '甲公司', siteCode: 'cz', siteName: '总厂' });
	for (const [index, founder] of draft.founders.entries())
		Object.assign(founder, { name: `人${String(index)}`, pin: '083271', pinAgain: '083271' });
	change(draft);
	return draft;
}

const [first, second] = [0, 1];

describe('a company draft', () => {
	test('complete: no problem, and codes in their form', () => {
		const draft = complete((one) => {
			one.uscc = ' 91350100m000100y43 ';
			one.deviceCode = ' ａ1';
		});
		expect({ ...companyProblems(draft), ...placeProblems(draft), ...founderProblems(draft) }).toEqual({});
		const company = newCompanyOf(draft);
		expect(company.uscc).toBe('91350100M000100Y43');
		expect(company.site).toEqual({ code: 'CZ', name: '总厂', kind: 'factory' });
		expect(company.deviceCode).toBe('A1');
		expect(company.founders[0]?.roles).toEqual(['OWN', 'IT']);
	});

	test('names at the limit and one past it', () => {
		expect(companyProblems(complete((draft) => (draft.name = '字'.repeat(MAX_NAME))))).toEqual({});
		expect(companyProblems(complete((draft) => (draft.name = '字'.repeat(MAX_NAME + 1))))).toEqual({ name: 'too-long' });
		expect(companyProblems(complete((draft) => (draft.name = ' 　')))).toEqual({ name: 'missing' });
	});

	test('the credit code may be left out but not be wrong', () => {
		expect(companyProblems(complete((draft) => (draft.uscc = ' ')))).toEqual({});
		expect(companyProblems(complete((draft) => (draft.uscc = '91350100M000100Y44')))).toEqual({ uscc: 'uscc' });
	});

	test.each([
		['C', false],
		['CZ', true],
		['CZ02', true],
		['CZ024', false],
		['常州', false]
	])('site code %s: %s', (code, good) => {
		expect(placeProblems(complete((draft) => (draft.siteCode = code)))).toEqual(good ? {} : { siteCode: 'site-code' });
	});

	test.each([
		['A', false],
		['A1', true],
		['7B', true],
		['A12', false]
	])('device code %s: %s', (code, good) => {
		expect(deviceCodeProblem(code)).toEqual(good ? {} : { deviceCode: 'device-code' });
	});
});

describe('founders', () => {
	const problems = (change: (draft: CompanyDraft) => void) => founderProblems(complete(change));

	test('one is too few', () => {
		expect(problems((draft) => draft.founders.pop())['founders']).toBe('too-few-founders');
	});

	test('together they need an owner, a quality head and an administrator', () => {
		expect(problems((draft) => Object.assign(draft.founders[first] ?? {}, { roles: SEATS.owner }))).toEqual({ founders: 'roles-lacking' });
		expect(problems((draft) => Object.assign(draft.founders[second] ?? {}, { roles: [...SEATS.inspector, 'QH'] }))).toEqual({});
	});

	test('nobody is head of production and of quality', () => {
		expect(problems((draft) => Object.assign(draft.founders[second] ?? {}, { roles: ['QH', 'PM'] }))).toEqual({
			'founders.1.roles': 'production-quality'
		});
	});

	test('names differ, roles are there', () => {
		expect(problems((draft) => Object.assign(draft.founders[second] ?? {}, { name: '人0 ' }))).toEqual({ 'founders.1.name': 'same-name' });
		expect(problems((draft) => Object.assign(draft.founders[first] ?? {}, { roles: [] }))).toMatchObject({ 'founders.0.roles': 'no-role' });
	});

	test.each([
		['08327', '08327', 'pin', 'pin-digits'],
		['0832710', '0832710', 'pin', 'pin-digits'],
		['123456', '123456', 'pin', 'pin-simple'],
		['083271', '083272', 'pinAgain', 'pin-differs']
	])('PIN %s typed again as %s', (pin, pinAgain, field, problem) => {
		expect(problems((draft) => Object.assign(draft.founders[first] ?? {}, { pin, pinAgain }))).toEqual({
			[`founders.0.${field}`]: problem
		});
	});
});
