/**
 * A paper as plain values: what stands on it, not how it looks. One model serves screen, print, hash and both languages:
 * labels are in two languages, values are as recorded, and what was never recorded is `missing`, never invented.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

/** States as they are marked on labels and papers: word, colour and shape (yellow, green, red of the shop floor). */
export type PaperState = 'quarantine' | 'released' | 'rejected' | 'hold';

export type Cell =
	| { readonly kind: 'text'; readonly text: string }
	/** Numbers and codes, set in figures of one width. */
	| { readonly kind: 'code'; readonly text: string }
	/** A word of a closed list: the code is what counts, the words are how it is said. */
	| { readonly kind: 'words'; readonly code: string; readonly words: Bilingual }
	/** A name that was recorded in two languages. */
	| { readonly kind: 'name'; readonly name: Bilingual }
	| { readonly kind: 'date'; readonly date: string }
	/** An instant with offset, shown in the place's own time. */
	| { readonly kind: 'instant'; readonly at: string }
	| { readonly kind: 'quantity'; readonly value: string; readonly unit: string }
	/** Sums in different units, which are never added up. */
	| { readonly kind: 'quantities'; readonly of: readonly { readonly value: string; readonly unit: string }[] }
	| { readonly kind: 'state'; readonly state: PaperState; readonly words: Bilingual }
	/** 未记录. */
	| { readonly kind: 'missing' }
	/** Nothing to be recorded here; why. */
	| { readonly kind: 'none'; readonly why: Bilingual }
	/** To be written by hand. */
	| { readonly kind: 'blank' };

export interface Fact {
	readonly key: string;
	readonly label: Bilingual;
	readonly value: Cell;
	/** Takes a whole line. */
	readonly wide?: boolean;
}

export interface Column {
	readonly key: string;
	readonly label: Bilingual;
	/** Share of the width, in parts of the sum. */
	readonly width: number;
	readonly align?: 'end' | 'center';
}

/** A name under a record: signed electronically, or named by the session in which it was recorded. */
export interface Signed {
	readonly name: string;
	readonly role: Bilingual;
	/** `performed`, `reviewed`, … */
	readonly meaning: string;
	readonly at: string;
	/** `signature`: Ed25519 by the person's own key; `session`: the login under which it was recorded. */
	readonly by: 'signature' | 'session';
}

export interface Slot {
	readonly key: string;
	readonly label: Bilingual;
	readonly signed: readonly Signed[];
}

export type Block =
	| { readonly kind: 'facts'; readonly key: string; readonly title?: Bilingual; readonly facts: readonly Fact[] }
	| {
			readonly kind: 'table';
			readonly key: string;
			readonly title?: Bilingual;
			readonly columns: readonly Column[];
			readonly rows: readonly (readonly Cell[])[];
			/** A last line of sums. */
			readonly sums?: readonly Cell[];
			/** Said where there are no rows. */
			readonly empty: Bilingual;
	  }
	/** A verdict or statement in large type. */
	| { readonly kind: 'verdict'; readonly key: string; readonly label: Bilingual; readonly value: Cell; readonly note?: Bilingual }
	/** Explanations that belong to the form, not to the record; not hashed. */
	| { readonly kind: 'notes'; readonly key: string; readonly notes: readonly Bilingual[] }
	| { readonly kind: 'signatures'; readonly key: string; readonly slots: readonly Slot[]; readonly seal?: Bilingual }
	/** A second copy begins: cut line and what the copy is called. */
	| { readonly kind: 'cut'; readonly key: string; readonly label: Bilingual };

export interface Paper {
	readonly kind: string;
	readonly id: string;
	/** What it is about, as `kind:uid`. */
	readonly subject: string;
	/** Number of this paper; derived by the kind's number rule. */
	readonly number: string;
	/** Name of the company that issues it. */
	readonly company: string;
	/** Replaces the kind's title where it depends on the record (进货/出厂检验报告). */
	readonly title: Bilingual;
	readonly blocks: readonly Block[];
	/** Code that opens the record when it is scanned during work (`scan/codes.ts`); "" where there is none. */
	readonly workCode: string;
	/** The record behind it was declared an error. */
	readonly isVoid: boolean;
}

/** Why a paper may not be issued yet. */
export interface Refusal {
	readonly why: Bilingual;
	/** What to do, or where. */
	readonly wayOut: Bilingual;
	/** Chip of what stands in the way. */
	readonly state: PaperState;
}

export type Built =
	| { readonly outcome: 'paper'; readonly paper: Paper }
	| { readonly outcome: 'refused'; readonly number: string; readonly title: Bilingual; readonly refusal: Refusal }
	| { readonly outcome: 'unknown' };

/** One line in the list of papers. */
export interface PaperEntry {
	readonly id: string;
	readonly number: string;
	/** What it is about, in a few words. */
	readonly about: Bilingual;
	/** When it happened, with offset. */
	readonly at: string;
}
