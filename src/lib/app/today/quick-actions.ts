/** The flows a role works in all day, in the order its hand reaches for them. */
import type { Role } from '#lib/engine/define-operation.ts';
import type { Area, AreaId } from '../shell/areas.ts';

/** More would be a menu again. */
export const MAX_ACTIONS = 6;

const BY_ROLE: Readonly<Partial<Record<Role, readonly AreaId[]>>> = {
	WH: ['receive', 'issue', 'ship', 'move', 'count', 'stock'],
	OP: ['production', 'issue', 'serial'],
	LL: ['production', 'issue', 'serial', 'steriliser'],
	QC: ['inspect', 'serial', 'lots'],
	QA: ['release', 'inspect', 'exceptions', 'trace'],
	QH: ['release', 'recall', 'exceptions', 'overview', 'trace'],
	AR: ['release', 'recall', 'trace'],
	PM: ['production', 'steriliser', 'stock', 'board'],
	OWN: ['overview', 'stock', 'exceptions', 'team'],
	PU: ['receive', 'stock'],
	SA: ['ship', 'return', 'stock'],
	AS: ['return', 'trace'],
	RA: ['recall', 'trace'],
	EN: ['production', 'trace'],
	FI: ['overview', 'stock'],
	IT: ['team', 'sync', 'log'],
	EQ: ['steriliser', 'lots'],
	DC: ['log'],
	AU: ['trace', 'log', 'lots']
};
const FOR_ANYBODY: readonly AreaId[] = ['receive', 'issue', 'production', 'inspect', 'release', 'ship'];

/** Taken from each role in turn, so that nobody's second role is forgotten; only what has a page. */
export function quickActions(areas: readonly Area[], roles: readonly string[]): readonly Area[] {
	const lists = roles.map((role) => BY_ROLE[role as Role] ?? []);
	const wanted: AreaId[] = [];
	for (let place = 0; lists.some((list) => place < list.length); place++)
		for (const list of lists) {
			const id = list[place];
			if (id && !wanted.includes(id)) wanted.push(id);
		}
	return (wanted.length > 0 ? wanted : FOR_ANYBODY).flatMap((id) => areas.find((area) => area.id === id) ?? []).slice(0, MAX_ACTIONS);
}
