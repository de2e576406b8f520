/**
 * A view: rows computed from what operations contribute to them.
 *
 * An operation definition says *what it contributes* (`lots.put(uid, …)`), from its own data alone; a view says *what
 * that means* given everything else. So an operation never needs to know who uses it, and the rows an operation
 * touches are known without asking it.
 */
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Reader } from './reader.ts';

/** One contribution, with the operation it comes from. */
export interface Input<C> {
	readonly op: RecordedOp;
	readonly value: C;
}

export interface ViewSpec<C, R> {
	/** Stable, unique name; part of the view hash. */
	readonly name: string;
	/**
	 * Rows that answer people's questions take part in the view hash that replicas compare; helper indexes do not.
	 * Hashed rows are canonical JSON (no bigint, Map or undefined).
	 */
	readonly hashed: boolean;
	/** Pure: the row of `key` from its inputs in order-key order. */
	fold(inputs: readonly Input<C>[], read: Reader, key: string): R;
}

export interface View<C, R> extends ViewSpec<C, R> {
	/** A contribution to the row of `key`. */
	put(key: string, value: C): Contribution;
}

/** What an operation adds to a view. */
export interface Contribution {
	readonly view: AnyView;
	readonly key: string;
	readonly value: unknown;
}

// Variance is erased at the boundary between definitions and engine; `View<C, R>` is checked where it is defined and used.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyView = View<any, any>;

/**
 * @example
 * const scans = defineView<{ code: string }, { count: number }>({
 *   name: 'scans', hashed: true, fold: (inputs) => ({ count: inputs.length })
 * });
 */
export function defineView<C, R>(spec: ViewSpec<C, R>): View<C, R> {
	const view: View<C, R> = { ...spec, put: (key, value) => ({ view, key, value }) };
	return view;
}
