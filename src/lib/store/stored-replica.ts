/**
 * A replica whose journal is in the browser's database.
 *
 * Invariants
 * 1. One action or delivery at a time.
 * 2. The journal is the beginning of the log: `journal.head.count` lines are on the disk, and only those are told to
 *    others (`heads`, `linesOf`). What the log has beyond them could not be stored; it is stored before anything else is
 *    done, and nothing is recorded on top of it until then.
 * 3. An own action that could not be stored is not in the log, but its bytes are kept and are the first to be stored: this
 *    device never signs a second entry for a place of its chain, not even for one that it failed to keep.
 */
import { assert } from '#lib/kernel/assert.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { ChainWriter, type OperationDraft } from '#lib/log/chain-writer.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry, entryId, type Entry } from '#lib/log/entry.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Company } from '#lib/modules/company.ts';
import type { Heads } from '#lib/wire/messages.ts';
import type { CompanyDatabase } from './database.ts';
import type { DeviceKey } from './device-key.ts';
import { growthOf } from './growth.ts';
import { ImageKeeper, type Schedule } from './image-keeper.ts';
import type { ImageStore } from './image-store.ts';
import type { Append, Journal, JournalHead } from './journal.ts';
import type { LoadTimings } from './load-company.ts';
import type { OpenedLines } from './open-lines.ts';
import { StoreFailure } from './problem-of.ts';
import { proveDelivery, type ProvenEntry } from './prove-delivery.ts';
import type { Growth, Received, Replica, Source } from './replica-port.ts';
import { readRetirement, RETIRED_KEY, type Retirement } from './retirement.ts';
import type { StoreProblem } from './store-problem.ts';

export interface ReplicaParts {
	readonly org: string;
	readonly database: CompanyDatabase;
	readonly journal: Journal;
	readonly images: ImageStore;
	readonly company: Company;
	readonly lines: OpenedLines;
	/** Absent in a foreign company, which is only read. */
	readonly key: DeviceKey | undefined;
	readonly retired: Retirement | undefined;
	readonly crypto: Crypto;
	readonly now: () => number;
	readonly app: string;
	readonly schedule: Schedule;
	/** Operations that came with the image. */
	readonly restored: number;
	readonly timings: LoadTimings;
}

/** Waiting lines that a delivery changed. */
interface Waiting {
	readonly added: Map<string, string>;
	readonly settled: Set<string>;
}

export class StoredReplica implements Replica {
	readonly company: Company;
	readonly org: string;
	readonly database: CompanyDatabase;
	/** How it was opened, for benches and support. */
	readonly opened: { readonly restored: number; readonly lines: OpenedLines['kind']; readonly timings: LoadTimings };
	readonly #parts: ReplicaParts;
	readonly #journal: Journal;
	readonly #writer: ChainWriter | undefined;
	readonly #keeper: ImageKeeper;
	readonly #growthListeners = new Set<(changes: readonly Growth[]) => void>();
	readonly #problemListeners = new Set<(problem: StoreProblem) => void>();
	#retired: Retirement | undefined;
	#queue: Promise<unknown> = Promise.resolve();
	/** Heads of what is on the disk. */
	#heads: Heads;
	/** An own action whose storing failed or has an unknown outcome. */
	#parked: readonly Entry[] = [];
	/** Ids of waiting lines on the disk. */
	readonly #waitingIds: Set<string>;
	/** Changes of the waiting lines that are not on the disk yet. */
	#waiting: Waiting = { added: new Map(), settled: new Set() };
	/** Somebody else continued the journal: nothing this replica signs may be kept any more. */
	#isStale = false;
	#closing: Promise<void> | undefined;

	constructor(parts: ReplicaParts, waitingIds: Iterable<string>) {
		this.#parts = parts;
		this.company = parts.company;
		this.org = parts.org;
		this.database = parts.database;
		this.opened = { restored: parts.restored, lines: parts.lines.kind, timings: parts.timings };
		this.#journal = parts.journal;
		this.#retired = parts.retired;
		this.#waitingIds = new Set(waitingIds);
		this.#heads = parts.company.log.heads();
		const { key, crypto, now, app } = parts;
		if (key)
			this.#writer = new ChainWriter(parts.company.log, key, {
				crypto,
				now,
				formatInstant: formatUtc,
				app,
				save: (entries) => this.#saveOwn(entries)
			});
		this.#keeper = new ImageKeeper({
			schedule: parts.schedule,
			sizes: () => ({ log: this.#journal.head.count, image: parts.images.ops }),
			write: () => this.#writeImage(),
			onProblem: (problem) => this.#tell(problem)
		});
		parts.database.onLost((problem) => this.#tell(problem));
	}

	get dev(): string {
		return this.#retired ? '' : (this.#parts.key?.dev ?? '');
	}

	/** Why this device writes no more; undefined while it does. */
	get retired(): Retirement | undefined {
		return this.#retired;
	}

	/** The device whose chain this replica wrote, even after it retired. */
	get formerDev(): string {
		return this.#parts.key?.dev ?? '';
	}

	/** This device's public key; undefined in a foreign company. */
	get publicKey(): Uint8Array | undefined {
		return this.#parts.key?.publicKey;
	}

	/** Operations in the stored image. */
	get imageOps(): number {
		return this.#parts.images.ops;
	}

	async sign(message: Uint8Array): Promise<Uint8Array> {
		const { key } = this.#parts;
		if (!key) throw new Error('this replica has no device key');
		return key.sign(message);
	}

	heads(): Heads {
		return this.#heads;
	}

	idAt(dev: string, seq: number): string | undefined {
		return seq <= (this.#heads[dev]?.[0] ?? 0) ? this.company.log.at(dev, seq)?.id : undefined;
	}

	linesOf(dev: string, from: number, to: number): readonly string[] {
		return this.company.log.linesOf(dev, from, Math.min(to, this.#heads[dev]?.[0] ?? 0));
	}

	rivalLines(): readonly string[] {
		return this.company.log.rivalLines();
	}

	receive(lines: readonly string[], _source: Source): Promise<Result<Received, StoreProblem>> {
		return this.#enqueue(async () => {
			const settled = await this.#settle();
			if (!settled.ok) return err({ ...settled.error, unsaved: lines });
			const { log } = this.company;
			const proven = proveDelivery(lines, log, this.#parts.crypto);
			const refused: LogProblem[] = [...proven.refused];
			const before = log.size;
			let duplicates = proven.duplicates;
			for (const one of proven.entries) {
				const outcome = this.#ingest(one);
				if (!outcome.ok) refused.push(outcome.error);
				else if (outcome.value === 'duplicate') duplicates++;
			}
			this.#forgetDroppedWaiting();
			const waiting = this.#waiting.added.size;
			const accepted = log.size - before;
			const saved = await this.#saveTail();
			return saved.ok ? ok({ accepted, duplicates, waiting, refused }) : err({ ...saved.error, unsaved: lines });
		});
	}

	record(cmd: string, drafts: readonly OperationDraft[]): Promise<Result<readonly RecordedOp[], StoreProblem>> {
		return this.#enqueue(async () => {
			const writer = this.#writer;
			if (!writer || this.#retired) return err({ code: 'not-the-writer', detail: 'this device only reads', unsaved: [] });
			if (this.#isStale)
				return err({ code: 'not-the-writer', detail: 'another writer continued this company: open it again', unsaved: [] });
			const parked = this.#parked;
			const settled = await this.#settle();
			// The action that failed before is stored now: asking for it again is answered by it.
			if (!settled.ok) return settled;
			if (parked[0]?.op.cmd[0] === cmd) return ok(parked.flatMap(({ id }) => this.company.log.get(id) ?? []));
			let recorded: readonly RecordedOp[];
			try {
				recorded = await writer.append(cmd, drafts);
			} catch (failure) {
				if (failure instanceof Unsaved) return err(failure.problem);
				throw failure;
			}
			this.company.fold(recorded);
			this.#announce(recorded);
			// Entries of others that had waited for this one came with it.
			const tail = await this.#saveTail();
			if (!tail.ok) this.#tell(tail.error);
			return ok(recorded.filter((op) => op.cmd === cmd));
		});
	}

	onGrowth(listener: (changes: readonly Growth[]) => void): () => void {
		this.#growthListeners.add(listener);
		return () => this.#growthListeners.delete(listener);
	}

	/** Called for what goes wrong while nobody waits for an answer. Returns the unsubscribe. */
	onProblem(listener: (problem: StoreProblem) => void): () => void {
		this.#problemListeners.add(listener);
		return () => this.#problemListeners.delete(listener);
	}

	/** Own lines of an action that is not stored yet, for “导出这一条”. */
	unsavedLines(): readonly string[] {
		return this.#parked.map(({ line }) => line);
	}

	/** Tries again to store what could not be stored. */
	retry(): Promise<Result<void, StoreProblem>> {
		return this.#enqueue(() => this.#settle());
	}

	/** From now on this device only reads; its chain is not continued, not even after a restart. */
	retireLocally(reason: Retirement['reason']): Promise<Result<void, StoreProblem>> {
		return this.#enqueue(async () => {
			const retirement: Retirement = { reason, at: formatUtc(this.#parts.now()) };
			const written = await this.database.write(['meta'], async () => {
				if (!readRetirement(await this.database.meta.get(RETIRED_KEY))) await this.database.meta.put(retirement, RETIRED_KEY);
			});
			if (!written.ok) return written;
			this.#retired ??= retirement;
			return ok(undefined);
		});
	}

	/**
	 * Own lines that only this replica has, given the newest entry of the own chain that others have (undefined if they
	 * have none of it): to be entered again with `op.adopted` by the device that takes over. Undefined while that entry has
	 * not been received, so that nobody can know yet where the histories part.
	 */
	adoptable(head: readonly [seq: number, id: string] | undefined): readonly string[] | undefined {
		const dev = this.formerDev;
		const tip = this.#heads[dev]?.[0] ?? 0;
		if (!head) return this.linesOf(dev, 1, tip);
		if (this.idAt(dev, head[0]) === head[1]) return this.linesOf(dev, head[0] + 1, tip);
		const fork = this.company.log.forks.find((one) => one.dev === dev);
		return fork && this.company.log.get(head[1]) ? this.linesOf(dev, fork.seq, tip) : undefined;
	}

	/** Writes the image now. */
	async writeImage(): Promise<Result<void, StoreProblem>> {
		return this.#writeImage();
	}

	/** Finishes what was asked for, writes the image and gives everything back. Whoever comes too late gets `lost`. */
	close(): Promise<void> {
		this.#closing ??= this.#finish();
		return this.#closing;
	}

	async #finish(): Promise<void> {
		await this.#queue;
		await this.#keeper.finish();
		await this.#queue;
		this.#parts.lines.close(this.#journal.head.count);
		this.database.close();
	}

	/** Takes up entries that waited when the program ended; they wait again, or are stored now. */
	resume(lines: readonly string[]): Promise<Result<void, StoreProblem>> {
		return this.#enqueue(async () => {
			for (const one of proveDelivery(lines, this.company.log, this.#parts.crypto).entries) this.#ingest(one);
			this.#forgetDroppedWaiting();
			return this.#saveTail();
		});
	}

	#enqueue<T>(task: () => Promise<Result<T, StoreProblem>>): Promise<Result<T, StoreProblem>> {
		if (this.#closing) return Promise.resolve(err<StoreProblem>({ code: 'lost', detail: 'the company was closed', unsaved: [] }));
		return this.#inTurn(task);
	}

	#inTurn<T>(task: () => Promise<T>): Promise<T> {
		const run = this.#queue.then(task);
		this.#queue = run.catch(() => undefined);
		return run;
	}

	#ingest({ entry, isProven }: ProvenEntry): Result<'accepted' | 'duplicate' | 'pending', LogProblem> {
		const ingested = this.company.ingest(entry, isProven ? { signatureVerified: true } : {});
		if (!ingested.ok) return ingested;
		const { outcome } = ingested.value;
		if (outcome === 'pending' && !this.#waitingIds.has(entry.id)) this.#waiting.added.set(entry.id, entry.line);
		if (ingested.value.outcome === 'accepted') for (const op of ingested.value.ops) this.#settleWaiting(op.id);
		return ok(outcome);
	}

	#settleWaiting(id: string): void {
		this.#waiting.added.delete(id);
		if (this.#waitingIds.has(id)) this.#waiting.settled.add(id);
	}

	/** Waiting entries that turned out not to fit when their past came: the log has dropped them. */
	#forgetDroppedWaiting(): void {
		const { log } = this.company;
		const { added, settled } = this.#waiting;
		if (log.pendingCount === this.#waitingIds.size + added.size - settled.size) return;
		const left = new Set(log.pendingLines().map((line) => entryId(utf8(line), this.#parts.crypto) as string));
		for (const id of added.keys()) if (!left.has(id)) added.delete(id);
		for (const id of this.#waitingIds) if (!left.has(id)) settled.add(id);
	}

	/** `save` of the own writer. */
	async #saveOwn(entries: readonly Entry[]): Promise<void> {
		for (const { line } of entries) {
			// The journal takes only what the next start can read.
			const decoded = decodeEntry(line, this.#parts.crypto);
			if (!decoded.ok) throw new Unsaved({ code: 'failed', detail: `${decoded.error.code}: ${decoded.error.detail}`, unsaved: [] });
		}
		const saved = await this.#appendOwn(entries);
		if (saved.ok) return;
		// A stale writer's entry must never be stored; everything else may already be on the disk, or will be.
		this.#parked = saved.error.code === 'not-the-writer' ? [] : entries;
		throw new Unsaved(saved.error);
	}

	#appendOwn(entries: readonly Entry[]): Promise<Result<void, StoreProblem>> {
		const newest = entries.at(-1);
		assert(newest, 'an action has entries');
		const { count } = this.#journal.head;
		assert(count === this.company.log.size, 'nothing is recorded on top of what is not stored');
		const head: JournalHead = { count: count + entries.length, last: newest.id, seq: newest.op.seq, id: newest.id };
		return this.#append({ lines: entries.map(({ line }) => line), head });
	}

	async #append(append: Append): Promise<Result<void, StoreProblem>> {
		const saved = await this.#journal.append(append);
		if (!saved.ok && saved.error.code === 'not-the-writer') this.#isStale = true;
		return saved;
	}

	/** Stores what could not be stored before. */
	async #settle(): Promise<Result<void, StoreProblem>> {
		const tail = await this.#saveTail();
		if (!tail.ok || this.#parked.length === 0) return tail;
		const entries = this.#parked;
		const saved = await this.#appendOwn(entries);
		if (!saved.ok) return saved;
		this.#parked = [];
		for (const entry of entries) this.#ingest({ entry, isProven: true });
		this.#announce(entries.flatMap(({ id }) => this.company.log.get(id) ?? []));
		return this.#saveTail();
	}

	/** Stores what the log has accepted beyond the journal, and what waits. */
	async #saveTail(): Promise<Result<void, StoreProblem>> {
		const { log } = this.company;
		const from = this.#journal.head.count;
		const { added, settled } = this.#waiting;
		if (log.size === from && added.size === 0 && settled.size === 0) return ok(undefined);
		const ops: RecordedOp[] = [];
		for (let index = from; index < log.size; index++) {
			const op = log.opAt(index);
			assert(op, 'arrival numbers are contiguous');
			ops.push(op);
		}
		const own = ops.findLast((op) => op.dev === this.formerDev && log.at(op.dev, op.seq)?.id === op.id);
		const { seq, id, last } = this.#journal.head;
		const saved = await this.#append({
			lines: ops.map((op) => op.line),
			head: { count: log.size, last: ops.at(-1)?.id ?? last, seq: own?.seq ?? seq, id: own?.id ?? id },
			waiting: added,
			settled: [...settled]
		});
		if (!saved.ok) return saved;
		for (const waiting of added.keys()) this.#waitingIds.add(waiting);
		for (const gone of settled) this.#waitingIds.delete(gone);
		this.#waiting = { added: new Map(), settled: new Set() };
		if (ops.length > 0) this.#announce(ops);
		return saved;
	}

	#announce(ops: readonly RecordedOp[]): void {
		this.#heads = this.company.log.heads();
		this.#keeper.grew();
		const changes = growthOf(ops, this.formerDev);
		if (changes.length > 0) for (const listener of this.#growthListeners) listener(changes);
	}

	/** Everything in the image must be in the journal, and its lines where the next start finds them. */
	async #writeImage(): Promise<Result<void, StoreProblem>> {
		const { images, lines } = this.#parts;
		const prepared = await this.#inTurn(async (): Promise<Result<WriteImage, StoreProblem>> => {
			if (this.company.log.size !== this.#journal.head.count) {
				const settled = await this.#settle();
				if (!settled.ok) return settled;
			}
			lines.flush();
			return ok(images.prepare(this.company.image()));
		});
		return prepared.ok ? prepared.value(() => this.company.image()) : prepared;
	}

	#tell(problem: StoreProblem): void {
		for (const listener of this.#problemListeners) listener(problem);
	}
}

type WriteImage = ReturnType<ImageStore['prepare']>;

/** Carries a problem through the chain writer. */
class Unsaved extends StoreFailure {
	readonly problem: StoreProblem;

	constructor(problem: StoreProblem) {
		super(problem.code, problem.detail);
		this.problem = problem;
	}
}
