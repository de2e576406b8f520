/** A label as plain values: what stands on it and what its code says. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Fact, PaperState, Refusal } from '../paper.ts';

export interface LabelCode {
	/** `gs1`: an element string, drawn as GS1 DataMatrix or GS1-128; `own`: one of our texts, drawn as QR or Code 128. */
	readonly kind: 'gs1' | 'own';
	/** Bracketed element string, or the text. */
	readonly text: string;
	/** Shown under the code for eyes; "" where the label says it anyway. */
	readonly human: string;
}

export interface LabelFace {
	/** Roll, serial number or code: tells the faces of one job apart. */
	readonly key: string;
	/** Small first line: what kind of label this is. */
	readonly head: Bilingual;
	/** Large: lot number, location code, action. */
	readonly main: Bilingual;
	/** What the thing is called, one or two lines. */
	readonly name: Bilingual;
	readonly state: { readonly state: PaperState; readonly words: Bilingual } | null;
	readonly facts: readonly Fact[];
	readonly code: LabelCode | null;
	/** Why there is no code although there should be one. */
	readonly noCode: Bilingual | null;
}

export interface LabelSet {
	readonly kind: string;
	readonly id: string;
	/** What it is about, as `kind:uid`. */
	readonly subject: string;
	readonly title: Bilingual;
	/** What the job is for, in a line: lot and item, location, … */
	readonly about: Bilingual;
	readonly company: string;
	readonly faces: readonly LabelFace[];
}

export type LabelsBuilt =
	| { readonly outcome: 'labels'; readonly set: LabelSet }
	| { readonly outcome: 'refused'; readonly title: Bilingual; readonly refusal: Refusal }
	| { readonly outcome: 'unknown' };

/** Faces of one job at most; longer series are printed in parts. */
export const MAX_FACES = 500;
