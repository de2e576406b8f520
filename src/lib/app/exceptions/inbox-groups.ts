/** What the inbox is narrowed to and grouped by. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { isOverdue, RISKS, type Risk } from './risk.ts';

export interface Groupable {
	readonly key: string;
	readonly rule: string;
	readonly risk: Risk;
	readonly status: string;
	readonly deadline: string;
	readonly title: Bilingual;
	readonly owners: readonly Bilingual[];
	readonly ownerCodes: readonly string[];
}

export type GroupBy = 'risk' | 'rule' | 'owner' | 'none';

export interface Narrowing {
	readonly risks: readonly Risk[];
	readonly overdueOnly: boolean;
	/** Codes of the roles of whoever is logged in; undefined for everybody's. */
	readonly ownedBy: readonly string[] | undefined;
}

export interface Group<T> {
	readonly id: string;
	/** Undefined where nothing is grouped; a risk names itself. */
	readonly title: Bilingual | Risk | undefined;
	readonly entries: readonly T[];
}

export function narrowed<T extends Groupable>(
	entries: readonly T[],
	{ risks, overdueOnly, ownedBy }: Narrowing,
	nowMs: number
): readonly T[] {
	return entries.filter(
		(entry) =>
			(risks.length === 0 || risks.includes(entry.risk)) &&
			(!overdueOnly || isOverdue(entry, nowMs)) &&
			(ownedBy === undefined || entry.ownerCodes.some((code) => ownedBy.includes(code)))
	);
}

/** In the order of the entries, which is by urgency; within a group the order stays. */
export function grouped<T extends Groupable>(entries: readonly T[], by: GroupBy): readonly Group<T>[] {
	if (by === 'none') return entries.length > 0 ? [{ id: '', title: undefined, entries }] : [];
	if (by === 'risk')
		return RISKS.flatMap((risk): Group<T>[] => {
			const own = entries.filter((entry) => entry.risk === risk);
			return own.length > 0 ? [{ id: risk, title: risk, entries: own }] : [];
		});
	const groups = new Map<string, { title: Bilingual; entries: T[] }>();
	for (const entry of entries) {
		const id = by === 'rule' ? entry.rule : (entry.ownerCodes[0] ?? '');
		const title = by === 'rule' ? entry.title : (entry.owners[0] ?? { zh: id, en: id });
		const known = groups.get(id);
		if (known) known.entries.push(entry);
		else groups.set(id, { title, entries: [entry] });
	}
	return [...groups].map(([id, group]) => ({ id, ...group }));
}
