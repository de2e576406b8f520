/**
 * Checks a bundle without trusting anybody: not the vendor, not the admin, not the relay, not this program's own store
 * (docs/log-format.md §8 states the same steps for other implementations). Codes and their order are part of the format,
 * so that independent verifiers can be compared on every alteration.
 */
import { fromUtf8, toHex, utf8 } from '#lib/kernel/bytes.ts';
import { linesOf, readHeader, verifyHeader, type BundleHeader, type ReadHeader } from './bundle.ts';
import type { Crypto } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import { decodeEntry, verifyEntrySignature } from './entry.ts';
import { verifyESignature } from './e-signature.ts';
import { verifyJoin } from './invitation.ts';
import type { ESignature, JsonObject, Operation } from './operation.ts';
import { compareOrder } from './order.ts';
import type { LogProblem, ProblemCode } from './problem.ts';
import { decodeRecords, publicKeyIn, type EntryRecord } from './verify-records.ts';

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
	readonly chains: readonly ChainHead[];
	readonly exportedAt: string;
	readonly by: string;
	/** Place of the exporter's own statement that this is what it had. */
	readonly completeUpTo: { readonly dev: string; readonly seq: number; readonly rec: string } | undefined;
	readonly problems: readonly LogProblem[];
}

const HEADER_ONLY = { entries: 0, chains: [], exportedAt: '', by: '', completeUpTo: undefined };

/** Verifies the uncompressed lines of a bundle. */
export function verifyBundle(bytes: Uint8Array, crypto: Crypto, options: VerifyOptions = {}): VerifyReport {
	const lines = linesOf(bytes);
	const first = lines.next();
	const read = readHeader(first.done ? new Uint8Array() : first.value);
	if (!read.ok) return { ok: false, org: '', fingerprint: '', ...HEADER_ONLY, problems: [read.error] };
	const { header } = read.value;
	const problems: LogProblem[] = [];
	if (options.org !== undefined && options.org !== header.org) problems.push({ code: 'foreign-org', detail: `the bundle is of company ${header.org}` });

	const records = decodeRecords(lines, header.org, crypto, problems);
	const sorted = inOrder(records, problems);
	const links = new LinkCheck(sorted, crypto, problems);
	links.run();
	checkESignatures(sorted, links, crypto, problems);
	checkHeader(read.value, links, crypto, problems);
	links.checkSignatures(options.allSignatures ?? false);
	if (options.against) checkAgainst(options.against, links, problems);

	const statement = links.tips.get(header.by)?.find((tip) => tip.type === 'export.packaged');
	return {
		ok: problems.length === 0,
		org: header.org,
		fingerprint: fingerprintOf(header.org, crypto),
		entries: sorted.length,
		chains: [...links.tips.values()].flat().map(({ dev, seq, id }) => ({ dev, seq, id })),
		exportedAt: header.exportedAt,
		by: header.by,
		completeUpTo: statement && { dev: statement.dev, seq: statement.seq, rec: statement.rec },
		problems
	};
}

const FINGERPRINT_DIGITS = 20;

export function fingerprintOf(org: string, crypto: Crypto): string {
	return (toHex(crypto.sha256(utf8(org))).slice(0, FINGERPRINT_DIGITS).match(/.{4}/g) ?? []).join(' ');
}

/** Step 3: strictly ascending; an identical entry twice is a duplicate; then everything continues on the sorted list. */
function inOrder(records: readonly EntryRecord[], problems: LogProblem[]): readonly EntryRecord[] {
	let ascending = true;
	const seen = new Set<string>();
	const unique: EntryRecord[] = [];
	for (const record of records) {
		if (seen.has(record.id)) {
			problems.push(at(record, 'duplicate', 'the same entry twice'));
			continue;
		}
		seen.add(record.id);
		const before = unique.at(-1);
		if (ascending && before && compareOrder(before, record) > 0) {
			ascending = false;
			problems.push(at(record, 'bad-order', 'not in order-key order'));
		}
		unique.push(record);
	}
	return ascending ? unique : unique.sort(compareOrder);
}

/** Steps 4 and 7: chains, links, order numbers, device keys, signatures. */
class LinkCheck {
	readonly byId = new Map<string, EntryRecord>();
	/** Newest entry of each chain; several where it is forked. */
	readonly tips = new Map<string, EntryRecord[]>();
	readonly keys = new Map<string, Uint8Array>();
	readonly #records: readonly EntryRecord[];
	readonly #crypto: Crypto;
	readonly #problems: LogProblem[];
	readonly #places = new Map<string, EntryRecord>();
	readonly #unknown = new Set<string>();
	readonly #suspects = new Set<EntryRecord>();

	constructor(records: readonly EntryRecord[], crypto: Crypto, problems: LogProblem[]) {
		this.#records = records;
		this.#crypto = crypto;
		this.#problems = problems;
	}

	run(): void {
		for (const record of this.#records) {
			this.#checkDevice(record);
			this.#checkLinks(record);
			this.byId.set(record.id, record);
			this.#extend(record);
		}
	}

	/** The entry recorded at a place, the first branch of a fork. */
	at(dev: string, seq: number): EntryRecord | undefined {
		return this.#places.get(`${dev} ${seq}`);
	}

	/** Head signatures pin every byte before them; where a link is broken both neighbours are checked to tell which changed. */
	checkSignatures(all: boolean): void {
		const heads = new Set([...this.tips.values()].flat());
		for (const record of this.#records) {
			if (!all && !heads.has(record) && !this.#suspects.has(record)) continue;
			const key = this.keys.get(record.dev);
			if (key && !verifyEntrySignature({ line: fromUtf8(record.line) ?? '' }, key, this.#crypto)) this.#problems.push(at(record, 'bad-signature', 'not signed by its device'));
		}
	}

	#checkDevice(record: EntryRecord): void {
		if (record.seq !== 1 || !record.op) {
			if (!this.keys.has(record.dev) && !this.#unknown.has(record.dev) && record.seq === 1) this.#reportUnknown(record);
			return;
		}
		const key = publicKeyIn(record.op);
		const invitation = this.byId.get(record.prev);
		const proven =
			record.org === ''
				? key !== undefined && deviceIdOf(key, this.#crypto) === record.dev
				: record.type === 'device.joined' && invitation?.op !== undefined && verifyJoin(record.op, { id: invitation.id, type: invitation.type, data: invitation.op.data }, this.#crypto);
		if (key && proven) this.keys.set(record.dev, key);
		else this.#reportUnknown(record);
	}

	#reportUnknown(record: EntryRecord): void {
		if (this.#unknown.has(record.dev)) return;
		this.#unknown.add(record.dev);
		this.#problems.push(at(record, 'unknown-device', 'its chain does not begin with a proven invitation'));
	}

	#checkLinks(record: EntryRecord): void {
		if (record.org === '') {
			if (record.seq !== 1 || record.n !== 1 || record.prev !== '' || record.heads) this.#problems.push(at(record, 'bad-link', 'not a genesis'));
			return;
		}
		let n = 0;
		let complete = true;
		const before = record.seq === 1 ? this.byId.get(record.prev) : this.at(record.dev, record.seq - 1);
		if (!before) {
			complete = false;
			this.#problems.push(at(record, 'gap', record.seq === 1 ? 'its invitation is missing' : `entry ${record.seq - 1} is missing`));
		} else if (record.seq > 1 && before.id !== record.prev) {
			const branch = this.byId.get(record.prev);
			if (branch?.dev === record.dev && branch.seq === record.seq - 1) n = branch.n;
			else {
				complete = false;
				this.#suspects.add(before).add(record);
				this.#problems.push(at(record, 'bad-link', 'prev is not the entry before'));
			}
		} else n = before.n;
		for (const dev in record.heads) {
			const [seq, id] = record.heads[dev] ?? [0, ''];
			const head = this.byId.get(id);
			if (head && head.dev === dev && head.seq === seq) {
				if (head.n > n) n = head.n;
				continue;
			}
			complete = false;
			const other = this.at(dev, seq);
			if (other) this.#suspects.add(other);
			this.#problems.push(at(record, other ? 'bad-link' : 'gap', other ? `head ${dev}:${seq} is another entry` : `head ${dev}:${seq} is missing`));
		}
		if (complete && record.n !== n + 1) this.#problems.push(at(record, 'bad-n', `n is ${record.n}, its past gives ${n + 1}`));
	}

	#extend(record: EntryRecord): void {
		const place = `${record.dev} ${record.seq}`;
		if (this.#places.has(place)) this.#problems.push(at(record, 'fork', 'two entries for one place of the chain'));
		else this.#places.set(place, record);
		const tips = this.tips.get(record.dev);
		if (!tips) this.tips.set(record.dev, [record]);
		else {
			const index = tips.findIndex((tip) => tip.id === record.prev);
			if (index >= 0) tips[index] = record;
			else if (tips.some((tip) => tip.seq >= record.seq)) tips.push(record);
			else tips[tips.length - 1] = record;
		}
	}
}

/** Step 5: each e-signature is right for its content and by a key registered for that person before. */
function checkESignatures(records: readonly EntryRecord[], links: LinkCheck, crypto: Crypto, problems: LogProblem[]): void {
	const keys = new Map<string, Set<string>>();
	const register = (person: unknown, key: unknown) => {
		if (typeof person !== 'string' || typeof key !== 'string') return;
		const known = keys.get(person);
		if (known) known.add(key);
		else keys.set(person, new Set([key]));
	};
	for (const record of records) {
		const { op } = record;
		if (!op) continue;
		if (record.org === '' && Array.isArray(op.data['founders'])) for (const founder of op.data['founders'] as readonly JsonObject[]) register(founder['person'], founder['key']);
		if (record.type === 'person.keyAdded') register(op.data['person'], op.data['key']);
		for (const sign of op.signs ?? []) {
			const target = record.type === 'op.cosigned' ? targetOf(op, links, crypto) : op;
			if (!keys.get(sign.person)?.has(sign.key)) problems.push(at(record, 'bad-esignature', `the key is not registered for person ${sign.person}`));
			else if (!target || !isGenuine(target, sign, crypto)) problems.push(at(record, 'bad-esignature', `the signature of person ${sign.person} is not over this content`));
		}
	}
}

function isGenuine(target: Operation, sign: ESignature, crypto: Crypto): boolean {
	return verifyESignature(target, sign, crypto);
}

function targetOf(op: Operation, links: LinkCheck, crypto: Crypto): Operation | undefined {
	const record = links.byId.get(String(op.data['target']));
	if (!record) return undefined;
	const entry = decodeEntry(record.line, crypto);
	return entry.ok ? entry.value.op : undefined;
}

/** Step 6: signed by its device, heads as stated, and the exporter's last word is that it exported. */
function checkHeader(read: ReadHeader, links: LinkCheck, crypto: Crypto, problems: LogProblem[]): void {
	const { header } = read;
	for (const source of header.merged ? sourcesOf(header) : [read]) {
		const key = source && links.keys.get(source.header.by);
		if (!source || !key || !verifyHeader(source, key, crypto)) problems.push({ code: 'bad-header', detail: 'the header is not signed by the exporting device' });
		else if (source.header.org !== header.org) problems.push({ code: 'bad-header', detail: 'a merged header is of another company' });
		else checkHeads(source.header, links, header.merged === undefined, problems);
	}
	checkHeads(header, links, true, problems);
}

function sourcesOf(header: BundleHeader): readonly (ReadHeader | undefined)[] {
	return (header.merged ?? []).map((line) => {
		const read = readHeader(utf8(line));
		return read.ok ? read.value : undefined;
	});
}

function checkHeads(header: BundleHeader, links: LinkCheck, exact: boolean, problems: LogProblem[]): void {
	const report = (dev: string, seq: number, detail: string) => {
		if (!problems.some((problem) => problem.code === 'head-mismatch' && problem.dev === dev)) problems.push({ code: 'head-mismatch', dev, seq, detail });
	};
	for (const [dev, [seq, id]] of Object.entries(header.heads)) {
		const stated = links.byId.get(id);
		if (!stated || stated.dev !== dev || stated.seq !== seq) report(dev, seq, 'the stated newest entry is not in the file');
		else if (exact && !(links.tips.get(dev) ?? []).some((tip) => tip.id === id)) report(dev, seq, 'the chain goes on beyond its stated end');
	}
	if (exact) for (const dev of links.tips.keys()) if (!(dev in header.heads)) report(dev, links.tips.get(dev)?.[0]?.seq ?? 0, 'the header does not state this chain');
	const last = header.by === '' ? undefined : links.byId.get(header.heads[header.by]?.[1] ?? '');
	if (header.by !== '' && last && last.type !== 'export.packaged') report(header.by, last.seq, 'the exporter did not record the export');
}

/** An older bundle's chains must be beginnings of these. */
function checkAgainst(older: Uint8Array, links: LinkCheck, problems: LogProblem[]): void {
	const lines = linesOf(older);
	const first = lines.next();
	const read = readHeader(first.done ? new Uint8Array() : first.value);
	if (!read.ok) {
		problems.push({ ...read.error, detail: `older bundle: ${read.error.detail}` });
		return;
	}
	for (const [dev, [seq, id]] of Object.entries(read.value.header.heads)) {
		if (links.byId.has(id)) continue;
		const here = links.at(dev, seq);
		problems.push({ code: here ? 'fork' : 'head-mismatch', dev, seq, detail: here ? 'the older bundle has another entry here' : 'the older bundle knew more of this chain' });
	}
}

function at(record: EntryRecord, code: ProblemCode, detail: string): LogProblem {
	return { code, dev: record.dev, seq: record.seq, detail };
}
