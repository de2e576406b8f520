/**
 * Checks a bundle without trusting anybody: not the vendor, not the admin, not the relay, not this program's own store
 * (docs/log-format.md §8 states the same steps for other implementations). Codes and their order are part of the format,
 * so that independent verifiers can be compared on every alteration.
 */
import { toHex, utf8 } from '#lib/kernel/bytes.ts';
import { linesOf, NEWLINE, readHeader } from './bundle.ts';
import type { Crypto } from './crypto.ts';
import { decodeEntry } from './entry.ts';
import { verifyESignature } from './e-signature.ts';
import { isKeyOf, NO_KEYS } from './known-keys.ts';
import type { Operation } from './operation.ts';
import { compareOrder } from './order.ts';
import type { LogProblem } from './problem.ts';
import { checkAgainst, checkHeader } from './verify-header.ts';
import { LinkCheck } from './verify-links.ts';
import { decodeRecords, type EntryRecord } from './verify-records.ts';

export interface VerifyOptions {
	/** Check every entry's signature, not only those that pin all others. */
	readonly allSignatures?: boolean;
	/** The company it must be. */
	readonly org?: string;
	/** An older bundle of the same company, every chain of which must be a beginning of this one's. */
	readonly against?: Uint8Array;
}

export interface ChainHead {
	readonly dev: string;
	readonly seq: number;
	readonly id: string;
}

export interface VerifyReport {
	readonly ok: boolean;
	readonly org: string;
	/** The company's name for people to compare aloud: first 20 hex digits of SHA-256 of the org id, in groups of four. */
	readonly fingerprint: string;
	readonly entries: number;
	/** Where every chain ends; of a forked chain, the branch that comes last in order. */
	readonly chains: readonly ChainHead[];
	readonly exportedAt: string;
	/** Exporting device; "" in a merged file. */
	readonly by: string;
	/** Place of the exporter's own statement that this is what it had. */
	readonly completeUpTo: { readonly dev: string; readonly seq: number; readonly rec: string } | undefined;
	readonly problems: readonly LogProblem[];
}

/** Verifies the uncompressed lines of a bundle. */
export function verifyBundle(bytes: Uint8Array, crypto: Crypto, options: VerifyOptions = {}): VerifyReport {
	const lines = linesOf(bytes);
	const first = lines.next();
	const read = readHeader(first.done ? new Uint8Array() : first.value);
	if (!read.ok)
		return {
			ok: false,
			org: '',
			fingerprint: '',
			entries: 0,
			chains: [],
			exportedAt: '',
			by: '',
			completeUpTo: undefined,
			problems: [read.error]
		};
	const { header } = read.value;
	const problems: LogProblem[] = [];
	if (options.org !== undefined && options.org !== header.org)
		problems.push({ code: 'foreign-org', detail: `the bundle is of company ${header.org}` });
	if (bytes[bytes.length - 1] !== NEWLINE) problems.push({ code: 'bad-json', detail: 'the last line is not ended' });

	const records = inOrder(decodeRecords(lines, header.org, crypto, problems), problems);
	const links = new LinkCheck(records, bytes, crypto, problems);
	links.run();
	checkESignatures(records, links, crypto, problems);
	checkHeader(read.value, links, crypto, problems);
	links.checkSignatures(options.allSignatures ?? false);
	if (options.against) checkAgainst(options.against, header.org, links, crypto, problems);

	const statement = links.chains.get(header.by)?.last;
	return {
		ok: problems.length === 0,
		org: header.org,
		fingerprint: fingerprintOf(header.org, crypto),
		entries: records.length,
		chains: [...links.chains.values()].map(({ last: { dev, seq, id } }) => ({ dev, seq, id })),
		exportedAt: header.exportedAt,
		by: header.by,
		completeUpTo: statement?.type === 'export.packaged' ? { dev: statement.dev, seq: statement.seq, rec: statement.rec } : undefined,
		problems
	};
}

/** Verifies entries that are not in a file: what a device keeps, in order-key order, each line ended by a newline. Steps 2–5 and 7. */
export function verifyEntries(
	bytes: Uint8Array,
	org: string,
	crypto: Crypto,
	options: Pick<VerifyOptions, 'allSignatures'> = {}
): Pick<VerifyReport, 'ok' | 'entries' | 'problems'> {
	const problems: LogProblem[] = [];
	const records = inOrder(decodeRecords(linesOf(bytes), org, crypto, problems), problems);
	const links = new LinkCheck(records, bytes, crypto, problems);
	links.run();
	checkESignatures(records, links, crypto, problems);
	links.checkSignatures(options.allSignatures ?? false);
	return { ok: problems.length === 0, entries: records.length, problems };
}

const FINGERPRINT_DIGITS = 20;

export function fingerprintOf(org: string, crypto: Crypto): string {
	return (
		toHex(crypto.sha256(utf8(org)))
			.slice(0, FINGERPRINT_DIGITS)
			.match(/.{4}/g) ?? []
	).join(' ');
}

/** Step 3: ascending order keys; an identical entry twice is a duplicate; then everything continues on the sorted list. */
function inOrder(records: readonly EntryRecord[], problems: LogProblem[]): readonly EntryRecord[] {
	if (isAscending(records)) return records;
	let isReported = false;
	let before: EntryRecord | undefined;
	const seen = new Set<string>();
	const unique: EntryRecord[] = [];
	for (const record of records) {
		const { id, dev, seq } = record;
		if (seen.has(id)) {
			problems.push({ code: 'duplicate', dev, seq, detail: 'the same entry twice' });
			continue;
		}
		seen.add(id);
		if (!isReported && before && compareOrder(before, record) > 0) {
			isReported = true;
			problems.push({ code: 'bad-order', dev, seq, detail: 'not in order-key order' });
		}
		before = record;
		unique.push(record);
	}
	return unique.sort(compareOrder);
}

/** Strictly, so that nothing can be there twice either. */
function isAscending(records: readonly EntryRecord[]): boolean {
	let before: EntryRecord | undefined;
	for (const record of records) {
		if (before && compareOrder(before, record) >= 0) return false;
		before = record;
	}
	return true;
}

/** Step 5: each e-signature is genuine for its content and by a key registered for that person at or before the entry. */
function checkESignatures(records: readonly EntryRecord[], links: LinkCheck, crypto: Crypto, problems: LogProblem[]): void {
	for (const record of records) {
		const { op, dev, seq } = record;
		for (const sign of op?.signs ?? []) {
			const target = record.type === 'op.cosigned' ? targetOf(op, links, crypto) : op;
			if (!isKeyOf(record.keys ?? NO_KEYS, sign.person, sign.key))
				problems.push({ code: 'bad-esignature', dev, seq, detail: `the key is not registered for person ${sign.person}` });
			else if (!target || !verifyESignature(target, sign, crypto))
				problems.push({ code: 'bad-esignature', dev, seq, detail: `person ${sign.person} did not sign this content` });
		}
	}
}

/** What a later co-signature is over: the operation itself, not the act of co-signing. */
function targetOf(op: Operation | undefined, links: LinkCheck, crypto: Crypto): Operation | undefined {
	const target = op?.data['target'];
	const record = typeof target === 'string' ? links.byId().get(target) : undefined;
	if (!record) return undefined;
	if (record.op) return record.op;
	const entry = decodeEntry(links.lineOf(record), crypto);
	return entry.ok ? entry.value.op : undefined;
}
