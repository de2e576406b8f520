/** Company, sites, locations, persons, documents' numbers: who and where. */
import { defineView } from '#lib/engine/define-view.ts';
import { defineRegister } from '#lib/engine/register.ts';

export const company = defineRegister('company');
export const sites = defineRegister('sites');
export const locations = defineRegister('locations');
export const persons = defineRegister('persons');
export const devices = defineRegister('devices');

/** Uses of a formal number, by `kind|number`; more than one entity under it is a conflict (C15). */
export const documentNumbers = defineView<{ readonly subject: string }, readonly string[]>({
	name: 'documentNumbers',
	hashed: true,
	fold: (inputs, read) => [...new Set(inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value.subject))]
});

/** The one key of views that have a single row. */
export const ALL = 'all';
