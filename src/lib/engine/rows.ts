/** The inputs and rows of all views, with who depends on which. What nobody asked for is numbers in columns only. */
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Contributions } from './contributions.ts';
import type { AnyView, Input, View } from './define-view.ts';
import { Cell, Source, type Tracker } from './memo.ts';
import type { Reader } from './reader.ts';

/** A row that was asked for. */
interface LiveRow {
	readonly source: Source;
	/** In order-key order; collected when first needed. */
	inputs: Input<unknown>[] | undefined;
	cell: Cell<unknown> | undefined;
}

/** Keys of a view, ascending, as far as they were asked for. */
interface KeyList {
	readonly source: Source;
	/** Keys of rows below `scanned`. */
	keys: readonly string[];
	scanned: number;
}

export interface RowPorts {
	readonly reader: Reader;
	readonly tracker: Tracker;
	readonly contributions: Contributions;
	opAt(index: number): RecordedOp;
	/** By order key. */
	compare(a: number, b: number): number;
	/** What an operation contributes, in the order in which it does. */
	valueOf(op: RecordedOp, ordinal: number): unknown;
}

export class Rows {
	readonly #ports: RowPorts;
	readonly #live = new Map<number, LiveRow>();
	/** Rows that were asked for before anything contributed to them, by view and key. */
	readonly #awaited = new Map<string, LiveRow>();
	readonly #keys = new Map<string, KeyList>();
	/** Of rows with at least two contributions. */
	readonly #several = new Map<string, { readonly source: Source; keys: readonly string[] | undefined }>();

	constructor(ports: RowPorts) {
		this.#ports = ports;
	}

	/** Adds a contribution in its place and forgets what depended on the row's inputs. */
	add(view: AnyView, key: string, op: RecordedOp, ordinal: number, value: unknown): void {
		const { contributions, compare } = this.#ports;
		const before = contributions.rowCount;
		const row = contributions.add(view.name, key, op.index, ordinal);
		const isNew = row === before;
		if (isNew && this.#awaited.size > 0) this.#adopt(row, view, key);
		const live = this.#live.get(row);
		if (live) {
			const { inputs } = live;
			if (inputs) {
				let at = inputs.length;
				while (at > 0 && compare((inputs[at - 1] as Input<unknown>).op.index, op.index) > 0) at--;
				inputs.splice(at, 0, { op, value });
			}
			live.source.changed();
		}
		if (isNew) this.#keys.get(view.name)?.source.changed();
		else {
			const several = this.#several.get(view.name);
			if (several && contributions.hasTwo(row)) {
				several.keys = undefined;
				several.source.changed();
			}
		}
	}

	inputs<C, R>(view: View<C, R>, key: string): readonly Input<C>[] {
		const [row, live] = this.#row(view as AnyView, key);
		this.#ports.tracker.note(live.source);
		return this.#inputs(row, live) as readonly Input<C>[];
	}

	row<C, R>(view: View<C, R>, key: string): R {
		const [, live] = this.#row(view as AnyView, key);
		live.cell ??= new Cell<unknown>(this.#ports.tracker, `${view.name} ${key}`, () =>
			view.fold(this.inputs(view, key), this.#ports.reader, key)
		);
		return live.cell.value as R;
	}

	/** Keys with at least one contribution, ascending. */
	keys(view: AnyView): readonly string[] {
		const { tracker, contributions } = this.#ports;
		let list = this.#keys.get(view.name);
		if (!list) this.#keys.set(view.name, (list = { source: new Source(), keys: [], scanned: 0 }));
		tracker.note(list.source);
		if (list.scanned < contributions.rowCount) {
			const more = contributions.rowsOf(view.name, list.scanned).map((row) => contributions.key(row));
			list.scanned = contributions.rowCount;
			if (more.length > 0) list.keys = mergedSorted(list.keys, more.sort());
		}
		return list.keys;
	}

	/** Keys with at least two contributions, ascending. */
	keysWithSeveral(view: AnyView): readonly string[] {
		const { tracker, contributions } = this.#ports;
		let several = this.#several.get(view.name);
		if (!several) this.#several.set(view.name, (several = { source: new Source(), keys: undefined }));
		tracker.note(several.source);
		return (several.keys ??= contributions
			.rowsOf(view.name)
			.filter((row) => contributions.hasSeveral(row))
			.map((row) => contributions.key(row))
			.sort());
	}

	#inputs(row: number, live: LiveRow): Input<unknown>[] {
		if (live.inputs) return live.inputs;
		const { contributions, compare, opAt, valueOf } = this.#ports;
		if (row < 0) return (live.inputs = []);
		return (live.inputs = contributions
			.of(row)
			.sort((a, b) => compare(contributions.op(a), contributions.op(b)) || a - b)
			.map((part) => {
				const op = opAt(contributions.op(part));
				return { op, value: valueOf(op, contributions.ordinal(part)) };
			}));
	}

	#row(view: AnyView, key: string): [row: number, live: LiveRow] {
		const row = this.#ports.contributions.find(view.name, key);
		const [rows, name] = row < 0 ? [this.#awaited as Map<unknown, LiveRow>, nameOf(view, key)] : [this.#live as Map<unknown, LiveRow>, row];
		let live = rows.get(name);
		if (!live) rows.set(name, (live = { source: new Source(), inputs: undefined, cell: undefined }));
		return [row, live];
	}

	#adopt(row: number, view: AnyView, key: string): void {
		const name = nameOf(view, key);
		const awaited = this.#awaited.get(name);
		if (!awaited) return;
		this.#awaited.delete(name);
		this.#live.set(row, awaited);
	}
}

function nameOf(view: AnyView, key: string): string {
	return `${view.name} ${key}`;
}

/** Two ascending lists as one. */
function mergedSorted(a: readonly string[], b: readonly string[]): readonly string[] {
	if (a.length === 0) return b;
	const merged: string[] = [];
	let at = 0;
	for (const key of b) {
		for (; at < a.length && (a[at] as string) < key; at++) merged.push(a[at] as string);
		merged.push(key);
	}
	for (; at < a.length; at++) merged.push(a[at] as string);
	return merged;
}
