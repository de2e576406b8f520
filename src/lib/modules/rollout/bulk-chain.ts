/**
 * Continues one device's chain without a replica: for histories of a million operations that are written once and read
 * by others. Gives the same bytes as `ChainWriter`; what that takes from the log is stated here by the caller.
 */
import { assert } from '#lib/kernel/assert.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { signOperation } from '#lib/log/e-signature.ts';
import { entryMessage, sealEntry } from '#lib/log/entry.ts';
import { MAX_COMMAND_OPS } from '#lib/log/limits.ts';
import type { DeviceId, ESignature, Operation } from '#lib/log/operation.ts';

/** An entry another one may be linked to. */
export interface ChainPlace {
	readonly dev: string;
	readonly seq: number;
	readonly id: string;
	readonly n: number;
}

export interface BulkChainOptions {
	readonly crypto: Crypto;
	readonly signer: Signer;
	/** 128 random bits per user action come from here. */
	readonly random: (bytes: number) => Uint8Array;
	readonly org: string;
	/** Build id written into every operation. */
	readonly app: string;
	/** The device's newest entry. */
	readonly tip: ChainPlace;
	/** Newest entries of other devices that the tip does not know yet. */
	readonly heads: readonly ChainPlace[];
	/** Takes the entries of one user action, in order. */
	readonly write: (lines: readonly string[]) => Promise<void> | void;
}

const ACTION_BYTES = 16;

export class BulkChain {
	readonly dev: DeviceId;
	readonly #options: BulkChainOptions;
	#tip: ChainPlace;
	#heads: readonly ChainPlace[];

	constructor(options: BulkChainOptions) {
		this.#options = options;
		this.dev = deviceIdOf(options.signer.publicKey, options.crypto);
		assert(options.tip.dev === this.dev, 'a device continues its own chain');
		this.#tip = options.tip;
		this.#heads = options.heads;
	}

	get tip(): ChainPlace {
		return this.#tip;
	}

	/** Records one user action of 1 to `MAX_COMMAND_OPS` operations; `rec` is the device's clock, UTC with milliseconds. */
	async append(drafts: readonly OperationDraft[], rec: string): Promise<void> {
		assert(drafts.length > 0 && drafts.length <= MAX_COMMAND_OPS, `an action has 1 to ${MAX_COMMAND_OPS} operations`);
		const cmd = toBase64Url(this.#options.random(ACTION_BYTES));
		const lines: string[] = [];
		for (const [index, draft] of drafts.entries()) lines.push(await this.#seal(draft, [cmd, index + 1, drafts.length], rec));
		await this.#options.write(lines);
	}

	async #seal(draft: OperationDraft, cmd: Operation['cmd'], rec: string): Promise<string> {
		const { crypto, signer, org, app } = this.#options;
		const heads = Object.fromEntries(this.#heads.map((head) => [head.dev, [head.seq, head.id] as const]));
		let n = this.#tip.n;
		for (const head of this.#heads) n = head.n > n ? head.n : n;
		const { signers, ...content } = draft;
		const unsigned: Operation = {
			v: 1,
			org,
			dev: this.dev,
			seq: this.#tip.seq + 1,
			prev: this.#tip.id,
			n: n + 1,
			heads,
			cmd,
			rec,
			app,
			...plain(content)
		};
		const signs: ESignature[] = [...(draft.signs ?? [])];
		for (const request of signers ?? []) signs.push(await signOperation(unsigned, { ...request, at: draft.at }, request.signer, crypto));
		const op: Operation = signs.length > 0 ? { ...unsigned, signs } : unsigned;
		const entry = sealEntry(op, await signer.sign(entryMessage(canonicalize(op))), crypto);
		this.#tip = { dev: this.dev, seq: op.seq, id: entry.id, n: op.n };
		this.#heads = [];
		return entry.line;
	}
}

/** Only what belongs into the envelope: drafts made by `decide` may carry more. */
function plain({
	type,
	tv,
	cls,
	refs,
	data,
	at,
	site,
	by,
	role,
	competence,
	gates
}: Omit<OperationDraft, 'signers'>): Omit<OperationDraft, 'signers' | 'signs'> {
	return { type, tv, cls, refs, data, at, site, by, role, ...(competence ? { competence } : {}), ...(gates ? { gates } : {}) };
}
