/** A person before being added: what was typed, what is still wrong with it, and the operations it becomes. */
import type { Role } from '#lib/engine/define-operation.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { MAX_NAME, pinProblems, roleProblems, type DraftProblem } from '../start/company-draft.ts';

export interface PersonDraft {
	name: string;
	employeeNo: string;
	roles: readonly Role[];
	/** Local dates, "" for no limit. */
	validFrom: string;
	validTo: string;
	pin: string;
	pinAgain: string;
}

export type PersonProblem = DraftProblem | 'validity' | 'name-taken';

export interface PlannedOperation {
	readonly type: string;
	readonly data: JsonObject;
}

export function emptyPerson(): PersonDraft {
	return { name: '', employeeNo: '', roles: [], validFrom: '', validTo: '', pin: '', pinAgain: '' };
}

/** By field: `name`, `roles`, `validTo`, `pin`, `pinAgain`. Empty when the person can be added. */
export function personProblems(draft: PersonDraft, names: readonly string[]): Readonly<Record<string, PersonProblem>> {
	const name = trim(draft.name);
	const { validFrom, validTo } = draft;
	const shared = { ...roleProblems(draft.roles, 'person'), ...pinProblems(draft, 'person') };
	return {
		...Object.fromEntries(Object.entries(shared).map(([path, code]) => [path.slice('person.'.length), code])),
		...(name === ''
			? { name: 'missing' }
			: name.length > MAX_NAME
				? { name: 'too-long' }
				: names.includes(name)
					? { name: 'name-taken' }
					: {}),
		...(validFrom !== '' && validTo !== '' && validTo < validFrom ? { validTo: 'validity' } : {})
	};
}

export function registration(draft: PersonDraft, person: string): PlannedOperation {
	const employeeNo = trim(draft.employeeNo);
	return { type: 'person.registered', data: { person, name: trim(draft.name), ...(employeeNo === '' ? {} : { employeeNo }) } };
}

/** One decision for each role: each can be revoked by itself. */
export function roleGrants(draft: PersonDraft, person: string): readonly PlannedOperation[] {
	const { validFrom, validTo } = draft;
	const validity = { ...(validFrom === '' ? {} : { validFrom }), ...(validTo === '' ? {} : { validTo }) };
	return draft.roles.map((role) => ({ type: 'role.granted', data: { person, role, ...validity } }));
}
