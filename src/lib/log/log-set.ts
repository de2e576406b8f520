/**
 * The accepted log of one company on one replica: chains, forks, and what still waits for its past.
 *
 * Invariants
 * 1. An entry is accepted only after `prev` and every head (design.md §3); the rest waits in a bounded `pending`.
 * 2. Nothing is refused for its time, type, content or deliverer – only for form, link, signature and size.
 * 3. Both branches of a fork are kept; which of them counts is decided by people, above this layer.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { fromBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { CausalIndex, type Position } from './causality.ts';
import { Chains, type Fork } from './chains.ts';
import type { Crypto } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import { entryId, verifyEntrySignature, type Entry } from './entry.ts';
import { check, type ColumnImage, type ImageReader } from './image.ts';
import { verifyJoin } from './invitation.ts';
import { MAX_PENDING } from './limits.ts';
import { MemoryLines, type LineStore } from './line-store.ts';
import type { JsonObject } from './operation.ts';
import { OpList } from './op-list.ts';
import { OpTable } from './op-table.ts';
import type { LogProblem, ProblemCode } from './problem.ts';
import { RecordedOp } from './recorded-op.ts';

export type { Fork } from './chains.ts';

export type Ingested =
	/** Accepted, together with everything that had waited for it, in causal order. */
	| { readonly outcome: 'accepted'; readonly ops: readonly RecordedOp[] }
	| { readonly outcome: 'duplicate' }
	| { readonly outcome: 'pending'; readonly missing: string };

export interface IngestOptions {
	/** The bytes were already proven, by a verified head signature that pins them or by having been written here. */
	readonly signatureVerified?: boolean;
}

const GENESIS_TYPES: readonly string[] = ['org.initialised', 'sandbox.forked'];

/** Operations looked at are kept together in pages of so many. */
const PAGE = 1024;

export class LogSet {
	readonly causality = new CausalIndex();
	/** Everything accepted, in order of arrival here. */
	readonly ops: OpList;
	/** The columns below; engines over this log read them. */
	readonly table: OpTable;
	readonly #crypto: Crypto;
	readonly #pages: (RecordedOp | undefined)[][] = [];
	readonly #chains: Chains;
	readonly #keys = new Map<string, Uint8Array>();
	readonly #waiting = new Map<string, Entry[]>();
	readonly #pendingIds = new Set<string>();
	#org = '';

	/** `lines` is empty, and nobody else writes to it; when restoring, the lines of the image. */
	constructor(crypto: Crypto, lines: LineStore = new MemoryLines()) {
		this.#crypto = crypto;
		this.table = new OpTable(lines);
		this.#chains = new Chains(this.table);
		this.ops = new OpList(
			() => this.size,
			(index) => this.opAt(index)
		);
	}

	/** Id of the genesis entry, which is the company; "" before it arrived. */
	get org(): string {
		return this.#org;
	}

	/** How many operations there are. */
	get size(): number {
		return this.table.size;
	}

	/** By arrival number; undefined beyond the last. Always the same object for the same operation. */
	opAt(index: number): RecordedOp | undefined {
		if (index < 0 || index >= this.table.size) return undefined;
		const page = (this.#pages[Math.floor(index / PAGE)] ??= Array.from({ length: PAGE }, () => undefined));
		return (page[index % PAGE] ??= new RecordedOp(this.table, index));
	}

	get pendingCount(): number {
		return this.#pendingIds.size;
	}

	/** Lines of entries that wait for their past; whoever restores a log ingests them again. */
	pendingLines(): readonly string[] {
		return [...this.#waiting.values()].flatMap((entries) => entries.map((entry) => entry.line));
	}

	get forks(): readonly Fork[] {
		return this.#chains.forks;
	}

	/** Whether two histories of this device's chain are known. */
	isForked(dev: string): boolean {
		return this.#chains.isForked(dev);
	}

	/** Grows whenever a fork is found or turns out to begin earlier. */
	get forkVersion(): number {
		return this.#chains.forkVersion;
	}

	get(id: string): RecordedOp | undefined {
		return this.opAt(this.table.find(id));
	}

	/** Entry at a place of a device's chain; of a fork, the branch that arrived first. */
	at(dev: string, seq: number): RecordedOp | undefined {
		return this.opAt(this.#chains.entriesAt(dev, seq)[0] ?? -1);
	}

	/** Operations of a device from a sequence number on, of all branches. */
	opsFrom(dev: string, seq: number): readonly RecordedOp[] {
		return this.#chains.from(dev, seq).flatMap((index) => this.opAt(index) ?? []);
	}

	deviceKey(dev: string): Uint8Array | undefined {
		return this.#keys.get(dev);
	}

	/** Whether this device already recorded that user action (a retry or a double click). */
	hasCommand(dev: string, cmd: string): boolean {
		return this.table.hasCommand(dev, cmd);
	}

	/** Newest entry of every chain and branch. */
	get tips(): readonly RecordedOp[] {
		return this.#chains.all.flatMap((_, chain) => this.opAt(this.#chains.tip(chain)) ?? []);
	}

	/** Newest entry this device wrote (on its first branch, should its chain be forked). */
	tipOf(dev: string): RecordedOp | undefined {
		const ops = this.#chains.firstBranch(dev)?.ops;
		return ops && this.opAt(ops.get(ops.length - 1));
	}

	/** Newest entry of every device's first branch. */
	heads(): Record<string, [seq: number, id: string]> {
		const heads: Record<string, [number, string]> = {};
		for (const { dev } of this.#chains.firstBranches()) {
			const tip = this.tipOf(dev);
			if (tip) heads[dev] = [tip.seq, tip.id];
		}
		return heads;
	}

	/** Lines `from` … `to` (inclusive sequence numbers) of a device's first branch, ascending; fewer if it ends earlier. */
	linesOf(dev: string, from: number, to: number): readonly string[] {
		const ops = this.#chains.firstBranch(dev)?.ops;
		const lines: string[] = [];
		if (ops) for (let seq = Math.max(from, 1); seq <= Math.min(to, ops.length); seq++) lines.push(this.table.lines.read(ops.get(seq - 1)));
		return lines;
	}

	/** Lines of all branches of forked chains but the first, in order of arrival. */
	rivalLines(): readonly string[] {
		return this.#chains.rivals().map((index) => this.table.lines.read(index));
	}

	isBefore(a: Position, b: Position): boolean {
		return this.causality.isBefore(a, b);
	}

	/** All columns; entries that wait are not among them. */
	image(): ColumnImage[] {
		return [...this.table.image(), ...this.causality.image()];
	}

	/**
	 * Takes over an image of exactly the lines this empty log was made with. Throws `ImageProblem` if they do not belong
	 * together; then this log is of no use.
	 */
	load(image: ImageReader): void {
		const { table } = this;
		table.load(image);
		if (table.size === 0) return;
		for (let index = 0; index < table.size; index++) this.#chains.add(index);
		const chains = this.#chains.all;
		this.causality.load(
			image,
			chains.map(({ start, ops }) => start + ops.length - 1)
		);
		this.#org = table.id(0);
		for (const [number, { dev, start, ops }] of chains.entries()) {
			// The newest lines pin all before them.
			const tip = this.#chains.tip(number);
			check(entryId(utf8(table.lines.read(tip)), this.#crypto) === table.id(tip), 'the lines are those of the image');
			if (start > 1 || this.#keys.has(dev)) continue;
			const { org, data } = table.operation(ops.get(0));
			const key = keyIn(org === '' ? data['device'] : data);
			check(key !== undefined, 'a chain begins with its key');
			this.#keys.set(dev, key);
		}
	}

	/**
	 * Takes one decoded entry from anywhere: own writer, relay, peer or file.
	 * Errors: `foreign-org`, `bad-link`, `bad-n`, `bad-signature`, `unknown-device`, `over-limit` (pending full).
	 */
	ingest(entry: Entry, options: IngestOptions = {}): Result<Ingested, LogProblem> {
		if (this.table.find(entry.id) >= 0 || this.#pendingIds.has(entry.id)) return ok({ outcome: 'duplicate' });
		const accepted: RecordedOp[] = [];
		const first = this.#place(entry, options);
		if (!first.ok) return first;
		if (first.value.outcome === 'pending') {
			// Places to wait are bounded: what a known device did not sign shall not fill them.
			const key = this.#keys.get(entry.op.dev);
			if (key && !options.signatureVerified && !verifyEntrySignature(entry, key, this.#crypto))
				return problem('bad-signature', entry, 'not signed by this device');
			return this.#wait(entry, first.value.missing);
		}
		if (first.value.outcome === 'accepted') accepted.push(...first.value.ops);
		for (let next = 0; next < accepted.length; next++) {
			if (this.#waiting.size === 0) break;
			const id = accepted[next]?.id ?? '';
			const waiting = this.#waiting.get(id);
			if (!waiting) continue;
			this.#waiting.delete(id);
			for (const later of waiting) {
				this.#pendingIds.delete(later.id);
				const placed = this.#place(later, {});
				if (placed.ok && placed.value.outcome === 'accepted') accepted.push(...placed.value.ops);
				else if (placed.ok && placed.value.outcome === 'pending') this.#wait(later, placed.value.missing);
			}
		}
		return ok({ outcome: 'accepted', ops: accepted });
	}

	#wait(entry: Entry, missing: string): Result<Ingested, LogProblem> {
		if (this.#pendingIds.size >= MAX_PENDING) return problem('over-limit', entry, `more than ${MAX_PENDING} entries wait for their past`);
		this.#pendingIds.add(entry.id);
		const list = this.#waiting.get(missing);
		if (list) list.push(entry);
		else this.#waiting.set(missing, [entry]);
		return ok({ outcome: 'pending', missing });
	}

	#place(entry: Entry, options: IngestOptions): Result<Ingested, LogProblem> {
		const { op } = entry;
		if (op.org === '') return this.#placeGenesis(entry);
		if (this.#org === '') return ok({ outcome: 'pending', missing: op.org });
		if (op.org !== this.#org) return problem('foreign-org', entry, `belongs to company ${op.org}`);

		const prev = this.get(op.prev);
		if (!prev) return ok({ outcome: 'pending', missing: op.prev });
		const predecessors: RecordedOp[] = [prev];
		for (const [dev, [seq, id]] of Object.entries(op.heads)) {
			const head = this.get(id);
			if (!head) return ok({ outcome: 'pending', missing: id });
			if (head.dev !== dev || head.seq !== seq) return problem('bad-link', entry, `head ${id} is not ${dev}:${seq}`);
			predecessors.push(head);
		}
		if (op.seq > 1 && (prev.dev !== op.dev || prev.seq !== op.seq - 1)) return problem('bad-link', entry, 'prev is not the entry before');
		let n = 0;
		for (const predecessor of predecessors) n = predecessor.n > n ? predecessor.n : n;
		if (op.n !== n + 1) return problem('bad-n', entry, `n is ${op.n}, its past gives ${n + 1}`);

		const key = op.seq === 1 ? this.#joiningKey(entry, prev) : ok(this.#keys.get(op.dev));
		if (!key.ok) return key;
		if (!key.value) return problem('unknown-device', entry, 'no such device has joined');
		if (!options.signatureVerified && !verifyEntrySignature(entry, key.value, this.#crypto))
			return problem('bad-signature', entry, 'not signed by this device');
		this.#keys.set(op.dev, key.value);
		return ok({ outcome: 'accepted', ops: [this.#accept(entry, predecessors, op.seq > 1 ? prev : undefined)] });
	}

	#placeGenesis(entry: Entry): Result<Ingested, LogProblem> {
		const { op } = entry;
		if (this.#org !== '') return problem('foreign-org', entry, 'the genesis of another company');
		const key = keyIn(op.data['device']);
		if (op.seq !== 1 || op.n !== 1 || op.prev !== '' || Object.keys(op.heads).length > 0 || !GENESIS_TYPES.includes(op.type))
			return problem('bad-link', entry, 'not a genesis');
		if (!key || deviceIdOf(key, this.#crypto) !== op.dev)
			return problem('unknown-device', entry, 'the genesis does not carry its device key');
		if (!verifyEntrySignature(entry, key, this.#crypto)) return problem('bad-signature', entry, 'not signed by its device');
		this.#org = entry.id;
		this.#keys.set(op.dev, key);
		return ok({ outcome: 'accepted', ops: [this.#accept(entry, [], undefined)] });
	}

	#joiningKey(entry: Entry, invitation: RecordedOp): Result<Uint8Array | undefined, LogProblem> {
		const key = keyIn(entry.op.data);
		if (entry.op.type !== 'device.joined' || !key || !verifyJoin(entry.op, invitation, this.#crypto))
			return problem('unknown-device', entry, 'a chain begins with device.joined proving its invitation');
		return ok(key);
	}

	#accept(entry: Entry, predecessors: readonly RecordedOp[], prev: RecordedOp | undefined): RecordedOp {
		const { op } = entry;
		const extendsTip = prev !== undefined && this.#chains.tip(prev.chain) === prev.index;
		const chain = extendsTip ? prev.chain : this.causality.addChain(prev);
		this.causality.append(chain, op.seq, predecessors);
		const index = this.table.append(entry, chain, predecessors[0]?.index ?? -1);
		this.#chains.add(index);
		return this.opAt(index) as RecordedOp;
	}
}

function keyIn(value: unknown): Uint8Array | undefined {
	const text = (value as JsonObject | undefined)?.['pubKey'];
	return typeof text === 'string' ? fromBase64Url(text) : undefined;
}

function problem(code: ProblemCode, entry: Entry, detail: string): Result<never, LogProblem> {
	return err({ code, dev: entry.op.dev, seq: entry.op.seq, detail });
}
