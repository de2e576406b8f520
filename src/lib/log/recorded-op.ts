import type { DeviceId, JsonObject, OpClass, OpId, Operation } from './operation.ts';
import type { Position } from './causality.ts';
import type { OpTable } from './op-table.ts';

/**
 * An operation this replica has ingested: a view of one row of the log's columns. There is one object per operation at
 * most, so operations may be compared by identity. The body is read from the line when asked for.
 */
export class RecordedOp implements Position {
	/** Arrival number in this replica (differs between replicas; never shown, never hashed). */
	readonly index: number;
	readonly #table: OpTable;
	#id: OpId | undefined;

	constructor(table: OpTable, index: number) {
		this.#table = table;
		this.index = index;
	}

	get id(): OpId {
		return (this.#id ??= this.#table.id(this.index) as OpId);
	}

	/** The entry as received. */
	get line(): string {
		return this.#table.lines.read(this.index);
	}

	/** The whole operation, read from its line. Not to be changed: it may be shared. */
	get op(): Operation {
		return this.#table.operation(this.index);
	}

	get data(): JsonObject {
		return this.op.data;
	}

	get dev(): DeviceId {
		return this.#table.dev(this.index) as DeviceId;
	}

	get seq(): number {
		return this.#table.seq(this.index);
	}

	get n(): number {
		return this.#table.n(this.index);
	}

	get rec(): string {
		return this.#table.rec(this.index);
	}

	get at(): string {
		return this.#table.at(this.index);
	}

	get by(): string {
		return this.#table.by(this.index);
	}

	get role(): string {
		return this.#table.role(this.index);
	}

	get site(): string {
		return this.#table.site(this.index);
	}

	get type(): string {
		return this.#table.kind(this.index).type;
	}

	get tv(): number {
		return this.#table.kind(this.index).tv;
	}

	get cls(): OpClass {
		return this.#table.kind(this.index).cls;
	}

	get refs(): readonly string[] {
		return this.#table.refs(this.index);
	}

	/** User action: an action counts once it is complete. */
	get cmd(): string {
		return this.#table.cmd(this.index);
	}

	/** Sequence numbers of the first and the last operation of the user action. */
	get cmdStart(): number {
		return this.seq - this.#table.actionPart(this.index) + 1;
	}

	get cmdEnd(): number {
		return this.seq + this.#table.actionSize(this.index) - this.#table.actionPart(this.index);
	}

	/** Chain number in this replica's causal index (differs between replicas; never shown, never hashed). */
	get chain(): number {
		return this.#table.chain(this.index);
	}

	/** Equal for operations of one user action of one device. */
	get action(): number {
		return this.#table.action(this.index);
	}

	/** Arrival number of the operation before it on its chain (or of what it joined by); −1 for the genesis. */
	get prevIndex(): number {
		return this.#table.prev(this.index);
	}
}
