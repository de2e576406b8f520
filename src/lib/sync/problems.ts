/** What went wrong while synchronising, as data: shown to people, never only logged, and bounded. */
import type { LogProblem } from '#lib/log/problem.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { RelayProblem } from './admission-client.ts';

export type SyncProblem =
	/** The store could not keep what arrived. It will be asked for again. */
	| { readonly kind: 'store'; readonly problem: StoreProblem }
	/** An entry that arrived was not taken: damaged, foreign, unsigned. */
	| { readonly kind: 'refused-here'; readonly problem: LogProblem }
	/** Something this device delivered was not taken by the relay. */
	| { readonly kind: 'refused-there'; readonly stream: string; readonly code: string; readonly detail: string }
	/** The relay broke the protocol, or a document was not what its lines make of it; it was thrown away and made anew. */
	| { readonly kind: 'oddity'; readonly detail: string }
	/** A call failed for another reason than a missing connection. */
	| { readonly kind: 'relay'; readonly problem: RelayProblem }
	/** An attachment was not taken by the relay, or is not what its hash says: here (`damaged-here`) or there (`damaged-there`). */
	| { readonly kind: 'attachment'; readonly hash: string; readonly code: string }
	/** A document is larger than a document may be, and was not sent. */
	| { readonly kind: 'too-large'; readonly stream: string; readonly bytes: number };

export interface NotedProblem {
	/** Epoch milliseconds by this device's clock. */
	readonly at: number;
	/** How often in a row. */
	readonly times: number;
	readonly problem: SyncProblem;
}

/** The newest problems; older ones give way. */
export const MAX_NOTED_PROBLEMS = 50;

/** The list with one more problem; the same again counts up. */
export function noteProblem(list: readonly NotedProblem[], problem: SyncProblem, at: number): readonly NotedProblem[] {
	const text = JSON.stringify(problem);
	const same = list.find((noted) => JSON.stringify(noted.problem) === text);
	const rest = list.filter((noted) => noted !== same);
	return [...rest, { at, times: (same?.times ?? 0) + 1, problem }].slice(-MAX_NOTED_PROBLEMS);
}
