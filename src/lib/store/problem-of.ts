/** From what IndexedDB and Dexie throw to what people are told. */
import type { StoreProblem, StoreProblemCode } from './store-problem.ts';

/** Thrown inside a transaction to abort it with a problem of ours. */
export class StoreFailure extends Error {
	readonly code: StoreProblemCode;

	constructor(code: StoreProblemCode, detail: string) {
		super(detail);
		this.name = 'StoreFailure';
		this.code = code;
	}
}

/**
 * Codes by the names of exceptions (Indexed Database API 3.0 §2.2 and Dexie's own), in the order in which they decide: an
 * abort for want of space carries both names, and the space is what matters.
 */
const CODES: readonly (readonly [code: StoreProblemCode, names: readonly string[]])[] = [
	['quota', ['QuotaExceededError']],
	['newer-version', ['VersionError']],
	['unavailable', ['MissingAPIError', 'SecurityError', 'NotAllowedError']],
	['damaged', ['NotFoundError', 'NotReadableError', 'DataCloneError', 'ConstraintError']],
	['lost', ['DatabaseClosedError', 'InvalidStateError', 'AbortError', 'TransactionInactiveError', 'UnknownError']],
	// Dexie wraps whatever made opening fail; without a name of its own inside, the browser keeps nothing here.
	['unavailable', ['OpenFailedError']]
];
/** Wrapped errors are followed this deep. */
const MAX_WRAPPING = 8;

export function problemOf(error: unknown, unsaved: readonly string[] = []): StoreProblem {
	const chain = errorsIn(error);
	const own = chain.find((one) => one instanceof StoreFailure);
	const detail = chain.map(describe).join(' ← ');
	if (own) return { code: own.code, detail, unsaved };
	const names = new Set(chain.map((one) => (one instanceof Error || one instanceof DOMException ? one.name : '')));
	const code = CODES.find(([, known]) => known.some((name) => names.has(name)))?.[0] ?? 'failed';
	return { code, detail, unsaved };
}

/** The error, what it wraps, and what that wraps. */
function errorsIn(error: unknown): readonly unknown[] {
	const found: unknown[] = [];
	let rest: readonly unknown[] = [error];
	for (let depth = 0; depth < MAX_WRAPPING && rest.length > 0; depth++) {
		found.push(...rest);
		rest = rest.flatMap(inside);
	}
	return found;
}

function inside(error: unknown): readonly unknown[] {
	if (typeof error !== 'object' || error === null) return [];
	const { inner, cause, failures } = error as { readonly inner?: unknown; readonly cause?: unknown; readonly failures?: unknown };
	// Dexie's bulk calls say what failed in a list; the first is as good as all.
	const first: unknown = Array.isArray(failures) ? failures[0] : undefined;
	return [inner, cause, first].filter((one) => one !== undefined && one !== null && one !== error);
}

function describe(error: unknown): string {
	return error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
}
