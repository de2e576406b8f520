/**
 * The relay as a device: it joins by an invitation of kind `relay` and then states, from time to time, what it has received.
 * Clients quote these entries like any others, so a relay that is rewound, or shows different things to different people,
 * forks its own chain where everybody sees it.
 *
 * Invariants
 * 1. It writes only behind its own newest entry anywhere: after a start it waits until a client told what it holds of this
 *    chain (or nobody did for a minute), and takes back what a restored backup lacks before it writes.
 * 2. Should its chain be forked nevertheless, it never writes under that key again and asks for a new invitation.
 * 3. It quotes only entries whose whole past is here, so nobody ever waits because of it.
 */
import { randomBytes } from 'node:crypto';
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { formatUtc, parseInstant } from '#lib/kernel/instant.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { entryMessage, sealEntry } from '#lib/log/entry.ts';
import { joinMessage, parseInvitationCode } from '#lib/log/invitation.ts';
import type { DeviceId, JsonObject, JsonValue, Operation } from '#lib/log/operation.ts';
import { operationOf } from '../chains/append-check.ts';
import { stateOf, type Branch, type CompanyLog } from '../chains/company-log.ts';
import { createNodeSigner } from '../node-crypto.ts';
import type { BranchState, Storage } from '../storage/storage.ts';

export const WRITE_EVERY_MS = 10 * 60_000;
/** How long a start waits for somebody to tell what the relay wrote before. */
export const FIRST_WORD_MS = 60_000;
/** How long a client's word that there is more of this chain holds the pen back: it has to bring it. */
export const BRING_MS = 10 * 60_000;
/** Chains one statement names; the others follow in the next. Keeps the entry far below its limits of bytes and keys. */
export const MAX_STATED_CHAINS = 512;

/** `waiting` for its invitation's entry, `writing`, or why not. */
export type OwnState = 'unclaimed' | 'waiting' | 'bad-invitation' | 'writing' | 'forked';

export interface OwnChainPorts {
	readonly log: CompanyLog;
	readonly storage: Storage;
	readonly crypto: Crypto;
	/** Key of the relay, or undefined; `write` keeps it durably. */
	readonly key: { read(): Uint8Array | undefined; write(seed: Uint8Array): void };
	readonly meta: (key: string, value: string | undefined) => Promise<boolean>;
	readonly branches: (branches: readonly BranchState[]) => Promise<boolean>;
	readonly lastContact: (dev: string) => string;
	readonly build: string;
	readonly now: () => number;
	readonly ticks: () => number;
	readonly note: (message: string) => void;
}

/** Name of the pending invitation among the storage's small facts; a secret until it is used. */
export const INVITATION = 'invitation';

export class OwnChain {
	readonly #ports: OwnChainPorts;
	readonly #startedAt: number;
	#dev = '';
	#seed: Uint8Array | undefined;
	#hasHeard = false;
	/** Newest entry of this chain that a client said it holds, and when it said so. */
	#claimed: { readonly seq: number; readonly at: number } | undefined;
	#wroteAt: number;
	#isBusy = false;
	#problem: 'bad-invitation' | undefined;

	constructor(ports: OwnChainPorts) {
		this.#ports = ports;
		this.#startedAt = ports.ticks();
		this.#take(ports.key.read());
		this.#wroteAt = ports.ticks() - this.#sinceLastStatement();
	}

	/** Device id; "" before it has joined. */
	get dev(): string {
		return this.#ports.log.committed(this.#dev) > 0 ? this.#dev : '';
	}

	get state(): OwnState {
		const { log, storage } = this.#ports;
		if (log.org === '') return 'unclaimed';
		if (storage.meta(INVITATION) !== undefined) return this.#problem ?? 'waiting';
		if (this.dev === '') return 'waiting';
		return log.isForked(this.#dev) ? 'forked' : 'writing';
	}

	/** Whether it takes a new invitation. */
	get needsInvitation(): boolean {
		return this.dev === '' || this.state === 'forked' || this.state === 'bad-invitation';
	}

	/** A client told how much it holds of this chain, perhaps nothing. */
	held(seq: number): void {
		this.#hasHeard = true;
		if (seq > (this.#claimed?.seq ?? 0)) this.#claimed = { seq, at: this.#ports.ticks() };
	}

	/** Does what is due: joins, or states what was received. Never twice at once. */
	async tend(): Promise<void> {
		if (this.#isBusy) return;
		this.#isBusy = true;
		try {
			await this.#tend();
		} finally {
			this.#isBusy = false;
		}
	}

	async #tend(): Promise<void> {
		const { storage, ticks } = this.#ports;
		const invitation = storage.meta(INVITATION);
		if (invitation !== undefined) return this.#join(invitation);
		if (this.state !== 'writing' || ticks() - this.#wroteAt < WRITE_EVERY_MS || this.#mustWait()) return;
		await this.#stateReceived();
	}

	#mustWait(): boolean {
		const { log, ticks } = this.#ports;
		if (!this.#hasHeard && ticks() - this.#startedAt < FIRST_WORD_MS) return true;
		const claimed = this.#claimed;
		return claimed !== undefined && claimed.seq > log.committed(this.#dev) && ticks() - claimed.at < BRING_MS;
	}

	async #join(code: string): Promise<void> {
		const { log, storage, key, meta, now, build, note } = this.#ports;
		const parsed = parseInvitationCode(code);
		const invited = parsed && storage.entryById(parsed.invite);
		if (!parsed || !invited) return;
		const invitedBranch = log.chain(invited.dev)?.branches[invited.branch];
		if (!invitedBranch || invitedBranch.complete < invited.seq) return;
		const inviteSigner = createNodeSigner(parsed.seed);
		const op = operationOf(invited.line);
		const { kind, site, code: deviceCode, inviteKey } = op.data;
		if (op.type !== 'device.invited' || kind !== 'relay' || inviteKey !== toBase64Url(inviteSigner.publicKey)) {
			if (this.#problem === undefined) note('the invitation is not one for a relay');
			this.#problem = 'bad-invitation';
			return;
		}
		this.#problem = undefined;
		// A key that was made but has not joined yet (killed in between) is used now; one that has a chain is not.
		const isFresh = this.#seed === undefined || log.chain(this.#dev) !== undefined;
		if (isFresh) {
			const seed = randomBytes(32);
			key.write(seed);
			this.#take(seed);
		}
		const pubKey = toBase64Url(createNodeSigner(this.#requireSeed()).publicKey);
		const content = { org: log.org, invite: parsed.invite, dev: this.#dev, pubKey };
		const data = {
			pubKey,
			invite: parsed.invite,
			proof: toBase64Url(inviteSigner.sign(joinMessage(content))),
			code: textOf(deviceCode),
			kind: 'relay',
			site: textOf(site)
		};
		const line = this.#seal(
			{ seq: 1, prev: parsed.invite, n: op.n + 1, heads: {}, site: textOf(site), type: 'device.joined', data },
			now(),
			build
		);
		const taken = log.takeNext(this.#dev, 1, line);
		if (!taken.ok) return note(`could not join: ${taken.error.detail}`);
		if (await meta(INVITATION, undefined)) note(`joined the company as device ${this.#dev}`);
	}

	async #stateReceived(): Promise<void> {
		const { log, branches, lastContact, now, build, note, ticks } = this.#ports;
		const own = log.chain(this.#dev)?.branches[0];
		if (!own || own.complete < own.committed) return;
		const grown = this.#grown();
		if (grown.length === 0) return;
		const heads: Record<string, readonly [number, string]> = {};
		const contacts: Record<string, string> = {};
		let n = this.#nOf(own.dev, own.committed);
		for (const branch of grown) {
			const newest = this.#ports.storage.entryAt(branch.dev, 0, branch.complete);
			if (!newest) continue;
			heads[branch.dev] = [newest.seq, newest.id];
			if (newest.n > n) n = newest.n;
			const heardAt = lastContact(branch.dev);
			if (heardAt !== '') contacts[branch.dev] = heardAt;
		}
		const data = { heads, lastContact: contacts };
		const site = textOf(operationOf(this.#lineOf(own.dev, own.committed)).site);
		const seq = own.committed + 1;
		const line = this.#seal({ seq, prev: own.committedId, n: n + 1, heads, site, type: 'sync.received', data }, now(), build);
		const taken = log.takeNext(this.#dev, seq, line);
		if (!taken.ok) return note(`could not state what was received: ${taken.error.detail}`);
		for (const branch of grown) branch.quoted = heads[branch.dev]?.[0] ?? branch.quoted;
		this.#wroteAt = ticks();
		await branches(grown.map(stateOf));
	}

	/** Chains with complete entries that were not stated yet, a bounded number of them. */
	#grown(): readonly Branch[] {
		const grown: Branch[] = [];
		for (const { dev, branches } of this.#ports.log.chains) {
			const main = branches[0];
			if (!main || dev === this.#dev || main.complete <= main.quoted || main.complete < 1) continue;
			grown.push(main);
			if (grown.length >= MAX_STATED_CHAINS) break;
		}
		return grown;
	}

	#seal(
		part: Pick<Operation, 'seq' | 'prev' | 'n' | 'heads' | 'site' | 'type'> & { readonly data: JsonObject },
		now: number,
		app: string
	): Uint8Array {
		const rec = formatUtc(now);
		const op: Operation = {
			v: 1,
			org: this.#ports.log.org,
			dev: this.#dev as DeviceId,
			cmd: [toBase64Url(randomBytes(16)), 1, 1],
			rec,
			at: rec,
			by: '',
			role: '',
			app,
			tv: 1,
			cls: 'F',
			refs: ['org:company'],
			...part
		};
		const signature = createNodeSigner(this.#requireSeed()).sign(entryMessage(canonicalize(op)));
		return utf8(sealEntry(op, signature, this.#ports.crypto).line);
	}

	/** Milliseconds since the newest statement in the log, by the clock; a clock that jumped delays nothing for long. */
	#sinceLastStatement(): number {
		const { log, storage, now } = this.#ports;
		const newest = storage.entryAt(this.#dev, 0, log.committed(this.#dev));
		const op = newest && operationOf(newest.line);
		const at = op?.type === 'sync.received' ? parseInstant(op.rec) : undefined;
		return at === undefined ? WRITE_EVERY_MS : Math.min(WRITE_EVERY_MS, Math.max(0, now() - at));
	}

	#nOf(dev: string, seq: number): number {
		return this.#ports.storage.entryAt(dev, 0, seq)?.n ?? 0;
	}

	#lineOf(dev: string, seq: number): Uint8Array {
		return this.#ports.storage.entryAt(dev, 0, seq)?.line ?? utf8('{}');
	}

	#take(seed: Uint8Array | undefined): void {
		this.#seed = seed;
		this.#dev = seed ? deviceIdOf(createNodeSigner(seed).publicKey, this.#ports.crypto) : '';
	}

	#requireSeed(): Uint8Array {
		if (!this.#seed) throw new Error('the relay has a key when it writes');
		return this.#seed;
	}
}

function textOf(value: JsonValue | undefined): string {
	return typeof value === 'string' ? value : '';
}

/** The key of a text written by `encodeSeed`. */
export function decodeSeed(text: string): Uint8Array | undefined {
	const seed = fromBase64Url(text.trim());
	return seed?.length === 32 ? seed : undefined;
}

export function encodeSeed(seed: Uint8Array): string {
	return `${toBase64Url(seed)}\n`;
}
