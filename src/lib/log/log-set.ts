/**
 * The accepted log of one company on one replica: chains, forks, and what still waits for its past.
 *
 * Invariants
 * 1. An entry is accepted only after `prev` and every head (design.md §3); the rest waits in a bounded `pending`.
 * 2. Nothing is refused for its time, type, content or deliverer – only for form, link, signature and size.
 * 3. Both branches of a fork are kept; which of them counts is decided by people, above this layer.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { fromBase64Url } from '#lib/kernel/bytes.ts';
import { CausalIndex, type Position } from './causality.ts';
import type { Crypto } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import { verifyEntrySignature, type Entry } from './entry.ts';
import { verifyJoin } from './invitation.ts';
import { MAX_PENDING } from './limits.ts';
import { MemoryLines, type LineStore } from './line-store.ts';
import type { JsonObject, OpId } from './operation.ts';
import type { LogProblem, ProblemCode } from './problem.ts';
import { RecordedOp } from './recorded-op.ts';

export type Ingested =
	/** Accepted, together with everything that had waited for it, in causal order. */
	| { readonly outcome: 'accepted'; readonly ops: readonly RecordedOp[] }
	| { readonly outcome: 'duplicate' }
	| { readonly outcome: 'pending'; readonly missing: string };

/** Two entries for one place in a chain: a portable proof that the device's key wrote two histories. */
export interface Fork {
	readonly dev: string;
	/** First sequence number at which the histories differ. */
	readonly seq: number;
	readonly ids: readonly string[];
}

interface Chain {
	readonly dev: string;
	tip: RecordedOp;
	/** Its operations, a fork's branch from the first own one on. */
	readonly ops: RecordedOp[];
}

export interface IngestOptions {
	/** The bytes were already proven, by a verified head signature that pins them or by having been written here. */
	readonly signatureVerified?: boolean;
}

const GENESIS_TYPES: readonly string[] = ['org.initialised', 'sandbox.forked'];

export class LogSet {
	readonly causality = new CausalIndex();
	readonly #crypto: Crypto;
	readonly #lines: LineStore;
	readonly #ops: RecordedOp[] = [];
	readonly #byId = new Map<string, RecordedOp>();
	readonly #chains: Chain[] = [];
	/** First branch of every device's chain, by sequence number − 1. */
	readonly #byDevice = new Map<string, RecordedOp[]>();
	/** All entries of places that have more than one, by `dev seq`. */
	readonly #rivals = new Map<string, RecordedOp[]>();
	readonly #keys = new Map<string, Uint8Array>();
	readonly #forks = new Map<string, Fork>();
	readonly #commands = new Map<string, Set<string>>();
	readonly #waiting = new Map<string, Entry[]>();
	readonly #pendingIds = new Set<string>();
	#org = '';
	#forkVersion = 0;

	/** `lines` is empty, and nobody else writes to it. */
	constructor(crypto: Crypto, lines: LineStore = new MemoryLines()) {
		this.#crypto = crypto;
		this.#lines = lines;
	}

	/** Id of the genesis entry, which is the company; "" before it arrived. */
	get org(): string {
		return this.#org;
	}

	/** Everything accepted, in order of arrival here. */
	get ops(): readonly RecordedOp[] {
		return this.#ops;
	}

	/** How many operations there are. */
	get size(): number {
		return this.#ops.length;
	}

	/** By arrival number; undefined beyond the last. */
	opAt(index: number): RecordedOp | undefined {
		return this.#ops[index];
	}

	/** Lines of entries that wait for their past, in no particular order; whoever restores a log ingests them again. */
	pendingLines(): readonly string[] {
		return [...this.#waiting.values()].flatMap((entries) => entries.map((entry) => entry.line));
	}

	/** Lines `from` … `to` (inclusive sequence numbers) of a device's first branch, ascending; fewer if it ends earlier. */
	linesOf(dev: string, from: number, to: number): readonly string[] {
		const chain = this.#chains.find((one) => one.dev === dev);
		return chain ? chain.ops.slice(from < 1 ? 0 : from - 1, to).map((op) => op.line) : [];
	}

	/** Lines of all other branches of forked chains, in order of arrival. */
	rivalLines(): readonly string[] {
		const seen = new Set<string>();
		return this.#chains
			.flatMap(({ dev, ops }) => (seen.has(dev) ? ops : void seen.add(dev)) ?? [])
			.sort((a, b) => a.index - b.index)
			.map((op) => op.line);
	}

	/** Newest entry of every device's first branch. */
	heads(): Record<string, [seq: number, id: string]> {
		const heads: Record<string, [number, string]> = {};
		for (const { dev, tip } of this.#chains) heads[dev] ??= [tip.seq, tip.id];
		return heads;
	}

	get pendingCount(): number {
		return this.#pendingIds.size;
	}

	get forks(): readonly Fork[] {
		return [...this.#forks.values()];
	}

	/** Grows whenever a fork is found or turns out to begin earlier. */
	get forkVersion(): number {
		return this.#forkVersion;
	}

	get(id: string): RecordedOp | undefined {
		return this.#byId.get(id);
	}

	/** Entry at a place of a device's chain; of a fork, the branch that arrived first. */
	at(dev: string, seq: number): RecordedOp | undefined {
		return this.#byDevice.get(dev)?.[seq - 1];
	}

	deviceKey(dev: string): Uint8Array | undefined {
		return this.#keys.get(dev);
	}

	/** Whether this device already recorded that user action (a retry or a double click). */
	hasCommand(dev: string, cmd: string): boolean {
		return this.#commands.get(dev)?.has(cmd) ?? false;
	}

	/** Newest entry of every chain and branch. */
	get tips(): readonly RecordedOp[] {
		return this.#chains.map((chain) => chain.tip);
	}

	/** Newest entry this device wrote (on its first branch, should its chain be forked). */
	tipOf(dev: string): RecordedOp | undefined {
		return this.#chains.find((chain) => chain.dev === dev)?.tip;
	}

	isBefore(a: Position, b: Position): boolean {
		return this.causality.isBefore(a, b);
	}

	/**
	 * Takes one decoded entry from anywhere: own writer, relay, peer or file.
	 * Errors: `foreign-org`, `bad-link`, `bad-n`, `bad-signature`, `unknown-device`, `over-limit` (pending full).
	 */
	ingest(entry: Entry, options: IngestOptions = {}): Result<Ingested, LogProblem> {
		if (this.#byId.has(entry.id) || this.#pendingIds.has(entry.id)) return ok({ outcome: 'duplicate' });
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

		const prev = this.#byId.get(op.prev);
		if (!prev) return ok({ outcome: 'pending', missing: op.prev });
		const predecessors: RecordedOp[] = [prev];
		for (const [dev, [seq, id]] of Object.entries(op.heads)) {
			const head = this.#byId.get(id);
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
		const continues = prev ? this.#chains[prev.chain] : undefined;
		const extendsTip = continues !== undefined && continues.tip === prev;
		const chain = extendsTip && prev ? prev.chain : this.causality.addChain(prev);
		this.causality.append(chain, op.seq, predecessors);

		const recorded = new RecordedOp(entry, chain, this.#ops.length, this.#lines);
		this.#lines.append(entry.line);
		this.#ops.push(recorded);
		this.#byId.set(recorded.id, recorded);
		if (extendsTip && continues) {
			continues.tip = recorded;
			continues.ops.push(recorded);
		} else this.#chains[chain] = { dev: op.dev, tip: recorded, ops: [recorded] };
		this.#remember(recorded);
		return recorded;
	}

	#remember(recorded: RecordedOp): void {
		const { dev, seq, cmd } = recorded;
		const commands = this.#commands.get(dev);
		if (commands) commands.add(cmd);
		else this.#commands.set(dev, new Set([cmd]));
		const entries = this.#byDevice.get(dev) ?? [];
		if (entries.length === 0) this.#byDevice.set(dev, entries);
		const first = entries[seq - 1];
		if (!first) {
			entries[seq - 1] = recorded;
			return;
		}
		const place = `${dev} ${seq}`;
		const rivals = [...(this.#rivals.get(place) ?? [first]), recorded];
		this.#rivals.set(place, rivals);
		this.#noteFork(dev, seq, rivals);
	}

	#noteFork(dev: string, seq: number, rivals: readonly RecordedOp[]): void {
		const known = this.#forks.get(dev);
		this.#forkVersion++;
		if (known && known.seq < seq) return;
		this.#forks.set(dev, { dev, seq, ids: rivals.map((rival) => rival.id as OpId).sort() });
	}
}

function keyIn(value: unknown): Uint8Array | undefined {
	const text = (value as JsonObject | undefined)?.['pubKey'];
	return typeof text === 'string' ? fromBase64Url(text) : undefined;
}

function problem(code: ProblemCode, entry: Entry, detail: string): Result<never, LogProblem> {
	return err({ code, dev: entry.op.dev, seq: entry.op.seq, detail });
}
