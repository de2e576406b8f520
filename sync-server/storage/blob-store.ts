/** Attachments by the SHA-256 of their bytes, one file each. A file under its final name is whole: it was synced before it was renamed. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, type ReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { attachmentType, TYPE_BYTES } from '#lib/wire/attachment-type.ts';
import { MAX_BLOB_BYTES } from '#lib/wire/limits.ts';

export type BlobProblem = 'over-limit' | 'wrong-hash' | 'wrong-type' | 'storage-failed';

const NAME = /^[0-9a-f]{64}$|^[A-Za-z0-9_-]{43}$/;
const PRIVATE = 0o600;

/** Whether a text can name a blob: SHA-256 as lower-case hex or base64url. */
export function isBlobName(name: string): boolean {
	return NAME.test(name);
}

export class BlobStore {
	readonly #directory: string;
	readonly #arriving: string;

	constructor(directory: string) {
		this.#directory = directory;
		this.#arriving = join(directory, 'arriving');
		// What was arriving when the process died is worth nothing.
		rmSync(this.#arriving, { recursive: true, force: true });
		mkdirSync(this.#arriving, { recursive: true, mode: 0o700 });
	}

	/** Size in bytes; undefined if it is not here. */
	async size(name: string): Promise<number | undefined> {
		return stat(this.#pathOf(name)).then(
			(found) => found.size,
			() => undefined
		);
	}

	read(name: string): ReadStream {
		return createReadStream(this.#pathOf(name));
	}

	/** Those of the names that are not here, in the order given. */
	async lacking(names: readonly string[]): Promise<readonly string[]> {
		const sizes = await Promise.all(names.map((name) => this.size(name)));
		return names.filter((_name, at) => sizes[at] === undefined);
	}

	/** Keeps a blob; the bytes must hash to its name and be of a type that is let in. Tells whether it is new. */
	async write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Result<{ readonly isNew: boolean }, BlobProblem>> {
		if ((await this.size(name)) !== undefined) return ok({ isNew: false });
		const arriving = join(this.#arriving, randomBytes(12).toString('hex'));
		try {
			const problem = await receive(arriving, name, bytes);
			if (problem) {
				await rm(arriving, { force: true });
				return err(problem);
			}
			const path = this.#pathOf(name);
			mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
			await rename(arriving, path);
			await syncDirectory(join(path, '..'));
			return ok({ isNew: true });
		} catch {
			await rm(arriving, { force: true }).catch(() => undefined);
			return err('storage-failed');
		}
	}

	/** Hex on disk: names in base64url would meet on file systems that ignore case. */
	#pathOf(name: string): string {
		const hex = name.length === 64 ? name : Buffer.from(name, 'base64url').toString('hex');
		return join(this.#directory, hex.slice(0, 2), hex);
	}
}

async function receive(path: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<BlobProblem | undefined> {
	const hash = createHash('sha256');
	const file = await open(path, 'wx', PRIVATE);
	try {
		let size = 0;
		let start = Buffer.alloc(0);
		for await (const chunk of bytes) {
			size += chunk.length;
			if (size > MAX_BLOB_BYTES) return 'over-limit';
			if (start.length < TYPE_BYTES) {
				start = Buffer.concat([start, chunk.subarray(0, TYPE_BYTES)]);
				if (start.length >= TYPE_BYTES && !attachmentType(start)) return 'wrong-type';
			}
			hash.update(chunk);
			await file.write(chunk);
		}
		if (!attachmentType(start)) return 'wrong-type';
		if (hash.digest(name.length === 64 ? 'hex' : 'base64url') !== name) return 'wrong-hash';
		await file.sync();
		return undefined;
	} finally {
		await file.close();
	}
}

async function syncDirectory(path: string): Promise<void> {
	// Windows cannot open directories; there a rename is durable by itself.
	if (process.platform === 'win32') return;
	const directory = await open(path, 'r');
	try {
		await directory.sync();
	} finally {
		await directory.close();
	}
}
