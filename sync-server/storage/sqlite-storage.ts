/**
 * Storage in one SQLite file: write-ahead log, `synchronous=FULL`, freed pages overwritten.
 *
 * The write-ahead log would keep what a document used to contain until it is used again, so after a replacement it is
 * emptied soon (`ERASE_DELAY_MS`): erased keys are then on no medium of the relay.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fromBase64Url, toBase64Url } from '#lib/kernel/bytes.ts';
import type { Batch, BranchState, Contact, Place, Storage, StoredEntry } from './storage.ts';

/** Layout of the file; a greater one was made by a newer version. */
const LAYOUT = 1;
export const ERASE_DELAY_MS = 500;
/** Another process (backup, status) may hold the file for a moment. */
const BUSY_MS = 5000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS chain(no INTEGER PRIMARY KEY, dev TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS entry(
	arrival INTEGER PRIMARY KEY, chain INTEGER NOT NULL, branch INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
	admits INTEGER NOT NULL, id BLOB NOT NULL, line BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS entry_place ON entry(chain, branch, seq);
CREATE UNIQUE INDEX IF NOT EXISTS entry_id ON entry(id);
CREATE INDEX IF NOT EXISTS entry_admits ON entry(arrival) WHERE admits = 1;
CREATE INDEX IF NOT EXISTS entry_rival ON entry(arrival) WHERE branch > 0;
CREATE TABLE IF NOT EXISTS branch(
	chain INTEGER NOT NULL, branch INTEGER NOT NULL, first INTEGER NOT NULL, tip INTEGER NOT NULL, tip_id TEXT NOT NULL,
	complete INTEGER NOT NULL, quoted INTEGER NOT NULL, PRIMARY KEY(chain, branch)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document(no INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS document_name ON document(name, no);
CREATE TABLE IF NOT EXISTS contact(dev TEXT PRIMARY KEY, last_contact TEXT NOT NULL, heads TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA user_version = ${String(LAYOUT)};
`;
const COLUMNS = 'entry.arrival, chain.dev, entry.branch, entry.seq, entry.n, entry.id, entry.line';
const JOINED = 'entry JOIN chain ON chain.no = entry.chain';

export interface SqliteOptions {
	readonly readOnly?: boolean;
}

type Row = Readonly<Record<string, unknown>>;
type Arrived = StoredEntry & { readonly arrival: number };

export class SqliteStorage implements Storage {
	readonly #db: DatabaseSync;
	readonly #statements = new Map<string, StatementSync>();
	readonly #chains = new Map<string, number>();
	#erasing: NodeJS.Timeout | undefined;

	/** Throws when the file is none, is damaged, or was made by a newer version. */
	constructor(path: string, { readOnly = false }: SqliteOptions = {}) {
		this.#db = new DatabaseSync(path, { readOnly, timeout: BUSY_MS });
		const layout = Number(this.#one('PRAGMA user_version')?.['user_version']);
		if (layout > LAYOUT) throw new Error(`${path} was made by a newer version (layout ${String(layout)})`);
		if (!readOnly) {
			this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000;');
			this.#db.exec(SCHEMA);
		}
		for (const row of this.#all('SELECT no, dev FROM chain')) this.#chains.set(text(row['dev']), Number(row['no']));
	}

	commit(batch: Batch): void {
		const chainsBefore = this.#chains.size;
		this.#db.exec('BEGIN IMMEDIATE');
		try {
			this.#write(batch);
			this.#db.exec('COMMIT');
		} catch (error) {
			// A failed COMMIT may have ended the transaction already.
			if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
			if (this.#chains.size !== chainsBefore) this.#reloadChains();
			throw error;
		}
		if (batch.documents?.some((change) => change.replace)) this.#eraseSoon();
	}

	/** What SQLite itself finds wrong with the file; empty if nothing. */
	integrity(): readonly string[] {
		const found = this.#all('PRAGMA integrity_check').map((row) => text(row['integrity_check']));
		return found.length === 1 && found[0] === 'ok' ? [] : found;
	}

	/** Damage that is found without reading every index against its table; empty if none is. */
	quickCheck(): readonly string[] {
		const found = this.#all('PRAGMA quick_check(1)').map((row) => text(row['quick_check']));
		return found.length === 1 && found[0] === 'ok' ? [] : found;
	}

	placeById(id: string): Place | undefined {
		const row = this.#one(`SELECT chain.dev, entry.branch, entry.seq, entry.n FROM ${JOINED} WHERE entry.id = ?`, bytesOfId(id));
		return row && placeOf(row);
	}

	entryById(id: string): StoredEntry | undefined {
		const row = this.#one(`SELECT ${COLUMNS} FROM ${JOINED} WHERE entry.id = ?`, bytesOfId(id));
		return row && entryOf(row);
	}

	entryAt(dev: string, branch: number, seq: number): StoredEntry | undefined {
		const chain = this.#chains.get(dev);
		if (chain === undefined) return undefined;
		const row = this.#one(
			`SELECT ${COLUMNS} FROM ${JOINED} WHERE entry.chain = ? AND entry.branch = ? AND entry.seq = ?`,
			chain,
			branch,
			seq
		);
		return row && entryOf(row);
	}

	lines(dev: string, from: number, to: number): readonly Uint8Array[] {
		const chain = this.#chains.get(dev);
		if (chain === undefined) return [];
		const rows = this.#all('SELECT line FROM entry WHERE chain = ? AND branch = 0 AND seq BETWEEN ? AND ? ORDER BY seq', chain, from, to);
		return rows.map((row) => bytes(row['line']));
	}

	entriesAfter(after: number, limit: number): readonly Arrived[] {
		return this.#all(`SELECT ${COLUMNS} FROM ${JOINED} WHERE entry.arrival > ? ORDER BY entry.arrival LIMIT ?`, after, limit).map(entryOf);
	}

	rivalsAfter(after: number, limit: number): readonly Arrived[] {
		const where = 'WHERE entry.branch > 0 AND entry.arrival > ? ORDER BY entry.arrival LIMIT ?';
		return this.#all(`SELECT ${COLUMNS} FROM ${JOINED} ${where}`, after, limit).map(entryOf);
	}

	rivalCount(): number {
		return Number(this.#one('SELECT count(*) AS count FROM entry WHERE branch > 0')?.['count']);
	}

	admitting(): readonly StoredEntry[] {
		return this.#all(`SELECT ${COLUMNS} FROM ${JOINED} WHERE entry.admits = 1 ORDER BY entry.arrival`).map(entryOf);
	}

	branches(): readonly BranchState[] {
		return this.#all(
			'SELECT chain.dev, branch.* FROM branch JOIN chain ON chain.no = branch.chain ORDER BY branch.chain, branch.branch'
		).map((row) => ({
			dev: text(row['dev']),
			branch: Number(row['branch']),
			first: Number(row['first']),
			tip: Number(row['tip']),
			tipId: text(row['tip_id']),
			complete: Number(row['complete']),
			quoted: Number(row['quoted'])
		}));
	}

	document(name: string): readonly Uint8Array[] {
		return this.#all('SELECT bytes FROM document WHERE name = ? ORDER BY no', name).map((row) => bytes(row['bytes']));
	}

	contacts(): readonly Contact[] {
		return this.#all('SELECT dev, last_contact, heads FROM contact').map((row) => ({
			dev: text(row['dev']),
			lastContact: text(row['last_contact']),
			heads: text(row['heads'])
		}));
	}

	meta(key: string): string | undefined {
		const row = this.#one('SELECT value FROM meta WHERE key = ?', key);
		return row && text(row['value']);
	}

	close(): void {
		if (this.#erasing) this.#erase();
		this.#db.close();
	}

	#write({ entries = [], branches = [], documents = [], contacts = [], meta }: Batch): void {
		const insert = this.#prepared('INSERT INTO entry(chain, branch, seq, n, admits, id, line) VALUES(?, ?, ?, ?, ?, ?, ?)');
		for (const { dev, branch, seq, n, admits, id, line } of entries)
			insert.run(this.#chainNumber(dev), branch, seq, n, admits ? 1 : 0, bytesOfId(id), line);
		const summarise = this.#prepared(
			'INSERT OR REPLACE INTO branch(chain, branch, first, tip, tip_id, complete, quoted) VALUES(?, ?, ?, ?, ?, ?, ?)'
		);
		for (const { dev, branch, first, tip, tipId, complete, quoted } of branches)
			summarise.run(this.#chainNumber(dev), branch, first, tip, tipId, complete, quoted);
		for (const { name, bytes, replace } of documents) {
			if (replace) this.#prepared('DELETE FROM document WHERE name = ?').run(name);
			this.#prepared('INSERT INTO document(name, bytes) VALUES(?, ?)').run(name, bytes);
		}
		const heard = this.#prepared('INSERT OR REPLACE INTO contact(dev, last_contact, heads) VALUES(?, ?, ?)');
		for (const { dev, lastContact, heads } of contacts) heard.run(dev, lastContact, heads);
		for (const [key, value] of meta ?? []) {
			if (value === undefined) this.#prepared('DELETE FROM meta WHERE key = ?').run(key);
			else this.#prepared('INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)').run(key, value);
		}
	}

	#chainNumber(dev: string): number {
		const known = this.#chains.get(dev);
		if (known !== undefined) return known;
		const no = Number(this.#prepared('INSERT INTO chain(dev) VALUES(?)').run(dev).lastInsertRowid);
		this.#chains.set(dev, no);
		return no;
	}

	#reloadChains(): void {
		this.#chains.clear();
		for (const row of this.#all('SELECT no, dev FROM chain')) this.#chains.set(text(row['dev']), Number(row['no']));
	}

	#eraseSoon(): void {
		this.#erasing ??= setTimeout(() => this.#erase(), ERASE_DELAY_MS).unref();
	}

	#erase(): void {
		clearTimeout(this.#erasing);
		this.#erasing = undefined;
		try {
			const busy = Number(this.#one('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy']);
			if (busy !== 0) this.#eraseSoon();
		} catch {
			// A reader in another process or a full disk: what was to be erased is still in the log, so try again.
			this.#eraseSoon();
		}
	}

	#prepared(sql: string): StatementSync {
		let statement = this.#statements.get(sql);
		if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
		return statement;
	}

	#one(sql: string, ...values: readonly (string | number | Uint8Array)[]): Row | undefined {
		return this.#prepared(sql).get(...values);
	}

	#all(sql: string, ...values: readonly (string | number | Uint8Array)[]): readonly Row[] {
		return this.#prepared(sql).all(...values);
	}
}

function placeOf(row: Row): Place {
	return { dev: text(row['dev']), branch: Number(row['branch']), seq: Number(row['seq']), n: Number(row['n']) };
}

function entryOf(row: Row): Arrived {
	return { ...placeOf(row), arrival: Number(row['arrival']), id: toBase64Url(bytes(row['id'])), line: bytes(row['line']) };
}

/** An id that is none is found nowhere. */
function bytesOfId(id: string): Uint8Array {
	return fromBase64Url(id) ?? new Uint8Array();
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function bytes(value: unknown): Uint8Array {
	return value instanceof Uint8Array ? value : new Uint8Array();
}
