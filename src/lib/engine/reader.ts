import type { OpClass } from '#lib/log/operation.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Position } from '#lib/log/causality.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Finding, Rule } from './define-rule.ts';
import type { View, Input } from './define-view.ts';
import type { Genealogy } from './genealogy.ts';
import type { Ledger } from './ledger.ts';
import type { Preset } from './presets.ts';

/** Why a decision has no effect, or a fact is marked. */
export interface Reason {
	readonly code: ReasonCode;
	/** Ids of the operations that cause it, in order-key order. */
	readonly ops: readonly string[];
}

export type ReasonCode =
	/** The author did not hold the role (in the own past, or by effective grants). */
	| 'no-authority'
	/** A revocation of the author or the device was written concurrently. */
	| 'authority-revoked'
	/** A restricting decision on the same subject was written concurrently. */
	| 'contested'
	/** Fewer distinct entitled persons signed than required. */
	| 'signatures-missing'
	/** Two acts that must be by distinct persons were by one. */
	| 'not-separate'
	/** The device's chain is forked or revoked from here on. */
	| 'held'
	/** The definition's own precondition failed, e.g. the released content is not the approved one. */
	| 'precondition'
	/** Declared an error by a later operation. */
	| 'void'
	/** A second creation of the same uid. */
	| 'uid-clash'
	/** The data does not fit the definition. */
	| 'malformed'
	/** This program does not know the type or its version. */
	| 'newer-version';

export interface Verdict {
	readonly effective: boolean;
	/** Empty when effective by itself; with `ratifiedBy`, what had to be ratified. */
	readonly reasons: readonly Reason[];
	/** Id of the ratification that made it effective after all. */
	readonly ratifiedBy?: string;
}

/** `standing` counts; `void` was declared an error; `held` counts only pessimistically (design.md §3). */
export type Standing = 'standing' | 'void' | 'held';

/** What folds, rules, gates and queries may read. Every read is tracked. */
export interface Reader {
	row<C, R>(view: View<C, R>, key: string): R;
	inputs<C, R>(view: View<C, R>, key: string): readonly Input<C>[];
	/** Keys that have contributions, ascending. */
	keys<C, R>(view: View<C, R>): readonly string[];
	/** Keys that have at least two contributions, ascending: where something may contradict something. */
	keysWithSeveral<C, R>(view: View<C, R>): readonly string[];
	verdict(op: RecordedOp): Verdict;
	standing(op: RecordedOp): Standing;
	op(id: string): RecordedOp | undefined;
	/** Operations by type, in order-key order. */
	opsOfType(type: string): readonly RecordedOp[];
	/** Decisions (class D), in order-key order. */
	readonly decisions: readonly RecordedOp[];
	/** What a conflict rule finds; remembered until something it read changes. */
	findings(rule: Rule): readonly Finding[];
	classOf(op: RecordedOp): OpClass;
	/** What people call an operation type; the type itself if this program does not know it. */
	nameOf(type: string): Bilingual;
	isBefore(a: Position, b: Position): boolean;
	isConcurrent(a: Position, b: Position): boolean;
	/** Quantities and edges; reading it depends on all of them. */
	readonly ledger: Ledger;
	readonly genealogy: Genealogy;
	readonly preset: Preset;
	/** Pairs in which an operation is recorded earlier than one it directly knew, by more than the tolerance. */
	clockContradictions(toleranceMs: number): readonly { readonly earlier: RecordedOp; readonly later: RecordedOp }[];
	/** Operations this program cannot interpret, in order-key order: of a newer version, or not fitting their definition. */
	uninterpreted(): readonly { readonly op: RecordedOp; readonly reason: ReasonCode }[];
	/** Devices whose entries are held, by device id. */
	heldDevices(): readonly { readonly dev: string; readonly seq: number; readonly ops: readonly string[]; readonly forked: boolean }[];
	/** First sequence number from which a device's entries are held, with the operations that show it. */
	heldFrom(dev: string): { readonly seq: number; readonly ops: readonly string[] } | undefined;
}
