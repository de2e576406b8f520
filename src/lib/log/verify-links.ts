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
	/** By sequence number; of a fork, the branch that comes first in order. */
	readonly places: Map<number, EntryRecord>;
}

export class LinkCheck {
	readonly byId = new Map<string, EntryRecord>();
	readonly chains = new Map<string, Chain>();
	readonly #records: readonly EntryRecord[];
	readonly #crypto: Crypto;
	readonly #problems: LogProblem[];

	constructor(records: readonly EntryRecord[], crypto: Crypto, problems: LogProblem[]) {
		this.#records = records;
		this.#crypto = crypto;
		this.#problems = problems;
	}

	/** Step 4. */
	run(): void {
		for (const record of this.#records) {
			const known = this.chains.get(record.dev);
			const previousKeys = known?.last.keys;
			const chain = known ?? { key: undefined, isReportedUnknown: false, isReportedForked: false, last: record, places: new Map() };
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
				const genuine = verifyEntrySignature({ line: fromUtf8(record.line) ?? '' }, key, this.#crypto);
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
		const invitation = this.byId.get(record.prev);
		return invitation?.op !== undefined && verifyJoin(op, { id: invitation.id, type: invitation.type, data: invitation.op.data }, this.#crypto);
	}

	#checkGenesis(record: EntryRecord): void {
		const isGenesis = GENESIS_TYPES.includes(record.type) && record.seq === 1 && record.n === 1 && record.prev === '' && record.heads === undefined;
		if (!isGenesis) this.#report(record, 'bad-link', 'not a genesis');
	}

	#checkPast(record: EntryRecord, chain: Chain, previousKeys: KnownKeys | undefined): void {
		const before = this.#findBefore(record, chain);
		// A broken link must not make the chain forget whose keys are whose: that would drown the one finding in others.
		let keys = before?.keys ?? previousKeys ?? NO_KEYS;
		let n = before?.n ?? 0;
		let complete = before !== undefined;
		for (const dev in record.heads) {
			const [seq, id] = record.heads[dev] ?? [0, ''];
			const head = this.byId.get(id);
			if (head && head.dev === dev && head.seq === seq) {
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
		const named = this.byId.get(record.prev);
		if (record.seq === 1) {
			if (!named) this.#report(record, 'gap', 'its invitation is missing');
			return named;
		}
		if (named?.dev === record.dev && named.seq === record.seq - 1) {
			record.before = named;
			return named;
		}
		if (chain.places.has(record.seq - 1)) this.#report(record, 'bad-link', 'prev is not the entry before');
		else this.#report(record, 'gap', `entry ${record.seq - 1} of its chain is missing`);
		return undefined;
	}

	#place(record: EntryRecord, chain: Chain): void {
		this.byId.set(record.id, record);
		chain.last = record;
		if (!chain.places.has(record.seq)) chain.places.set(record.seq, record);
		else if (!chain.isReportedForked) {
			chain.isReportedForked = true;
			this.#report(record, 'fork', 'a second entry for this place of the chain');
		}
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
