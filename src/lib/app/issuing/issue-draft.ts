/** What is half entered on the screen of drawing and returning, kept on this device until it is recorded. */
import type { DrawLine } from './draw-draft.ts';
import type { FloorGoods, LinePlace } from './issuing-views.ts';

export interface Receiver {
	readonly person: string;
	readonly name: string;
}

export interface BackDraft {
	readonly goods: FloorGoods;
	readonly roll: string;
	readonly from: string;
	readonly to: LinePlace | null;
	readonly reading: string;
	readonly tare: string;
	/** The reading is that of the roll with its core. */
	readonly gross: boolean;
}

export interface IssueDraft {
	readonly mode: 'issue' | 'back';
	readonly wo: string;
	/** Line side by order, as confirmed today. */
	readonly targets: Readonly<Record<string, LinePlace>>;
	/** Local day of the targets: a new day asks again. */
	readonly day: string;
	readonly lines: readonly DrawLine[];
	readonly reason: string;
	readonly receiver: Receiver | null;
	readonly back: BackDraft | null;
}

export function emptyIssueDraft(day: string): IssueDraft {
	return { mode: 'issue', wo: '', targets: {}, day, lines: [], reason: '', receiver: null, back: null };
}

/** The kept draft as of a day: places confirmed on another day are asked for again. */
export function draftOn(kept: IssueDraft | undefined, day: string): IssueDraft {
	if (!kept) return emptyIssueDraft(day);
	return kept.day === day ? kept : { ...kept, day, targets: {} };
}
