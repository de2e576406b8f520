/**
 * Verification of what ties entries together: chains, frontier, order numbers, device keys, and the signatures that pin
 * every byte (docs/log-format.md §8, steps 4 and 7). Expects entries in order-key order.
 */
import { fromBase64Url, fromUtf8 } from '#lib/kernel/bytes.ts';
import type { Crypto } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import { verifyEntrySignature } from './entry.ts';
import { verifyJoin } from './invitation.ts';
import { keysAfter, NO_KEYS, unionOfKeys, type KnownKeys } from './known-keys.ts';
import type { JsonObject, JsonValue, Operation } from './operation.ts';
import type { LogProblem, ProblemCode } from './problem.ts';
import type { EntryRecord } from './verify-records.ts';

const GENESIS_TYPES: readonly string[] = ['org.initialised', 'sandbox.forked'];

interface Chain {
	/** Device key, once the first entry has proven it. */
	key: Uint8Array | undefined;
	isReportedUnknown: boolean;
	isReportedForked: boolean;
	/** The entry of the chain that comes last in order so far. */
	last: EntryRecord;
	readonly places: ChainPlaces;
}

/** A chain's entries by sequence number. An intact chain is a plain list; what follows a hole or a fork is kept aside. */
class ChainPlaces {
	readonly #row: EntryRecord[] = [];
	readonly #aside = new Map<number, EntryRecord[]>();

	has(seq: number): boolean {
		return seq <= this.#row.length || this.#aside.has(seq);
	}

	find(seq: number, id: string): EntryRecord | undefined {
		const record = this.#row[seq - 1];
		return record?.id === id ? record : this.#aside.get(seq)?.find((other) => other.id === id);
	}

	add(record: EntryRecord): void {
		if (record.seq === this.#row.length + 1 && !this.#aside.has(record.seq)) {
			this.#row.push(record);
			return;
		}
		const others = this.#aside.get(record.seq);
		if (others) others.push(record);
		else this.#aside.set(record.seq, [record]);
	}
}

export class LinkCheck {
	readonly chains = new Map<string, Chain>();
	readonly #records: readonly EntryRecord[];
	readonly #file: Uint8Array;
	readonly #crypto: Crypto;
	readonly #problems: LogProblem[];
	readonly #invitations = new Map<string, EntryRecord>();
	#byId: Map<string, EntryRecord> | undefined;

	/** `file` holds the lines of `records`. */
	constructor(records: readonly EntryRecord[], file: Uint8Array, crypto: Crypto, problems: LogProblem[]) {
		this.#records = records;
		this.#file = file;
		this.#crypto = crypto;
		this.#problems = problems;
	}

	lineOf(record: EntryRecord): Uint8Array {
		return new Uint8Array(this.#file.buffer, record.start, record.length);
	}

	find(dev: string, seq: number, id: string): EntryRecord | undefined {
		return this.chains.get(dev)?.places.find(seq, id);
	}

	/** All entries by id; made only when asked for, a place in a chain mostly tells more. */
	byId(): ReadonlyMap<string, EntryRecord> {
		return (this.#byId ??= new Map(this.#records.map((record) => [record.id, record])));
	}

	/** Step 4. */
	run(): void {
		for (const record of this.#records) {
			const known = this.chains.get(record.dev);
			const previousKeys = known?.last.keys;
			const chain = known ?? { key: undefined, isReportedUnknown: false, isReportedForked: false, last: record, places: new ChainPlaces() };
			if (!known) this.chains.set(record.dev, chain);
			this.#checkDevice(record, chain);
			if (record.org === '') this.#checkGenesis(record);
			else this.#checkPast(record, chain, previousKeys);
			if (record.op) record.keys = keysAfter(record.keys ?? NO_KEYS, record.op);
			this.#place(record, chain);
		}
	}

	/**
	 * Step 7. A proven entry pins its predecessor, whose signature then need not be checked; a bad signature pins nothing,
	 * so the altered entry itself is found. Going backwards, every successor is judged before its predecessor.
	 */
	checkSignatures(all: boolean): void {
		const bad: EntryRecord[] = [];
		for (let at = this.#records.length - 1; at >= 0; at--) {
			const record = this.#records[at];
			if (!record) continue;
			let proven = record.pinned;
			const key = all || !proven ? this.chains.get(record.dev)?.key : undefined;
			if (key) {
				const genuine = verifyEntrySignature({ line: fromUtf8(this.lineOf(record)) ?? '' }, key, this.#crypto);
				if (!genuine) bad.push(record);
				proven ||= genuine;
			}
			if (proven && record.before) record.before.pinned = true;
		}
		for (const record of bad.reverse()) this.#report(record, 'bad-signature', 'not signed by its device');
	}

	#checkDevice(record: EntryRecord, chain: Chain): void {
		if (record.seq === 1 && record.op && !chain.key) {
			const key = devicePublicKey(record.op);
			if (key && deviceIdOf(key, this.#crypto) === record.dev && this.#isAdmitted(record, record.op)) chain.key = key;
		}
		if (chain.key || chain.isReportedUnknown) return;
		chain.isReportedUnknown = true;
		this.#report(record, 'unknown-device', 'its chain does not begin with the genesis or a proven invitation');
	}

	#isAdmitted(record: EntryRecord, op: Operation): boolean {
		if (record.org === '') return true;
		const invitation = this.#invitations.get(record.prev);
		return (
			invitation?.op !== undefined && verifyJoin(op, { id: invitation.id, type: invitation.type, data: invitation.op.data }, this.#crypto)
		);
	}

	#checkGenesis(record: EntryRecord): void {
		const isGenesis =
			GENESIS_TYPES.includes(record.type) && record.seq === 1 && record.n === 1 && record.prev === '' && record.heads === undefined;
		if (!isGenesis) this.#report(record, 'bad-link', 'not a genesis');
	}

	#checkPast(record: EntryRecord, chain: Chain, previousKeys: KnownKeys | undefined): void {
		const before = this.#findBefore(record, chain);
		// A broken link must not make the chain forget whose keys are whose: that would drown the one finding in others.
		let keys = before?.keys ?? previousKeys ?? NO_KEYS;
		let n = before?.n ?? 0;
		let complete = before !== undefined;
		for (const [dev, [seq, id]] of Object.entries(record.heads ?? {})) {
			const head = this.find(dev, seq, id);
			if (head) {
				if (head.n > n) n = head.n;
				if (head.keys && head.keys !== keys) keys = unionOfKeys(keys, head.keys);
				continue;
			}
			complete = false;
			if (this.chains.get(dev)?.places.has(seq)) this.#report(record, 'bad-link', `head ${dev}:${seq} is another entry`);
			else this.#report(record, 'gap', `head ${dev}:${seq} is missing`);
		}
		record.keys = keys;
		if (complete && record.n !== n + 1) this.#report(record, 'bad-n', `n is ${record.n}, its past gives ${n + 1}`);
	}

	#findBefore(record: EntryRecord, chain: Chain): EntryRecord | undefined {
		if (record.seq === 1) {
			// Not only invitations: a chain that begins after something else is unknown, but nothing is missing.
			const named = this.#invitations.get(record.prev) ?? this.#earlier(record);
			if (!named) this.#report(record, 'gap', 'its invitation is missing');
			return named;
		}
		record.before = chain.places.find(record.seq - 1, record.prev);
		if (record.before) return record.before;
		if (chain.places.has(record.seq - 1)) this.#report(record, 'bad-link', 'prev is not the entry before');
		else this.#report(record, 'gap', `entry ${record.seq - 1} of its chain is missing`);
		return undefined;
	}

	#place(record: EntryRecord, chain: Chain): void {
		if (record.type === 'device.invited') this.#invitations.set(record.id, record);
		if (chain.places.has(record.seq) && !chain.isReportedForked) {
			chain.isReportedForked = true;
			this.#report(record, 'fork', 'a second entry for this place of the chain');
		}
		chain.last = record;
		chain.places.add(record);
	}

	/** The entry that a chain's first one names as its past, if it stands earlier in the order. */
	#earlier(record: EntryRecord): EntryRecord | undefined {
		const named = this.byId().get(record.prev);
		return named && this.find(named.dev, named.seq, named.id);
	}

	#report(record: EntryRecord, code: ProblemCode, detail: string): void {
		this.#problems.push({ code, dev: record.dev, seq: record.seq, detail });
	}
}

/** `data.pubKey` of a joining device, `data.device.pubKey` of the genesis. */
function devicePublicKey(op: Operation): Uint8Array | undefined {
	const holder: JsonValue | undefined = op.org === '' ? op.data['device'] : op.data;
	const text = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? (holder as JsonObject)['pubKey'] : undefined;
	return typeof text === 'string' ? fromBase64Url(text) : undefined;
}
