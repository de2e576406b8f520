/** Bundles on disk: gzip around the lines of `#lib/log/bundle.ts`, and a company opened from one. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { linesOf, readHeader, verifyHeader, type BundleHeader, type ReadHeader } from '#lib/log/bundle.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry, verifyEntrySignature } from '#lib/log/entry.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import { fingerprintOf } from '#lib/log/verify.ts';
import { Company } from '#lib/modules/company.ts';
import { failure, type CliProblem } from './problem.ts';

const GZIP_MAGIC = [0x1f, 0x8b] as const;
/** Uncompressed size above which a file is refused: two million operations of a kilobyte, or a gzip bomb. */
export const MAX_BUNDLE_BYTES = 2_000_000_000;
/** Hardly worse than the best compression, several times faster: signatures do not compress. */
const GZIP_LEVEL = 4;

export interface OpenedCompany {
	readonly company: Company;
	readonly header: BundleHeader;
	/** The company's readable name for comparing aloud. */
	readonly fingerprint: string;
}

/** The uncompressed lines of a bundle file; a file that is not compressed is taken as it is. */
export function readBundleFile(path: string): Result<Uint8Array, CliProblem> {
	if (!existsSync(path)) return err(failure(`找不到文件：${path}`, `No such file: ${path}`));
	if (!statSync(path).isFile()) return err(failure(`不是文件：${path}`, `Not a file: ${path}`));
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
	} catch {
		return err(failure(`无法读取：${path}`, `Cannot be read: ${path}`));
	}
	if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return ok(bytes);
	try {
		return ok(gunzipSync(bytes, { maxOutputLength: MAX_BUNDLE_BYTES }));
	} catch (error) {
		if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
			return err(
				failure(
					`文件太大(解压后超过 ${MAX_BUNDLE_BYTES} 字节):${path}`,
					`The file is too large (more than ${MAX_BUNDLE_BYTES} bytes uncompressed): ${path}`
				)
			);
		return err(
			failure(
				`文件已损坏或不完整(gzip 解压失败):${path}。请重新获取一份。`,
				`The file is damaged or incomplete (gzip): ${path}. Get another copy.`
			)
		);
	}
}

/** Writes a whole bundle; a reader never sees half a file. */
export function writeBundleFile(path: string, lines: Uint8Array): Result<undefined, CliProblem> {
	return writeWhole(path, gzipSync(lines, { level: GZIP_LEVEL }));
}

/** Writes a text file; a reader never sees half of it. */
export function writeTextFile(path: string, text: string): Result<undefined, CliProblem> {
	return writeWhole(path, text);
}

function writeWhole(path: string, content: Uint8Array | string): Result<undefined, CliProblem> {
	const part = `${path}.part`;
	try {
		writeFileSync(part, content);
		renameSync(part, path);
		return ok(undefined);
	} catch (error) {
		rmSync(part, { force: true });
		return err(cannotWrite(path, error));
	}
}

export function cannotWrite(path: string, error: unknown): CliProblem {
	const code = (error as { code?: string }).code ?? '';
	return failure(`无法写入：${path}${code ? `(${code})` : ''}`, `Cannot be written: ${path}${code ? ` (${code})` : ''}`);
}

/**
 * Opens a bundle: header, every entry in causal order, and the signature of each chain's newest entry, which pins all
 * before it. Enough to work on the data; `verify` checks everything.
 */
export function openCompany(path: string, crypto: Crypto): Result<OpenedCompany, CliProblem> {
	const bytes = readBundleFile(path);
	if (!bytes.ok) return bytes;
	const lines = linesOf(bytes.value);
	const first = lines.next();
	const header = readHeader(first.done ? new Uint8Array() : first.value);
	if (!header.ok) return err(headerProblem(path, header.error));
	const company = new Company(crypto);
	for (const line of lines) {
		const entry = decodeEntry(line, crypto);
		if (!entry.ok) return err(damaged(path, entry.error));
		const ingested = company.ingest(entry.value, { signatureVerified: true });
		if (!ingested.ok) return err(damaged(path, ingested.error));
	}
	const problem = pinnedBySignatures(company, header.value, crypto);
	if (problem) return err(damaged(path, problem));
	return ok({ company, header: header.value.header, fingerprint: fingerprintOf(company.log.org, crypto) });
}

function pinnedBySignatures(company: Company, read: ReadHeader, crypto: Crypto): LogProblem | undefined {
	const { log } = company;
	if (log.org === '') return { code: 'gap', detail: 'the founding entry is missing' };
	if (log.org !== read.header.org) return { code: 'foreign-org', detail: 'the header names another company' };
	if (log.pendingCount > 0) return { code: 'gap', detail: `${log.pendingCount} entries lack their past` };
	for (const tip of log.tips) {
		const key = log.deviceKey(tip.dev);
		if (!key || !verifyEntrySignature(tip, key, crypto))
			return { code: 'bad-signature', dev: tip.dev, seq: tip.seq, detail: 'not signed by its device' };
	}
	for (const source of sourceHeaders(read)) {
		const key = source && log.deviceKey(source.header.by);
		if (!source || !key || !verifyHeader(source, key, crypto))
			return { code: 'bad-header', detail: 'the header is not signed by the exporting device' };
	}
	for (const [dev, [seq, id]] of Object.entries(read.header.heads))
		if (!log.get(id)) return { code: 'head-mismatch', dev, seq, detail: 'the stated newest entry is not in the file' };
	return undefined;
}

function sourceHeaders(read: ReadHeader): readonly (ReadHeader | undefined)[] {
	if (!read.header.merged) return [read];
	return read.header.merged.map((line) => {
		const source = readHeader(Buffer.from(line));
		return source.ok ? source.value : undefined;
	});
}

/** Tells "not ours", "newer than we are" and "damaged" apart. */
export function headerProblem(path: string, problem: LogProblem): CliProblem {
	const details = { problems: [problem] };
	if (problem.detail.includes('newer version'))
		return failure(
			`${path} 由更新版本的溯源生成，请先升级本程序。`,
			`${path} was made by a newer version of Suyuan; update this program first.`,
			details
		);
	if (problem.detail.includes('not a Suyuan bundle'))
		return failure(`${path} 不是溯源数据包(*.suyuan)。`, `${path} is not a Suyuan bundle (*.suyuan).`, details);
	return failure(`${path} 的文件头无效：${problem.detail}`, `The header of ${path} is not valid: ${problem.detail}`, details);
}

function damaged(path: string, problem: LogProblem): CliProblem {
	const place = problem.dev ? ` ${problem.dev}:${problem.seq ?? '?'}` : '';
	return failure(
		`${path} 未通过校验(${problem.code}${place}):${problem.detail}。请用 suyuan verify 查看全部问题。`,
		`${path} does not hold together (${problem.code}${place}): ${problem.detail}. Run suyuan verify for all problems.`,
		{ problems: [problem] }
	);
}
