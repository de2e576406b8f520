/**
 * The database of one company, `suyuan:<org>`. Everything but the journal (entries, segments, pending and the head in
 * meta) can be computed or fetched again.
 *
 * Invariants
 * 1. A transaction that may write the journal or an answer that was promised (keys, guards, meta) is strict: it is on
 *    the disk when it resolves. The rest is relaxed: it survives the browser's end, not necessarily that of the power.
 * 2. A newer program is never in the way: asked to make room, this handle closes and says `newer-version` from then on.
 * 3. A database comes into being only where one is asked for: reopening one that was deleted says `lost`.
 * 4. Nothing is deleted here; see delete-company.ts.
 */
import { Dexie, type DBCore, type Table } from 'dexie';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { problemOf, StoreFailure } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

/** Version of the tables. Dexie's native version is ten times this. */
export const SCHEMA_VERSION = 1;
/** Version of what the rows mean; a greater one in the database was written by a newer program. */
export const STORE_FORMAT = 1;

/** Lines of one action or delivery, by the arrival number of the first. */
export interface EntriesRow {
	readonly lines: readonly string[];
}

/** `BLOCK_LINES` lines, by the arrival number of the first. */
export interface SegmentRow {
	/** Lines, each ended by a newline, UTF-8; compressed if `gzip`. */
	readonly bytes: Uint8Array;
	readonly gzip: boolean;
	/** SHA-256 of the uncompressed bytes. */
	readonly sha256: Uint8Array;
}

/** Part of a column of the engine's image; `['', 0, 0]` holds what the image consists of. */
export type ImageKey = [column: string, generation: number, piece: number];

export interface AnswerRow {
	/** Operations in the log it was computed from. */
	readonly size: number;
	/** Program build that computed it. */
	readonly build: string;
	readonly value: unknown;
}

const TABLES = ['entries', 'segments', 'pending', 'drafts', 'keys', 'blobs', 'image', 'answers', 'guards', 'search', 'meta'] as const;
export type TableName = (typeof TABLES)[number];
const STRICT: ReadonlySet<string> = new Set<TableName>(['entries', 'segments', 'pending', 'drafts', 'keys', 'blobs', 'guards', 'meta']);

/** What surrounds the databases; tests put an IndexedDB in memory here. */
export interface DatabasePorts {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	/** Sees every database before it is opened: tests inject faults here. */
	readonly tap?: (database: Dexie) => void;
}

export function databaseName(org: string): string {
	return `suyuan:${org}`;
}

export class CompanyDatabase {
	readonly org: string;
	readonly entries: Table<EntriesRow, number>;
	readonly segments: Table<SegmentRow, number>;
	/** Lines that wait for their past, by entry id. */
	readonly pending: Table<string, string>;
	readonly drafts: Table<Uint8Array, string>;
	readonly keys: Table<Uint8Array, string>;
	readonly blobs: Table<Uint8Array, string>;
	readonly image: Table<unknown, ImageKey>;
	readonly answers: Table<AnswerRow, string>;
	readonly guards: Table<unknown, string>;
	readonly search: Table<unknown, string>;
	readonly meta: Table<unknown, string>;
	readonly #dexie: Dexie;
	readonly #listeners = new Set<(problem: StoreProblem) => void>();
	#isClosing = false;
	#isOutdated = false;
	#isReopening = false;
	#hasToldLost = false;
	#mayCreate: boolean;

	private constructor(org: string, ports: DatabasePorts, mayCreate: boolean) {
		this.org = org;
		this.#mayCreate = mayCreate;
		const dexie = openable(databaseName(org), ports);
		dexie.version(SCHEMA_VERSION).stores(Object.fromEntries(TABLES.map((name) => [name, ''])));
		dexie.use({ stack: 'dbcore', name: 'durability', create: withDurability });
		ports.tap?.(dexie);
		this.#dexie = dexie;
		this.entries = dexie.table('entries');
		this.segments = dexie.table('segments');
		this.pending = dexie.table('pending');
		this.drafts = dexie.table('drafts');
		this.keys = dexie.table('keys');
		this.blobs = dexie.table('blobs');
		this.image = dexie.table('image');
		this.answers = dexie.table('answers');
		this.guards = dexie.table('guards');
		this.search = dexie.table('search');
		this.meta = dexie.table('meta');
		dexie.on('populate', () => this.#refuseToCreate());
		dexie.on('versionchange', (event) => this.#makeRoom(event.newVersion !== null && event.newVersion > 0));
		dexie.on('close', () => this.#tellLost());
	}

	/** Opens the database of a company. Error `lost`: there is none. */
	static open(org: string, ports: DatabasePorts): Promise<Result<CompanyDatabase, StoreProblem>> {
		return CompanyDatabase.#open(new CompanyDatabase(org, ports, false));
	}

	/** Opens the database, creating it where there is none. */
	static create(org: string, ports: DatabasePorts): Promise<Result<CompanyDatabase, StoreProblem>> {
		return CompanyDatabase.#open(new CompanyDatabase(org, ports, true));
	}

	static async #open(database: CompanyDatabase): Promise<Result<CompanyDatabase, StoreProblem>> {
		const opened = await database.reopen();
		if (opened.ok) return ok(database);
		database.close();
		return opened;
	}

	/**
	 * After the handle was lost, or may be. Errors: `newer-version`, `unavailable`, `lost` (there is no such database any
	 * more), `quota`, `failed`.
	 */
	async reopen(): Promise<Result<void, StoreProblem>> {
		if (this.#isOutdated) return err(this.#outdated());
		if (this.#isClosing) return err({ code: 'lost', detail: 'the database was closed', unsaved: [] });
		this.#isReopening = true;
		try {
			// A handle can be dead without Dexie knowing it.
			this.#dexie.close();
			await this.#dexie.open();
			this.#mayCreate = false;
			this.#hasToldLost = false;
			// Dexie opens whatever version there is; the second digit of the native one is Dexie's own business.
			const isNewer = this.#dexie.backendDB().version >= (SCHEMA_VERSION + 1) * 10 || Number(await this.meta.get('format')) > STORE_FORMAT;
			if (!isNewer) return ok(undefined);
			this.#isOutdated = true;
			this.#dexie.close();
			return err(this.#outdated());
		} catch (error) {
			return err(problemOf(error));
		} finally {
			this.#isReopening = false;
		}
	}

	/** Runs `scope` in one transaction over the tables. Nothing of it is written if it throws or the store fails. */
	async write<T>(tables: readonly TableName[], scope: () => Promise<T>): Promise<Result<T, StoreProblem>> {
		return this.#run('readwrite', tables, scope);
	}

	async read<T>(tables: readonly TableName[], scope: () => Promise<T>): Promise<Result<T, StoreProblem>> {
		return this.#run('readonly', tables, scope);
	}

	/** Called when the handle is gone without this program having closed it. Returns the unsubscribe. */
	onLost(listener: (problem: StoreProblem) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): void {
		this.#isClosing = true;
		this.#dexie.close();
	}

	async #run<T>(mode: 'readonly' | 'readwrite', tables: readonly TableName[], scope: () => Promise<T>): Promise<Result<T, StoreProblem>> {
		if (this.#isOutdated) return err(this.#outdated());
		try {
			return ok(await this.#dexie.transaction(mode, tables, scope));
		} catch (error) {
			return err(problemOf(error));
		}
	}

	/** Dexie calls this only where there was no database; throwing undoes its creation. */
	#refuseToCreate(): void {
		if (!this.#mayCreate) throw new StoreFailure('lost', 'there is no such database in this browser (any more)');
	}

	#makeRoom(isUpgrade: boolean): void {
		if (isUpgrade) this.#isOutdated = true;
		this.#dexie.close();
	}

	#tellLost(): void {
		// Dexie closes a handle as often as it is told to.
		if (this.#isClosing || this.#isReopening || this.#hasToldLost) return;
		this.#hasToldLost = true;
		const problem = this.#isOutdated ? this.#outdated() : problemOf(new StoreFailure('lost', 'the browser closed the database'));
		for (const listener of this.#listeners) listener(problem);
	}

	#outdated(): StoreProblem {
		return { code: 'newer-version', detail: 'a newer program has changed this database', unsaved: [] };
	}
}

/** A Dexie that opens only when told, and caches nothing. */
export function openable(name: string, { indexedDB, IDBKeyRange }: DatabasePorts): Dexie {
	return new Dexie(name, {
		autoOpen: false,
		cache: 'disabled',
		chromeTransactionDurability: 'strict',
		...(indexedDB ? { indexedDB } : {}),
		...(IDBKeyRange ? { IDBKeyRange } : {})
	});
}

function withDurability(core: DBCore): DBCore {
	return {
		...core,
		transaction: (tables, mode) =>
			core.transaction(tables, mode, { durability: tables.some((table) => STRICT.has(table)) ? 'strict' : 'relaxed' })
	};
}
