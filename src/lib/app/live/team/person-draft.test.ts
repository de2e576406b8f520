import { describe, expect, it } from 'vitest';
import { MAX_NAME } from '../start/company-draft.ts';
import { emptyPerson, personProblems, registration, roleGrants, type PersonDraft } from './person-draft.ts';

const draft = (change: Partial<PersonDraft> = {}): PersonDraft => ({
	...emptyPerson(),
	name: '丙',
	roles: ['WH'],
	pin: '284917',
	pinAgain: '284917',
	...change
});

describe('a person before being added', () => {
	it('needs a name, a role and a PIN typed twice', () => {
		expect(personProblems(draft(), [])).toEqual({});
		expect(personProblems(emptyPerson(), [])).toEqual({ name: 'missing', roles: 'no-role', pin: 'pin-digits' });
		expect(personProblems(draft({ pinAgain: '284918' }), [])).toEqual({ pinAgain: 'pin-differs' });
		expect(personProblems(draft({ roles: ['PM', 'QH'] }), [])).toEqual({ roles: 'production-quality' });
	});

	it('takes a name of the greatest length and no longer one', () => {
		expect(personProblems(draft({ name: '字'.repeat(MAX_NAME) }), [])).toEqual({});
		expect(personProblems(draft({ name: '字'.repeat(MAX_NAME + 1) }), [])).toEqual({ name: 'too-long' });
	});

	it('refuses a name somebody has, whatever spaces were typed', () => {
		expect(personProblems(draft({ name: ' 丙 ' }), ['丙'])).toEqual({ name: 'name-taken' });
	});

	it('refuses a validity that ends before it begins; one day is enough', () => {
		expect(personProblems(draft({ validFrom: '2026-03-01', validTo: '2026-03-01' }), [])).toEqual({});
		expect(personProblems(draft({ validFrom: '2026-03-01', validTo: '2026-02-28' }), [])).toEqual({ validTo: 'validity' });
	});

	it('becomes a registration and one decision for each role', () => {
		const person = 'p'.repeat(22);
		expect(registration(draft({ name: ' 丙 ' }), person)).toEqual({ type: 'person.registered', data: { person, name: '丙' } });
		expect(registration(draft({ employeeNo: '017' }), person).data).toEqual({ person, name: '丙', employeeNo: '017' });
		expect(roleGrants(draft({ roles: ['WH', 'PU'], validTo: '2026-12-31' }), person)).toEqual([
			{ type: 'role.granted', data: { person, role: 'WH', validTo: '2026-12-31' } },
			{ type: 'role.granted', data: { person, role: 'PU', validTo: '2026-12-31' } }
		]);
	});
});
