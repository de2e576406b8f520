import { grants, personKeys } from '#lib/engine/authority.ts';
import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { WrappedPersonKey } from '#lib/identity/wrapped-person-key.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { persons } from '#lib/modules/org/index.ts';
import type { PersonView } from '../live-views.ts';

/** Everybody the company knows, those who left last, by name. */
export function listPeople(read: Reader, records: readonly WrappedPersonKey[]): readonly PersonView[] {
	const people = read.keys(persons).map((person): PersonView => {
		const row = read.row(persons, person);
		const registered = read.row(personKeys, person);
		const isHere = records.some((record) => record.person === person && registered.includes(record.key));
		return {
			person,
			name: fieldText(row, 'name'),
			employeeNo: fieldText(row, 'employeeNo'),
			roles: read.row(grants, person).map((code) => ({ ...nameRole(code), ...validityOf(read, person, code) })),
			key: registered.length === 0 ? 'none' : isHere ? 'here' : 'elsewhere',
			separated: hasLeft(read, person)
		};
	});
	return people.sort((a, b) => Number(a.separated) - Number(b.separated) || (a.name < b.name ? -1 : 1));
}

export function nameRole(code: string): { readonly code: string; readonly label: Bilingual } {
	return { code, label: ROLES[code as Role] ?? { zh: code, en: code } };
}

/** When a role counts; of several grants that are all limited the newest, for one without limit outlives them. */
function validityOf(read: Reader, person: string, role: string): { readonly validFrom: string; readonly validTo: string } {
	let windows: { readonly validFrom: string; readonly validTo: string }[] = [];
	for (const { op, value } of read.inputs(grants, person)) {
		if (!read.verdict(op).effective) continue;
		if (value.kind === 'separated' || (value.kind === 'revoke' && value.role === role)) windows = [];
		else if (value.kind === 'grant' && value.role === role)
			windows.push({ validFrom: value.validFrom ?? '', validTo: value.validTo ?? '' });
	}
	return windows.find(({ validFrom, validTo }) => validFrom === '' && validTo === '') ?? windows.at(-1) ?? { validFrom: '', validTo: '' };
}

/** The last effective change of the person's roles was leaving. */
function hasLeft(read: Reader, person: string): boolean {
	return (
		read
			.inputs(grants, person)
			.filter(({ op }) => read.verdict(op).effective)
			.at(-1)?.value.kind === 'separated'
	);
}
