/** Verification, first pass: every line decoded on its own and reduced to what the later steps need. */
import type { Crypto } from './crypto.ts';
import { decodeEntry, entryId } from './entry.ts';
import type { Operation } from './operation.ts';
import type { OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';
import { scanEntry, type ScannedEntry } from './scan-entry.ts';

/** An entry, reduced. A million of these must fit into memory. */
export interface EntryRecord extends OrderKey {
	readonly org: string;
	readonly prev: string;
	/** Undefined where there are none. */
	readonly heads: Operation['heads'] | undefined;
	readonly type: string;
	/** Where the line begins in the file's buffer, and its length: a view for each would cost more than the record. */
	readonly start: number;
	readonly length: number;
	/** The whole operation, for the few that later steps ask for. */
	readonly op: Operation | undefined;
	/** Working state of verification: keys of persons registered in its past (see `KnownKeys`). */
	keys: ReadonlySet<string> | undefined;
	/** Working state: its predecessor in the chain, and whether a proven successor names its id. */
	before: EntryRecord | undefined;
	pinned: boolean;
}

/** Operations whose content verification reads, besides the first of each chain and everything signed by persons. */
const KEPT_TYPES: ReadonlySet<string> = new Set(['device.invited', 'person.keyAdded', 'op.cosigned']);

/** Decodes all lines; those that are no entries of this company are reported and left out. */
export function decodeRecords(lines: Iterable<Uint8Array>, org: string, crypto: Crypto, problems: LogProblem[]): EntryRecord[] {
	const records: EntryRecord[] = [];
	let number = 1;
	for (const line of lines) {
		number++;
		const scanned = scanEntry(line);
		if (scanned && scanned.org === org && scanned.seq > 1 && !KEPT_TYPES.has(scanned.type)) {
			records.push(recordOf(entryId(line, crypto), scanned, line, undefined));
			continue;
		}
		const entry = decodeEntry(line, crypto);
		if (!entry.ok) {
			problems.push({ ...entry.error, detail: `line ${number}: ${entry.error.detail}` });
			continue;
		}
		const { id, op } = entry.value;
		const company: string = op.org === '' ? id : op.org;
		if (company === org)
			records.push(recordOf(id, { ...op, heads: isEmpty(op.heads) ? undefined : op.heads }, line, isKept(op) ? op : undefined));
		else problems.push({ code: 'foreign-org', dev: op.dev, seq: op.seq, detail: `line ${number}: belongs to company ${company}` });
	}
	return records;
}

function isKept(op: Operation): boolean {
	return op.seq === 1 || op.signs !== undefined || KEPT_TYPES.has(op.type);
}

function recordOf(
	id: string,
	{ org, dev, seq, n, rec, prev, heads, type }: ScannedEntry,
	line: Uint8Array,
	op: Operation | undefined
): EntryRecord {
	return {
		id,
		org,
		dev,
		seq,
		n,
		rec,
		prev,
		heads,
		type,
		start: line.byteOffset,
		length: line.length,
		op,
		keys: undefined,
		before: undefined,
		pinned: false
	};
}

function isEmpty(object: Operation['heads']): boolean {
	return Object.keys(object).length === 0;
}
