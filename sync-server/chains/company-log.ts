/**
 * The company's chains as this relay holds them: takes entries one by one, knows the newest of every branch, and which of
 * them stand on a complete past.
 *
 * Invariants
 * 1. A line is stored exactly as received, and only behind the entry it names as `prev`.
 * 2. What is staged but not committed is seen by later checks and by nobody else.
 * 3. The first entry at a place is branch 0 for ever; another one opens a branch and is kept as evidence.
 */
import { bytesEqual } from '#lib/kernel/bytes.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { Entry } from '#lib/log/entry.ts';
import type { Operation } from '#lib/log/operation.ts';
import type { Heads } from '#lib/wire/messages.ts';
import type { BranchState, NewEntry, Place, Storage, StoredEntry } from '../storage/storage.ts';
import { checkGenesis, checkJoin, checkSignature, keyIn, operationOf, readEntry, refusal, type Refusal } from './append-check.ts';
import { Completeness } from './completeness.ts';

/** A branch in memory; `tip` includes what is staged, `committed` does not. */
export interface Branch {
	readonly dev: string;
	readonly branch: number;
	readonly first: number;
	tip: number;
	tipId: string;
	committed: number;
	committedId: string;
	complete: number;
	quoted: number;
}

export interface Chain {
	readonly dev: string;
	readonly key: Uint8Array;
	/** Id of the invitation it began with; "" for the founding device. */
	readonly invite: string;
	readonly branches: Branch[];
}

/** What became of an entry: staged (ask the commit whether it was stored), or here already. */
export interface Taken {
	readonly entry: Entry;
	readonly isNew: boolean;
	/** On another branch of a fork. */
	readonly rival: boolean;
}

/** Types of operation on which it depends who may connect. */
const ADMITTING: ReadonlySet<string> = new Set([
	'org.initialised',
	'sandbox.forked',
	'person.keyAdded',
	'device.invited',
	'device.joined',
	'device.suspended',
	'device.reinstated',
	'device.revoked',
	'device.retired'
]);

export class CompanyLog {
	readonly #storage: Storage;
	readonly #crypto: Crypto;
	readonly #stage: (entry: NewEntry) => Promise<boolean>;
	readonly #chains = new Map<string, Chain>();
	readonly #staged = new Map<string, NewEntry>();
	readonly #completeness: Completeness;
	#rivals = 0;
	#org: string;

	constructor(storage: Storage, org: string, crypto: Crypto, stage: (entry: NewEntry) => Promise<boolean>) {
		this.#storage = storage;
		this.#crypto = crypto;
		this.#stage = stage;
		this.#org = org;
		this.#completeness = new Completeness(storage, (dev, branch) => this.#chains.get(dev)?.branches[branch]);
		this.reload();
	}

	/** Company bound by the claim; "" before. */
	get org(): string {
		return this.#org;
	}

	bind(org: string): void {
		this.#org = org;
	}

	/** Entries on other branches of forked chains. */
	get rivals(): number {
		return this.#rivals;
	}

	chain(dev: string): Chain | undefined {
		return this.#chains.get(dev);
	}

	get chains(): Iterable<Chain> {
		return this.#chains.values();
	}

	/** Two committed entries for one place. */
	isForked(dev: string): boolean {
		return (this.#chains.get(dev)?.branches.length ?? 0) > 1;
	}

	/** Newest committed entry of every chain's first branch. */
	heads(): Heads {
		const heads: Record<string, readonly [number, string]> = {};
		for (const { dev, branches } of this.#chains.values()) {
			const main = branches[0];
			if (main && main.committed > 0) heads[dev] = [main.committed, main.committedId];
		}
		return heads;
	}

	/** Sequence number of the newest committed entry of a chain's first branch; 0 if there is none. */
	committed(dev: string): number {
		return this.#chains.get(dev)?.branches[0]?.committed ?? 0;
	}

	lines(dev: string, from: number, to: number): readonly Uint8Array[] {
		return this.#storage.lines(dev, from, Math.min(to, this.committed(dev)));
	}

	/**
	 * The next line of a chain's first branch, from a segment document. A line that is here already must be the same bytes.
	 * Errors: `bad-entry`, `over-limit`, `fork`, `gap`.
	 */
	takeNext(dev: string, seq: number, line: Uint8Array): Result<Taken, Refusal> {
		const main = this.#chains.get(dev)?.branches[0];
		const tip = main?.tip ?? 0;
		if (seq > tip + 1) return refusal('gap', `the chain ends at ${String(tip)} here`, seq);
		const read = readEntry(line, this.#crypto);
		if (!read.ok) return refusal(read.error.code, read.error.detail, seq);
		const { op } = read.value;
		if (op.dev !== dev || op.seq !== seq) return refusal('bad-entry', `bad-link: the entry is ${op.dev}:${String(op.seq)}`, seq);
		if (seq <= tip) {
			const here = this.#stagedAt(dev, seq) ?? this.#storage.entryAt(dev, 0, seq);
			if (here && bytesEqual(here.line, line)) return ok({ entry: read.value, isNew: false, rival: false });
			return refusal('fork', 'another entry is stored for this place', seq);
		}
		if (main && op.prev !== main.tipId) return refusal('fork', 'continues another branch of this chain', seq);
		return this.#place(read.value, line);
	}

	/**
	 * Any entry that has its predecessor here; other branches are kept. `joiner` is the invitation of a device that may only
	 * bring the chain it begins by it. Errors: `bad-entry`, `over-limit`, `gap`, `not-allowed`.
	 */
	take(line: Uint8Array, joiner?: string): Result<Taken, Refusal> {
		const read = readEntry(line, this.#crypto);
		if (!read.ok) return read;
		const { id, op } = read.value;
		if (joiner !== undefined && !this.isJoinersChain(joiner, op))
			return refusal('not-allowed', 'a joining device delivers the chain it begins', op.seq);
		const place = this.#placeOf(id);
		return place ? ok({ entry: read.value, isNew: false, rival: place.branch > 0 }) : this.#place(read.value, line);
	}

	/** Whether an entry belongs to a chain that began, or begins with it, by an invitation. */
	isJoinersChain(invite: string, op: Operation): boolean {
		const chain = this.#chains.get(op.dev);
		return chain ? chain.invite === invite : op.seq === 1 && op.type === 'device.joined' && op.prev === invite;
	}

	#place(entry: Entry, line: Uint8Array): Result<Taken, Refusal> {
		const { op } = entry;
		if (op.org === '') {
			const genesis = checkGenesis(entry, this.#org, this.#crypto);
			return genesis.ok ? this.#add(entry, line, { dev: op.dev, key: genesis.value, invite: '', branches: [] }, undefined) : genesis;
		}
		if (op.org !== this.#org) return refusal('bad-entry', 'foreign-org: belongs to another company', op.seq);
		return op.seq === 1 ? this.#placeFirst(entry, line) : this.#placeNext(entry, line);
	}

	#placeFirst(entry: Entry, line: Uint8Array): Result<Taken, Refusal> {
		const { op } = entry;
		const invitation = this.#entryOf(op.prev);
		if (!invitation) return refusal('gap', 'its invitation is not here', 1);
		const { type, data } = operationOf(invitation.line);
		const key = checkJoin(entry, { id: invitation.id, type, data }, this.#crypto);
		if (!key.ok) return key;
		const known = this.#chains.get(op.dev);
		return this.#add(entry, line, known ?? { dev: op.dev, key: key.value, invite: invitation.id, branches: [] }, undefined);
	}

	#placeNext(entry: Entry, line: Uint8Array): Result<Taken, Refusal> {
		const { op } = entry;
		const chain = this.#chains.get(op.dev);
		if (!chain) return refusal('gap', 'the chain has not begun here', op.seq);
		const main = chain.branches[0];
		let before: Place | undefined;
		if (main?.tipId === op.prev) {
			if (main.tip !== op.seq - 1) return refusal('bad-entry', 'bad-link: prev is not the entry before', op.seq);
			before = { dev: op.dev, branch: 0, seq: main.tip, n: 0 };
		} else {
			before = this.#placeOf(op.prev);
			if (!before) return refusal('gap', 'its predecessor is not here', op.seq);
			if (before.dev !== op.dev || before.seq !== op.seq - 1) return refusal('bad-entry', 'bad-link: prev is not the entry before', op.seq);
		}
		const signed = checkSignature(entry, chain.key, this.#crypto);
		return signed.ok ? this.#add(entry, line, chain, before) : signed;
	}

	#add(entry: Entry, line: Uint8Array, chain: Chain, before: Place | undefined): Result<Taken, Refusal> {
		const { dev, seq, n, type } = entry.op;
		this.#chains.set(dev, chain);
		let branch = before ? chain.branches[before.branch] : undefined;
		if (branch?.tip !== seq - 1) {
			branch = {
				dev,
				branch: chain.branches.length,
				first: seq,
				tip: seq - 1,
				tipId: '',
				committed: seq - 1,
				committedId: '',
				complete: seq - 1,
				quoted: seq - 1
			};
			chain.branches.push(branch);
		}
		branch.tip = seq;
		branch.tipId = entry.id;
		const added: NewEntry = { dev, seq, n, branch: branch.branch, id: entry.id, line, admits: ADMITTING.has(type) };
		this.#staged.set(entry.id, added);
		void this.#stage(added);
		return ok({ entry, isNew: true, rival: branch.branch > 0 });
	}

	/** Summaries of the branches these entries extend, as they will be once committed. */
	summaries(entries: readonly NewEntry[]): readonly BranchState[] {
		const touched = new Map<string, BranchState>();
		for (const { dev, branch } of entries) {
			const state = this.#chains.get(dev)?.branches[branch];
			if (state) touched.set(`${dev} ${String(branch)}`, stateOf(state));
		}
		return [...touched.values()];
	}

	/** After COMMIT: these entries are everybody's. */
	markCommitted(entries: readonly NewEntry[]): void {
		for (const { id, dev, branch, seq } of entries) {
			this.#staged.delete(id);
			const state = this.#chains.get(dev)?.branches[branch];
			if (state) {
				state.committed = seq;
				state.committedId = id;
			}
			if (branch > 0) this.#rivals++;
		}
		this.#completeness.grown(entries);
	}

	/** Branches as the medium has them: at the start, and after a commit that failed. */
	reload(): void {
		this.#chains.clear();
		this.#staged.clear();
		const first = new Map<string, { readonly key: Uint8Array; readonly invite: string }>();
		for (const { dev, branch, seq, line } of this.#storage.admitting()) {
			if (seq !== 1 || branch !== 0) continue;
			const op = operationOf(line);
			const key = keyIn(op.org === '' ? op.data['device'] : op.data);
			if (key) first.set(dev, { key, invite: op.org === '' ? '' : op.prev });
		}
		for (const state of this.#storage.branches()) {
			const began = first.get(state.dev);
			if (!began) continue;
			let chain = this.#chains.get(state.dev);
			if (!chain) this.#chains.set(state.dev, (chain = { dev: state.dev, ...began, branches: [] }));
			chain.branches[state.branch] = { ...state, committed: state.tip, committedId: state.tipId };
		}
		this.#rivals = this.#storage.rivalCount();
		this.#completeness.reset([...this.#chains.values()].flatMap((chain) => chain.branches));
	}

	#placeOf(id: string): Place | undefined {
		return this.#staged.get(id) ?? this.#storage.placeById(id);
	}

	#entryOf(id: string): StoredEntry | undefined {
		return this.#staged.get(id) ?? this.#storage.entryById(id);
	}

	#stagedAt(dev: string, seq: number): NewEntry | undefined {
		const main = this.#chains.get(dev)?.branches[0];
		if (!main || seq <= main.committed) return undefined;
		for (const entry of this.#staged.values()) if (entry.dev === dev && entry.branch === 0 && entry.seq === seq) return entry;
		return undefined;
	}
}

export function stateOf({ dev, branch, first, tip, tipId, complete, quoted }: Branch): BranchState {
	return { dev, branch, first, tip, tipId, complete, quoted };
}
