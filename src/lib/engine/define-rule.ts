/**
 * Conflict rules (domain.md §4.2): what cannot be prevented between devices that do not see each other is found when
 * their logs meet. A rule is a pure query over the merged log; every replica finds the same conflicts with the same keys,
 * and no rule ever writes anything – people do.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { Role } from './define-operation.ts';
import type { Reader } from './reader.ts';

export interface Finding {
	/** Subjects as `kind:uid`; with the rule's id they are the exception's identity. */
	readonly subjects: readonly string[];
	/** Ids of the operations that cause it. */
	readonly ops: readonly string[];
	/** For the sentence about it. */
	readonly params: JsonObject;
	/** Prepared corrective operation, where one is obvious. */
	readonly remedy?: { readonly type: string; readonly data: JsonObject };
}

export interface Rule {
	/** `C7` as in domain.md §4.2. */
	readonly id: string;
	/** `USED_WHILE_HELD`. */
	readonly code: string;
	readonly owner: readonly Role[];
	/** Hours from detection until a person must have acted. */
	readonly deadlineHours: number;
	readonly labels: Bilingual;
	/** What happened, why, and the way out, with the finding's parameters filled in; `nameOf` names operation types. */
	readonly explain: (params: JsonObject, nameOf: (type: string) => Bilingual) => Bilingual;
	readonly find: (read: Reader) => readonly Finding[];
}

export function defineRule(rule: Rule): Rule {
	return rule;
}
