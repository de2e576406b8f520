/**
 * The lines of a company where they can be read at once: in a file where the browser has one, else in memory. Either way
 * they hold exactly the first `count` lines of the journal afterwards.
 */
import { bytesEqual } from '#lib/kernel/bytes.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { MemoryLines, type LineStore } from '#lib/log/line-store.ts';
import { BLOCK_LINES, joinLines } from './blocks.ts';
import type { Journal } from './journal.ts';
import { OpfsLines, type LineFiles } from './opfs-lines.ts';
import type { StoreProblem } from './store-problem.ts';

export interface OpenedLines {
	readonly store: LineStore;
	readonly kind: 'file' | 'memory';
	/** Before the image is written: false if the lines are not where the next start finds them. */
	flush(): boolean;
	/** Gives the files back with their first `length` lines: those that are in the journal. */
	close(length: number): void;
}

/** Opens the files of a company; undefined where there are none to be had. */
export type OpenFiles = (org: string) => Promise<LineFiles | undefined>;

export async function openLines(
	journal: Journal,
	count: number,
	files: LineFiles | undefined,
	crypto: Crypto
): Promise<Result<OpenedLines, StoreProblem>> {
	if (!files) return memoryLines(journal, count);
	try {
		return await fileLines(journal, count, files, crypto);
	} catch {
		// Reading or cutting the files failed; they are only a copy.
		closeFiles(files);
		return memoryLines(journal, count);
	}
}

async function fileLines(journal: Journal, count: number, files: LineFiles, crypto: Crypto): Promise<Result<OpenedLines, StoreProblem>> {
	const store = new OpfsLines(files);
	const fits = await holdsBeginning(store, journal, count, crypto);
	if (!fits.ok) return fits;
	if (fits.value) store.truncate(count);
	else {
		store.truncate(0);
		const filled = await fill(journal, count, (lines) => store.appendJoined(joinLines(lines)));
		if (!filled.ok) return filled;
	}
	return ok({
		store,
		kind: 'file',
		flush: () => store.flush(),
		close: (length) => {
			if (length < store.length) store.truncate(length);
			store.close();
		}
	});
}

/** So that somebody else, or the next start, can have them. */
export function closeFiles(files: LineFiles | undefined): void {
	for (const file of files ? [files.lines, files.lengths] : [])
		try {
			file.close();
		} catch {
			continue;
		}
}

async function memoryLines(journal: Journal, count: number): Promise<Result<OpenedLines, StoreProblem>> {
	const store = new MemoryLines();
	const filled = await fill(journal, count, (lines) => {
		for (const line of lines) store.append(line);
	});
	return filled.ok ? ok({ store, kind: 'memory', flush: () => true, close: () => undefined }) : filled;
}

/** Whether the file has the lines asked for, by their number, the hash of the last whole block and the lines behind it. */
async function holdsBeginning(store: OpfsLines, journal: Journal, count: number, crypto: Crypto): Promise<Result<boolean, StoreProblem>> {
	if (store.length < count) return ok(false);
	const end = count - (count % BLOCK_LINES);
	if (end > 0) {
		const hash = await journal.blockHash(end - BLOCK_LINES);
		if (!hash.ok) return hash;
		if (!bytesEqual(crypto.sha256(store.joined(end - BLOCK_LINES, end)), hash.value)) return ok(false);
	}
	if (end === count) return ok(true);
	for await (const portion of journal.portions(end)) {
		if (!portion.ok) return portion;
		return ok(bytesEqual(joinLines(portion.value.slice(0, count - end)), store.joined(end, count)));
	}
	return ok(false);
}

async function fill(journal: Journal, count: number, take: (lines: readonly string[]) => void): Promise<Result<void, StoreProblem>> {
	let taken = 0;
	if (count > 0)
		for await (const portion of journal.portions(0)) {
			if (!portion.ok) return portion;
			take(portion.value.slice(0, count - taken));
			taken += portion.value.length;
			if (taken >= count) break;
		}
	return ok(undefined);
}
