/** Master data as screens show them. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export const MASTER_KINDS = ['items', 'partners', 'places', 'masters'] as const;
export type MasterKind = (typeof MASTER_KINDS)[number];

export interface MasterFact {
	readonly label: Bilingual;
	/** Words of a choice in both languages, else the text itself twice. */
	readonly value: Bilingual;
}

export interface MasterRow {
	readonly uid: string;
	readonly code: string;
	readonly name: Bilingual;
	/** What kind of thing it is, in a word. */
	readonly kind: Bilingual;
	/** In the order of the definition. */
	readonly facts: readonly MasterFact[];
	/** Who made it when; an earlier change of it is in the log. */
	readonly by: string;
	readonly at: string;
	/** Sites carry their locations, work masters their material lines. */
	readonly parts: readonly MasterPart[];
}

export interface MasterPart {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
	readonly kind: Bilingual;
}

export interface MasterList {
	readonly rows: readonly MasterRow[];
	/** How many there are of each kind, whatever is looked for. */
	readonly counts: Readonly<Record<MasterKind, number>>;
}
