/**
 * The only writer of a device's chain: gives drafts their place (seq, prev, n, frontier), has them signed by the persons
 * and the device, and enters them into the log.
 *
 * Invariants
 * 1. A user action (`cmd`) is recorded once, however often it is asked for.
 * 2. The operations of one action are contiguous and either all recorded or none.
 * 3. `save` has stored the entries durably before they are ingested or reported as recorded.
 */
import { assert } from '#lib/kernel/assert.ts';
import { canonicalize } from './canonical.ts';
import type { Crypto, Signer } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import { signOperation, type PersonSigner } from './e-signature.ts';
import { entryMessage, sealEntry, type Entry } from './entry.ts';
import type { LogSet } from './log-set.ts';
import { MAX_COMMAND_OPS } from './limits.ts';
import type { DeviceId, ESignature, GateRecord, JsonObject, OpClass, Operation, SignatureMeaning } from './operation.ts';
import type { RecordedOp } from './recorded-op.ts';

/** What the caller decides about an operation; everything else follows from the log and the device. */
export interface OperationDraft {
	readonly type: string;
	readonly tv: number;
	readonly cls: OpClass;
	readonly refs: readonly string[];
	readonly data: JsonObject;
	/** When it happened, with offset. */
	readonly at: string;
	readonly site: string;
	readonly by: string;
	readonly role: string;
	readonly competence?: readonly string[];
	readonly gates?: readonly GateRecord[];
	/** Persons who sign at this terminal, in order. */
	readonly signers?: readonly SigningRequest[];
	/** Signatures made elsewhere over the same content (ready `signs`), used by `op.cosigned`. */
	readonly signs?: readonly ESignature[];
}

export interface SigningRequest {
	readonly signer: PersonSigner;
	readonly person: string;
	readonly role: string;
	readonly meaning: SignatureMeaning;
	readonly method: string;
	/** base64url SHA-256 of what was shown. */
	readonly shown: string;
}

export interface WriterPorts {
	readonly crypto: Crypto;
	/** Epoch milliseconds of this device's clock. */
	readonly now: () => number;
	/** Formats an epoch instant as `rec`. */
	readonly formatInstant: (ms: number) => string;
	/** Build id written into every operation. */
	readonly app: string;
	/** Stores the entries durably; rejects if that failed, and then nothing was recorded. */
	readonly save?: (entries: readonly Entry[]) => Promise<void>;
}

export class ChainWriter {
	readonly dev: DeviceId;
	readonly #log: LogSet;
	readonly #signer: Signer;
	readonly #ports: WriterPorts;

	constructor(log: LogSet, signer: Signer, ports: WriterPorts) {
		this.#log = log;
		this.#signer = signer;
		this.#ports = ports;
		this.dev = deviceIdOf(signer.publicKey, ports.crypto);
	}

	/**
	 * Records one user action of one or several operations. `cmd` is 128 random bits as base64url.
	 * Returns the recorded operations; an empty list if this action was recorded before.
	 */
	async append(cmd: string, drafts: readonly OperationDraft[]): Promise<readonly RecordedOp[]> {
		assert(drafts.length > 0 && drafts.length <= MAX_COMMAND_OPS, `an action has 1 to ${MAX_COMMAND_OPS} operations`);
		if (this.#log.hasCommand(this.dev, cmd)) return [];
		const entries: Entry[] = [];
		for (const [index, draft] of drafts.entries()) entries.push(await this.#seal(draft, [cmd, index + 1, drafts.length], entries.at(-1)));
		await this.#ports.save?.(entries);
		return entries.flatMap((entry) => {
			const ingested = this.#log.ingest(entry, { signatureVerified: true });
			assert(ingested.ok && ingested.value.outcome === 'accepted', 'own entry fits the own log');
			return ingested.value.ops;
		});
	}

	async #seal(draft: OperationDraft, cmd: Operation['cmd'], before: Entry | undefined): Promise<Entry> {
		const { crypto, now, formatInstant, app } = this.#ports;
		const tip = before ? undefined : this.#ownTip(draft);
		const heads = before ? {} : this.#frontier(tip);
		let n = before ? before.op.n : (tip?.n ?? 0);
		for (const [, id] of Object.values(heads)) {
			const head = this.#log.get(id)?.n ?? 0;
			if (head > n) n = head;
		}
		const unsigned: Operation = {
			v: 1,
			org: this.#log.org,
			dev: this.dev,
			seq: before ? before.op.seq + 1 : tip && tip.dev === this.dev ? tip.seq + 1 : 1,
			prev: before?.id ?? tip?.id ?? '',
			n: n + 1,
			heads,
			cmd,
			rec: formatInstant(now()),
			at: draft.at,
			site: draft.site,
			by: draft.by,
			role: draft.role,
			app,
			type: draft.type,
			tv: draft.tv,
			cls: draft.cls,
			refs: draft.refs,
			data: draft.data,
			...(draft.competence ? { competence: draft.competence } : {}),
			...(draft.gates ? { gates: draft.gates } : {})
		};
		const signs: ESignature[] = [...(draft.signs ?? [])];
		for (const request of draft.signers ?? [])
			signs.push(await signOperation(unsigned, { ...request, at: draft.at }, request.signer, crypto));
		const op: Operation = signs.length > 0 ? { ...unsigned, signs } : unsigned;
		const signature = await this.#signer.sign(entryMessage(canonicalize(op)));
		return sealEntry(op, signature, crypto);
	}

	/** The entry a new one is linked to: the own newest, or the invitation for a device that joins. */
	#ownTip(draft: OperationDraft): RecordedOp | undefined {
		const own = this.#log.tipOf(this.dev);
		if (own || draft.type !== 'device.joined') return own;
		return this.#log.get(String(draft.data['invite']));
	}

	/** Newest entries of other chains that neither the own past nor one another already contain. */
	#frontier(tip: RecordedOp | undefined): Operation['heads'] {
		const log = this.#log;
		const unknown = log.tips.filter((other) => other.dev !== this.dev && other !== tip && !(tip && log.isBefore(other, tip)));
		const heads: Record<string, [number, string]> = {};
		for (const head of unknown) {
			if (unknown.some((other) => other !== head && log.isBefore(head, other))) continue;
			if (!heads[head.dev]) heads[head.dev] = [head.seq, head.id];
		}
		return heads;
	}
}
