/**
 * From the journal to the company: the image and the few lines above it, or all lines where there is no image that fits.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { Company } from '#lib/modules/company.ts';
import type { ImageStore } from './image-store.ts';
import type { Journal } from './journal.ts';
import { openLines, type OpenedLines } from './open-lines.ts';
import type { LineFiles } from './opfs-lines.ts';
import type { StoreProblem } from './store-problem.ts';

export interface LoadParts {
	readonly journal: Journal;
	readonly images: ImageStore;
	readonly files: LineFiles | undefined;
	readonly crypto: Crypto;
	/** From 0 to 1. */
	readonly onProgress?: (part: number) => void;
	/** Milliseconds, for `timings`. */
	readonly clock: () => number;
}

export interface LoadTimings {
	/** Reading the image. */
	readonly image: number;
	/** Opening the lines. */
	readonly lines: number;
	/** Making the company of them. */
	readonly restore: number;
	/** What lay above the image; everything, where there was none. */
	readonly replay: number;
}

export interface LoadedCompany {
	readonly company: Company;
	readonly lines: OpenedLines;
	/** Operations that came with the image; 0 after a rebuild. */
	readonly restored: number;
	readonly timings: LoadTimings;
}

export async function loadCompany(parts: LoadParts): Promise<Result<LoadedCompany, StoreProblem>> {
	const { journal, images, crypto, clock } = parts;
	const start = clock();
	const image = await images.load(new Company(crypto).image().format);
	if (!image.ok) return image;
	const afterImage = clock();
	if (image.value && image.value.ops > 0 && image.value.ops <= journal.head.count) {
		const lines = await openLines(journal, image.value.ops, parts.files, crypto);
		if (!lines.ok) return lines;
		const afterLines = clock();
		const company = Company.restore(crypto, image.value, lines.value.store);
		const afterRestore = clock();
		if (company) {
			const replayed = await replay(company, parts);
			const timings = {
				image: afterImage - start,
				lines: afterLines - afterImage,
				restore: afterRestore - afterLines,
				replay: clock() - afterRestore
			};
			return replayed.ok ? ok({ company, lines: lines.value, restored: image.value.ops, timings }) : replayed;
		}
	}
	return rebuild(parts, afterImage - start);
}

/** Everything from the lines; an image that did not fit is forgotten, so that nothing is added to it. */
async function rebuild(parts: LoadParts, imageMs: number): Promise<Result<LoadedCompany, StoreProblem>> {
	const start = parts.clock();
	const cleared = await parts.images.clear();
	if (!cleared.ok) return cleared;
	const lines = await openLines(parts.journal, 0, parts.files, parts.crypto);
	if (!lines.ok) return lines;
	const company = new Company(parts.crypto, { lines: lines.value.store });
	const afterLines = parts.clock();
	const replayed = await replay(company, parts);
	const timings = { image: imageMs, lines: afterLines - start, restore: 0, replay: parts.clock() - afterLines };
	return replayed.ok ? ok({ company, lines: lines.value, restored: 0, timings }) : replayed;
}

/** The journal holds only what was accepted, in the order in which it was: anything else means damage. */
async function replay(company: Company, { journal, crypto, onProgress }: LoadParts): Promise<Result<void, StoreProblem>> {
	const { count } = journal.head;
	if (company.log.size < count)
		for await (const portion of journal.portions(company.log.size)) {
			if (!portion.ok) return portion;
			for (const line of portion.value) {
				const entry = decodeEntry(line, crypto);
				const ingested = entry.ok ? company.ingest(entry.value, { signatureVerified: true }) : entry;
				if (!ingested.ok) return damaged(`arrival ${String(company.log.size)}: ${ingested.error.code}, ${ingested.error.detail}`);
				if (ingested.value.outcome !== 'accepted') return damaged(`arrival ${String(company.log.size)}: ${ingested.value.outcome}`);
			}
			onProgress?.(company.log.size / count);
		}
	if (company.log.size !== count) return damaged(`${String(company.log.size)} entries of ${String(count)}`);
	return ok(undefined);
}

function damaged(detail: string): Result<never, StoreProblem> {
	return err({ code: 'damaged', detail, unsaved: [] });
}
