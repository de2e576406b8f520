/**
 * Gates 门控 (domain.md §3.7): what is checked when an act is written, and how hard. The answer is stored with the
 * operation. On a fact a gate blocks the *intention*: the same sheet offers "already happened", which records the fact
 * with the failed gate. Only permitting decisions are refused outright (design.md §6).
 */
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { Reader } from './reader.ts';

/** One thing that speaks against an act, with what a sentence about it needs. */
export interface GateFinding {
	/** Stable code of the sentence, e.g. `lot-on-hold`. */
	readonly code: string;
	/** Subject as `kind:uid`. */
	readonly subject: string;
	readonly params?: JsonObject;
}

/** The act as it is about to be written. */
export interface Intent {
	readonly type: string;
	readonly data: JsonObject;
	readonly by: string;
	readonly role: string;
	readonly at: string;
	readonly site: string;
	/** Persons who will sign it. */
	readonly signers: readonly string[];
}

export interface Gate {
	/** `G5`, `G6`, … */
	readonly id: string;
	/** Empty when nothing speaks against the act. Judged on everything this replica knows. */
	readonly check: (intent: Intent, read: Reader) => readonly GateFinding[];
}

export function findingToJson(finding: GateFinding): JsonValue {
	return { code: finding.code, subject: finding.subject, ...(finding.params ? { params: finding.params } : {}) };
}
