/** Why the store could not keep something. Every one of them is shown loudly, with a way on; none is ever only logged. */
export type StoreProblemCode =
	/** The disk or the browser's share of it is full. */
	| 'quota'
	/** The database was closed or deleted under us (site data cleared, browser repair); reopening failed too. */
	| 'lost'
	/** The browser keeps nothing here: private mode, storage disabled. */
	| 'unavailable'
	/** A newer version of the program has changed the database: reload. */
	| 'newer-version'
	/** What is stored does not fit together: a row is missing or does not decode. */
	| 'damaged'
	/** Another tab or a copied profile wrote in between. */
	| 'not-the-writer'
	/** Anything else; `detail` is for quoting. */
	| 'failed';

export interface StoreProblem {
	readonly code: StoreProblemCode;
	/** In English, for quoting. */
	readonly detail: string;
	/** The entries that were not stored, ready to be downloaded (“导出这一条”). Empty where nothing was being saved. */
	readonly unsaved: readonly string[];
}
