/** Bringing bundles together without a key: the union of their entries under the signed headers of the sources. */
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { BUNDLE_FORMAT, BUNDLE_VERSION, linesOf, mergedHeaderLine, readHeader, type BundleHeader } from './bundle.ts';
import type { Crypto } from './crypto.ts';
import { decodeEntry } from './entry.ts';
import { compareOrder, type OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';

interface Line extends OrderKey {
	readonly line: Uint8Array;
}

/**
 * Merges uncompressed bundles of one company. Identical entries count once; both branches of a fork are kept. Errors: the
 * first header or entry that cannot be read, or `foreign-org`.
 */
export function mergeBundles(files: readonly Uint8Array[], crypto: Crypto): Result<Uint8Array, LogProblem> {
	const byId = new Map<string, Line>();
	const sources: string[] = [];
	let org = '';
	let exportedAt = '';
	for (const file of files) {
		const lines = linesOf(file);
		const first = lines.next();
		const firstLine = first.done ? new Uint8Array() : first.value;
		const read = readHeader(firstLine);
		if (!read.ok) return read;
		const { header } = read.value;
		if (org !== '' && header.org !== org) return err({ code: 'foreign-org', detail: `company ${header.org} cannot be merged into company ${org}` });
		org = header.org;
		if (header.exportedAt > exportedAt) exportedAt = header.exportedAt;
		for (const source of header.merged ?? [fromUtf8(firstLine) ?? '']) if (!sources.includes(source)) sources.push(source);
		for (const line of lines) {
			const entry = decodeEntry(line, crypto);
			if (!entry.ok) return entry;
			const { id, op } = entry.value;
			if (op.org !== '' && op.org !== org) return err({ code: 'foreign-org', dev: op.dev, seq: op.seq, detail: `belongs to company ${op.org}` });
			if (!byId.has(id)) byId.set(id, { id, n: op.n, rec: op.rec, dev: op.dev, seq: op.seq, line });
		}
	}
	const sorted = [...byId.values()].sort(compareOrder);
	const heads: Record<string, [number, string]> = {};
	for (const { dev, seq, id } of sorted) heads[dev] = [seq, id];
	const header: BundleHeader = { format: BUNDLE_FORMAT, v: BUNDLE_VERSION, org, exportedAt, heads, by: '', merged: sources.sort() };
	return ok(joinLines(utf8(mergedHeaderLine(header)), sorted));
}

function joinLines(header: Uint8Array, lines: readonly Line[]): Uint8Array {
	const NEWLINE = 10;
	const bytes = new Uint8Array(lines.reduce((sum, { line }) => sum + line.length + 1, header.length + 1));
	let at = 0;
	const append = (line: Uint8Array) => {
		bytes.set(line, at);
		bytes[at + line.length] = NEWLINE;
		at += line.length + 1;
	};
	append(header);
	for (const { line } of lines) append(line);
	return bytes;
}
