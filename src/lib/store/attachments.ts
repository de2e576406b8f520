/**
 * Attachments that records name, and what the relay was heard to have of them: the journal of what is still to be sent. One
 * row of `meta` each, written before the record that names it, so that a photo of a record is never forgotten; what was
 * photographed and not recorded has no row and stays here. The rows are held in memory too: status asks for them often.
 */
import { ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { StoredBlobs } from './blobs.ts';
import type { CompanyDatabase } from './database.ts';
import type { StoreProblem } from './store-problem.ts';

interface AttachmentRow {
	/** base64url SHA-256. */
	readonly hash: string;
	readonly bytes: number;
	readonly isThere: boolean;
}

const PREFIX = 'attachment:';
/** Set once the files of programs that kept no journal were taken into it. */
const ADOPTED_KEY = 'attachments';

export class StoredAttachments {
	readonly blobs: StoredBlobs;
	readonly #database: CompanyDatabase;
	readonly #rows: Map<string, AttachmentRow>;

	private constructor(database: CompanyDatabase, crypto: Crypto, rows: readonly AttachmentRow[]) {
		this.#database = database;
		this.blobs = new StoredBlobs(database, crypto);
		this.#rows = new Map(rows.map((row) => [row.hash, row]));
	}

	/** Reads the journal; files kept by a program without one count as named by records, and wait. */
	static async open(database: CompanyDatabase, crypto: Crypto): Promise<Result<StoredAttachments, StoreProblem>> {
		const read = await database.read(['meta'], async () => ({
			isAdopted: (await database.meta.get(ADOPTED_KEY)) === true,
			rows: (await database.meta.where(':id').startsWith(PREFIX).toArray()) as AttachmentRow[]
		}));
		if (!read.ok) return read;
		const opened = new StoredAttachments(database, crypto, read.value.rows);
		if (read.value.isAdopted) return ok(opened);
		const hashes = await database.read(['blobs'], () => database.blobs.toCollection().primaryKeys());
		if (!hashes.ok) return hashes;
		const adopted = await opened.name(hashes.value);
		if (!adopted.ok) return adopted;
		const marked = await database.write(['meta'], async () => void (await database.meta.put(true, ADOPTED_KEY)));
		return marked.ok ? ok(opened) : marked;
	}

	all(): readonly AttachmentRow[] {
		return [...this.#rows.values()];
	}

	/** A record is about to name these. Those that are here wait to be sent from now on; durably when it resolves. */
	async name(hashes: readonly string[]): Promise<Result<void, StoreProblem>> {
		const fresh = hashes.filter((hash) => !this.#rows.has(hash));
		if (fresh.length === 0) return ok(undefined);
		const written = await this.#database.write(['blobs', 'meta'], async () => {
			const found = await this.#database.blobs.bulkGet(fresh);
			const rows = fresh.flatMap((hash, at): AttachmentRow[] => {
				const bytes = found[at]?.length;
				return bytes === undefined ? [] : [{ hash, bytes, isThere: false }];
			});
			await this.#put(rows);
			return rows;
		});
		return this.#remember(written);
	}

	read(hash: string): Promise<Result<Uint8Array | undefined, StoreProblem>> {
		return this.blobs.get(hash);
	}

	/** Keeps what came from the relay, which therefore has it. The caller has checked its hash. */
	async keep(hash: string, bytes: Uint8Array): Promise<Result<void, StoreProblem>> {
		const row = { hash, bytes: bytes.length, isThere: true };
		const written = await this.#database.write(['blobs', 'meta'], async () => {
			await this.#database.blobs.put(bytes, hash);
			await this.#put([row]);
			return [row];
		});
		return this.#remember(written);
	}

	/** What the relay was heard to have or to lack. */
	async note(hashes: readonly string[], isThere: boolean): Promise<Result<void, StoreProblem>> {
		const rows = hashes.flatMap((hash) => {
			const row = this.#rows.get(hash);
			return row && row.isThere !== isThere ? [{ ...row, isThere }] : [];
		});
		if (rows.length === 0) return ok(undefined);
		const written = await this.#database.write(['meta'], async () => {
			await this.#put(rows);
			return rows;
		});
		return this.#remember(written);
	}

	async drop(hash: string): Promise<Result<void, StoreProblem>> {
		const written = await this.#database.write(['blobs', 'meta'], async () => {
			await this.#database.blobs.delete(hash);
			await this.#database.meta.delete(PREFIX + hash);
		});
		if (written.ok) this.#rows.delete(hash);
		return written;
	}

	async #put(rows: readonly AttachmentRow[]): Promise<void> {
		await this.#database.meta.bulkPut(
			rows,
			rows.map(({ hash }) => PREFIX + hash)
		);
	}

	#remember(written: Result<readonly AttachmentRow[], StoreProblem>): Result<void, StoreProblem> {
		if (!written.ok) return written;
		for (const row of written.value) this.#rows.set(row.hash, row);
		return ok(undefined);
	}
}
