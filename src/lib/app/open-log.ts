/**
 * From the bytes of a bundle to a company, with what must hold before anything is shown: every line decodes, every link
 * fits, the newest entry of every chain is signed by its device and is the one the header states. Those signatures pin
 * all other bytes; checking every signature, people's included, is `verify.worker.ts`'s work while the lots already show.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { linesOf, readHeader, verifyHeader, type BundleHeader, type ReadHeader } from '#lib/log/bundle.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry, verifyEntrySignature } from '#lib/log/entry.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import { Company } from '#lib/modules/company.ts';

export type OpenProblemCode = 'not-a-bundle' | 'newer' | 'damaged' | 'other-company' | 'unreachable';

/** Why a bundle was not opened; `detail` is for quoting, in English. */
export interface OpenProblem {
	readonly code: OpenProblemCode;
	readonly detail: string;
}

export interface OpenedLog {
	readonly company: Company;
	readonly header: BundleHeader;
}

/** Entries between two reports of progress. */
const PROGRESS_EVERY = 2_000;

/** Opens the uncompressed lines of a bundle. */
export function openLog(
	bytes: Uint8Array,
	crypto: Crypto,
	onProgress: (done: number, total: number) => void = () => {}
): Result<OpenedLog, OpenProblem> {
	const lines = linesOf(bytes);
	const first = lines.next();
	const head = readHeader(first.done ? new Uint8Array() : first.value);
	if (!head.ok) return err(headerProblem(head.error));
	const { header } = head.value;
	const company = new Company(crypto);
	let number = 1;
	let done = first.done ? 0 : first.value.length + 1;
	for (const line of lines) {
		number++;
		done += line.length + 1;
		if (number % PROGRESS_EVERY === 0) onProgress(done, bytes.length);
		const entry = decodeEntry(line, crypto);
		if (!entry.ok) return damaged(`line ${number}: ${entry.error.code}, ${entry.error.detail}`);
		const ingested = company.ingest(entry.value, { signatureVerified: true });
		if (!ingested.ok) return damaged(`line ${number}: ${ingested.error.code}, ${ingested.error.detail}`);
	}
	const { log } = company;
	if (log.org === '' || log.org !== header.org) return damaged('the founding entry is not the one the header names');
	if (log.pendingCount > 0) return damaged(`${log.pendingCount} entries refer to entries that are missing`);
	for (const tip of log.tips) {
		const key = log.deviceKey(tip.dev);
		if (!key || !verifyEntrySignature(tip, key, crypto)) return damaged(`${tip.dev}:${tip.seq} is not signed by its device`);
	}
	for (const source of signedHeaders(head.value)) {
		const key = source && log.deviceKey(source.header.by);
		if (!source || !key || !verifyHeader(source, key, crypto)) return damaged('the header is not signed by the exporting device');
	}
	for (const [dev, [seq, id]] of Object.entries(header.heads))
		if (!log.get(id)) return damaged(`${dev}:${seq}, which the header states, is missing`);
	return ok({ company, header });
}

/** The header itself, or the signed headers a merged one carries. */
function signedHeaders(read: ReadHeader): readonly (ReadHeader | undefined)[] {
	return (
		read.header.merged?.map((line) => {
			const source = readHeader(utf8(line));
			return source.ok ? source.value : undefined;
		}) ?? [read]
	);
}

function headerProblem({ detail }: LogProblem): OpenProblem {
	// The log tells a newer format apart in words only; its wording is part of docs/log-format.md.
	return { code: detail.startsWith('made by a newer version') ? 'newer' : 'not-a-bundle', detail };
}

function damaged(detail: string): Result<never, OpenProblem> {
	return err({ code: 'damaged', detail });
}
