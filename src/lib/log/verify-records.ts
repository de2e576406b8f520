/** Verification, first pass: every line decoded on its own and reduced to what the later steps need. */
import type { Crypto } from './crypto.ts';
import { decodeEntry } from './entry.ts';
import type { JsonObject, Operation } from './operation.ts';
import type { OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';

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
		const entry = decodeEntry(line, crypto);
		if (!entry.ok) {
			problems.push({ ...entry.error, detail: `line ${number}: ${entry.error.detail}` });
			continue;
		}
		const { id, op } = entry.value;
		const company: string = op.org === '' ? id : op.org;
		if (company === org) records.push(reduce(id, op, line));
		else problems.push({ code: 'foreign-org', dev: op.dev, seq: op.seq, detail: `line ${number}: belongs to company ${company}` });
	}
	return records;
}

function reduce(id: string, op: Operation, line: Uint8Array): EntryRecord {
	const { org, dev, seq, n, rec, prev, heads, type } = op;
	const keep = seq === 1 || op.signs !== undefined || KEPT_TYPES.has(type);
	return { id, org, dev, seq, n, rec, prev, heads: isEmpty(heads) ? undefined : heads, type, start: line.byteOffset, length: line.length, op: keep ? op : undefined, keys: undefined, before: undefined, pinned: false };
}

function isEmpty(object: JsonObject | Operation['heads']): boolean {
	for (const _key in object) return false;
	return true;
}
