/**
 * Synchronising without a network: everything this device knows as a file, and taking in such a file from somebody else.
 * A bundle merges exactly like what comes from the relay.
 *
 * Exporting: the caller records `export.packaged` first (exporting is itself an act), then calls `exportBundle`.
 */
import { fromUtf8 } from '#lib/kernel/bytes.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import {
	BUNDLE_FORMAT,
	BUNDLE_VERSION,
	encodeBundle,
	headerLine,
	headerMessage,
	headsOf,
	linesOf,
	readHeader,
	verifyHeader,
	type BundleHeader,
	type ReadHeader
} from '#lib/log/bundle.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { Received, Replica } from '#lib/store/replica-port.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import { gunzipBounded, gzipBytes, isGzip } from './gzip.ts';
import { isContainer, openContainer, sealContainer, type ContainerPorts, type ContainerProblem } from './sealed-container.ts';

/** Lines given to the replica at a time. */
export const IMPORT_BATCH = 512;

export interface ExportOptions {
	readonly replica: Replica;
	readonly ports: ContainerPorts;
	/** Absent only where a person chose to write an open file. */
	readonly passphrase?: string;
	/** Epoch milliseconds of this device's clock. */
	readonly now: number;
	/** 0 … 1. */
	readonly onProgress?: (share: number) => void;
}

/** The file, ready to be saved. Error of the container, or `no-key` where this device cannot sign. */
export async function exportBundle(options: ExportOptions): Promise<Result<Uint8Array, ContainerProblem | 'no-key'>> {
	const { replica, ports, passphrase, now, onProgress = () => undefined } = options;
	const { log } = replica.company;
	if (replica.dev === '') return err('no-key');
	const json = canonicalize({
		format: BUNDLE_FORMAT,
		v: BUNDLE_VERSION,
		org: log.org,
		exportedAt: formatUtc(now),
		heads: headsOf(log.tips),
		by: replica.dev
	});
	let signature: Uint8Array;
	try {
		signature = await replica.sign(headerMessage(json));
	} catch {
		return err('no-key');
	}
	const packed = await gzipBytes(encodeBundle(headerLine(json, signature), log.ops));
	onProgress(passphrase === undefined ? 1 : PACKED_SHARE);
	if (passphrase === undefined) return ok(packed);
	return sealContainer(ports, packed, passphrase, (done) => onProgress(PACKED_SHARE + (1 - PACKED_SHARE) * (done / packed.length)));
}

const PACKED_SHARE = 0.3;

export type ImportProblem =
	/** The file is under a passphrase and none was given. */
	| { readonly code: 'needs-passphrase' }
	| { readonly code: ContainerProblem }
	/** No bundle, or an unreadable or forged header. */
	| { readonly code: 'not-a-bundle'; readonly detail: string }
	/** Of another company: the app opens it to look at, beside the own one. `file` is the plain bundle. */
	| { readonly code: 'foreign-company'; readonly org: string; readonly file: Uint8Array<ArrayBuffer> }
	/** The store failed in between; what was taken until then is there, and the file may be given again. */
	| { readonly code: 'store'; readonly problem: StoreProblem; readonly sofar: ImportReport };

export interface ImportReport {
	readonly header: BundleHeader;
	/** The header's signature: good (of a device known now) · of an unknown device · merged without a key · not of that device. */
	readonly signed: 'good' | 'unknown' | 'merged' | 'forged';
	readonly accepted: number;
	readonly duplicates: number;
	readonly waiting: number;
	readonly refused: readonly LogProblem[];
	/** Chains whose stated newest entry is not here after all: the file lacks something its header promises. */
	readonly incomplete: readonly string[];
}

export interface ImportOptions {
	readonly replica: Replica;
	readonly crypto: Crypto;
	readonly ports: ContainerPorts;
	readonly passphrase?: string;
	readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Refusals that are told one by one. */
export const MAX_TOLD_REFUSALS = 100;

/** Takes in a file. Whatever happens, nothing known is lost, and giving the file again does no harm. */
export async function importBundle(file: Uint8Array, options: ImportOptions): Promise<Result<ImportReport, ImportProblem>> {
	const { replica, crypto, onProgress = () => undefined } = options;
	const plain = await plainBundle(file, options);
	if (!plain.ok) return plain;
	const bytes = plain.value;
	const lines = linesOf(bytes);
	const first = lines.next();
	const read = readHeader(first.done ? new Uint8Array() : first.value);
	if (!read.ok) return err({ code: 'not-a-bundle', detail: read.error.detail });
	const { header } = read.value;
	if (signedBy(read.value, replica, crypto) === 'forged')
		return err({ code: 'not-a-bundle', detail: 'the header is not signed by the device it names' });
	if (replica.org !== '' && header.org !== replica.org) return err({ code: 'foreign-company', org: header.org, file: bytes });

	const total = countLines(bytes) - 1;
	let report: ImportReport = { header, signed: 'merged', accepted: 0, duplicates: 0, waiting: 0, refused: [], incomplete: [] };
	let done = 0;
	let batch: string[] = [];
	const deliver = async (): Promise<StoreProblem | undefined> => {
		const received = await replica.receive(batch, 'bundle');
		if (!received.ok) return received.error;
		report = added(report, received.value);
		done += batch.length;
		batch = [];
		onProgress({ done, total });
		return undefined;
	};
	for (const line of lines) {
		const text = fromUtf8(line);
		if (text === undefined) report = refusedLine(report);
		else batch.push(text);
		if (batch.length < IMPORT_BATCH) continue;
		const problem = await deliver();
		if (problem) return err({ code: 'store', problem, sofar: report });
	}
	const problem = batch.length > 0 ? await deliver() : undefined;
	if (problem) return err({ code: 'store', problem, sofar: report });
	return ok(judged(report, read.value, replica, crypto));
}

/** Once more: the file may have brought the exporting device's chain. */
function judged(report: ImportReport, read: ReadHeader, replica: Replica, crypto: Crypto): ImportReport {
	const { log } = replica.company;
	const missing = Object.entries(report.header.heads).filter(([, [, id]]) => !log.get(id));
	return { ...report, signed: signedBy(read, replica, crypto), incomplete: missing.map(([dev]) => dev) };
}

function signedBy(read: ReadHeader, replica: Replica, crypto: Crypto): ImportReport['signed'] {
	if (read.header.merged) return 'merged';
	const key = replica.company.log.deviceKey(read.header.by);
	if (!key) return 'unknown';
	return verifyHeader(read, key, crypto) ? 'good' : 'forged';
}

async function plainBundle(file: Uint8Array, options: ImportOptions): Promise<Result<Uint8Array<ArrayBuffer>, ImportProblem>> {
	let packed = file;
	if (isContainer(file)) {
		if (options.passphrase === undefined) return err({ code: 'needs-passphrase' });
		const opened = await openContainer(options.ports, file, options.passphrase);
		if (!opened.ok) return err({ code: opened.error });
		packed = opened.value;
	}
	if (!isGzip(packed)) return ok(new Uint8Array(packed));
	const plain = await gunzipBounded(packed);
	return plain.ok ? plain : err({ code: plain.error });
}

function added(report: ImportReport, { accepted, duplicates, waiting, refused }: Received): ImportReport {
	return {
		...report,
		accepted: report.accepted + accepted,
		duplicates: report.duplicates + duplicates,
		waiting: report.waiting + waiting,
		refused: [...report.refused, ...refused].slice(0, MAX_TOLD_REFUSALS)
	};
}

function refusedLine(report: ImportReport): ImportReport {
	return { ...report, refused: [...report.refused, { code: 'bad-json' as const, detail: 'not UTF-8' }].slice(0, MAX_TOLD_REFUSALS) };
}

function countLines(bytes: Uint8Array): number {
	let count = 0;
	for (const _line of linesOf(bytes)) count++;
	return count;
}
