/** What can be wrong with a log; the codes are part of the format (docs/log-format.md §8). */
export type ProblemCode =
	| 'bad-header'
	| 'bad-json'
	| 'not-canonical'
	| 'bad-link'
	| 'bad-signature'
	| 'bad-esignature'
	| 'bad-n'
	| 'gap'
	| 'fork'
	| 'duplicate'
	| 'bad-order'
	| 'unknown-device'
	| 'foreign-org'
	| 'head-mismatch'
	| 'over-limit';

export interface LogProblem {
	readonly code: ProblemCode;
	/** Device whose chain it is in, where known. */
	readonly dev?: string;
	readonly seq?: number;
	readonly detail: string;
}
