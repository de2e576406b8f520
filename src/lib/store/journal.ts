/**
 * The journal: every accepted line in order of arrival, and the head that says how far it reaches. It is what a replica
 * consists of; everything else is derived from it.
 *
 * Invariants
 * 1. Rows and head change in one strict transaction; the head is compared with what this writer believes, so a second
 *    writer (another tab, a copied profile) writes nothing.
 * 2. Lines stand in blocks of `BLOCK_LINES` from arrival number 0 on without a hole, then in the rows of the tail.
 * 3. Appending the same lines behind the same head again changes nothing: an attempt whose outcome is unknown is repeated.
 */
import { bytesEqual } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { BLOCK_LINES, decodeBlock, encodeBlock, splitLines } from './blocks.ts';
import type { CompanyDatabase, SegmentRow } from './database.ts';
import { problemOf, StoreFailure } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

export interface JournalHead {
	/** Lines there are. */
	readonly count: number;
	/** Entry id of the last line; "" without any. */
	readonly last: string;
	/** Newest entry of this device's own chain; 0 and "" before the first. */
	readonly seq: number;
	readonly id: string;
}

export const EMPTY_HEAD: JournalHead = { count: 0, last: '', seq: 0, id: '' };
export const HEAD_KEY = 'head';

export interface Append {
	/** Accepted lines, in the order of their arrival numbers. */
	readonly lines: readonly string[];
	readonly head: JournalHead;
	/** Lines that now wait for their past, by entry id, and ids of those that wait no longer. */
	readonly waiting?: ReadonlyMap<string, string>;
	readonly settled?: readonly string[];
}

export interface JournalOptions {
	readonly crypto: Crypto;
	/** Whether new blocks are compressed; they are unless told otherwise. */
	readonly gzip?: boolean;
}

const TABLES = ['entries', 'segments', 'pending', 'meta'] as const;
/** Problems after which it is unknown whether the transaction took effect. */
const UNCERTAIN: readonly string[] = ['lost', 'failed'];

export class Journal {
	readonly #database: CompanyDatabase;
	readonly #crypto: Crypto;
	readonly #gzip: boolean;
	#head: JournalHead;
	/** Lines behind the last block. */
	#tail: readonly string[];

	private constructor(database: CompanyDatabase, head: JournalHead, tail: readonly string[], { crypto, gzip }: JournalOptions) {
		this.#database = database;
		this.#head = head;
		this.#tail = tail;
		this.#crypto = crypto;
		this.#gzip = gzip ?? true;
	}

	/** Errors: `lost` if there is no head (the database is new or was cleared), `damaged` if rows are missing. */
	static async open(database: CompanyDatabase, options: JournalOptions): Promise<Result<Journal, StoreProblem>> {
		const read = await database.read(TABLES, async () => {
			const head = headOf(await database.meta.get(HEAD_KEY));
			if (!head) throw new StoreFailure('lost', 'the journal has no head');
			const blocks = await database.segments.toCollection().primaryKeys();
			const keys = await database.entries.toCollection().primaryKeys();
			const rows = await database.entries.toArray();
			return {
				head,
				tail: contiguous(
					head,
					blocks,
					keys,
					rows.map(({ lines }) => lines)
				)
			};
		});
		return read.ok ? ok(new Journal(database, read.value.head, read.value.tail, options)) : read;
	}

	/** What is on the disk. */
	get head(): JournalHead {
		return this.#head;
	}

	/**
	 * Appends durably. Errors: `not-the-writer`, or what the store says, with the lines. After `lost` and `failed` they may
	 * be on the disk all the same: repeat the very same call before any other.
	 */
	async append(append: Append): Promise<Result<void, StoreProblem>> {
		let written = await this.#attempt(append);
		if (!written.ok && UNCERTAIN.includes(written.error.code)) {
			const reopened = await this.#database.reopen();
			written = reopened.ok ? await this.#attempt(append) : reopened;
		}
		if (written.ok) return written;
		// What a stale writer signed must go nowhere: its place in the chain is another entry's.
		return err({ ...written.error, unsaved: written.error.code === 'not-the-writer' ? [] : append.lines });
	}

	/** All lines from an arrival number on, in portions of at most a block. A portion that does not decode ends with a problem. */
	async *portions(from: number): AsyncGenerator<Result<readonly string[], StoreProblem>, void> {
		const tailStart = this.#head.count - this.#tail.length;
		const tail = this.#tail;
		for (let first = from - (from % BLOCK_LINES); first < tailStart; first += BLOCK_LINES) {
			const bytes = await this.blockBytes(first);
			const lines = bytes.ok ? splitLines(bytes.value) : undefined;
			if (!bytes.ok) return yield bytes;
			if (lines?.length !== BLOCK_LINES) return yield damaged(`block ${String(first)} does not decode`);
			yield ok(first < from ? lines.slice(from - first) : lines);
		}
		yield ok(from > tailStart ? tail.slice(from - tailStart) : tail);
	}

	/** Joined lines of the block that begins with this arrival number. */
	async blockBytes(first: number): Promise<Result<Uint8Array, StoreProblem>> {
		const row = await this.#block(first);
		if (!row.ok) return row;
		const bytes = await decodeBlock(row.value);
		return bytes && bytesEqual(this.#crypto.sha256(bytes), row.value.sha256)
			? ok(bytes)
			: damaged(`block ${String(first)} does not decode`);
	}

	/** SHA-256 of the joined lines of a block. */
	async blockHash(first: number): Promise<Result<Uint8Array, StoreProblem>> {
		const row = await this.#block(first);
		return row.ok ? ok(row.value.sha256) : row;
	}

	/** Lines that wait for their past. */
	async waiting(): Promise<Result<readonly string[], StoreProblem>> {
		return this.#database.read(['pending'], () => this.#database.pending.toArray());
	}

	async #block(first: number): Promise<Result<SegmentRow, StoreProblem>> {
		const row = await this.#database.read(['segments'], () => this.#database.segments.get(first));
		if (!row.ok) return row;
		return row.value ? ok(row.value) : damaged(`block ${String(first)} is missing`);
	}

	async #attempt({ lines, head, waiting, settled }: Append): Promise<Result<void, StoreProblem>> {
		const database = this.#database;
		const before = this.#head;
		const all = [...this.#tail, ...lines];
		const tailStart = before.count - this.#tail.length;
		const blocks: SegmentRow[] = [];
		for (let at = 0; at + BLOCK_LINES <= all.length; at += BLOCK_LINES)
			blocks.push(await encodeBlock(all.slice(at, at + BLOCK_LINES), this.#crypto, this.#gzip));
		const rest = all.slice(blocks.length * BLOCK_LINES);
		const written = await database.write(TABLES, async () => {
			const stored = headOf(await database.meta.get(HEAD_KEY));
			if (!stored) throw new StoreFailure('lost', 'the journal has no head any more');
			if (isSame(stored, head) && !isSame(stored, before)) return;
			if (!isSame(stored, before)) throw new StoreFailure('not-the-writer', `the journal ends at ${show(stored)}, not at ${show(before)}`);
			if (blocks.length > 0) {
				await database.segments.bulkAdd(
					blocks,
					blocks.map((_, index) => tailStart + index * BLOCK_LINES)
				);
				await database.entries.clear();
				if (rest.length > 0) await database.entries.add({ lines: rest }, tailStart + blocks.length * BLOCK_LINES);
			} else if (lines.length > 0) await database.entries.add({ lines }, before.count);
			if (settled && settled.length > 0) await database.pending.bulkDelete([...settled]);
			if (waiting && waiting.size > 0) await database.pending.bulkPut([...waiting.values()], [...waiting.keys()]);
			if (!isSame(head, before)) await database.meta.put(head, HEAD_KEY);
		});
		if (!written.ok) return written;
		this.#head = head;
		this.#tail = rest;
		return ok(undefined);
	}
}

/** The tail's lines, if blocks and rows follow one another without a hole up to the head. Throws otherwise. */
function contiguous(
	head: JournalHead,
	blocks: readonly number[],
	keys: readonly number[],
	rows: readonly (readonly string[])[]
): readonly string[] {
	let next = 0;
	for (const first of blocks) {
		if (first !== next) throw new StoreFailure('damaged', `the block of arrival number ${String(next)} is missing`);
		next += BLOCK_LINES;
	}
	for (const [index, first] of keys.entries()) {
		if (first !== next) throw new StoreFailure('damaged', `the entry of arrival number ${String(next)} is missing`);
		next += rows[index]?.length ?? 0;
	}
	if (next !== head.count)
		throw new StoreFailure('damaged', `the journal holds ${String(next)} entries, its head says ${String(head.count)}`);
	return rows.flat();
}

function headOf(value: unknown): JournalHead | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { count, last, seq, id } = value as Record<string, unknown>;
	if (typeof count !== 'number' || typeof last !== 'string' || typeof seq !== 'number' || typeof id !== 'string') return undefined;
	return { count, last, seq, id };
}

function isSame(a: JournalHead, b: JournalHead): boolean {
	return a.count === b.count && a.last === b.last && a.seq === b.seq && a.id === b.id;
}

function show({ count, seq, id }: JournalHead): string {
	return `${String(count)} entries, own ${String(seq)} ${id.slice(0, 8)}`;
}

function damaged(detail: string): Result<never, StoreProblem> {
	return err(problemOf(new StoreFailure('damaged', detail)));
}
