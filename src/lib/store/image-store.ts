/**
 * The engine's image on disk, in pieces.
 *
 * Invariants
 * 1. The manifest names exactly what belongs to one image, and is written last, in the same transaction as the removal of
 *    what it replaces: a reader never sees parts of two images.
 * 2. Of columns that only grow, pieces before the last are never written again; a grown piece still begins with what an
 *    older manifest expects of it. All other columns get a new generation.
 */
import type { IndexableTypeArrayReadonly } from 'dexie';
import { assert } from '#lib/kernel/assert.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { ColumnImage, CompanyImage } from '#lib/modules/company.ts';
import type { CompanyDatabase, ImageKey } from './database.ts';
import { StoreFailure } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

export const PIECE_BYTES = 512 * 1024;
/** Pieces written in one transaction: between two of them, records get their turn. */
export const PIECES_AT_ONCE = 4;
const MANIFEST: ImageKey = ['', 0, 0];

interface ColumnEntry {
	readonly name: string;
	readonly appendOnly: boolean;
	readonly generation: number;
	readonly length: number;
}

interface Manifest {
	readonly format: string;
	readonly ops: number;
	readonly generation: number;
	readonly columns: readonly ColumnEntry[];
}

interface Piece {
	readonly key: ImageKey;
	readonly bytes: () => Uint8Array;
}

export class ImageStore {
	readonly #database: CompanyDatabase;
	#manifest: Manifest | undefined;

	private constructor(database: CompanyDatabase, manifest: Manifest | undefined) {
		this.#database = database;
		this.#manifest = manifest;
	}

	static async open(database: CompanyDatabase): Promise<Result<ImageStore, StoreProblem>> {
		const read = await database.read(['image'], () => database.image.get(MANIFEST));
		return read.ok ? ok(new ImageStore(database, manifestOf(read.value))) : read;
	}

	/** Operations in the stored image; 0 if there is none. */
	get ops(): number {
		return this.#manifest?.ops ?? 0;
	}

	/** The image, if it is of this format and all there. */
	async load(format: string): Promise<Result<CompanyImage | undefined, StoreProblem>> {
		const manifest = this.#manifest;
		if (!manifest || manifest.format !== format) return ok(undefined);
		const read = await this.#database.read(['image'], async () => {
			const columns: ColumnImage[] = [];
			for (const column of manifest.columns) {
				const pieces = await this.#database.image.bulkGet(keysOf(column));
				columns.push({ name: column.name, appendOnly: column.appendOnly, bytes: join(pieces, column) });
			}
			return columns;
		});
		if (!read.ok) return read.error.code === 'damaged' ? ok(undefined) : read;
		return ok({ format, ops: manifest.ops, columns: read.value });
	}

	/** Forgets the image: what follows is not a continuation of it. */
	async clear(): Promise<Result<void, StoreProblem>> {
		const cleared = await this.#database.write(['image'], () => this.#database.image.clear());
		if (cleared.ok) this.#manifest = undefined;
		return cleared;
	}

	/**
	 * Begins to write: copies at once what later operations change in place. The returned function writes in portions;
	 * `current` gives the company's image as it then is, from which the columns that only grew are taken.
	 */
	prepare(image: CompanyImage): (current: () => CompanyImage) => Promise<Result<void, StoreProblem>> {
		const before = this.#manifest?.format === image.format ? this.#manifest : undefined;
		const generation = (before?.generation ?? 0) + 1;
		const columns = image.columns.map(({ name, appendOnly, bytes }) => ({
			name,
			appendOnly,
			generation: appendOnly ? 0 : generation,
			length: bytes.length
		}));
		const copies = new Map(image.columns.filter(({ appendOnly }) => !appendOnly).map(({ name, bytes }) => [name, bytes.slice()]));
		const manifest: Manifest = { format: image.format, ops: image.ops, generation, columns };
		return (current) => this.#write(manifest, before, copies, current);
	}

	async #write(
		manifest: Manifest,
		before: Manifest | undefined,
		copies: ReadonlyMap<string, Uint8Array>,
		current: () => CompanyImage
	): Promise<Result<void, StoreProblem>> {
		const database = this.#database;
		if (!before) {
			const cleared = await this.clear();
			if (!cleared.ok) return cleared;
		}
		const pieces = manifest.columns.flatMap((column) =>
			piecesOf(column, before, () => copies.get(column.name) ?? grown(column, current()))
		);
		for (let at = 0; at < pieces.length; at += PIECES_AT_ONCE) {
			const portion = pieces.slice(at, at + PIECES_AT_ONCE);
			const written = await database.write(['image'], async () => {
				await database.image.bulkPut(
					portion.map((piece) => piece.bytes()),
					dexieKeys(portion.map((piece) => piece.key))
				);
			});
			if (!written.ok) return written;
		}
		const kept = new Set(manifest.columns.map(({ name, generation }) => `${name} ${String(generation)}`));
		const stale = (before?.columns ?? []).filter(({ name, generation }) => !kept.has(`${name} ${String(generation)}`)).flatMap(keysOf);
		const finished = await database.write(['image'], async () => {
			await database.image.bulkDelete([...stale]);
			await database.image.put(manifest, MANIFEST);
		});
		if (finished.ok) this.#manifest = manifest;
		return finished;
	}
}

/** The bytes a column had when the image was prepared: it only grew since. */
function grown({ name, length }: ColumnEntry, image: CompanyImage): Uint8Array {
	const column = image.columns.find((one) => one.name === name);
	assert(column && column.bytes.length >= length, 'a column that only grows is still there');
	return column.bytes.subarray(0, length);
}

/** Pieces that have to be written: all of a column, or those from the last stored one on. */
function piecesOf(column: ColumnEntry, before: Manifest | undefined, bytes: () => Uint8Array): readonly Piece[] {
	const stored = column.appendOnly ? before?.columns.find(({ name, appendOnly }) => name === column.name && appendOnly) : undefined;
	if (stored?.length === column.length) return [];
	const first = stored ? Math.floor(stored.length / PIECE_BYTES) : 0;
	return keysOf(column)
		.slice(first)
		.map((key) => ({ key, bytes: () => bytes().slice(key[2] * PIECE_BYTES, (key[2] + 1) * PIECE_BYTES) }));
}

function keysOf({ name, generation, length }: ColumnEntry): ImageKey[] {
	return Array.from({ length: Math.ceil(length / PIECE_BYTES) }, (_, piece): ImageKey => [name, generation, piece]);
}

/** Throws `damaged` if a piece is missing or too short. */
function join(pieces: readonly unknown[], { name, length }: ColumnEntry): Uint8Array {
	const whole = new Uint8Array(length);
	for (const [index, piece] of pieces.entries()) {
		const start = index * PIECE_BYTES;
		const expected = Math.min(PIECE_BYTES, length - start);
		if (!(piece instanceof Uint8Array) || piece.length < expected)
			throw new StoreFailure('damaged', `piece ${String(index)} of column ${name} is missing`);
		whole.set(piece.length > expected ? piece.subarray(0, expected) : piece, start);
	}
	return whole;
}

function manifestOf(value: unknown): Manifest | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { format, ops, columns } = value as Record<string, unknown>;
	return typeof format === 'string' && typeof ops === 'number' && Array.isArray(columns) ? (value as Manifest) : undefined;
}

/** Dexie's types for bulk keys know no arrays; IndexedDB does. */
function dexieKeys(keys: readonly ImageKey[]): IndexableTypeArrayReadonly {
	return keys as unknown as IndexableTypeArrayReadonly;
}
