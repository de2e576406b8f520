/** What page and worker say to each other. */
import type { TraceOptions } from '#lib/modules/trace/index.ts';
import type { OpenProblem } from './open-log.ts';
import type { CompanySummary, ExceptionView, LogPage, LotRow, MergeSummary, OperationLine, Passport, TraceView } from './views.ts';
import type { Result } from '#lib/kernel/result.ts';

/** Every question with its answer. */
export interface Questions {
	open: { readonly ask: { readonly bytes: Uint8Array<ArrayBuffer> }; readonly answer: Result<CompanySummary, OpenProblem> };
	merge: { readonly ask: { readonly bytes: Uint8Array<ArrayBuffer> }; readonly answer: Result<MergeSummary, OpenProblem> };
	lots: { readonly ask: undefined; readonly answer: readonly LotRow[] };
	find: { readonly ask: { readonly text: string }; readonly answer: readonly string[] };
	passport: { readonly ask: { readonly name: string }; readonly answer: Passport | undefined };
	trace: { readonly ask: { readonly name: string } & TraceOptions; readonly answer: TraceView | undefined };
	timeline: { readonly ask: { readonly name: string }; readonly answer: readonly OperationLine[] };
	exceptions: { readonly ask: undefined; readonly answer: readonly ExceptionView[] };
	log: { readonly ask: { readonly from: number; readonly count: number }; readonly answer: LogPage };
}
export type Topic = keyof Questions;

export type Request = { readonly [T in Topic]: { readonly id: number; readonly topic: T; readonly ask: Questions[T]['ask'] } }[Topic];

export type Response =
	| { readonly id: number; readonly answer: unknown }
	| { readonly id: number; readonly progress: number }
	/** A bug: the message is for the console and for quoting. */
	| { readonly id: number; readonly failure: string };

/** Full verification runs in a worker of its own, so that the lots never wait for it. */
export interface VerifyRequest {
	readonly bundles: readonly Uint8Array<ArrayBuffer>[];
}

export interface Verification {
	readonly ok: boolean;
	readonly entries: number;
	readonly problems: readonly { readonly code: string; readonly place: string; readonly detail: string }[];
	readonly ms: number;
}
