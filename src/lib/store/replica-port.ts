/**
 * The replica as others in the worker see it: synchronisation, bundles and the screens' questions all work on this, and the
 * tests put a replica in memory in its place.
 */
import type { Result } from '#lib/kernel/result.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Company } from '#lib/modules/company.ts';
import type { Heads } from '#lib/wire/messages.ts';
import type { StoreProblem } from './store-problem.ts';

/** What came of a delivery of entries. */
export interface Received {
	readonly accepted: number;
	readonly duplicates: number;
	/** Wait for their past; kept on disk until it comes. */
	readonly waiting: number;
	/** Not taken: damaged, foreign, unsigned. */
	readonly refused: readonly LogProblem[];
}

/** Where entries came from, for people. */
export type Source = 'relay' | 'bundle';

/** What grew: sequence numbers `from … to` of a chain are new (first branch), or something on another branch. */
export interface Growth {
	readonly dev: string;
	readonly from: number;
	readonly to: number;
	/** Written here, or received. */
	readonly own: boolean;
}

export interface Replica {
	readonly company: Company;
	/** Company id. */
	readonly org: string;
	/** This device's id; "" while it only reads (a foreign bundle, a device that has retired). */
	readonly dev: string;
	/** The device's signature, for admission and bundle headers. Rejects where there is no key. */
	sign(message: Uint8Array): Promise<Uint8Array>;
	/** Newest entry of every chain's first branch. */
	heads(): Heads;
	/** Id of the entry at a place of the first branch. */
	idAt(dev: string, seq: number): string | undefined;
	/** Lines of the first branch, from and to included; fewer where it ends earlier. */
	linesOf(dev: string, from: number, to: number): readonly string[];
	/** Lines on other branches of forked chains. */
	rivalLines(): readonly string[];
	/**
	 * Takes lines from anywhere, in any order. They are on disk when this resolves. Error: the store failed; then nothing
	 * counts as received, and the same lines may be delivered again.
	 */
	receive(lines: readonly string[], source: Source): Promise<Result<Received, StoreProblem>>;
	/** Records one user action durably; see `ChainWriter.append`. Error: the store failed, and nothing was recorded. */
	record(cmd: string, drafts: readonly OperationDraft[]): Promise<Result<readonly RecordedOp[], StoreProblem>>;
	/** Called after every growth, with all changes of one delivery or action. Returns the unsubscribe. */
	onGrowth(listener: (changes: readonly Growth[]) => void): () => void;
}
