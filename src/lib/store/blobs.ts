/**
 * Files that records refer to by hash – photos of papers and goods – in the company's database. Content-addressed: the same
 * file is kept once, and what is read is what was hashed. Which of them travel: attachments.ts.
 */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { CompanyDatabase } from './database.ts';
import type { StoreProblem } from './store-problem.ts';

/** A picture of a delivery note is legible well below this. */
export const MAX_BLOB_BYTES = 500_000;

export class StoredBlobs {
	readonly #database: CompanyDatabase;
	readonly #crypto: Crypto;

	constructor(database: CompanyDatabase, crypto: Crypto) {
		this.#database = database;
		this.#crypto = crypto;
	}

	/** On disk when it resolves; answers base64url SHA-256. Error `quota` also where the file is larger than `MAX_BLOB_BYTES`. */
	async put(bytes: Uint8Array): Promise<Result<string, StoreProblem>> {
		if (bytes.length > MAX_BLOB_BYTES) return err({ code: 'quota', detail: `${String(bytes.length)} bytes are too many`, unsaved: [] });
		const hash = toBase64Url(this.#crypto.sha256(bytes));
		const written = await this.#database.write(['blobs'], async () => void (await this.#database.blobs.put(bytes, hash)));
		return written.ok ? ok(hash) : written;
	}

	/** Undefined where this device does not have it, or where what is there is not what was hashed. */
	async get(hash: string): Promise<Result<Uint8Array | undefined, StoreProblem>> {
		const read = await this.#database.read(['blobs'], () => this.#database.blobs.get(hash));
		if (!read.ok || read.value === undefined) return read;
		return ok(toBase64Url(this.#crypto.sha256(read.value)) === hash ? read.value : undefined);
	}
}
