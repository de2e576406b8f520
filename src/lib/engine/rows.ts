/** The inputs and rows of all views, with who depends on which. */
import { compareOrder } from '#lib/log/order.ts';
import type { AnyView, Input, View } from './define-view.ts';
import { Cell, Source, type Tracker } from './memo.ts';
import type { Reader } from './reader.ts';

interface Row {
	readonly inputs: Input<unknown>[];
	/** What depends on the inputs, and the folded value; made when first asked for. */
	source: Source | undefined;
	cell: Cell<unknown> | undefined;
}

interface Table {
	readonly rows: Map<string, Row>;
	readonly keySource: Source;
	sortedKeys: string[] | undefined;
}

export class Rows {
	readonly #reader: Reader;
	readonly #tracker: Tracker;
	readonly #tables = new Map<string, Table>();

	constructor(reader: Reader, tracker: Tracker) {
		this.#reader = reader;
		this.#tracker = tracker;
	}

	/** Adds a contribution in its place and forgets what depended on the row's inputs. */
	add(view: AnyView, key: string, input: Input<unknown>): void {
		const table = this.#table(view);
		const isNew = !table.rows.has(key);
		const row = this.#row(view, key);
		let at = row.inputs.length;
		while (at > 0 && compareOrder((row.inputs[at - 1] as Input<unknown>).op, input.op) > 0) at--;
		row.inputs.splice(at, 0, input);
		row.source?.changed();
		if (!isNew && row.inputs.length > 1) return;
		table.sortedKeys = undefined;
		table.keySource.changed();
	}

	inputs<C, R>(view: View<C, R>, key: string): readonly Input<C>[] {
		const row = this.#row(view as AnyView, key);
		this.#tracker.note((row.source ??= new Source()));
		return row.inputs as readonly Input<C>[];
	}

	row<C, R>(view: View<C, R>, key: string): R {
		const row = this.#row(view as AnyView, key);
		row.cell ??= new Cell<unknown>(this.#tracker, `${view.name} ${key}`, () => {
			this.#tracker.note((row.source ??= new Source()));
			return view.fold(row.inputs as Input<C>[], this.#reader, key);
		});
		return row.cell.value as R;
	}

	/** Keys with at least one contribution, ascending. */
	keys(view: AnyView): readonly string[] {
		const table = this.#table(view);
		this.#tracker.note(table.keySource);
		return (table.sortedKeys ??= [...table.rows]
			.filter(([, row]) => row.inputs.length > 0)
			.map(([key]) => key)
			.sort());
	}

	#table(view: AnyView): Table {
		let table = this.#tables.get(view.name);
		if (!table) this.#tables.set(view.name, (table = { rows: new Map(), keySource: new Source(), sortedKeys: undefined }));
		return table;
	}

	#row(view: AnyView, key: string): Row {
		const { rows } = this.#table(view);
		let row = rows.get(key);
		if (!row) rows.set(key, (row = { inputs: [], source: undefined, cell: undefined }));
		return row;
	}
}
