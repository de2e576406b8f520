import type { Entry } from './entry.ts';
import type { LineStore } from './line-store.ts';
import type { DeviceId, JsonObject, OpClass, OpId, Operation } from './operation.ts';
import type { Position } from './causality.ts';

/** Characters of an entry line before its JSON: 86 of signature and one space. */
const JSON_START = 87;

/**
 * An operation this replica has ingested: its envelope's head in memory, its line as received. The body is parsed from
 * the line when asked for, so that a million operations cost their bytes and little more.
 */
export class RecordedOp implements Position {
	readonly id: OpId;
	readonly dev: DeviceId;
	readonly seq: number;
	readonly n: number;
	readonly rec: string;
	readonly at: string;
	readonly by: string;
	readonly role: string;
	readonly site: string;
	readonly type: string;
	readonly tv: number;
	readonly cls: OpClass;
	readonly refs: readonly string[];
	/** User action, and the sequence numbers of its first and last operation: an action counts once it is complete. */
	readonly cmd: string;
	readonly cmdStart: number;
	readonly cmdEnd: number;
	/** Chain number in this replica's causal index (differs between replicas; never shown, never hashed). */
	readonly chain: number;
	/** Arrival number in this replica (differs between replicas). */
	readonly index: number;
	readonly #lines: LineStore;

	constructor(entry: Entry, chain: number, index: number, lines: LineStore) {
		const { op } = entry;
		this.id = entry.id;
		this.dev = shared(op.dev);
		this.seq = op.seq;
		this.n = op.n;
		this.rec = op.rec;
		this.at = op.at;
		this.by = shared(op.by);
		this.role = shared(op.role);
		this.site = shared(op.site);
		this.type = shared(op.type);
		this.tv = op.tv;
		this.cls = op.cls;
		this.refs = op.refs;
		this.cmd = op.cmd[0];
		this.cmdStart = op.seq - op.cmd[1] + 1;
		this.cmdEnd = op.seq + op.cmd[2] - op.cmd[1];
		this.chain = chain;
		this.index = index;
		this.#lines = lines;
	}

	/** The entry as received. */
	get line(): string {
		return this.#lines.read(this.index);
	}

	/** The whole operation, parsed again from its bytes. */
	get op(): Operation {
		return JSON.parse(this.line.slice(JSON_START)) as Operation;
	}

	get data(): JsonObject {
		return this.op.data;
	}
}

/** Texts that recur in every operation, kept once. Bounded: a hostile log must not fill memory through it. */
const MAX_SHARED_TEXTS = 10_000;
const sharedTexts = new Map<string, string>();

function shared<T extends string>(text: T): T {
	const known = sharedTexts.get(text);
	if (known !== undefined) return known as T;
	if (sharedTexts.size < MAX_SHARED_TEXTS) sharedTexts.set(text, text);
	return text;
}
