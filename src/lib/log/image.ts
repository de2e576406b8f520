/** A snapshot as columns of bytes: what is derived from the lines, in a form that is opened without deriving it again. */

export interface ColumnImage {
	readonly name: string;
	/** Of an earlier image of the same replica these bytes are the beginning: only the rest has to be written. */
	readonly appendOnly: boolean;
	/** A view of live memory; valid until the replica takes the next entry. */
	readonly bytes: Uint8Array;
}

/** A growing column as it takes part in an image. */
export interface ImagedColumn {
	readonly bytes: Uint8Array;
	/** Replaces the content by a copy of these bytes; false if they are no whole number of values. */
	load(bytes: Uint8Array): boolean;
}

/** Thrown while an image is read and caught where it was asked for: the image is damaged or of other lines. */
export class ImageProblem extends Error {}

export function check(condition: boolean, what: string): asserts condition {
	if (!condition) throw new ImageProblem(what);
}

/** All values of a column are at least `from` and below `to`. */
export function checkRange(column: { readonly length: number; readonly values: Int32Array }, from: number, to: number, what: string): void {
	const { length, values } = column;
	for (let row = 0; row < length; row++) {
		const value = values[row] as number;
		if (value < from || value >= to) throw new ImageProblem(what);
	}
}

export type NamedColumns = Readonly<Record<string, ImagedColumn>>;

export function imageOf(prefix: string, columns: NamedColumns): ColumnImage[] {
	return Object.keys(columns)
		.sort()
		.map((name) => ({ name: `${prefix}.${name}`, appendOnly: true, bytes: (columns[name] as ImagedColumn).bytes }));
}

/** The columns of an image by name; asking for one that is missing or does not fit throws `ImageProblem`. */
export class ImageReader {
	readonly #columns: ReadonlyMap<string, Uint8Array>;

	constructor(columns: readonly ColumnImage[]) {
		this.#columns = new Map(columns.map(({ name, bytes }) => [name, bytes]));
	}

	bytes(name: string): Uint8Array {
		const bytes = this.#columns.get(name);
		check(bytes !== undefined, `column ${name} is missing`);
		return bytes;
	}

	load(prefix: string, columns: NamedColumns): void {
		for (const name of Object.keys(columns).sort())
			check((columns[name] as ImagedColumn).load(this.bytes(`${prefix}.${name}`)), `column ${prefix}.${name} has a torn end`);
	}
}
