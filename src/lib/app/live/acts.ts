/** Acting: what a form asks for and what came of it. The same request goes through every tab, so a retry records once. */
import type { Refusal } from '#lib/engine/decide.ts';
import type { UnlockProblem } from '#lib/identity/person-key.ts';
import type { BadgeProblem } from '#lib/identity/badge.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';

export interface ActRequest {
	/** Id of the user action (128 random bits, base64url), made when the form opened: double clicks and retries are harmless. */
	readonly cmd: string;
	/** One or several operations that count all or none. */
	readonly operations: readonly { readonly type: string; readonly data: JsonObject }[];
	/** When it happened, with offset; by default now. */
	readonly at?: string;
	/** Acting role; by default the first of the operation's roles the person holds. */
	readonly role?: string;
	/** It happened although a gate says no: why (facts only). */
	readonly alreadyHappened?: string;
	/** Who signs, in order; empty where no signature is needed. */
	readonly signatures: readonly SignatureInput[];
}

/** The person of the session signs with the PIN; anybody else with badge and PIN. In the demo both may be empty. */
export interface SignatureInput {
	readonly person: string;
	readonly pin: string;
	/** Text of the badge (`SYB1-…`). */
	readonly badge: string;
}

export interface ActDone {
	/** Ids of what was recorded; empty if this action had been recorded before. */
	readonly ops: readonly string[];
	readonly repeated: boolean;
}

export type UnlockFailure =
	| { readonly type: 'badge'; readonly problem: BadgeProblem }
	| { readonly type: 'key'; readonly problem: UnlockProblem; readonly attemptsLeft: number }
	/** Too many attempts: `ms` until the next. */
	| { readonly type: 'wait'; readonly ms: number }
	| { readonly type: 'ask-supervisor' }
	/** The badge belongs to nobody whose key is on this device. */
	| { readonly type: 'unknown-badge' }
	/** Signing as somebody whose badge this is not. */
	| { readonly type: 'other-person' };

export type ActProblem =
	| { readonly type: 'refused'; readonly refusal: Refusal; readonly operation: number }
	| { readonly type: 'unlock'; readonly person: string; readonly failure: UnlockFailure }
	/** Nobody is logged in at this terminal. */
	| { readonly type: 'no-session' }
	/** This device may not record: it retired, found itself behind its own chain, or only looks at a foreign company. */
	| { readonly type: 'read-only'; readonly why: 'foreign' | 'retired' | 'behind-own-chain' }
	| { readonly type: 'store'; readonly problem: StoreProblem };
