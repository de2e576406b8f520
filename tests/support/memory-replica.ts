/**
 * A replica in memory on a disk that can be slow, fail and crash: for tests of whatever works on the `Replica` contract.
 * Like the real one it tells others only what is on the disk.
 */
import { formatUtc } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { ChainWriter, type OperationDraft } from '#lib/log/chain-writer.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { decodeEntry, type Entry } from '#lib/log/entry.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Company } from '#lib/modules/company.ts';
import type { Growth, Received, Replica } from '#lib/store/replica-port.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { Heads } from '#lib/wire/messages.ts';

/** Lines that survive a crash, accepted and waiting ones, in order of arrival. */
export class MemoryDisk {
	readonly entries: Entry[] = [];
	readonly #ids = new Set<string>();
	#life = 0;
	#underWay: readonly Entry[] = [];
	/** Called before every write; rejects where the disk fails, waits where it is slow. */
	beforeWrite: () => Promise<void> = () => Promise.resolve();

	async write(entries: readonly Entry[]): Promise<void> {
		const life = this.#life;
		this.#underWay = entries;
		const failure = await this.beforeWrite().then(
			() => undefined,
			(error: unknown) => ({ error })
		);
		// The process died meanwhile: nobody hears of it any more, and nothing after it is written either.
		if (life !== this.#life) return new Promise(() => undefined);
		this.#underWay = [];
		if (failure) throw failure.error;
		this.keep(entries);
	}

	/** The process dies in the middle of a write, which has happened as a whole, or not at all. */
	crash(hasHappened: boolean): void {
		this.#life++;
		if (hasHappened) this.keep(this.#underWay);
		this.#underWay = [];
	}

	get lines(): readonly string[] {
		return this.entries.map(({ line }) => line);
	}

	get ids(): ReadonlySet<string> {
		return this.#ids;
	}

	/** Writes at once. */
	keep(entries: readonly Entry[]): void {
		for (const entry of entries) {
			if (this.#ids.has(entry.id)) continue;
			this.#ids.add(entry.id);
			this.entries.push(entry);
		}
	}

	/** A copy of the profile as it is now. */
	clone(): MemoryDisk {
		const copy = new MemoryDisk();
		copy.keep(this.entries);
		return copy;
	}
}

export interface MemoryReplicaOptions {
	readonly crypto: Crypto;
	/** Absent for a replica that only reads. */
	readonly signer?: Signer;
	/** Company id; needed only while the disk is empty. */
	readonly org?: string;
	readonly disk?: MemoryDisk;
	readonly now?: () => number;
}

export class MemoryReplica implements Replica {
	readonly company: Company;
	readonly org: string;
	readonly disk: MemoryDisk;
	readonly #options: MemoryReplicaOptions;
	readonly #writer: ChainWriter | undefined;
	readonly #listeners = new Set<(changes: readonly Growth[]) => void>();
	#heads: Heads = {};
	#queue: Promise<unknown> = Promise.resolve();
	/** Records nothing more: it found its own chain continued elsewhere. */
	isRetired = false;

	constructor(options: MemoryReplicaOptions) {
		const { crypto, signer, disk = new MemoryDisk(), org = '', now = () => Date.parse('2026-09-01T08:00:00Z') } = options;
		this.#options = options;
		this.disk = disk;
		this.company = new Company(crypto);
		for (const entry of disk.entries) this.company.ingest(entry, { signatureVerified: true });
		this.org = this.company.log.org === '' ? org : this.company.log.org;
		this.#heads = this.company.log.heads();
		if (signer)
			this.#writer = new ChainWriter(this.company.log, signer, {
				crypto,
				now,
				formatInstant: formatUtc,
				app: 'test',
				save: (entries) => disk.write(entries)
			});
	}

	get dev(): string {
		return this.#writer && !this.isRetired ? this.#writer.dev : '';
	}

	async sign(message: Uint8Array): Promise<Uint8Array> {
		if (!this.#options.signer) throw new Error('this replica has no key');
		return this.#options.signer.sign(message);
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

	receive(lines: readonly string[]): Promise<Result<Received, StoreProblem>> {
		return this.#oneByOne(async () => {
			const refused: LogProblem[] = [];
			const entries: Entry[] = [];
			for (const line of lines) {
				const entry = decodeEntry(line, this.#options.crypto);
				if (entry.ok) entries.push(entry.value);
				else refused.push(entry.error);
			}
			// What cannot be trusted must not reach the disk; it is judged on a copy of what is known first.
			const received = { accepted: 0, duplicates: 0, waiting: 0 };
			const good: Entry[] = [];
			for (const entry of entries) {
				const taken = this.company.ingest(entry);
				if (!taken.ok) {
					refused.push(taken.error);
					continue;
				}
				if (taken.value.outcome === 'duplicate') received.duplicates++;
				else {
					good.push(entry);
					if (taken.value.outcome === 'pending') received.waiting++;
					else received.accepted += taken.value.ops.length;
				}
			}
			this.#unsaved.push(...good);
			const saved = await this.#save();
			return saved.ok ? ok({ ...received, refused }) : saved;
		});
	}

	record(cmd: string, drafts: readonly OperationDraft[]): Promise<Result<readonly RecordedOp[], StoreProblem>> {
		return this.#oneByOne(async () => {
			const writer = this.#writer;
			if (!writer || this.isRetired) return err({ code: 'not-the-writer', detail: 'this device records no more', unsaved: [] });
			const before = await this.#save();
			if (!before.ok) return before;
			try {
				const ops = await writer.append(cmd, drafts);
				this.company.fold(ops);
				this.#tell();
				return ok(ops);
			} catch (error) {
				return err({ code: 'failed', detail: String(error), unsaved: [] });
			}
		});
	}

	onGrowth(listener: (changes: readonly Growth[]) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Entries the log has and the disk does not: written before anything else. */
	readonly #unsaved: Entry[] = [];

	async #save(): Promise<Result<void, StoreProblem>> {
		try {
			if (this.#unsaved.length > 0) await this.disk.write(this.#unsaved);
		} catch (error) {
			return err({ code: 'failed', detail: String(error), unsaved: this.#unsaved.map((entry) => entry.line) });
		}
		this.#unsaved.length = 0;
		this.#tell();
		return ok(undefined);
	}

	#tell(): void {
		const before = this.#heads;
		const after = this.company.log.heads();
		this.#heads = after;
		const changes = Object.entries(after).flatMap(([dev, [to]]): Growth[] => {
			const from = (before[dev]?.[0] ?? 0) + 1;
			return from <= to ? [{ dev, from, to, own: dev === this.dev }] : [];
		});
		if (changes.length > 0) for (const listener of [...this.#listeners]) listener(changes);
	}

	#oneByOne<T>(work: () => Promise<T>): Promise<T> {
		const done = this.#queue.then(work);
		this.#queue = done.catch(() => undefined);
		return done;
	}
}
