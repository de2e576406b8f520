import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { AreaId } from '../areas.ts';

/** What stands beside a screen when somebody asks. Short, in the words of who works there. */
export interface HelpText {
	/** What the screen is for, one or two sentences. */
	readonly purpose: Bilingual;
	/** How it is done, in order. */
	readonly steps: readonly Bilingual[];
	/** What goes wrong here, and what to do then. */
	readonly trouble: readonly { readonly what: Bilingual; readonly act: Bilingual }[];
	/** Kinds of papers (papers/kinds.ts) that belong to it. */
	readonly papers?: readonly string[];
	/** Keys of this screen besides those that count everywhere. */
	readonly keys?: readonly { readonly keys: readonly string[]; readonly what: Bilingual }[];
}

export type HelpTexts = Partial<Readonly<Record<AreaId, HelpText>>>;

export const say = (zh: string, en: string): Bilingual => ({ zh, en });
