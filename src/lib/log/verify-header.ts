/**
 * Verification of what a bundle says about itself: who exported it, and where every chain ends – which is what makes a cut
 * tail visible (docs/log-format.md §8, steps 6 and 8).
 */
import { utf8 } from '#lib/kernel/bytes.ts';
import { linesOf, readHeader, verifyHeader, type BundleHeader, type ReadHeader } from './bundle.ts';
import type { Crypto } from './crypto.ts';
import { decodeEntry, entryId } from './entry.ts';
import type { LogProblem } from './problem.ts';
import type { LinkCheck } from './verify-links.ts';

/** Step 6. A merged file is judged by the signed statements of its sources. */
export function checkHeader(read: ReadHeader, links: LinkCheck, crypto: Crypto, problems: LogProblem[]): void {
	const { header } = read;
	const isMerged = header.merged !== undefined;
	const sources = isMerged ? sourcesOf(header) : [read];
	const report = headReporter(problems);
	for (const source of sources) {
		const key = source && links.chains.get(source.header.by)?.key;
		if (!source || source.header.org !== header.org)
			problems.push({ code: 'bad-header', detail: 'a merged header is not one of this company' });
		else if (!key || !verifyHeader(source, key, crypto))
			problems.push({ code: 'bad-header', detail: 'the header is not signed by the exporting device' });
	}
	for (const source of sources) if (source) checkStatement(source.header, links, report);
	for (const dev of [...new Set([...Object.keys(header.heads), ...links.chains.keys()])].sort()) {
		const last = links.chains.get(dev)?.last;
		const stated = header.heads[dev];
		if (!last || stated?.[0] !== last.seq || stated[1] !== last.id)
			report(dev, stated?.[0] ?? last?.seq ?? 0, 'the chain does not end where the header states');
		else if (isMerged && !sources.some((source) => source?.header.heads[dev]?.[1] === last.id))
			report(dev, last.seq, 'no source states that the chain ends here');
	}
}

/** Everything a signed header states must be in the file, and the exporter's last word is that it exported. */
function checkStatement({ heads, by }: BundleHeader, links: LinkCheck, report: HeadReporter): void {
	for (const [dev, [seq, id]] of Object.entries(heads)) {
		if (!links.find(dev, seq, id)) report(dev, seq, 'the stated newest entry is not in the file');
	}
	const own = heads[by];
	const last = own && links.find(by, own[0], own[1]);
	if (last ? last.type !== 'export.packaged' : !own) report(by, own?.[0] ?? 0, 'the exporter did not record the export');
}

function sourcesOf(header: BundleHeader): readonly (ReadHeader | undefined)[] {
	return (header.merged ?? []).map((line) => {
		const read = readHeader(utf8(line));
		return read.ok && read.value.signature ? read.value : undefined;
	});
}

type HeadReporter = (dev: string, seq: number, detail: string) => void;

/** One `head-mismatch` a chain: its first is what matters. */
function headReporter(problems: LogProblem[]): HeadReporter {
	const reported = new Set<string>();
	return (dev, seq, detail) => {
		if (reported.has(dev)) return;
		reported.add(dev);
		problems.push({ code: 'head-mismatch', dev, seq, detail });
	};
}

/** Step 8. Every entry of an older bundle must be here: its chains are beginnings of these. */
export function checkAgainst(older: Uint8Array, org: string, links: LinkCheck, crypto: Crypto, problems: LogProblem[]): void {
	const lines = linesOf(older);
	const first = lines.next();
	const read = readHeader(first.done ? new Uint8Array() : first.value);
	if (!read.ok) {
		problems.push({ ...read.error, detail: `older bundle: ${read.error.detail}` });
		return;
	}
	if (read.value.header.org !== org) {
		problems.push({ code: 'foreign-org', detail: `the older bundle is of company ${read.value.header.org}` });
		return;
	}
	const here = links.byId();
	const reported = new Set<string>();
	for (const line of lines) {
		if (here.has(entryId(line, crypto))) continue;
		const entry = decodeEntry(line, crypto);
		if (!entry.ok || reported.has(entry.value.op.dev)) continue;
		const { dev, seq } = entry.value.op;
		reported.add(dev);
		const differs = links.chains.get(dev)?.places.has(seq) ?? false;
		problems.push({
			code: differs ? 'fork' : 'head-mismatch',
			dev,
			seq,
			detail: differs ? 'the older bundle has another entry here' : 'the older bundle knew more of this chain'
		});
	}
}
