/** Operations this program cannot interpret, and why. */
import { Int32Column, Uint8Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { UninterpretedReason } from './meaning.ts';
import { Source, type Tracker } from './memo.ts';

const REASONS: readonly UninterpretedReason[] = ['newer-version', 'malformed'];

export class Uninterpreted {
	readonly #log: LogSet;
	readonly #tracker: Tracker;
	readonly #source = new Source();
	readonly #columns = { op: new Int32Column(), reason: new Uint8Column() };
	/** By arrival number. */
	readonly #reasons = new Map<number, UninterpretedReason>();

	constructor(log: LogSet, tracker: Tracker) {
		this.#log = log;
		this.#tracker = tracker;
	}

	add(op: RecordedOp, reason: UninterpretedReason): void {
		this.#columns.op.push(op.index);
		this.#columns.reason.push(REASONS.indexOf(reason));
		this.#reasons.set(op.index, reason);
		this.#source.changed();
	}

	/** Never changes for an operation that was applied. */
	reasonOf(op: RecordedOp): UninterpretedReason | undefined {
		return this.#reasons.get(op.index);
	}

	/** In order-key order. */
	all(): readonly { readonly op: RecordedOp; readonly reason: UninterpretedReason }[] {
		this.#tracker.note(this.#source);
		return [...this.#reasons]
			.sort(([a], [b]) => this.#log.table.compare(a, b))
			.flatMap(([index, reason]) => {
				const op = this.#log.opAt(index);
				return op ? [{ op, reason }] : [];
			});
	}

	image(): ColumnImage[] {
		return imageOf('uninterpreted', this.#columns);
	}

	load(image: ImageReader): void {
		image.load('uninterpreted', this.#columns);
		const { op, reason } = this.#columns;
		check(op.length === reason.length, 'every operation has a reason');
		checkRange(op, 0, this.#log.size, 'uninterpreted operations are in the log');
		for (let row = 0; row < op.length; row++) {
			const why = REASONS[reason.get(row)];
			check(why !== undefined, 'the reason is known');
			this.#reasons.set(op.get(row), why);
		}
	}
}
