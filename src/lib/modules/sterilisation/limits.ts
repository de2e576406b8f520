/** Limits of a cycle and figures as reports give them. Pages judge with it while somebody types: nothing of the engine is in it. */
import { readingState, type ReadingState } from '#lib/kernel/limits.ts';

/** One limit of a cycle specification; a reading on the limit conforms. */
export interface CycleLimit {
	/** Stable through revisions: readings refer to it. */
	readonly key: string;
	readonly name: string;
	readonly unit?: string;
	/** Exact decimal texts. */
	readonly lower?: string;
	readonly upper?: string;
}

/** Judges a figure as the report gives it: `50 °C` is 50. */
export function figureState(limit: CycleLimit, text: string): ReadingState {
	return readingState(limit, /^\s*-?\d+(?:\.\d+)?/.exec(text)?.[0].trim() ?? text);
}

/** `45–55`, `≥ 360`, `≤ 10`; "" where there is no limit. */
export function limitText({ lower, upper }: CycleLimit): string {
	if (lower !== undefined && upper !== undefined) return `${lower}–${upper}`;
	return lower !== undefined ? `≥ ${lower}` : upper !== undefined ? `≤ ${upper}` : '';
}
