/**
 * Writes a bundle of any length: entries go to a part file as they come, because the header, which stands first, names the
 * last of them. The finished file appears under its name at once or not at all.
 */
import { closeSync, createReadStream, createWriteStream, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { cannotWrite } from './bundle-file.ts';
import type { CliProblem } from './problem.ts';

const GZIP_LEVEL = 4;
/** Characters gathered before one write. */
const PORTION = 1 << 20;

export class BundleWriter {
	readonly #path: string;
	readonly #lines: string;
	readonly #file: number;
	#waiting: string[] = [];
	#length = 0;
	#failed: unknown;

	private constructor(path: string, lines: string, file: number) {
		this.#path = path;
		this.#lines = lines;
		this.#file = file;
	}

	/** Begins a file beside the one it will become. Error: the folder is missing or may not be written. */
	static open(path: string): Result<BundleWriter, CliProblem> {
		const lines = `${path}.lines.part`;
		try {
			return ok(new BundleWriter(path, lines, openSync(lines, 'w')));
		} catch (error) {
			return err(cannotWrite(path, error));
		}
	}

	append(lines: readonly string[]): void {
		for (const line of lines) {
			this.#waiting.push(line);
			this.#length += line.length;
		}
		if (this.#length >= PORTION) this.#flush();
	}

	/** Puts the header before the entries and compresses. */
	async finish(headerLine: string): Promise<Result<undefined, CliProblem>> {
		const part = `${this.#path}.part`;
		try {
			this.#flush();
			closeSync(this.#file);
			if (this.#failed) throw this.#failed;
			await pipeline(Readable.from(withHeader(headerLine, this.#lines)), createGzip({ level: GZIP_LEVEL }), createWriteStream(part));
			renameSync(part, this.#path);
			return ok(undefined);
		} catch (error) {
			rmSync(part, { force: true });
			return err(cannotWrite(this.#path, error));
		} finally {
			rmSync(this.#lines, { force: true });
		}
	}

	/** Leaves nothing behind. */
	abandon(): void {
		closeSync(this.#file);
		rmSync(this.#lines, { force: true });
	}

	#flush(): void {
		if (this.#waiting.length === 0 || this.#failed) return;
		try {
			writeSync(this.#file, `${this.#waiting.join('\n')}\n`);
		} catch (error) {
			this.#failed = error;
		}
		this.#waiting = [];
		this.#length = 0;
	}
}

async function* withHeader(headerLine: string, path: string): AsyncGenerator<string | Buffer> {
	yield `${headerLine}\n`;
	yield* createReadStream(path, { highWaterMark: PORTION }) as AsyncIterable<Buffer>;
}
