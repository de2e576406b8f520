/** Verification, first pass: every line decoded on its own and reduced to what the links need. */
import { fromBase64Url } from '#lib/kernel/bytes.ts';
import type { Crypto } from './crypto.ts';
import { decodeEntry } from './entry.ts';
import type { JsonObject, JsonValue, Operation } from './operation.ts';
import type { OrderKey } from './order.ts';
import type { LogProblem } from './problem.ts';

/** An entry, reduced. A million of these must fit into memory. */
export interface EntryRecord extends OrderKey {
	readonly org: string;
	readonly prev: string;
	readonly heads: Operation['heads'] | undefined;
	readonly type: string;
	readonly line: Uint8Array;
	/** The whole operation, for the few that later steps ask for: genesis, invitations, joins, keys, signed acts. */
	readonly op: Operation | undefined;
}

const KEPT_TYPES: readonly string[] = ['org.initialised', 'sandbox.forked', 'device.invited', 'device.joined', 'person.keyAdded', 'op.cosigned'];

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
		const belongs = op.org === '' ? id === org : op.org === org;
		if (!belongs) {
			problems.push({ code: 'foreign-org', dev: op.dev, seq: op.seq, detail: `line ${number}: belongs to company ${op.org === '' ? id : op.org}` });
			continue;
		}
		const keep = op.signs !== undefined || KEPT_TYPES.includes(op.type);
		records.push({
			id,
			org: op.org,
			dev: op.dev,
			seq: op.seq,
			n: op.n,
			rec: op.rec,
			prev: op.prev,
			heads: isEmpty(op.heads) ? undefined : op.heads,
			type: op.type,
			line,
			op: keep ? op : undefined
		});
	}
	return records;
}

/** Public key inside `data.pubKey`, or the genesis' `data.device.pubKey`. */
export function publicKeyIn(op: Operation): Uint8Array | undefined {
	const holder: JsonValue | undefined = op.org === '' ? op.data['device'] : op.data;
	const text = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? (holder as JsonObject)['pubKey'] : undefined;
	return typeof text === 'string' ? fromBase64Url(text) : undefined;
}

function isEmpty(object: JsonObject | Operation['heads']): boolean {
	for (const key in object) if (key !== '') return false;
	return true;
}
