/** Operations recorded earlier than one they directly knew: proof that a clock is wrong, whichever. */
import { Int32Column } from '#lib/log/columns.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Source, type Tracker } from './memo.ts';

export class Clocks {
	readonly #log: LogSet;
	readonly #tracker: Tracker;
	readonly #source = new Source();
	/** Arrival numbers. */
	readonly #pairs = { earlier: new Int32Column(), later: new Int32Column() };

	constructor(log: LogSet, tracker: Tracker) {
		this.#log = log;
		this.#tracker = tracker;
	}

	/** Compares an operation with what it directly knew. */
	add(op: RecordedOp): void {
		const { table } = this.#log;
		const own = table.recMs(op.index);
		const compare = (known: number) => {
			if (known < 0 || table.recMs(known) <= own) return;
			this.#pairs.earlier.push(known);
			this.#pairs.later.push(op.index);
			this.#source.changed();
		};
		compare(op.prevIndex);
		const { heads } = op.op;
		for (const dev of Object.keys(heads)) compare(table.find(heads[dev]?.[1] ?? ''));
	}

	/** Pairs that contradict each other by more than the tolerance, in order-key order. */
	contradictions(toleranceMs: number): readonly { readonly earlier: RecordedOp; readonly later: RecordedOp }[] {
		this.#tracker.note(this.#source);
		const { table } = this.#log;
		const { earlier, later } = this.#pairs;
		const found: number[] = [];
		for (let pair = 0; pair < later.length; pair++)
			if (table.recMs(earlier.get(pair)) - table.recMs(later.get(pair)) > toleranceMs) found.push(pair);
		return found
			.sort((a, b) => table.compare(later.get(a), later.get(b)) || table.compare(earlier.get(a), earlier.get(b)))
			.flatMap((pair) => {
				const [before, after] = [this.#log.opAt(earlier.get(pair)), this.#log.opAt(later.get(pair))];
				return before && after ? [{ earlier: before, later: after }] : [];
			});
	}

	image(): ColumnImage[] {
		return imageOf('clock', this.#pairs);
	}

	load(image: ImageReader): void {
		image.load('clock', this.#pairs);
		check(this.#pairs.earlier.length === this.#pairs.later.length, 'clocks are compared in pairs');
		for (const column of Object.values(this.#pairs)) checkRange(column, 0, this.#log.size, 'compared operations are in the log');
	}
}
