/** Which operations an engine has applied, in order, and lists of them by type that follow. */
import { Int32Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { OpKind } from '#lib/log/op-table.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Source, type Tracker } from './memo.ts';

interface OpList {
	readonly source: Source;
	readonly holds: (kind: OpKind) => boolean;
	/** In order-key order; collected when first asked for. */
	ops: RecordedOp[] | undefined;
}

export class AppliedOps {
	readonly #log: LogSet;
	readonly #tracker: Tracker;
	readonly #order = new Int32Column();
	/** By arrival number: 1 if applied. */
	#flags = new Uint8Array(0);
	readonly #decisions: OpList = { source: new Source(), holds: ({ cls }) => cls === 'D', ops: undefined };
	readonly #byType = new Map<string, OpList>();

	constructor(log: LogSet, tracker: Tracker) {
		this.#log = log;
		this.#tracker = tracker;
	}

	has({ index }: RecordedOp): boolean {
		return this.#flags[index] === 1;
	}

	add(op: RecordedOp): void {
		this.#order.push(op.index);
		this.#flag(op.index);
		const { table } = this.#log;
		const kind = table.kind(op.index);
		for (const list of [this.#byType.get(kind.type), this.#decisions]) {
			if (!list?.holds(kind)) continue;
			const { ops } = list;
			if (ops) {
				let at = ops.length;
				while (at > 0 && table.compare((ops[at - 1] as RecordedOp).index, op.index) > 0) at--;
				ops.splice(at, 0, op);
			}
			list.source.changed();
		}
	}

	/** Operations of a type, in order-key order. */
	ofType(type: string): readonly RecordedOp[] {
		let list = this.#byType.get(type);
		if (!list) this.#byType.set(type, (list = { source: new Source(), holds: (kind) => kind.type === type, ops: undefined }));
		return this.#read(list);
	}

	/** Operations of class D, in order-key order. */
	get decisions(): readonly RecordedOp[] {
		return this.#read(this.#decisions);
	}

	image(): ColumnImage[] {
		return imageOf('applied', { order: this.#order });
	}

	/** Takes over an image; returns the arrival numbers that are not in it, ascending. */
	load(image: ImageReader): readonly number[] {
		const { size } = this.#log;
		image.load('applied', { order: this.#order });
		checkRange(this.#order, 0, size, 'applied operations are in the log');
		this.#flags = new Uint8Array(size);
		for (let at = 0; at < this.#order.length; at++) this.#flags[this.#order.get(at)] = 1;
		const left: number[] = [];
		for (let index = this.#flags.indexOf(0); index >= 0; index = this.#flags.indexOf(0, index + 1)) left.push(index);
		check(this.#order.length + left.length === size, 'operations are applied once');
		return left;
	}

	#read(list: OpList): readonly RecordedOp[] {
		this.#tracker.note(list.source);
		if (list.ops) return list.ops;
		const { table } = this.#log;
		const kinds = table.kinds.map(list.holds);
		const found: number[] = [];
		for (let at = 0; at < this.#order.length; at++) {
			const index = this.#order.get(at);
			if (kinds[table.kindNumber(index)]) found.push(index);
		}
		return (list.ops = found.sort((a, b) => table.compare(a, b)).flatMap((index) => this.#log.opAt(index) ?? []));
	}

	#flag(index: number): void {
		if (index >= this.#flags.length) {
			const grown = new Uint8Array(index + (index >> 1) + 1024);
			grown.set(this.#flags);
			this.#flags = grown;
		}
		this.#flags[index] = 1;
	}
}
