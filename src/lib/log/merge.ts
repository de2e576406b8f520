/**
 * Bringing bundles together without a key. A merged file cannot claim more than its sources did, so it bears no signature
 * of its own: its header carries the signed headers of the sources, and verification holds it to each of them.
 */
import { concatBytes, fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { BUNDLE_FORMAT, BUNDLE_VERSION, linesOf, mergedHeaderLine, NEWLINE, readHeader, type BundleHeader } from './bundle.ts';
import type { Crypto } from './crypto.ts';
import { decodeEntry } from './entry.ts';
import { MAX_HEADER_BYTES, MAX_STRING_BYTES } from './limits.ts';
import { compareOrder, type OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';

interface Line extends OrderKey {
	readonly line: Uint8Array;
}

interface Source {
	readonly line: string;
	readonly header: BundleHeader;
}

/**
 * Merges uncompressed bundles of one company. Identical entries count once; both branches of a fork are kept. If one file
 * already holds everything, that file is the answer, with its own signature. Errors: the first header or entry that cannot
 * be read, `foreign-org`, or `over-limit` where the sources' headers do not fit into one.
 */
export function mergeBundles(files: readonly Uint8Array[], crypto: Crypto): Result<Uint8Array, LogProblem> {
	const byId = new Map<string, Line>();
	const sources = new Map<string, Source>();
	const sizes: number[] = [];
	let org = '';
	for (const file of files) {
		const lines = linesOf(file);
		const first = lines.next();
		const headerBytes = first.done ? new Uint8Array() : first.value;
		const read = readHeader(headerBytes);
		if (!read.ok) return read;
		const { header } = read.value;
		if (org !== '' && header.org !== org)
			return err({ code: 'foreign-org', detail: `company ${header.org} cannot be merged into company ${org}` });
		org = header.org;
		for (const line of header.merged ?? [fromUtf8(headerBytes) ?? '']) {
			const source = readHeader(utf8(line));
			if (!source.ok) return source;
			sources.set(line, { line, header: source.value.header });
		}
		const ids = new Set<string>();
		for (const line of lines) {
			const entry = decodeEntry(line, crypto);
			if (!entry.ok) return entry;
			const { id, op } = entry.value;
			const company: string = op.org === '' ? id : op.org;
			if (company !== org) return err({ code: 'foreign-org', dev: op.dev, seq: op.seq, detail: `belongs to company ${company}` });
			ids.add(id);
			if (!byId.has(id)) byId.set(id, { id, n: op.n, rec: op.rec, dev: op.dev, seq: op.seq, line });
		}
		sizes.push(ids.size);
	}
	const whole = files[sizes.indexOf(byId.size)];
	return whole ? ok(whole) : write(org, needed([...sources.values()]), [...byId.values()].sort(compareOrder));
}

function write(org: string, sources: readonly Source[], sorted: readonly Line[]): Result<Uint8Array, LogProblem> {
	const tooLong =
		sources.some(({ line }) => line.length > MAX_STRING_BYTES) ||
		sources.reduce((sum, { line }) => sum + line.length, 0) * 2 > MAX_HEADER_BYTES;
	if (tooLong) return err({ code: 'over-limit', detail: 'the headers of the sources do not fit into one header' });
	const heads: Record<string, [number, string]> = {};
	for (const { dev, seq, id } of sorted) heads[dev] = [seq, id];
	const exportedAt = sources.reduce((latest, { header }) => (header.exportedAt > latest ? header.exportedAt : latest), '');
	const merged = sources.map(({ line }) => line).sort();
	const header: BundleHeader = { format: BUNDLE_FORMAT, v: BUNDLE_VERSION, org, exportedAt, heads, by: '', merged };
	const newline = Uint8Array.of(NEWLINE);
	return ok(concatBytes(utf8(mergedHeaderLine(header)), newline, ...sorted.flatMap(({ line }) => [line, newline])));
}

/** Sources that state something no other states: merging every day must not pile up every day's header. */
function needed(sources: readonly Source[]): readonly Source[] {
	return sources.filter(
		(source, index) =>
			!sources.some(
				(other, at) => other !== source && covers(other.header, source.header) && (at < index || !covers(source.header, other.header))
			)
	);
}

function covers(whole: BundleHeader, part: BundleHeader): boolean {
	return Object.entries(part.heads).every(([dev, [seq, id]]) => {
		const head = whole.heads[dev];
		return head !== undefined && (head[0] > seq || head[1] === id);
	});
}
