/**
 * A company opened from its image, in a process of its own so that its memory is its own: the parent writes lines and
 * columns into a folder, the child opens them and says what that took.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Company } from '#lib/modules/company.ts';
import { OpfsLines, type SyncFile } from '#lib/store/opfs-lines.ts';
import type { Budget } from './measure.ts';

export interface Manifest {
	readonly format: string;
	readonly ops: number;
	readonly columns: readonly { readonly name: string; readonly appendOnly: boolean; readonly length: number }[];
}

/** Figures of the child; milliseconds and megabytes. */
export interface Opened {
	readonly restoreMs: number;
	readonly heapMb: number;
	readonly buffersMb: number;
	readonly firstTraceMs: number;
	readonly stockMs: number;
	readonly exceptionsMs: number;
	readonly exceptionsAgainMs: number;
	readonly heapAfterMb: number;
}

/** A file as the browser's private file system gives it. */
export function fileAt(path: string): SyncFile {
	const handle = openSync(path, 'a+');
	const plain = openSync(path, 'r+');
	closeSync(handle);
	return {
		getSize: () => fstatSync(plain).size,
		read: (into, { at }) => readSync(plain, into, 0, into.length, at),
		write: (bytes, { at }) => writeSync(plain, bytes, 0, bytes.length, at),
		truncate: (size) => ftruncateSync(plain, size),
		flush: () => fsyncSync(plain),
		close: () => closeSync(plain)
	};
}

export function benchImage(company: Company): {
	readonly budgets: readonly Budget[];
	readonly opened: Opened;
	readonly bytesPerOp: number;
} {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-bench-'));
	try {
		const { format, ops, columns } = company.image();
		const lines = new OpfsLines({ lines: fileAt(join(folder, 'lines')), lengths: fileAt(join(folder, 'lengths')) });
		for (const op of company.log.ops) lines.append(op.line);
		lines.close();
		for (const [index, { bytes }] of columns.entries()) writeFileSync(join(folder, `column-${String(index)}`), bytes);
		const manifest: Manifest = {
			format,
			ops,
			columns: columns.map(({ name, appendOnly, bytes }) => ({ name, appendOnly, length: bytes.length }))
		};
		writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
		const child = fileURLToPath(new URL('./restored.ts', import.meta.url));
		const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', child, folder], { encoding: 'utf8' });
		if (status !== 0) throw new Error(stderr);
		const opened = JSON.parse(stdout) as Opened;
		const bytesPerOp = columns.reduce((sum, { bytes }) => sum + bytes.length, 0) / ops;
		const budget = (name: string, value: number, unit: string, limit: number): Budget => ({
			name,
			value: Number(value.toPrecision(4)),
			unit,
			limit,
			holds: value <= limit
		});
		return {
			opened,
			bytesPerOp,
			budgets: [
				budget('restore from the image, per 100 000 operations', (opened.restoreMs / ops) * 100_000, 'ms', 300),
				budget('image', bytesPerOp, 'bytes per operation', 300),
				budget('heap of a restored company', (opened.heapMb * 1e6) / ops, 'bytes per operation', 200)
			]
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}
